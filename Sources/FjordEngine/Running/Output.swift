import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// Where results, messages and progress go.
package protocol Output: Sendable {
  /// Shows the rows of a cursor in a format, nil for the one that fits the place.
  ///
  /// Gives the table where it is to be kept, else nil. A cancelled task shows what came.
  func show(
    _ rows: any Cursor, schema: Schema, format: String?, keeping: Bool, context: RunContext
  ) async throws -> Table?
  /// Writes the rows to a file in the format that its extension names, whole or not at all, in place
  /// of what is there or behind it; gives how many there were.
  func write(
    _ rows: any Cursor, schema: Schema, toFile path: String, isAppending: Bool,
    context: RunContext
  ) async throws -> Int
  /// Prints text that was asked for, as help.
  func print(_ text: String)
  /// How many terminal cells a line has where text is printed; nil where no terminal says so.
  var width: Int? { get }
  /// Says something beside the data.
  func note(_ text: String)
  /// Reports a fault or warning.
  func report(_ diagnostic: Diagnostic)
}

extension Output {
  package var width: Int? { nil }
}

/// What sinks and commands reach beside their rows.
package struct SessionServices: Sendable {
  /// Where results go.
  package var output: any Output
  /// The store.
  package var tables: any SavedTables
  /// Clock, notices, settings, HTTP.
  package var context: RunContext
  /// Operators, sources, functions.
  package var registry: Registry
  /// Whether a shown table is to be kept for `$last`.
  package var keepsLast: Bool
  /// The table shown last, where one is kept.
  package var last: LastTable?

  package init(
    output: any Output, tables: any SavedTables, context: RunContext, registry: Registry,
    keepsLast: Bool
  ) {
    self.output = output
    self.tables = tables
    self.context = context
    self.registry = registry
    self.keepsLast = keepsLast
  }

  /// Binds the text of a pipeline that stands for itself, as the store remembers it.
  package func bindRows(_ source: SourceText, for purpose: PipelineBinder.Purpose)
    async throws -> BoundPipeline
  {
    do {
      let script = try parse(source, vocabulary: registry.vocabulary())
      guard script.statements.count == 1,
        case .pipeline(let pipeline)? = script.statements.first?.kind
      else {
        throw Diagnostics(
          Diagnostic(
            code: "bind.saved-pipeline", "the remembered text is not one pipeline",
            status: .check))
      }
      let binder = PipelineBinder(
        purpose: purpose,
        scope: Scope(registry: registry, context: context), source: source, definitions: [:],
        tables: tables, plannedTables: [:], services: self)
      return try await binder.bindRows(pipeline)
    } catch {
      throw Diagnostics(wrapping: error).located(in: source)
    }
  }
}
