/// Where the rows of a batch stand among all rows, rising.
package struct RowPositions: Sendable {
  private let first: Int64
  private let listed: ArraySlice<Int64>?

  /// Rows that follow one another.
  package init(from first: Int64) {
    self.first = first
    listed = nil
  }

  /// Rows that have gaps between them.
  package init(_ positions: ArraySlice<Int64>) {
    first = 0
    listed = positions
  }

  /// Whether the rows may stand before others that were taken in earlier.
  package var mayFall: Bool { listed != nil }

  /// The position of a row.
  package subscript(row: Int) -> Int64 {
    guard let listed else { return first &+ Int64(row) }
    return listed[listed.startIndex &+ row]
  }
}
