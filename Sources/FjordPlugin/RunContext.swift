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

  /// Creates a context.
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
