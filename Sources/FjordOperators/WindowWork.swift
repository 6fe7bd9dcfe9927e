// Windows of `derive`. Columns that only pass through are never joined or copied: they go out in the
// batches in which they came, and texts by codes stay so. What the stage reads is joined, windows
// and new columns are computed over all rows at once, and cut to the batches again.

import FjordEngine
import FjordTable

/// The steps of a `derive` with window functions.
struct WindowWork: Sendable {
  /// The types of the columns that come in.
  let types: [DataType]
  /// How many columns come out; hidden ones lie behind them.
  let width: Int
  let steps: [Derive.Step]
  let partition: [BoundExpression]
  let order: [BoundExpression]
  let descending: [Bool]

  /// The columns that are computed, by their places, over all rows of the batches.
  func columns(
    over batches: [Batch], _ partitions: (groups: [Int32], count: Int),
    _ evaluation: EvaluationContext
  ) throws -> [Int: Column] {
    let count = partitions.groups.count
    var columns = joined(batches, count: count)
    func evaluated(_ expression: BoundExpression) throws -> Column {
      try expression.evaluate(Batch(columns: columns, count: count), evaluation)
    }
    let partitions = Partitions(
      groups: partitions.groups, count: partitions.count, orderKeys: try order.map(evaluated),
      descending: descending)
    for step in steps {
      for window in step.windows {
        let arguments = try window.arguments.map(evaluated)
        columns[window.place] = try window.evaluate(arguments, partitions, evaluation)
      }
      columns[step.place] = try evaluated(step.expression)
      for window in step.windows { columns[window.place] = Self.placeholder(count) }
    }
    return Dictionary(steps.map { ($0.place, columns[$0.place]) }) { first, _ in first }
  }

  /// The columns that are read over all rows; placeholders for all others, and for those to come.
  private func joined(_ batches: [Batch], count: Int) -> [Column] {
    let hidden = steps.reduce(0) { $0 + $1.windows.count }
    let expressions =
      steps.flatMap { $0.windows.flatMap(\.arguments) + [$0.expression] } + order
    let read = Set(expressions.flatMap(\.readColumns))
    return (0..<(width + hidden)).map { place in
      guard place < types.count, read.contains(place) else { return Self.placeholder(count) }
      return batches.isEmpty
        ? .nulls(types[place], count: 0) : .concatenating(batches.map { $0.columns[place] })
    }
  }

  /// A column that holds nothing, whatever its length.
  private static func placeholder(_ count: Int) -> Column {
    .record([], count: count)
  }
}

/// Reads all rows, then gives them with their new columns in the batches in which they came.
///
/// Memory: all rows are held, what the stage reads twice.
actor WindowCursor: Cursor {
  private let input: any Cursor
  private let work: WindowWork
  private let evaluation: EvaluationContext
  private var batches: ArraySlice<Batch> = []
  private var columns: [Int: Column]?
  private var given = 0

  init(_ input: any Cursor, _ work: WindowWork, _ evaluation: EvaluationContext) {
    self.input = input
    self.work = work
    self.evaluation = evaluation
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    let computed: [Int: Column]
    if let columns { computed = columns } else { computed = try await compute() }
    guard let batch = batches.popFirst() else {
      columns = [:]
      return nil
    }
    let range = given..<(given + batch.count)
    given = range.upperBound
    let passed = batch.columns
    return Batch(
      columns: (0..<work.width).map { computed[$0]?.slice(range) ?? passed[$0] },
      count: batch.count)
  }

  private func compute() async throws -> [Int: Column] {
    let grouper = Grouper(keepsKeys: false)
    var groups: [Int32] = []
    while let batch = try await input.next() {
      try Task.checkCancellation()
      // Partitions are told batch by batch, where texts may still lie by codes.
      let keys = try work.partition.map { try $0.evaluate(batch, evaluation) }
      groups += grouper.assign(keys, count: batch.count).groups
      batches.append(batch.withoutIdentity())
    }
    let computed = try work.columns(
      over: Array(batches), (groups, grouper.count), evaluation)
    columns = computed
    return computed
  }
}
