import FjordTable

// Rows of text out of columns of text. Each column is written as text by itself, in a loop that
// knows its type, and then all columns are laid side by side: column by column, each cell to its
// row's next free place. Blocks of rows keep the target within the second-level cache.

/// Lays columns of cells side by side.
struct RowAssembly: Sendable {
  /// Rows a block.
  private static let blockRows = 1024

  /// What stands before each column's cell.
  let before: [[UInt8]]
  /// What stands behind the last.
  let rowEnd: [UInt8]

  /// The rows of a batch; `cells` gives the text of a column's rows.
  func rows(_ batch: Batch, cells: (Column) -> Column.Text) -> [UInt8] {
    var text: [UInt8] = []
    var start = 0
    while start < batch.count {
      let end = min(start + Self.blockRows, batch.count)
      append(batch.columns.map { cells($0.slice(start..<end)) }, rows: end - start, to: &text)
      start = end
    }
    return text
  }

  private func append(_ cells: [Column.Text], rows: Int, to text: inout [UInt8]) {
    guard rows > 0 else { return }
    let fixed = before.reduce(rowEnd.count) { $0 + $1.count }
    var places = [Int](repeating: fixed, count: rows)
    for column in cells { column.addLengths(to: &places) }
    var total = text.count
    for row in 0..<rows {
      let length = places[row]
      places[row] = total
      total += length
    }
    text.append(contentsOf: repeatElement(0, count: total - text.count))
    for (piece, column) in zip(before, cells) {
      column.copy(behind: piece, to: &text, at: &places)
    }
    if cells.isEmpty, let only = before.first {
      for row in 0..<rows { Self.write(only, to: &text, at: &places[row]) }
    }
    for row in 0..<rows { Self.write(rowEnd, to: &text, at: &places[row]) }
  }

  private static func write(_ piece: [UInt8], to text: inout [UInt8], at place: inout Int) {
    for byte in piece {
      text[place] = byte
      place += 1
    }
  }
}
