import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import Synchronization

/// The feed's service with its token: the way of every request of this plugin.
///
/// A private token comes from the settings, and its refusal is final. The public one is fetched,
/// kept, and replaced when it runs out or is refused.
struct NAVService: Sendable {
  static let productionURL = "https://pam-stilling-feed.nav.no"
  /// Requests for details that run at the same time.
  static let concurrentRequests = 4

  let http: HTTPService
  /// The private token, where there is one.
  let privateToken: Secret?
  private let keeper: TokenKeeper
  private let clock: SessionClock

  /// Opens nothing.
  ///
  /// Errors: `http.base-url`.
  init(_ context: RunContext, _ tokens: TokenKeepers) throws(Diagnostic) {
    let url = context.settings.value("nav", "url") ?? Self.productionURL
    let base = try BaseURL(url, setting: context.settings.variable("nav", "url"))
    privateToken = context.settings.value("nav", "token").map {
      Secret($0, variable: context.settings.variable("nav", "token"))
    }
    var settings = HTTPServiceSettings(name: "nav", base: base, secret: privateToken)
    settings.concurrentRequests = Self.concurrentRequests
    http = context.http.service(settings)
    keeper = tokens.keeper(for: base.text)
    clock = context.clock
  }

  /// The base URL.
  var url: String { http.settings.base.text }

  /// The public token as it is, or a fresh one.
  func publicToken() async throws -> PublicToken {
    try await keeper.token(from: http, now: clock.now, refusing: nil)
  }

  /// So many requests, and one for the token where it has to be fetched.
  func need(_ count: Int) -> RequestNeed {
    let hasToken = privateToken != nil || keeper.hasToken(now: clock.now)
    return RequestNeed(
      count: count, shared: hasToken ? [] : ["the token of \(url)"])
  }

  /// Asks for a path.
  ///
  /// Errors: `HTTPFault`, `NAVFault`, `CancellationError`.
  func get(
    _ path: HTTPPath, query: [(String, String?)] = [], headers: [(String, String)] = [],
    expecting: Set<Int>
  ) async throws -> HTTPAnswer {
    let (token, renewal) = try await authorisation()
    return try await http.get(
      path, query: query, headers: headers + Self.accept, authorise: token, renewing: renewal,
      expecting: expecting)
  }

  /// Asks for an address that a page named.
  ///
  /// Errors: `HTTPFault`, `NAVFault`, `CancellationError`.
  func get(
    _ address: HTTPAddress, query: [(String, String?)], expecting: Set<Int>
  ) async throws -> HTTPAnswer {
    let (token, renewal) = try await authorisation()
    return try await http.get(
      address, query: query, headers: Self.accept, authorise: token, renewing: renewal,
      expecting: expecting)
  }

  /// `text/html` among the types would turn errors into bare text.
  private static let accept = [("Accept", "application/json")]

  private func authorisation() async throws -> (HTTPAuthorisation, HTTPRenewal?) {
    if let privateToken { return (.bearer(privateToken), nil) }
    let first = try await publicToken()
    let use = TokenUse(first)
    let renewal: HTTPRenewal = {
      let fresh = try await keeper.token(from: http, now: clock.now, refusing: use.last)
      use.last = fresh
      return .bearer(fresh.secret)
    }
    return (.bearer(first.secret), renewal)
  }
}

/// The token that one request was last sent with.
private final class TokenUse: Sendable {
  private let state: Mutex<PublicToken>

  init(_ first: PublicToken) { state = Mutex(first) }

  var last: PublicToken {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
