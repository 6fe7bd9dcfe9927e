import FjordTestSupport

@testable import FjordFormat

/// Text made of the characters that CSV turns on.
func awkwardCSV(_ random: inout SeededGenerator, length: Int, pieces: [String]? = nil) -> [UInt8] {
  let pieces = pieces ?? ["a", "12", "\"", "\"\"", ",", ",", "\n", "\r\n", "æ", " ", ";"]
  var text: [UInt8] = []
  while text.count < length { text += Array(random.pick(pieces).utf8) }
  return text
}

/// The cells of a text by the plain reading: the definition that everything fast is held against.
///
/// Quotes stay on.
func plainCells(_ text: [UInt8], _ dialect: CSVDialect = CSVDialect()) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell: [UInt8] = []
  var state = CSVPlace.fieldStart
  for byte in text {
    guard state.take(byte, dialect.delimiter, dialect.lineEnd) else {
      cell.append(byte)
      continue
    }
    if byte == dialect.lineEnd, cell.last == 13 { cell.removeLast() }
    row.append(String(decoding: cell, as: UTF8.self))
    cell = []
    if byte == dialect.lineEnd {
      rows.append(row)
      row = []
    }
  }
  return rows
}
