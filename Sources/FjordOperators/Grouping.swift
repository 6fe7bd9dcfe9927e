import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keys and aggregates: the work that `summarize` and `count` share.
struct Grouping: Sendable {
  let keys: [BoundExpression]
  let aggregates: [BoundAggregate]
  let stage: String

  /// The columns that come out; a name that is both key and aggregate is a fault.
  static func schema(
    call: BoundCall, keys: [BoundItem], aggregates: [(String, BoundAggregate)]
  ) throws(Diagnostics) -> Schema {
    let keyFields = zip(keys, call.expressions(keys)).map { $1.field(named: $0.name) }
    let fields = keyFields + aggregates.map { $1.field(named: $0) }
    var seen: Set<String> = []
    for field in fields where !seen.insert(field.name).inserted {
      throw Diagnostics(
        Diagnostic(
          code: "bind.duplicate-column", "two columns would be named `\(field.name)`",
          at: call.span, fix: "give one of them a name: `other = ...`", status: .check))
    }
    return Schema(fields)
  }

  func readColumns(of input: Schema) -> Set<String> {
    let read = (keys + aggregates.flatMap(\.arguments)).flatMap(\.readColumns)
    return Set(read.map { input.fields[$0].name })
  }
}

/// Reads all rows into groups, then gives the groups.
actor GroupingCursor: Cursor {
  private let input: any Cursor
  private let grouping: Grouping
  private let context: RunContext
  private var isFinished = false

  init(_ input: any Cursor, _ grouping: Grouping, _ context: RunContext) {
    self.input = input
    self.grouping = grouping
    self.context = context
  }

  func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    let evaluation = EvaluationContext(context, stage: grouping.stage)
    let grouper = Grouper()
    let states = grouping.aggregates.map { $0.makeState() }
    while let batch = try await input.next() {
      try Task.checkCancellation()
      let keys = try grouping.keys.map { try $0.evaluate(batch, evaluation) }
      let (groups, _) = grouper.assign(keys, count: batch.count)
      for (aggregate, state) in zip(grouping.aggregates, states) {
        let arguments = try aggregate.arguments.map { try $0.evaluate(batch, evaluation) }
        state.update(arguments, groups: groups, groupCount: grouper.count)
      }
    }
    isFinished = true
    return try result(grouper, states, evaluation)
  }

  private func result(
    _ grouper: Grouper, _ states: [any AggregateState], _ evaluation: EvaluationContext
  ) throws -> Batch {
    // Without keys there is one group, also of no rows.
    let count = grouping.keys.isEmpty ? 1 : grouper.count
    let keys =
      grouper.keys()
      ?? grouping.keys.map { Column.nulls($0.type ?? .string, count: 0) }
    let values = states.map { $0.finish(groupCount: count) }
    for (aggregate, state) in zip(grouping.aggregates, states) {
      context.notices.count("null skipped by `\(aggregate.name)`", state.skippedNulls)
      try evaluation.countFaults(state.faults, "overflow")
    }
    return Batch(columns: keys + values, count: count)
  }
}
