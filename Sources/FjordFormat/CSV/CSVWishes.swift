import FjordTable

/// What the author of a pipeline says about a CSV text; the rest is found from a sample.
package struct CSVWishes: Sendable {
  /// What parts fields.
  package var delimiter: UInt8?
  /// Whether the first row names the columns.
  package var hasHeader: Bool?
  /// How bytes stand for characters.
  package var encoding: TextEncoding?
  /// Whether fractions stand behind a comma.
  package var hasDecimalComma: Bool?
  /// A text that means null in every column.
  package var nullText: String?
  /// Types by column name.
  package var types: [String: DataType] = [:]
  /// Lines at the beginning that are no part of the table.
  package var skippedLines = 0
  /// How many rows are looked at.
  package var sampledRows = 10_000

  /// Creates wishes for nothing.
  package init() {}
}

/// How a CSV text is to be read.
package struct CSVLayout: Sendable {
  /// How it is written.
  package var dialect: CSVDialect
  /// The columns' names in order.
  package var names: [String]
  /// The columns.
  package var columns: [CSVPlan.Column]
  /// Where the rows begin, in bytes from the start of the text.
  package var bodyStart: Int
  /// The line there, counted from 1.
  package var firstLine: Int
}

/// Why no layout was found, as facts.
package enum CSVSampleFault: Error, Sendable, Hashable {
  case utf16
  case binary
  /// The first rows have other numbers of fields than the rest.
  case preamble(lines: Int, found: Int, expected: Int)
  case unknownTypes([String], known: [String])
  case commaTwice
}
