import FjordDiagnostic
import FjordHTTP
import FjordPlugin

/// One of the services: the way of its requests.
struct JobTechService: Sendable {
  /// Which one, and where it is unless the settings say otherwise.
  enum Kind: Sendable {
    case search
    case stream
    case taxonomy

    fileprivate var setting: String {
      switch self {
      case .search: "url"
      case .stream: "stream_url"
      case .taxonomy: "taxonomy_url"
      }
    }

    fileprivate var productionURL: String {
      switch self {
      case .search: "https://jobsearch.api.jobtechdev.se"
      case .stream: "https://jobstream.api.jobtechdev.se"
      case .taxonomy: "https://taxonomy.api.jobtechdev.se"
      }
    }
  }

  /// Requests for details that run at the same time.
  static let concurrentRequests = 4

  let http: HTTPService

  /// Opens nothing.
  ///
  /// Errors: `http.base-url`.
  init(_ kind: Kind, _ context: RunContext) throws(Diagnostic) {
    let url = context.settings.value("jobtech", kind.setting) ?? kind.productionURL
    let base = try BaseURL(url, setting: context.settings.variable("jobtech", kind.setting))
    var settings = HTTPServiceSettings(name: "jobtech", base: base)
    settings.concurrentRequests = Self.concurrentRequests
    if kind == .stream {
      // The whole of it took five minutes to come, and was 390 MB long.
      settings.exchangeTimeout = .seconds(1800)
      settings.maxBodyBytes = 2 << 30
      settings.concurrentRequests = 1
      // A copy on this machine has no such rule.
      if !base.origin.isLoopback { settings.minimumInterval = .seconds(60) }
    }
    http = context.http.service(settings)
  }

  /// Asks for a path.
  ///
  /// Errors: `HTTPFault`, `CancellationError`.
  func get(
    _ path: HTTPPath, query: [(String, String?)] = [], headers: [(String, String)] = [],
    expecting: Set<Int> = [], caching: HTTPCaching = .never
  ) async throws -> HTTPAnswer {
    try await http.get(
      path, query: query, headers: Self.accept + headers, expecting: expecting, caching: caching)
  }

  /// Asks for a path whose body is read part by part.
  ///
  /// Errors: `HTTPFault`, `CancellationError`.
  func open(_ path: HTTPPath, query: [(String, String?)]) async throws -> HTTPOpenAnswer {
    try await http.open(path, query: query, headers: Self.accept)
  }

  private static let accept = [("Accept", "application/json")]
}
