import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The one row whose bytes make a file: none, several, and one without bytes are refused.
actor OneValueCursor: Cursor {
  private let input: any Cursor
  private let column: Int
  private let file: String
  private var count = 0

  init(_ input: any Cursor, column: Int, file: String) {
    self.input = input
    self.column = column
    self.file = file
  }

  func next() async throws -> Batch? {
    guard let batch = try await input.next() else {
      if count == 0 { throw fault("no row came") }
      return nil
    }
    count += batch.count
    if count > 1 { throw fault("more than one row came") }
    if batch.count == 1, batch.columns[column].isNull(0) { throw fault("its bytes are null") }
    return batch
  }

  private func fault(_ why: String) -> Diagnostics {
    Diagnostics(
      Diagnostic(
        code: "run.one-value", "`\(file)` takes the bytes of one row: \(why)",
        reason: "its extension names no format of a table",
        fix: "`take 1` keeps one row; a table with binary columns fits `\(file).ndjson`",
        status: .check))
  }
}
