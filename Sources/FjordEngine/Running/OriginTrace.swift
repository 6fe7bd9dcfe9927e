// A row's origin is found by running its pipeline again with the rows' places carried along: beside
// the columns, as identity, through stages that keep it; as one more column through stages that pass
// on columns they do not know, as `sort` and `join`, which are bound again for it. A stage that lets
// neither through makes rows of its own: they are numbered afresh, and the rows that went into one of
// them are found by the keys of its group. The requests behind the source's rows were kept when the
// table was shown; where the source had filtered rows then, so that places differ, it is asked again.

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
  /// The requests of the run that was shown.
  private let trail: RequestTrail?
  /// Whether the source gave all its rows then, so that their places are those of now.
  private let hasSamePlaces: Bool
  /// The most rows that the source was asked for.
  private let limit: Int?

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
    let request = Plan(shown.pipeline).request
    trail = shown.trail
    hasSamePlaces = pipelines.count == 1 && request.predicates.isEmpty
    limit = hasSamePlaces ? request.limit : nil
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
      return sourceSteps(origin.text, [origin.request])
        + passing(from: 0, asking: try await lookups(of: position)) { _ in "kept the row" }
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
    var chain = Chain(rows: try scan(), begin: 0)
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

  /// The source's rows with their places.
  private func scan() throws -> NumberedCursor {
    let request = ScanRequest(limit: limit, wantsIdentity: true)
    return NumberedCursor(try source.source.scan(request, in: context))
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

  private func passing(
    from first: Int, asking requests: [Int: String] = [:], _ detail: (Int) -> String
  ) -> [Step] {
    (first..<stages.count).flatMap { place in
      [Step(stage: stages[place].text, detail: detail(place))]
        + [requests[place]].compactMap { $0 }.map(Self.request)
    }
  }

  /// The steps of a row that no row behind the source stands for: a stage took it from its table.
  private func added() -> [Step] {
    let adding = stages.indices.filter { !(stages[$0].transform?.tablePlans.isEmpty ?? true) }
    guard adding.count == 1, let adder = adding.first else {
      return passing(from: 0) { "\(place($0)): the row was not among those that came" }
    }
    return passing(from: adder) { $0 == adder ? "added the row from its table" : "kept the row" }
  }

  /// What is told of the source, and of the requests that its rows came from.
  private func sourceSteps(_ text: String, _ requests: [String?]) -> [Step] {
    var told: [String] = []
    for case let request? in requests where !told.contains(request) { told.append(request) }
    return [Step(stage: sourceText, detail: text)] + told.map(Self.request)
  }

  private static func request(_ text: String) -> Step { Step(stage: "request", detail: text) }

  private var sourceText: String {
    binder.source.text(in: source.span.range).isEmpty
      ? source.name : binder.source.text(in: source.span.range)
  }

  private func place(_ stage: Int) -> String { "`\(stages[stage].name)`" }

  /// Where a place behind some stages is, and what was asked for it.
  private func origin(
    of position: Int64, behind begin: Int
  ) async throws -> (text: String, request: String?) {
    guard begin == 0 else {
      return ("row \(position) of what `\(stages[begin - 1].text)` made", nil)
    }
    let known = source.source.origin(at: position)
    let names = source.source.schema.key?.columns ?? []
    guard !names.isEmpty || trail?.hasRequests ?? false else {
      return (known ?? "row \(position)", nil)
    }
    let rows = try scan()
    let now = RequestTrail()
    var before = 0
    while let batch = try await now.next(of: rows) {
      guard let identity = batch.identity,
        let row = (0..<batch.count).first(where: { identity.position($0) == position })
      else {
        before += batch.count
        continue
      }
      let parts = zip(names, identity.keys).map { name, key in
        "\(name) = \(key.slice(row..<(row + 1)).texts().plainText.string(0))"
      }
      let shown = hasSamePlaces ? trail?.request(behind: before + row) : nil
      return (
        ([known ?? "row \(before + row + 1)"] + parts).joined(separator: ", "),
        shown ?? now.request(behind: before + row)
      )
    }
    return (known ?? "row \(position)", nil)
  }

  /// What look-ups ask for the row at a place of the source, by stage: each is asked again for it alone.
  private func lookups(of position: Int64) async throws -> [Int: String] {
    var requests: [Int: String] = [:]
    for (place, stage) in stages.enumerated() {
      guard case .lookup(let lookup) = stage.work else { continue }
      let rows = try await chain(through: place).rows
      while let batch = try await rows.next() {
        guard let row = (0..<batch.count).first(where: { batch.identity?.position($0) == position })
        else { continue }
        let one = BatchCursor([batch.slice(row..<(row + 1))])
        let asked = try await RequestTrail.requests {
          _ = try await lookup.run(one, retrying: [], in: context).collect()
        }
        requests[place] = asked.last
        break
      }
    }
    return requests
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
    var requests: [String?] = []
    for place in first {
      let origin = try await origin(of: place, behind: before.begin)
      origins.append(origin.text)
      requests.append(origin.request)
    }
    if count > first.count { origins.append("and \(count - first.count) more") }
    let detail =
      wanted == nil ? "made of \(total) rows" : "made of \(count) of \(total) rows"
    let source = origins.isEmpty ? "\(total) rows went in" : origins.joined(separator: "; ")
    let names = stages.indices.map { place in
      place < maker ? "kept these rows" : place == maker ? detail : "kept the row"
    }
    return sourceSteps(source, requests) + passing(from: 0) { names[$0] }
  }

  /// How many of the rows that went into one are told.
  private static let shownRows = 5
}
