import FjordPlugin
import FjordTable

/// The rows that one worker took and that may be among the first of an order, of all or of each group.
///
/// Used by one task at a time, which makes it safe to pass on. Memory is linear in the rows that come
/// out, and is not written to files. Errors: those of the expressions.
package final class TopPart: SharedPart, @unchecked Sendable {
  private let order: RowOrder
  private let partition: [BoundExpression]
  private let context: RunContext
  private let grouper = Grouper()
  private var rows: TopRows
  /// Where each group was seen first.
  private var firstSeen: [Int64] = []

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

  package func take(_ batch: Batch, at position: Int64) throws {
    guard batch.count > 0 else { return }
    let widened = try order.widened(batch, context)
    guard !partition.isEmpty else { return rows.update(widened, sequence: position) }
    let evaluation = EvaluationContext(context, stage: order.stage)
    let keys = try partition.map { try $0.evaluate(batch, evaluation) }
    let (groups, firsts) = grouper.assign(keys, count: batch.count)
    for row in firsts { firstSeen.append(position + Int64(row)) }
    rows.update(widened, groups: groups, groupCount: grouper.count, sequence: position)
  }

  /// Takes what another worker has kept.
  func merge(_ other: TopPart) {
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
  func finish() -> Batch {
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

/// The first rows of an order that several workers look for together.
package struct TopWork: SharedWork {
  private let order: RowOrder
  private let limit: Int
  private let partition: [BoundExpression]
  private let context: RunContext

  /// Creates a search; without a partition all rows are one group.
  package init(
    _ order: RowOrder, limit: Int, per partition: [BoundExpression] = [], _ context: RunContext
  ) {
    self.order = order
    self.limit = limit
    self.partition = partition
    self.context = context
  }

  package func makePart() -> TopPart { TopPart(order, limit: limit, per: partition, context) }

  package func finish(_ parts: [TopPart]) async throws -> any Cursor {
    guard let first = parts.first else { return BatchCursor([]) }
    for part in parts.dropFirst() { first.merge(part) }
    return BatchCursor([first.finish()])
  }
}
