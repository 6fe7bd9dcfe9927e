import FjordFormat
import FjordTable
import Testing

/// A table written in a format, in one go.
func text(of table: Table, as format: OutputFormat, forTerminal: Bool = false) -> [UInt8] {
  guard var writer = format.makeWriter(forTerminal: forTerminal) else {
    Issue.record("\(format) has no writer")
    return []
  }
  return writer.begin(table.schema) + table.batches.flatMap { writer.write($0) } + writer.end()
}

/// A table written in a format, as text.
func string(of table: Table, as format: OutputFormat, forTerminal: Bool = false) -> String {
  String(decoding: text(of: table, as: format, forTerminal: forTerminal), as: UTF8.self)
}

/// A table of given columns.
func table(_ columns: (String, DataType, [Value])...) -> Table {
  let count = columns.first?.2.count ?? 0
  return Table(
    schema: Schema(columns.map { Field($0.0, $0.1) }),
    batches: [Batch(columns: columns.map { Column($0.1, $0.2) }, count: count)])
}
