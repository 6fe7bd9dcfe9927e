import FjordPlugin
import FjordTable

/// Reads all rows, then gives them in order.
package actor SortCursor: Cursor {
  private let input: any Cursor
  private let order: RowOrder
  private let context: RunContext
  private var sorted: (any Cursor)?

  package init(_ input: any Cursor, _ order: RowOrder, _ context: RunContext) {
    self.input = input
    self.order = order
    self.context = context
  }

  package func next() async throws -> Batch? {
    if let sorted { return try await sorted.next() }
    var state = SortState(order, context)
    var position = 0
    while let batch = try await input.next() {
      try Task.checkCancellation()
      try state.update(batch, position: position)
      position += 1
    }
    let cursor = try state.finish().cursor()
    sorted = cursor
    return try await cursor.next()
  }
}
