import FjordDiagnostic

/// A row of a file that could not be read.
struct BadRow: Sendable {
  /// The line where it begins, counted from 1.
  let line: Int
  /// The column's name, where one value is at fault.
  let column: String?
  /// What was expected and found.
  let problem: String
  /// The row as it stands in the file.
  let text: [UInt8]
  /// The fault as it is shown where the row is not kept apart.
  let diagnostic: Diagnostic
}
