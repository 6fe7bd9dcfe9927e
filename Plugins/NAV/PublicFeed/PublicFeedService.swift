import FjordDiagnostic
import FjordHTTP
import FjordPlugin

/// The older feed's service with its token, which nothing but the settings can give.
struct PublicFeedService: Sendable {
  private static let productionURL = "https://arbeidsplassen.nav.no"

  let http: HTTPService
  private let token: Secret?

  /// Opens nothing.
  ///
  /// Errors: `http.base-url`.
  init(_ context: RunContext) throws(Diagnostic) {
    let url = context.settings.value("nav", "public_feed_url") ?? Self.productionURL
    let base = try BaseURL(url, setting: context.settings.variable("nav", "public_feed_url"))
    token = context.settings.value("nav", "public_feed_token").map {
      // A token that was copied with its line's end is still that token.
      Secret($0.trimmingNewlines(), variable: context.settings.variable("nav", "public_feed_token"))
    }
    http = context.http.service(
      HTTPServiceSettings(name: "nav.public_feed", base: base, secret: token))
  }

  /// Refuses to ask without a token.
  ///
  /// Errors: `nav.public-token`.
  func requireToken() throws(PublicFeedFault) {
    if token == nil { throw .noToken }
  }

  /// Asks for a page.
  ///
  /// Errors: `HTTPFault`, `nav.public-closed`, `CancellationError`.
  func page(_ question: PublicFeedQuestion) async throws -> HTTPAnswer {
    let answer = try await http.get(
      "/public-feed/api/v1/ads", query: question.items,
      headers: [("Accept", "application/json")], authorise: token.map { .bearer($0) },
      expecting: [404, 410])
    guard answer.status == 200 else {
      throw PublicFeedFault.closed(url: answer.url, status: answer.status)
    }
    return answer
  }
}

extension String {
  fileprivate func trimmingNewlines() -> String {
    var text = self[...]
    while let last = text.last, last.isNewline || last == " " { text.removeLast() }
    return String(text)
  }
}
