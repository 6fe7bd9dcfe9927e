import FjordDiagnostic
import FjordTable

/// Writes a GitHub-flavoured Markdown table.
///
/// For people: null and the empty string both are an empty cell, line ends become `<br>`, and what
/// Markdown would take for markup is escaped. Numbers are right-aligned.
package struct MarkdownWriter: TableWriter {
  private let isForTerminal: Bool
  private var assembly = RowAssembly(before: [], rowEnd: [])

  /// Creates a writer; for a terminal control characters are shown as escapes.
  package init(forTerminal: Bool = false) { isForTerminal = forTerminal }

  package mutating func begin(_ schema: Schema) -> [UInt8] {
    assembly = RowAssembly(
      before: schema.fields.indices.map { Array(($0 == 0 ? "| " : " | ").utf8) },
      rowEnd: Array(" |\n".utf8))
    guard !schema.fields.isEmpty else { return [] }
    var text: [UInt8] = []
    for (place, name) in schema.names.enumerated() {
      text.append(contentsOf: (place == 0 ? "| " : " | ").utf8)
      append(isForTerminal ? name.escapingControls() : name, to: &text)
    }
    text.append(contentsOf: " |\n|".utf8)
    for field in schema.fields {
      text.append(contentsOf: (field.type.isNumeric ? " ---: |" : " --- |").utf8)
    }
    text.append(UInt8(ascii: "\n"))
    return text
  }

  package func rows(of batch: Batch) -> @Sendable () -> [UInt8] {
    {
      guard !batch.columns.isEmpty else { return [] }
      return assembly.rows(batch) { column in
        let texts = isForTerminal ? column.terminalCells() : column.texts()
        let runs = texts.plainText
        guard column.isFreeText else { return runs }
        return texts.cells(null: []) { row, bytes in append(runs.string(row), to: &bytes) }
      }
    }
  }

  package mutating func end() -> [UInt8] { [] }

  private func append(_ text: String, to bytes: inout [UInt8]) {
    for character in text {
      switch character {
      case "\n", "\r\n", "\r": bytes.append(contentsOf: "<br>".utf8)
      case "\\", "|", "`", "*", "_", "[", "]", "~":
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(contentsOf: String(character).utf8)
      case "<": bytes.append(contentsOf: "&lt;".utf8)
      case "&": bytes.append(contentsOf: "&amp;".utf8)
      default: bytes.append(contentsOf: String(character).utf8)
      }
    }
  }
}
