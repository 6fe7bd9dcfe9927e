import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// One run of a save: what `save` and `refresh` share.
struct SaveRun {
  /// What the author of the pipeline asked for.
  enum Wish {
    /// Go on from the cursor where the pipeline allows it, else replace.
    case goOn
    case append
    case replace
    case restart
  }

  let pipeline: BoundPipeline
  let name: String
  /// A key of one's own; empty for the source's.
  let key: [String]
  let wish: Wish
  let session: SessionServices

  /// Refuses what the run would refuse, before anything is asked.
  func check() async throws {
    guard let known = try await session.tables.info(name) else { return }
    try check(known)
  }

  private func check(_ known: SavedTableInfo) throws(Diagnostics) {
    guard wish == .goOn || wish == .restart, known.pipelineText != pipeline.text else { return }
    throw Diagnostics(SaveFault.otherPipeline(name, known.pipelineText, pipeline.text).diagnostic)
  }

  /// Begins to save rows that pass by, all of them and from the start.
  func beginWhole() async throws -> any SaveWriter {
    if let known = try await session.tables.info(name) { try check(known) }
    return try await session.tables.begin(
      SavePlan(
        name: name, schema: schema, mode: wish == .append ? .append : .replace,
        pipeline: pipeline.isRepeatable ? pipeline.text : nil, pipelineText: pipeline.text,
        start: pipeline.source.source.start))
  }

  /// Ends what `beginWhole` began, when all rows have passed or the source broke off.
  func end(_ writer: any SaveWriter) async throws {
    let isWhole = !session.context.notices.isBroken
    let report = isWhole ? try await writer.finish() : await writer.abandon()
    session.output.note(text(report, wish == .append ? .append : .replace, isWhole: isWhole))
  }

  /// Saves.
  func run() async throws {
    let known = try await session.tables.info(name)
    if let known { try check(known) }
    let isSame = known?.pipelineText == pipeline.text
    let start = (isSame ? known?.start : nil) ?? pipeline.source.source.start
    let mode = mode(replacesOther: known != nil && !isSame)
    let writer = try await session.tables.begin(
      SavePlan(
        name: name, schema: schema, mode: mode,
        pipeline: pipeline.isRepeatable ? pipeline.text : nil,
        pipelineText: pipeline.text, start: start))
    try await fill(writer, start: start, mode)
  }

  /// Pulls the rows into the writer; a walk that breaks off leaves what the mode leaves.
  private func fill(_ writer: any SaveWriter, start: Checkpoint?, _ mode: SaveMode) async throws {
    var came = 0
    do {
      let plan = Plan(
        pipeline, wantsIdentity: usesIdentity, resume: writer.resume ?? start)
      var rows = try plan.open(in: session.context, retrying: writer.pending)
      if hasOwnKey { rows = OwnKeyCursor(rows, columns: key.compactMap(schema.index(of:))) }
      if usesIdentity, let hidden = pipeline.output.key?.hidden.count, hidden > 0 {
        rows = MapCursor(rows) { $0.showingKey(last: hidden) }
      }
      while let batch = try await rows.next() {
        try Task.checkCancellation()
        came += batch.count
        try await writer.write(batch)
      }
      try Task.checkCancellation()
    } catch {
      let left = await writer.abandon()
      if error is CancellationError || Task.isCancelled {
        session.output.note(text(left, mode, isWhole: false) + " (interrupted)")
      }
      throw error
    }
    let isWhole = !session.context.notices.isBroken
    let report = isWhole ? try await writer.finish() : await writer.abandon()
    let fewer = mode == .replace && isWhole && report.rowCount < came
    session.output.note(
      text(report, mode, isWhole: isWhole)
        + (fewer ? "; \(came) rows came, and the last live one of each key was kept" : ""))
  }

  /// Whether rows are called by columns of the author's choice and not as their source calls them.
  private var hasOwnKey: Bool {
    guard !key.isEmpty, pipeline.keepsIdentity, let own = pipeline.output.showingKey.key else {
      return !key.isEmpty
    }
    return own.columns != key || !own.missing.isEmpty
  }

  /// Whether rows are saved by the identity that their source gives them.
  private var usesIdentity: Bool { !hasOwnKey && pipeline.keepsIdentity }

  private func mode(replacesOther: Bool) -> SaveMode {
    let isMaintained = pipeline.isMaintainable && !hasOwnKey
    switch wish {
    case .append: return .append
    case .goOn: return isMaintained ? .maintain : .replace
    case .restart: return isMaintained ? .rewalk : .replace
    case .replace: return isMaintained && !replacesOther ? .rewalk : .replace
    }
  }

  /// The visible columns with the key that rows are saved by; none where they have no identity.
  private var schema: Schema {
    let fields = pipeline.output.fields
    if hasOwnKey { return Schema(fields, key: KeySemantics(columns: key)) }
    return usesIdentity ? pipeline.output.showingKey : Schema(fields)
  }

  private func text(_ report: SaveReport, _ mode: SaveMode, isWhole: Bool) -> String {
    guard isWhole || mode == .maintain else {
      return "saved nothing in \(name): the rows broke off"
    }
    var parts = ["\(report.inserted) new"]
    if report.replaced > 0 { parts.append("\(report.replaced) replaced") }
    if report.removed > 0 { parts.append("\(report.removed) removed") }
    if report.pending > 0 { parts.append("\(report.pending) to be asked for again") }
    let whole = mode == .replace || mode == .rewalk ? "; the table was replaced whole" : ""
    let rows = report.rowCount == 1 ? "1 row" : "\(report.rowCount) rows"
    return "saved \(name): \(rows) (\(parts.joined(separator: ", ")))\(whole)"
  }
}

/// Gives rows an identity by columns of their own.
private actor OwnKeyCursor: Cursor {
  private let input: any Cursor
  private let columns: [Int]
  private var position: Int64 = 0

  init(_ input: any Cursor, columns: [Int]) {
    self.input = input
    self.columns = columns
  }

  func next() async throws -> Batch? {
    guard let batch = try await input.next() else { return nil }
    let positions = Array(position..<(position + Int64(batch.count)))
    position += Int64(batch.count)
    return Batch(
      columns: batch.columns, count: batch.count,
      identity: RowIdentity(
        keys: columns.map { batch.columns[$0] },
        states: [RowState](repeating: .live, count: batch.count),
        positions: Column(.int, count: batch.count, validity: nil, .int64(positions[...]))))
  }
}
