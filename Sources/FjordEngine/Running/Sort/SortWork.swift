import FjordPlugin
import FjordTable

/// A sort that several workers share: each keeps the rows that it takes, and all of them are put in
/// order at the end.
package struct SortWork: SharedWork {
  private let order: RowOrder
  private let context: RunContext
  private let limit: Int?

  /// Creates a sort; `limit` stands for the first so many rows, of which there may be more than fit
  /// in memory.
  package init(_ order: RowOrder, limit: Int? = nil, _ context: RunContext) {
    self.order = order
    self.context = context
    self.limit = limit
  }

  package func makePart() -> SortPart { SortPart(order, context) }

  package func finish(_ parts: [SortPart]) async throws -> any Cursor {
    var rows = SortedRows(order, context)
    for part in parts { rows.merge(try part.finish()) }
    let cursor = rows.cursor()
    return limit.map { FirstRowsCursor(cursor, count: $0) } ?? cursor
  }
}

/// The first rows of another cursor.
private actor FirstRowsCursor: Cursor {
  private let input: any Cursor
  private var left: Int

  init(_ input: any Cursor, count: Int) {
    self.input = input
    left = count
  }

  func next() async throws -> Batch? {
    guard left > 0, let batch = try await input.next() else { return nil }
    let part = batch.slice(0..<min(left, batch.count))
    left -= part.count
    return part
  }
}
