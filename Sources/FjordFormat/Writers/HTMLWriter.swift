import FjordDiagnostic
import FjordTable

/// Writes an HTML table without style, to be put into a page.
///
/// Null is an empty cell of the class `null`, numbers have the class `number`; all text is escaped.
package struct HTMLWriter: TableWriter {
  private let isForTerminal: Bool
  private var assembly = RowAssembly(before: [], rowEnd: [])

  /// Creates a writer; for a terminal control characters are shown as escapes.
  package init(forTerminal: Bool = false) { isForTerminal = forTerminal }

  package mutating func begin(_ schema: Schema) -> [UInt8] {
    assembly = RowAssembly(
      before: schema.fields.isEmpty
        ? [Array("<tr>".utf8)] : schema.fields.indices.map { Array(($0 == 0 ? "<tr>" : "").utf8) },
      rowEnd: Array("</tr>\n".utf8))
    var text = Array("<table>\n<thead>\n<tr>".utf8)
    for name in schema.names {
      text.append(contentsOf: "<th>".utf8)
      append(isForTerminal ? name.escapingControls() : name, to: &text)
      text.append(contentsOf: "</th>".utf8)
    }
    text.append(contentsOf: "</tr>\n</thead>\n<tbody>\n".utf8)
    return text
  }

  package func rows(of batch: Batch) -> @Sendable () -> [UInt8] {
    {
      assembly.rows(batch) { column in
        let texts = isForTerminal ? column.terminalCells() : column.texts()
        let runs = texts.plainText
        let opening = Array((column.type.isNumeric ? "<td class=\"number\">" : "<td>").utf8)
        return texts.cells(null: Array("<td class=\"null\"></td>".utf8)) { row, bytes in
          bytes.append(contentsOf: opening)
          append(runs.string(row), to: &bytes)
          bytes.append(contentsOf: "</td>".utf8)
        }
      }
    }
  }

  package mutating func end() -> [UInt8] { Array("</tbody>\n</table>\n".utf8) }

  private func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
      default: bytes.append(byte)
      }
    }
  }
}
