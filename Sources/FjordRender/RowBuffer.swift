import FjordTable

/// Keeps the first and the last rows of a stream, so that a table of any size can be shown at its
/// end with flat memory.
package struct RowBuffer: Sendable {
  private let schema: Schema
  private let firstLimit: Int
  private let lastLimit: Int
  private var firstParts: [Batch] = []
  private var lastParts: [Batch] = []
  private var firstCount = 0
  private var lastCount = 0
  /// How many rows have come.
  package private(set) var count = 0

  /// Creates a buffer for at most so many rows of the beginning and of the end.
  package init(schema: Schema, first: Int, last: Int = 0) {
    self.schema = schema
    firstLimit = max(first, 0)
    lastLimit = max(last, 0)
  }

  /// Takes the next batch.
  ///
  /// Complexity: linear in the rows that are kept.
  package mutating func append(_ batch: Batch) {
    count += batch.count
    let room = min(firstLimit - firstCount, batch.count)
    if room > 0 {
      firstParts.append(batch.rowsAlone(0..<room))
      firstCount += room
    }
    let tail = max(room, batch.count - lastLimit)..<batch.count
    guard lastLimit > 0, !tail.isEmpty else { return }
    lastParts.append(batch.rowsAlone(tail))
    lastCount += tail.count
    while let oldest = lastParts.first, lastCount - oldest.count >= lastLimit {
      lastParts.removeFirst()
      lastCount -= oldest.count
    }
  }

  /// What is to be shown.
  package var excerpt: TableExcerpt {
    let types = schema.fields.map(\.type)
    let last = Batch.concatenating(lastParts, types: types)
    return TableExcerpt(
      schema: schema, first: Batch.concatenating(firstParts, types: types),
      last: last.slice(max(0, last.count - lastLimit)..<last.count), count: count)
  }
}

/// The first and last rows of a table, and how many there are.
package struct TableExcerpt: Sendable {
  /// The columns.
  package let schema: Schema
  /// The first rows.
  package let first: Batch
  /// The last rows, none of which is among the first.
  package let last: Batch
  /// The number of rows of the table.
  package let count: Int

  /// Creates an excerpt.
  package init(schema: Schema, first: Batch, last: Batch, count: Int) {
    self.schema = schema
    self.first = first
    self.last = last
    self.count = count
  }

  /// The excerpt that is a whole table.
  package init(_ table: Table) {
    let types = table.schema.fields.map(\.type)
    self.init(
      schema: table.schema, first: table.joined(), last: Batch.concatenating([], types: types),
      count: table.count)
  }

  /// How many rows stand between the first and the last.
  package var hiddenCount: Int { count - first.count - last.count }
}

extension Batch {
  /// Some rows copied out, so that the buffers of the whole batch are let go.
  fileprivate func rowsAlone(_ range: Range<Int>) -> Batch {
    let rows = range.map { Int32(truncatingIfNeeded: $0) }
    return Batch(columns: columns.map { $0.taking(rows) }, count: rows.count)
  }
}
