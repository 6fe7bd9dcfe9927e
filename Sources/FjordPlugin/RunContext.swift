import FjordDiagnostic
import FjordHTTP

/// What a run gives to sources and stages: clock, settings, HTTP, and an ear for what they notice.
public struct RunContext: Sendable {
  /// Clock and time zone.
  public var clock: SessionClock
  /// Warnings, counts and progress.
  public var notices: Notices
  /// Settings of plugins.
  public var settings: Settings
  /// The HTTP clients of all services.
  public var http: HTTPStack
  /// Whether counted nulls from overflow and the like are errors.
  public var isStrict: Bool
  /// Whether a source may ask its service for what its columns depend on, when it is made.
  ///
  /// A check asks nobody. A source that does not know its columns then is open.
  public var mayAskToOpen = true
  /// How many bytes the stages may hold.
  public var memory = MemoryBudget()
  /// How many cores the stages may use, at least one.
  public var threads = 1
  /// The folder for temporary files.
  public var temporaryFolder = "/tmp"
  /// Where the requests behind a source's rows are kept, for a table that may be asked about.
  package var trail: RequestTrail?

  /// How many more requests may be sent; nil for any number.
  public var requestsLeft: Int? {
    http.options.maxRequests.map { max(0, $0 - http.requestCount) }
  }

  /// Creates a context that works on one core and keeps temporary files in `/tmp`.
  public init(
    clock: SessionClock, notices: Notices = Notices(), settings: Settings = Settings(),
    http: HTTPStack, isStrict: Bool = false
  ) {
    self.clock = clock
    self.notices = notices
    self.settings = settings
    self.http = http
    self.isStrict = isStrict
  }
}
