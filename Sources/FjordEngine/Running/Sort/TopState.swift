import FjordPlugin
import FjordTable

/// The part of a `top` that one worker does while rows come: it keeps the rows that may be among the
/// first of the order, of all or of each group.
///
///     var state = TopState(order, limit: 10, per: [], context)    // one for each worker
///     try state.update(batch, position: number)
///     try state.merge(other)                                      // when all rows are taken
///     let rows = try state.finish()
///
/// A position says which part of the input a batch is: the number of its morsel, or of the batch
/// itself. A worker gets rising positions, batches of one position in their order. What comes out does
/// not depend on who got what. Memory is linear in the rows that come out; it is counted against the
/// budget, and not written to files. Errors: those of the expressions.
package struct TopState {
  private let order: RowOrder
  private let partition: [BoundExpression]
  private let context: RunContext
  private var rows: TopRows
  private let grouper = Grouper()
  /// Where each group was seen first.
  private var firstSeen: [Int64] = []
  private var position = -1
  private var rowOfPosition: Int64 = 0

  package init(
    _ order: RowOrder, limit: Int, per partition: [BoundExpression], _ context: RunContext
  ) {
    self.order = order
    self.partition = partition
    self.context = context
    rows = TopRows(
      limit: limit, types: order.widenedTypes, keyPlaces: order.keyPlaces,
      descending: order.descending)
  }

  /// Takes rows.
  package mutating func update(_ batch: Batch, position: Int) throws {
    if position != self.position { (self.position, rowOfPosition) = (position, 0) }
    let first = Int64(truncatingIfNeeded: position) << 32 + rowOfPosition
    rowOfPosition += Int64(batch.count)
    guard batch.count > 0 else { return }
    let widened = try order.widened(batch, context)
    guard !partition.isEmpty else { return rows.update(widened, sequence: first) }
    let evaluation = EvaluationContext(context, stage: order.stage)
    let keys = try partition.map { try $0.evaluate(batch, evaluation) }
    let (groups, firsts) = grouper.assign(keys, count: batch.count)
    for row in firsts { firstSeen.append(first + Int64(row)) }
    rows.update(widened, groups: groups, groupCount: grouper.count, sequence: first)
  }

  /// Takes what another worker has kept.
  package mutating func merge(_ other: TopState) {
    guard !partition.isEmpty else { return rows.merge(other.rows) }
    guard let keys = other.grouper.keys() else { return }
    let known = grouper.count
    let (groups, _) = grouper.assign(keys, count: other.grouper.count)
    firstSeen += [Int64](repeating: .max, count: grouper.count - known)
    for (place, group) in groups.enumerated() {
      firstSeen[Int(group)] = min(firstSeen[Int(group)], other.firstSeen[place])
    }
    rows.merge(other.rows, groups: groups, groupCount: grouper.count)
  }

  /// The rows: groups in the order in which they were seen first, the rows of each in order.
  package mutating func finish() -> Batch {
    var ranks: [Int32] = [0]
    if !partition.isEmpty {
      ranks = [Int32](repeating: 0, count: firstSeen.count)
      let inOrder = firstSeen.indices.sorted { firstSeen[$0] < firstSeen[$1] }
      for (rank, group) in inOrder.enumerated() { ranks[group] = Int32(rank) }
    }
    let batch = rows.finish(ranks: ranks)
    return Batch(columns: Array(batch.columns.prefix(order.types.count)), count: batch.count)
  }
}
