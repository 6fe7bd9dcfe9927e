import FjordDiagnostic
import FjordTable

// The cells of JSON and NDJSON: each column in a loop of its own type.

/// Columns as JSON values.
struct JSONCells: Sendable {
  /// Whether characters that steer a terminal are escaped too, which reads back as the same text.
  let isForTerminal: Bool

  /// What stands before each column's value in a row's object, and behind the last.
  func assembly(_ schema: Schema, rowStart: String, rowEnd: String) -> RowAssembly {
    var before = schema.names.enumerated().map { place, name in
      var piece = Array((place == 0 ? rowStart + "{" : ",").utf8)
      appendString(name, to: &piece)
      piece.append(UInt8(ascii: ":"))
      return piece
    }
    if before.isEmpty { before = [Array((rowStart + "{").utf8)] }
    return RowAssembly(before: before, rowEnd: Array(("}" + rowEnd).utf8))
  }

  /// A column's rows as JSON values.
  func cells(_ column: Column) -> Column.Text {
    switch column.storage {
    case .bits, .int64, .duration:
      let text = column.texts().plainText
      switch column.type {
      case .int, .bool: return column.validity == nil ? text : bare(text, column)
      default: return wrapped(text, column)
      }
    case .float64(let values):
      let base = values.startIndex
      return column.cells(null: JSONText.nullText) { row, bytes in
        JSONText.append(values[base &+ row], to: &bytes)
      }
    case .text where column.type == .binary: return wrapped(column.texts().plainText, column)
    case .text, .dictionary: return strings(column.plainText, column)
    case .list, .record:
      let text = column.cells(null: JSONText.nullText) { row, bytes in
        JSONText.append(column, row: row, to: &bytes)
      }
      return isForTerminal ? cleaned(text) : text
    }
  }

  private func bare(_ text: Column.Text, _ column: Column) -> Column.Text {
    column.cells(null: JSONText.nullText) { row, bytes in
      bytes.append(contentsOf: text.bytes(row))
    }
  }

  private func wrapped(_ text: Column.Text, _ column: Column) -> Column.Text {
    column.cells(null: JSONText.nullText) { row, bytes in
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: text.bytes(row))
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private func strings(_ text: Column.Text, _ column: Column) -> Column.Text {
    let needsEscapes = text.contains { word in
      word.below(0x20) | word.equal(UInt8(ascii: "\"")) | word.equal(UInt8(ascii: "\\"))
    }
    let cells =
      needsEscapes
      ? column.cells(null: JSONText.nullText) { row, bytes in
        JSONText.append(string: text.bytes(row), to: &bytes)
      } : wrapped(text, column)
    return isForTerminal ? cleaned(cells) : cells
  }

  /// Escapes what steers a terminal; outside of strings there is nothing of the kind.
  private func cleaned(_ cells: Column.Text) -> Column.Text {
    guard cells.contains({ $0.high | $0.equal(0x7F) }) else { return cells }
    var offsets: [Int64] = [0]
    var bytes: [UInt8] = []
    for row in 0..<cells.count {
      append(cleaning: cells.string(row), to: &bytes)
      offsets.append(Int64(bytes.count))
    }
    return Column.Text(offsets: offsets[...], bytes: bytes)
  }

  private func appendString(_ text: String, to bytes: inout [UInt8]) {
    var string: [UInt8] = []
    JSONText.append(string: text, to: &string)
    guard isForTerminal else { return bytes.append(contentsOf: string) }
    append(cleaning: String(decoding: string, as: UTF8.self), to: &bytes)
  }

  private func append(cleaning text: String, to bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      guard scalar.steersTerminal else {
        bytes.append(contentsOf: String(scalar).utf8)
        continue
      }
      let digits = String(scalar.value, radix: 16)
      bytes.append(
        contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
    }
  }
}
