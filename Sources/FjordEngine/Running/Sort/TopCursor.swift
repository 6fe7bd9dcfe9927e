import FjordPlugin
import FjordTable

/// Reads all rows, then gives the first of the order.
package actor TopCursor: Cursor {
  private let input: any Cursor
  private let order: RowOrder
  private let limit: Int
  private let partition: [BoundExpression]
  private let context: RunContext
  private var isFinished = false

  package init(
    _ input: any Cursor, _ order: RowOrder, limit: Int, per partition: [BoundExpression],
    _ context: RunContext
  ) {
    self.input = input
    self.order = order
    self.limit = limit
    self.partition = partition
    self.context = context
  }

  package func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    isFinished = true
    var state = TopState(order, limit: limit, per: partition, context)
    var position = 0
    while let batch = try await input.next() {
      try Task.checkCancellation()
      try state.update(batch, position: position)
      position += 1
    }
    return state.finish()
  }
}
