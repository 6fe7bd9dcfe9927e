import FjordTable

/// A way to write a table down.
package enum OutputFormat: String, Sendable, CaseIterable {
  /// For people: aligned, cut to a width. Written by the renderer, not by a writer.
  case table
  /// Comma-separated values.
  case csv
  /// Tab-separated values, quoted as CSV is.
  case tsv
  /// One JSON array of objects, an object a line.
  case json
  /// One JSON object a line.
  case ndjson
  /// A GitHub-flavoured Markdown table.
  case markdown
  /// An HTML table.
  case html

  /// The format that a file name's extension stands for: `csv tsv json ndjson jsonl md html htm`.
  package init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    switch fileName[fileName.index(after: dot)...].lowercased() {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    case "md", "markdown": self = .markdown
    case "html", "htm": self = .html
    default: return nil
    }
  }

  /// The format of a file that may be compressed: the extension before `.gz`, `.gzip`, `.zst`,
  /// `.zstd` counts.
  package init?(savedAs fileName: String) {
    let name = fileName.lowercased()
    let ending = [".gz", ".gzip", ".zst", ".zstd"].first { name.hasSuffix($0) }
    self.init(fileName: String(fileName.dropLast(ending?.count ?? 0)))
  }

  /// A writer; nil for `table`, which the renderer writes.
  ///
  /// For a terminal, control characters in the data are shown as escapes; otherwise the data is
  /// written exactly.
  package func makeWriter(forTerminal: Bool = false) -> (any TableWriter)? {
    switch self {
    case .table: nil
    case .csv: CSVWriter(forTerminal: forTerminal)
    case .tsv: CSVWriter(delimiter: UInt8(ascii: "\t"), forTerminal: forTerminal)
    case .json: JSONWriter(forTerminal: forTerminal)
    case .ndjson: NDJSONWriter(forTerminal: forTerminal)
    case .markdown: MarkdownWriter(forTerminal: forTerminal)
    case .html: HTMLWriter(forTerminal: forTerminal)
    }
  }
}

/// Turns a table's batches into bytes, one after the other, in flat memory.
///
/// Call `begin` once, `write` or `rows` for each batch in order, `end` once; the bytes one behind the other
/// are the text in UTF-8, lines ended by `\n`.
package protocol TableWriter: Sendable {
  /// What stands before the rows.
  mutating func begin(_ schema: Schema) -> [UInt8]
  /// What makes the rows of a batch, on any core and in any order; called for each batch in order.
  ///
  /// Complexity of the work: linear in the bytes.
  mutating func rows(of batch: Batch) -> @Sendable () -> [UInt8]
  /// What stands behind the rows.
  mutating func end() -> [UInt8]
}

extension TableWriter {
  /// The rows of a batch.
  package mutating func write(_ batch: Batch) -> [UInt8] { rows(of: batch)() }
}
