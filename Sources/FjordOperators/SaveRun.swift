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

  /// Saves; gives the saved table where it is kept for `$last`.
  func run() async throws -> Table? {
    let known = try await session.tables.info(name)
    let mode = self.mode
    if let known, wish != .replace, wish != .append, known.pipelineText != pipeline.text {
      throw Diagnostics(SaveFault.otherPipeline(name, known.pipelineText, pipeline.text).diagnostic)
    }
    let isSame = known?.pipelineText == pipeline.text
    let start = (isSame ? known?.start : nil) ?? pipeline.source.source.start
    let writer = try await session.tables.begin(
      SavePlan(
        name: name, schema: schema, mode: mode, pipeline: pipeline.isRepeatable ? pipeline.text : nil,
        pipelineText: pipeline.text, start: start))
    let report = try await fill(writer, start: start)
    session.output.note(text(report, mode))
    guard session.keepsLast else { return nil }
    let source = try await session.tables.source(name)
    let batches = try await source.scan(ScanRequest(), in: session.context).collect()
    return Table(schema: source.schema, batches: batches)
  }

  /// Pulls the rows into the writer; a walk that breaks off leaves what the mode leaves.
  private func fill(_ writer: any SaveWriter, start: Checkpoint?) async throws -> SaveReport {
    let notices = session.context.notices
    do {
      let plan = Plan(
        pipeline, wantsIdentity: schema.key != nil && key.isEmpty, resume: writer.resume ?? start)
      var rows = try plan.open(in: session.context, retrying: writer.pending)
      if !key.isEmpty { rows = OwnKeyCursor(rows, columns: key.compactMap(schema.index(of:))) }
      while let batch = try await rows.next() {
        try Task.checkCancellation()
        try await writer.write(batch)
      }
      try Task.checkCancellation()
    } catch {
      let left = await writer.abandon()
      if error is CancellationError { session.output.note(text(left, .maintain) + " (interrupted)") }
      throw error
    }
    return notices.isBroken ? await writer.abandon() : try await writer.finish()
  }

  private var mode: SaveMode {
    switch wish {
    case .append: return .append
    case .replace: return pipeline.isMaintainable && key.isEmpty ? .rewalk : .replace
    case .restart: return pipeline.isMaintainable && key.isEmpty ? .rewalk : .replace
    case .goOn: return pipeline.isMaintainable && key.isEmpty ? .maintain : .replace
    }
  }

  /// The visible columns with the key that rows are saved by; none where they have no identity.
  private var schema: Schema {
    let fields = pipeline.output.fields
    if !key.isEmpty { return Schema(fields, key: KeySemantics(columns: key)) }
    return pipeline.keepsIdentity ? pipeline.output : Schema(fields)
  }

  private func text(_ report: SaveReport, _ mode: SaveMode) -> String {
    var parts = ["\(report.inserted) new"]
    if report.replaced > 0 { parts.append("\(report.replaced) replaced") }
    if report.removed > 0 { parts.append("\(report.removed) removed") }
    if report.pending > 0 { parts.append("\(report.pending) to be asked for again") }
    let whole = mode == .replace || mode == .rewalk ? "; the table was replaced whole" : ""
    return "saved \(name): \(report.rowCount) rows (\(parts.joined(separator: ", ")))\(whole)"
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
    let positions = (0..<Int64(batch.count)).map { Value.int(position + $0) }
    position += Int64(batch.count)
    return Batch(
      columns: batch.columns, count: batch.count,
      identity: RowIdentity(
        keys: columns.map { batch.columns[$0] },
        states: [RowState](repeating: .live, count: batch.count),
        positions: Column(.int, positions)))
  }
}

/// What can be wrong with a save, as facts.
enum SaveFault {
  case otherPipeline(String, String, String)
  case notRepeatable(String, String)

  var diagnostic: Diagnostic {
    switch self {
    case .otherPipeline(let name, let known, let new):
      Diagnostic(
        code: "store.other-pipeline", "`\(name)` was saved by another pipeline",
        reason: "it was saved by `\(known)`, and this is `\(new)`",
        fix: "take another name, or say `--replace` or `--append`", status: .check)
    case .notRepeatable(let name, let text):
      Diagnostic(
        code: "store.not-repeatable", "`\(name)` can't be refreshed",
        reason: "it was saved from `\(text)`, which begins with input that is gone",
        fix: "save it again", status: .check)
    }
  }
}
