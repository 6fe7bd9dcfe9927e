import FjordDiagnostic
import FjordTable

/// Writes CSV and TSV as RFC 4180 has it, but with `\n` as line end, as DuckDB and Unix tools do.
///
/// A field is quoted where it holds the delimiter, a quote or a line end, and where it is the empty
/// string; an empty field without quotes is null. Timestamps are RFC 3339 in UTC, durations
/// ISO 8601, binary base64, lists and records JSON.
package struct CSVWriter: TableWriter {
  private let delimiter: UInt8
  private let isForTerminal: Bool
  private var assembly = RowAssembly(before: [], rowEnd: [])

  /// Creates a writer; for a terminal control characters are shown as escapes.
  package init(delimiter: UInt8 = UInt8(ascii: ","), forTerminal: Bool = false) {
    self.delimiter = delimiter
    isForTerminal = forTerminal
  }

  package mutating func begin(_ schema: Schema) -> [UInt8] {
    assembly = RowAssembly(
      before: schema.fields.indices.map { $0 == 0 ? [] : [delimiter] },
      rowEnd: [UInt8(ascii: "\n")])
    var line: [UInt8] = []
    for (place, name) in schema.names.enumerated() {
      if place > 0 { line.append(delimiter) }
      let shown = isForTerminal ? name.escapingControls() : name
      append(Array(shown.utf8)[...], to: &line)
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }

  package func rows(of batch: Batch) -> @Sendable () -> [UInt8] {
    {
      assembly.rows(batch) { column in
        let texts = isForTerminal ? column.terminalCells() : column.texts()
        return column.isFreeText || column.type == .binary ? quoted(texts) : texts.plainText
      }
    }
  }

  package mutating func end() -> [UInt8] { [] }

  /// The cells, quoted where they must be; most blocks need no quotes and are taken as they are.
  private func quoted(_ column: Column) -> Column.Text {
    let text = column.plainText
    let delimiter = delimiter
    let hasSpecial = text.contains { word in
      word.equal(delimiter) | word.equal(UInt8(ascii: "\"")) | word.equal(UInt8(ascii: "\n"))
        | word.equal(UInt8(ascii: "\r"))
    }
    guard hasSpecial || hasEmpty(text, column) else { return text }
    return column.cells(null: []) { row, bytes in append(text.bytes(row), to: &bytes) }
  }

  private func hasEmpty(_ text: Column.Text, _ column: Column) -> Bool {
    let base = text.offsets.startIndex
    return (0..<text.count).contains { row in
      text.offsets[base + row] == text.offsets[base + row + 1] && !column.isNull(row)
    }
  }

  private func append(_ field: ArraySlice<UInt8>, to line: inout [UInt8]) {
    let needsQuotes =
      field.isEmpty
      || field.contains { byte in
        byte == delimiter || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
          || byte == UInt8(ascii: "\r")
      }
    guard needsQuotes else { return line.append(contentsOf: field) }
    line.append(UInt8(ascii: "\""))
    for byte in field {
      if byte == UInt8(ascii: "\"") { line.append(byte) }
      line.append(byte)
    }
    line.append(UInt8(ascii: "\""))
  }
}
