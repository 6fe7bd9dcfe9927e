import FjordDiagnostic
import FjordHTTP
import FjordPlugin

/// What an answer is asked for as.
enum Accept: String, Sendable, CaseIterable {
  case json
  case xml
  case text
  case gif

  var mediaType: String {
    switch self {
    case .json: "application/json"
    case .xml: "application/xml"
    case .text: "text/plain"
    case .gif: "image/gif"
    }
  }

  /// The option that chooses between the two forms of data.
  static let option = OptionDeclaration(
    "accept", .word(["json", "xml"], others: false),
    "the form of the answer, which gives the same rows", fallback: "json")

  /// What the option says.
  init(_ arguments: SourceArguments) {
    self = arguments.string("accept").flatMap(Accept.init) ?? .json
  }
}

/// The service, or a copy of it: the way of its requests.
struct PlatsannonsService: Sendable {
  /// Requests for details that run at the same time.
  static let concurrentRequests = 4
  private static let goneURL = "https://api.arbetsformedlingen.se/af/v0"

  let http: HTTPService
  /// Whether somebody said where a copy is: the service itself is gone.
  private let isThere: Bool

  /// Opens nothing.
  ///
  /// Errors: `http.base-url`.
  init(_ context: RunContext) throws(Diagnostic) {
    let url = context.settings.value("platsannons", "url")
    // It spoke plain `http`, and nothing that is sent is secret.
    let base = try BaseURL(
      url ?? Self.goneURL, setting: context.settings.variable("platsannons", "url"),
      allowsPlain: true)
    var settings = HTTPServiceSettings(name: "platsannons", base: base)
    settings.concurrentRequests = Self.concurrentRequests
    http = context.http.service(settings)
    isThere = url != nil
  }

  /// Asks for a path below `/platsannonser`.
  ///
  /// Errors: `platsannons.gone`, `platsannons.no-service`; `HTTPFault` with what the service says in its own words, whatever form
  /// it says it in; `CancellationError`.
  func get(
    _ path: HTTPPath, query: [(String, String)] = [], as accept: Accept, expecting: Set<Int> = [],
    caching: HTTPCaching = .never
  ) async throws -> HTTPAnswer {
    guard isThere else { throw PlatsannonsFault.gone }
    do {
      // Without the language the service refuses; without a form it tells its faults in HTML.
      return try await http.get(
        path, query: query.map { ($0.0, $0.1) },
        headers: [("Accept", accept.mediaType), ("Accept-Language", "sv")], expecting: expecting,
        caching: caching)
    } catch var fault as HTTPFault {
      if let said = fault.serverText.flatMap(ServiceMessage.init) { fault.serverText = said.text }
      guard fault.status == 404 else { throw fault }
      throw PlatsannonsFault.noService(url: fault.url, said: fault.serverText)
    }
  }
}
