/// Sends one request and gives the whole answer; knows nothing of retries, redirects or limits a host.
///
/// The network is one; a test's double is another, around it or in its place
/// (`HTTPOptions.wrapTransport`).
///
/// Errors: `HTTPFailure` for what may happen on the way; `CancellationError` as soon as the task
/// is cancelled; any other error ends the request without a retry.
public protocol HTTPTransport: Sendable {
  /// Sends the request once.
  func send(_ request: HTTPRequest) async throws -> HTTPAnswer
  /// Sends the request once and comes back as soon as the answer's head is there.
  func open(_ request: HTTPRequest) async throws -> HTTPOpenAnswer
  /// Gives up connections and threads; no request is sent afterwards.
  func close() async
}

extension HTTPTransport {
  /// Waits for the whole answer, whose body is the only part.
  public func open(_ request: HTTPRequest) async throws -> HTTPOpenAnswer {
    HTTPOpenAnswer(try await send(request))
  }
}

/// Why one exchange came to nothing: no whole answer arrived.
public enum HTTPFailure: Error, Sendable, Equatable, Codable {
  /// No connection: refused, no route, no such host.
  case cannotConnect(String)
  /// No connection within this time.
  case connectTimeout(Duration)
  /// Nothing was heard for this long.
  case readTimeout(Duration)
  /// The answer was not whole after this long, though bytes kept coming.
  case exchangeTimeout(Duration)
  /// The connection ended before an answer began.
  case dropped
  /// The connection ended within the answer.
  case truncated
  /// The body is longer than this, expanded.
  case tooLarge(limit: Int)
  /// The body's compression could not be undone.
  case undecodable(String)
  /// What came is not HTTP.
  case malformed(String)
  /// TLS did not come about, as with a certificate that is not trusted.
  case insecure(String)
  /// The proxy did not do its part.
  case proxy(String, isTransient: Bool)
  /// The request can't be sent as it is.
  case unsendable(String)
  /// The client was closed.
  case closed

  /// Whether the same request may well succeed a little later.
  public var isTransient: Bool {
    switch self {
    case .cannotConnect, .connectTimeout, .readTimeout, .exchangeTimeout, .dropped, .truncated,
      .undecodable:
      true
    case .proxy(_, let isTransient): isTransient
    case .tooLarge, .malformed, .insecure, .unsendable, .closed: false
    }
  }
}
