/// What holds for all HTTP of a run.
///
/// The closures may be called from several tasks at once, and must not block.
public struct HTTPOptions: Sendable {
  /// The `User-Agent`, as `fjord/1.0.0`.
  public var userAgent = "fjord"
  /// How long and how often a request is tried again.
  public var retry = RetryPolicy()
  /// The environment, for the proxies it names.
  public var environment: [String: String] = [:]
  /// Hears of every exchange when it is over.
  public var trace: (@Sendable (HTTPExchange) -> Void)?
  /// Hears of every pause before it is made.
  public var onWait: (@Sendable (HTTPWait) -> Void)?
  /// Runs before each exchange, tries again and redirects too; what it throws ends the request,
  /// which is then not sent.
  public var beforeRequest: (@Sendable (HTTPRequest) async throws -> Void)?
  /// The most requests that are sent, tries again and redirects too; nil for any number.
  public var maxRequests: Int?
  /// The folder of the files by which all processes of a person keep to a host's rate together; nil
  /// for a process by itself.
  public var rateFolder: String?
  /// Where answers are kept that may be; nil to keep none.
  public var cache: HTTPCache?
  /// Whether kept answers are passed by, and new ones kept (`--fresh`).
  public var asksAnew = false
  /// Hears of every kept answer that is given in place of asking.
  public var onKept: (@Sendable (HTTPExchange) -> Void)?
  /// Where requests and what became of them are written to, or read from in place of asking.
  public var tape: HTTPTape?
  /// Puts another transport around the network's, or in its place.
  ///
  /// The network's costs nothing
  /// until a request comes to it.
  public var wrapTransport:
    (@Sendable (HTTPServiceSettings, _ network: any HTTPTransport) -> any HTTPTransport)?
  /// The time, in seconds since 1970, that dates in `Retry-After` are measured against.
  public var wallClock: @Sendable () -> Int64 = SystemTime.seconds
  /// The time, in seconds since 1970, by which kept answers age and sources know that a service is
  /// closed; nil for the wall clock.
  public var sessionClock: (@Sendable () -> Int64)?

  /// Creates the usual options.
  public init() {}
}
