import FjordDiagnostic
import FjordFormat
import FjordHTTP
import FjordPlugin
import FjordTable

/// The two versions of the service that are spoken.
enum JobindsatsVersion: String, Sendable {
  case two = "2"
  case three = "3"
}

/// The service with its key: the way of every request of this plugin.
struct JobindsatsService: Sendable {
  static let productionURL = "https://api.jobindsats.dk"

  let http: HTTPService
  let version: JobindsatsVersion
  private let key: Secret?
  private let keyVariable: String
  private let context: RunContext

  /// Opens nothing.
  ///
  /// Errors: `http.base-url`, `jobindsats.version`.
  init(_ context: RunContext) throws(Diagnostic) {
    func variable(_ name: String) -> String { context.settings.variable("jobindsats", name) }
    func value(_ name: String) -> String? { context.settings.value("jobindsats", name) }
    let base = try BaseURL(value("url") ?? Self.productionURL, setting: variable("url"))
    let text = value("version") ?? JobindsatsVersion.three.rawValue
    guard let version = JobindsatsVersion(rawValue: text) else {
      throw JobindsatsFault.version(text, setting: variable("version")).diagnostic
    }
    self.version = version
    self.context = context
    keyVariable = variable("key")
    key = value("key").map { [keyVariable] in Secret($0, variable: keyVariable) }
    var settings = HTTPServiceSettings(name: "jobindsats", base: base, secret: key)
    settings.concurrentRequests = 1
    // Answers of many cells take their time; the service's own clients wait three minutes.
    settings.readTimeout = .seconds(180)
    // Colleagues share a key; a copy on this machine belongs to nobody else.
    if !base.origin.isLoopback { settings.minimumInterval = .milliseconds(500) }
    http = context.http.service(settings)
  }

  /// The host, for messages.
  var host: String { http.settings.base.origin.host }

  /// Asks for a path; in the hour in which the service is closed only where no kept answer will do.
  ///
  /// Errors: `HTTPFault`; `jobindsats.key`, `jobindsats.refused`, `jobindsats.no-table`;
  /// `CancellationError`.
  func get(_ path: HTTPPath, caching: HTTPCaching = .never) async throws -> HTTPAnswer {
    guard let key else { throw JobindsatsFault.noKey(variable: keyVariable) }
    let authorisation: HTTPAuthorisation =
      version == .three ? .bearer(key) : .header("Authorization", key)
    let opening: HTTPOpening = { [context, http] in
      try await context.awaitOpening(Jobindsats.closedHours, of: http)
    }
    func ask() async throws -> HTTPAnswer {
      try await http.get(
        path, headers: Self.accept, authorise: authorisation, expecting: Self.refusals,
        caching: caching, opening: opening)
    }
    let answer: HTTPAnswer
    do {
      answer = try await ask()
    } catch var fault as HTTPFault where fault.isTransient {
      // The hour may have begun while it was asked, or this machine's clock be wrong: the error page
      // says nothing of that.
      guard fault.cameOfAsking, Jobindsats.closedHours.remaining(at: context.clock.now) != nil
      else {
        if fault.status == 503 {
          let said = fault.serverText.map { $0 + "; " } ?? ""
          fault.serverText = said + "it is \(Jobindsats.closedHours.text)"
        }
        throw fault
      }
      answer = try await ask()
    }
    guard answer.status == 200 else { throw Self.refusal(answer) }
    return answer
  }

  private static let accept = [("Accept", "application/json")]
  /// Statuses by which the service refuses what was asked for.
  private static let refusals: Set<Int> = [400, 404, 405, 422]

  /// What the service says of a request that it does not take.
  private static func refusal(_ answer: HTTPAnswer) -> JobindsatsFault {
    let said = try? jsonValue(of: answer.body)
    let cause = said?["cause"].text
    if answer.status == 404 { return .notFound(url: answer.url, cause: cause) }
    return .refused(
      status: answer.status,
      cause: cause ?? firstLine(of: String(decoding: answer.body.prefix(400), as: UTF8.self)),
      requestID: said?["request_id"].text, url: answer.url)
  }

  private static func firstLine(of text: String) -> String? {
    text.split(whereSeparator: \.isNewline).first.map(String.init)
  }
}

extension HTTPFault {
  /// Whether the service was asked, and gave no answer to work with.
  fileprivate var cameOfAsking: Bool {
    switch kind {
    case .status, .failure: true
    default: false
    }
  }
}
