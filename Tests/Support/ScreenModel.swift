import FjordDiagnostic

/// The screen of a terminal after the bytes that a program wrote: characters without colours.
///
/// Knows what line editors and pagers use: cursor movement, erasing, inserting and deleting,
/// scrolling at the last row, wrapping at the right edge. Other sequences are read and dropped.
package struct ScreenModel: Sendable {
  private enum Reading {
    case text
    case escape
    case control(String)
    case command
  }

  package let columns: Int
  package let rows: Int
  /// The cursor's place, counted from 0.
  package private(set) var cursor = (row: 0, column: 0)

  private var cells: [[String]]
  private var reading = Reading.text
  private var pending: [UInt8] = []
  /// The last column is written; the next character goes to the next row.
  private var isAtEdge = false

  package init(columns: Int, rows: Int) {
    self.columns = max(columns, 2)
    self.rows = max(rows, 1)
    cells = Array(repeating: Array(repeating: " ", count: self.columns), count: self.rows)
  }

  /// The rows, without spaces at their ends and without empty rows at the end.
  package var text: String {
    var lines = cells.map { row in
      String(row.joined().reversed().drop { $0 == " " }.reversed())
    }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The same rows cut or filled up to another size; lines are not wrapped again.
  package func resized(columns: Int, rows: Int) -> ScreenModel {
    var copy = ScreenModel(columns: columns, rows: rows)
    let surplus = max(cursor.row + 1 - copy.rows, 0)
    for (row, line) in cells.dropFirst(surplus).prefix(copy.rows).enumerated() {
      copy.cells[row].replaceSubrange(
        0..<min(line.count, copy.columns), with: line.prefix(copy.columns))
    }
    copy.cursor = (cursor.row - surplus, min(cursor.column, copy.columns - 1))
    return copy
  }

  /// Takes what a program wrote.
  package mutating func write(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte < 0x80 {
        pending = []
        write(Unicode.Scalar(byte))
        continue
      }
      pending.append(byte)
      guard let text = String(validating: pending, as: UTF8.self) else {
        if pending.count >= 4 { pending = [] }
        continue
      }
      pending = []
      text.unicodeScalars.forEach { write($0) }
    }
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    switch reading {
    case .text: writeText(scalar)
    case .escape:
      reading = .text
      switch scalar {
      case "[": reading = .control("")
      case "]": reading = .command
      case "M": cursor.row = max(cursor.row - 1, 0)
      default: break
      }
    case .control(let parameters):
      if (0x40...0x7E).contains(scalar.value) {
        reading = .text
        perform(scalar, parameters)
      } else {
        reading = .control(parameters + String(scalar))
      }
    case .command:
      if scalar == "\u{7}" || scalar == "\\" { reading = .text }
    }
  }

  private mutating func writeText(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\u{1B}": reading = .escape
    case "\r": move(to: (cursor.row, 0))
    case "\n": lineFeed()
    case "\u{8}": move(to: (cursor.row, cursor.column - 1))
    case "\t": move(to: (cursor.row, (cursor.column / 8 + 1) * 8))
    case _ where scalar.value < 0x20: break
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Character(scalar).terminalWidth
    guard width > 0 else {
      let column = isAtEdge ? cursor.column : max(cursor.column - 1, 0)
      cells[cursor.row][column].unicodeScalars.append(scalar)
      return
    }
    if isAtEdge || cursor.column + width > columns {
      move(to: (cursor.row, 0))
      lineFeed()
    }
    for column in cursor.column..<cursor.column + width { blankOtherHalf(at: column) }
    cells[cursor.row][cursor.column] = String(scalar)
    if width == 2 { cells[cursor.row][cursor.column + 1] = "" }
    if cursor.column + width >= columns {
      cursor.column = columns - 1
      isAtEdge = true
    } else {
      cursor.column += width
    }
  }

  /// A wide character of which one cell is overwritten leaves a space in the other.
  private mutating func blankOtherHalf(at column: Int) {
    let row = cursor.row
    if cells[row][column] == "", column > 0 { cells[row][column - 1] = " " }
    if column + 1 < columns, cells[row][column + 1] == "" { cells[row][column + 1] = " " }
  }

  private mutating func move(to place: (row: Int, column: Int)) {
    cursor = (min(max(place.row, 0), rows - 1), min(max(place.column, 0), columns - 1))
    isAtEdge = false
  }

  private mutating func lineFeed() {
    isAtEdge = false
    guard cursor.row == rows - 1 else {
      cursor.row += 1
      return
    }
    cells.removeFirst()
    cells.append(blank(columns))
  }

  private func blank(_ count: Int) -> [String] { Array(repeating: " ", count: max(count, 0)) }

  private mutating func perform(_ final: Unicode.Scalar, _ parameters: String) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = min(max((numbers.first ?? nil) ?? 0, 0), 10_000)
    let count = max(first, 1)
    let second = min(max((numbers.dropFirst().first ?? nil) ?? 1, 1), 10_000)
    let (row, column) = cursor
    switch final {
    case "A": move(to: (row - count, column))
    case "B": move(to: (row + count, column))
    case "C": move(to: (row, column + count))
    case "D": move(to: (row, column - count))
    case "G": move(to: (row, count - 1))
    case "d": move(to: (count - 1, column))
    case "H", "f": move(to: (count - 1, second - 1))
    case "J": eraseScreen(first)
    case "K": eraseLine(first)
    case "P": replaceRest(from: column, with: Array(cells[row][column...].dropFirst(count)))
    case "@": replaceRest(from: column, with: blank(count) + cells[row][column...])
    case "X": erase(row: row, column..<min(column + count, columns))
    default: break
    }
  }

  private mutating func replaceRest(from column: Int, with rest: [String]) {
    let filled = (rest + blank(columns)).prefix(columns - column)
    cells[cursor.row].replaceSubrange(column..., with: filled)
  }

  private mutating func erase(row: Int, _ range: Range<Int>) {
    cells[row].replaceSubrange(range, with: blank(range.count))
  }

  private mutating func eraseLine(_ part: Int) {
    switch part {
    case 0: erase(row: cursor.row, cursor.column..<columns)
    case 1: erase(row: cursor.row, 0..<cursor.column + 1)
    default: erase(row: cursor.row, 0..<columns)
    }
  }

  private mutating func eraseScreen(_ part: Int) {
    switch part {
    case 0:
      eraseLine(0)
      for row in cursor.row + 1..<max(rows, cursor.row + 1) { erase(row: row, 0..<columns) }
    case 1:
      eraseLine(1)
      for row in 0..<cursor.row { erase(row: row, 0..<columns) }
    default:
      for row in 0..<rows { erase(row: row, 0..<columns) }
    }
  }
}
