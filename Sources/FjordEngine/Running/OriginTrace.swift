// A row's origin is found by running its pipeline again with the rows' places carried along: beside
// the columns, as identity, through stages that keep it; as one more column through stages that pass
// on columns they do not know, as `sort` and `join`, which are bound again for it. A stage that lets
// neither through makes rows of its own: they are numbered afresh, and the rows that went into one of
// them are found by the keys of its group.

import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// Tells where a row of a pipeline's result came from.
///
/// Complexity: runs the pipeline up to three times.
package struct OriginTrace: Sendable {
  /// What is told of one stage.
  package struct Step: Sendable {
    package let stage: String
    package let detail: String
  }

  private let source: BoundSource
  private let stages: [BoundStage]
  /// The columns that go into each stage.
  private let inputs: [Schema]
  private let binder: PipelineBinder
  private let context: RunContext

  package init(_ shown: ShownPipeline, in context: RunContext) {
    var pipelines = [shown.pipeline]
    while let before = pipelines[0].source.settled { pipelines.insert(before.pipeline, at: 0) }
    source = pipelines[0].source
    stages = pipelines.flatMap(\.stages)
    inputs = pipelines.flatMap { pipeline in
      [pipeline.source.source.schema] + pipeline.stages.dropLast().map(\.output)
    }
    binder = shown.binder
    self.context = context
  }

  /// The steps that led to a row (from 0) with the given values; nil where the pipeline no longer
  /// gives that row.
  package func steps(of row: Int, showing values: [Column]) async throws -> [Step]? {
    let whole = try await chain(through: stages.count)
    guard let found = try await whole.rows.row(at: row),
      RowKeys(found.columns, count: 1).text.bytes == RowKeys(values, count: 1).text.bytes
    else { return nil }
    guard let position = found.position else { return added() }
    guard whole.begin > 0 else {
      let origin = try await origin(of: position, behind: 0)
      return [Step(stage: sourceText, detail: origin)] + passing(from: 0) { _ in "kept the row" }
    }
    return try await made(at: position, by: whole.begin - 1)
  }

  // MARK: Rows with their places

  /// Rows that carry the place they have behind a stage: `begin` stages lie before it.
  private struct Chain {
    let rows: any Cursor
    let begin: Int
  }

  private func chain(through end: Int) async throws -> Chain {
    let scan = try source.source.scan(ScanRequest(wantsIdentity: true), in: context)
    var chain = Chain(rows: NumberedCursor(scan), begin: 0)
    for place in 0..<end {
      let stage = stages[place]
      if stage.identity == .keeps || stage.transform?.needsIdentity ?? false {
        chain = Chain(rows: run(stage, chain.rows), begin: chain.begin)
      } else if let carrying = await carrying(place) {
        chain = Chain(rows: carrying.run(chain.rows, in: context), begin: chain.begin)
      } else {
        let rows = run(stage, MapCursor(chain.rows) { $0.withoutIdentity() })
        chain = Chain(rows: NumberedCursor(rows), begin: place + 1)
      }
    }
    return chain
  }

  private func run(_ stage: BoundStage, _ rows: any Cursor) -> any Cursor {
    switch stage.work {
    case .lookup(let lookup): return lookup.run(rows, retrying: [], in: context)
    case .transform(let transform):
      guard let open = transform as? any OpenTransform, open.isOpen else {
        return transform.run(rows, in: context)
      }
      let context = context
      return DeferredCursor { BatchCursor(try await open.table(of: rows, in: context).batches) }
    }
  }

  /// A stage bound behind one more column, which it does not look at and passes on; nil where it
  /// does not.
  private func carrying(_ place: Int) async -> CarryingStage? {
    guard let syntax = stages[place].syntax else { return nil }
    let input = inputs[place]
    var name = "origin"
    while input.index(of: name) != nil { name += "_" }
    let schema = Schema(input.fields + [Field(name, .int)], key: input.key)
    let before = BoundPipeline(
      source: BoundSource(
        name: source.name, source: TableSource(schema: schema, table: nil), span: source.span,
        isRepeatable: false), stages: [], text: "", isRepeatable: false)
    guard case .stage(let bound)? = try? await binder.bind(syntax, after: before),
      let transform = bound.transform, !(transform.readColumns?.contains(name) ?? false),
      let column = transform.output.index(of: name),
      transform.output.names.filter({ $0 != name }) == stages[place].output.names
    else { return nil }
    return CarryingStage(transform: transform, column: column)
  }

  // MARK: What is told

  private func passing(from first: Int, _ detail: (Int) -> String) -> [Step] {
    (first..<stages.count).map { Step(stage: stages[$0].text, detail: detail($0)) }
  }

  /// The steps of a row that no row behind the source stands for: a stage took it from its table.
  private func added() -> [Step] {
    let adding = stages.indices.filter { !(stages[$0].transform?.tablePlans.isEmpty ?? true) }
    guard adding.count == 1, let adder = adding.first else {
      return passing(from: 0) { "\(place($0)): the row was not among those that came" }
    }
    return passing(from: adder) { $0 == adder ? "added the row from its table" : "kept the row" }
  }

  private var sourceText: String {
    binder.source.text(in: source.span.range).isEmpty
      ? source.name : binder.source.text(in: source.span.range)
  }

  private func place(_ stage: Int) -> String { "`\(stages[stage].name)`" }

  /// Where a place behind some stages is.
  private func origin(of position: Int64, behind begin: Int) async throws -> String {
    guard begin == 0 else { return "row \(position) of what `\(stages[begin - 1].text)` made" }
    let text = source.source.origin(at: position) ?? "row \(position)"
    guard let names = source.source.schema.key?.columns, !names.isEmpty else { return text }
    let rows = NumberedCursor(
      try source.source.scan(ScanRequest(wantsIdentity: true), in: context))
    while let batch = try await rows.next() {
      guard let identity = batch.identity,
        let row = (0..<batch.count).first(where: { identity.position($0) == position })
      else { continue }
      let parts = zip(names, identity.keys).map { name, key in
        "\(name) = \(key.slice(row..<(row + 1)).texts().plainText.string(0))"
      }
      return ([text] + parts).joined(separator: ", ")
    }
    return text
  }

  /// The steps to a row that a stage made of several.
  private func made(at position: Int64, by maker: Int) async throws -> [Step] {
    let output = try await chain(through: maker + 1).rows.row(at: Int(position - 1))
    let before = try await chain(through: maker)
    let keys = stages[maker].transform?.groupKeys
    let wanted = keys.flatMap { keys in
      output.map { RowKeys(Array($0.columns.prefix(keys.count)), count: 1).text.bytes }
    }
    let evaluation = EvaluationContext(context, stage: stages[maker].name)
    var total = 0
    var count = 0
    var first: [Int64] = []
    while let batch = try await before.rows.next() {
      total += batch.count
      guard let keys, let wanted else { continue }
      let rows = RowKeys(try keys.map { try $0.evaluate(batch, evaluation) }, count: batch.count)
      for row in 0..<batch.count where rows.text.bytes(row).elementsEqual(wanted) {
        count += 1
        if first.count < Self.shownRows, let place = batch.identity?.position(row) {
          first.append(place)
        }
      }
    }
    var origins: [String] = []
    for place in first { origins.append(try await origin(of: place, behind: before.begin)) }
    if count > first.count { origins.append("and \(count - first.count) more") }
    let detail =
      wanted == nil ? "made of \(total) rows" : "made of \(count) of \(total) rows"
    let source = origins.isEmpty ? "\(total) rows went in" : origins.joined(separator: "; ")
    let names = stages.indices.map { place in
      place < maker ? "kept these rows" : place == maker ? detail : "kept the row"
    }
    return [Step(stage: sourceText, detail: source)] + passing(from: 0) { names[$0] }
  }

  /// How many of the rows that went into one are told.
  private static let shownRows = 5
}
