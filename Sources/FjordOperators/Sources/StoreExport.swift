import FjordDiagnostic
import FjordFormat
import FjordPlugin
import FjordTable

/// Writes a saved table to a file.
package struct StoreExport {
  /// Puts rows into a file in the format of its extension; gives how many there were.
  package typealias Write =
    @Sendable (any Cursor, Schema, String, RunContext) async throws -> Int

  let tables: any SavedTables
  let write: Write

  /// Refuses a file whose format is not known.
  static func check(_ argument: SourceArguments.Argument?) throws(Diagnostics) {
    guard OutputFormat(savedAs: path(argument)) == nil else { return }
    throw Diagnostics(
      Diagnostic(
        code: "bind.file-format",
        "the format of `\(path(argument))` is not known by its extension", at: argument?.span,
        reason:
          "the extensions are .csv, .tsv, .json, .ndjson, .md and .html, also with .gz or .zst",
        status: .check))
  }

  private static func path(_ argument: SourceArguments.Argument?) -> String {
    if case .string(let path)? = argument?.value { path } else { "" }
  }

  /// Writes the table; gives what to say of it.
  func run(_ name: String, _ argument: SourceArguments.Argument?, _ context: RunContext)
    async throws -> String
  {
    let path = Self.path(argument)
    let source = try await tables.source(name)
    let rows = try source.scan(ScanRequest(), in: context)
    let count = try await write(rows, source.schema, path, context)
    return "\(count) \(count == 1 ? "row" : "rows") of \(name) in \(path)"
  }
}
