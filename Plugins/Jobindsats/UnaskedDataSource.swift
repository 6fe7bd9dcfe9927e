import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The data of a table of which nothing is known yet, where the service may not be asked: in a check.
struct UnaskedDataSource: Source {
  let schema = Schema([])
  let isOpen = true
  private let id: String

  /// Looks at what can be known of the arguments, and warns that the rest is not.
  ///
  /// Errors: `jobindsats.period-form`.
  init(_ id: String, _ arguments: SourceArguments, _ notices: Notices) throws(Diagnostic) {
    self.id = id
    if PeriodWish(arguments.string("period")) == nil {
      throw JobindsatsFault.periodForm(arguments.string("period") ?? "")
        .diagnostic(at: arguments.options["period"]?.span)
    }
    var warning = JobindsatsFault.unasked(id).diagnostic(at: arguments.positional.first?.span)
    warning.severity = .warning
    notices.warn(warning)
  }

  func plan(_ request: ScanRequest) -> [String] {
    ["the description of table \(id), then its data"]
  }

  /// Errors: always, for nothing is known of the columns.
  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    throw JobindsatsFault.unasked(id)
  }
}
