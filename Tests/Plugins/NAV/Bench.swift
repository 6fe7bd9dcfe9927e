import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Foundation

@testable import NAVPlugin

/// The plugin with its clients, as a run of fjord puts them together.
struct Bench: Sendable {
  let plugin = NAV.makePlugin()
  var http: HTTPStack
  var context: RunContext

  /// 2026-11-02T12:00 in Oslo, as the stand-in's clock shows.
  static let now = StandInTime.sandbox.microseconds

  init(
    url: String, token: String? = nil, publicToken: String? = "TESTTOKEN",
    now: Int64? = Bench.now,
    change: (inout HTTPOptions) -> Void = { _ in }
  ) {
    var options = HTTPOptions()
    options.retry = RetryPolicy(
      firstPause: .milliseconds(1), longestPause: .milliseconds(20), totalTime: .seconds(300),
      jitter: { 0.5 })
    change(&options)
    http = HTTPStack(options)
    var environment = ["FJORD_NAV_URL": url]
    environment["FJORD_NAV_TOKEN"] = token
    environment["FJORD_NAV_PUBLIC_FEED_URL"] = url
    environment["FJORD_NAV_PUBLIC_FEED_TOKEN"] = publicToken
    context = RunContext(
      clock: SessionClock(fixedNow: now, zone: .utc), notices: Notices(),
      settings: Settings(environment: environment), http: http)
  }

  /// The same with other options.
  func with(_ change: (inout HTTPOptions) -> Void) -> Bench {
    var copy = self
    var options = http.options
    change(&options)
    copy.http = HTTPStack(options)
    copy.context.http = copy.http
    return copy
  }

  func declaration(_ name: String) throws -> SourceDeclaration {
    guard let found = plugin.sources.first(where: { $0.name == name }) else {
      throw Missing(what: name)
    }
    return found
  }

  func source(_ name: String, _ argument: Value? = nil, _ options: [String: Value] = [:])
    async throws -> any Source
  {
    try await declaration(name).open(
      SourceArguments(
        positional: argument.map { [SourceArguments.Argument($0, at: Span(9, 14))] } ?? [],
        options: options.mapValues { SourceArguments.Argument($0, at: Span(9, 14)) }),
      context)
  }

  /// The batches of `nav.feed`.
  func feed(_ options: [String: Value] = [:], _ request: ScanRequest = ScanRequest())
    async throws -> [Batch]
  {
    try await source("nav.feed", nil, options).scan(request, in: context).collect()
  }

  /// The rows of `nav.feed`.
  func rows(_ options: [String: Value] = [:], _ request: ScanRequest = ScanRequest())
    async throws -> [[Value]]
  {
    try await feed(options, request).rows
  }

  /// `nav.entry` as a stage behind a schema.
  func lookup(behind schema: Schema = FeedColumns.schema) throws -> any Lookup {
    guard let lookup = try declaration("nav.entry").lookup else { throw Missing(what: "look-up") }
    return try lookup.make(SourceArguments(), schema, context)
  }
}

struct Missing: Error {
  let what: String
}

extension [Batch] {
  /// The values row by row.
  var rows: [[Value]] {
    flatMap { batch in (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } } }
  }

  /// The states of all rows, where they have identity.
  var states: [RowState] { flatMap { $0.identity?.states ?? [] } }

  /// The positions of all rows, where they have identity.
  var positions: [Value] { flatMap { $0.identity?.positions.values ?? [] } }
}

/// The small event log of the fixtures; `visible` of its nine events can be seen.
func withEventLog<Result: Sendable>(
  visible: Int? = nil, work: (RunningStandIn) async throws -> Result
) async throws -> Result {
  try await withStandIn(
    {
      $0.eventLog = NAVFixtures.eventLog
      $0.visibleEvents = visible
    }, work: work)
}

enum FixtureLog {
  /// The events of the log, in order.
  static let events = [
    "68b4aef7-3eaa-4e17-9d8a-4eace693ae2d", "142c8364-7806-4577-93e7-83e7eb04b39b",
    "3b041641-1788-44f2-a60d-f25453fe2e85", "00a154d8-5ed8-4bcc-b5c7-19c2add9ca88",
    "c0290103-855d-4f55-99ec-8712e8e3574f", "6e704245-a4ff-41e3-a794-9b80dcb0b82e",
    "de1b1471-320a-48ea-b7a7-88d106762832", "9ed89edd-d684-4325-b600-e6129ec04ece",
    "627bf322-5fac-4cb6-a34a-cb115ee347dd",
  ]
}

/// What the feed holds, found by a plain reading of its pages that shares no code with the plugin.
struct PlainFeed {
  /// Ad, status and time of each line, in order.
  var lines: [[String]] = []
  /// The `ETag` at the end.
  var end = ""

  init(_ standIn: RunningStandIn, size: Int = 10_000, since: String? = nil) async throws {
    let client = FeedClient(standIn)
    var path = "/api/v1/feed?pageSize=\(size)"
    var isFirst = true
    while true {
      let answer = try await client.get(
        path, isFirst ? since.map { ["If-Modified-Since": $0] } ?? [:] : [:])
      let page = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
      let items = page?["items"] as? [[String: Any]] ?? []
      for item in items.dropFirst(isFirst ? 0 : 1) {
        let entry = item["_feed_entry"] as? [String: Any] ?? [:]
        lines.append(["uuid", "status", "title"].map { entry[$0] as? String ?? "" })
      }
      end = answer.headers.first(name: "ETag") ?? ""
      isFirst = false
      guard let next = page?["next_url"] as? String else { break }
      path = next + "?pageSize=\(size)"
    }
  }
}

extension [[Value]] {
  /// Ad, status and title of each row.
  var lines: [[String]] {
    map { row in
      row.prefix(3).map { value in
        if case .string(let text) = value { text } else { "" }
      }
    }
  }
}

extension Bench {
  /// A bench whose service is a closure; a private token is set.
  static func scripted(
    now: Int64? = Bench.now, token: String? = "TESTTOKEN",
    _ script: @escaping @Sendable (HTTPRequest) async throws -> HTTPAnswer
  ) -> Bench {
    Bench(url: "https://nav.example.com", token: token, now: now) {
      $0.wrapTransport = { _, _ in ScriptedTransport(script: script) }
    }
  }
}

extension HTTPAnswer {
  /// An answer with a text as its body.
  init(_ status: Int, _ text: String = "", tag: String? = nil, for request: HTTPRequest) {
    self.init(
      status: status, headers: HTTPHeaderList(tag.map { [("ETag", $0)] } ?? []),
      body: Array(text.utf8), url: request.address.text)
  }
}

/// A page of the feed with chosen parts.
struct MadePage {
  var id: String
  var next: String?
  var nextURL: String?
  var ads: [Int]
  var time = "2026-10-05T08:12:33.107613+02:00"

  /// The id of an event or ad.
  static func id(_ number: Int) -> String {
    let digits = String(number)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  init(_ id: Int, next: Int?, ads: [Int]) {
    self.id = Self.id(id)
    self.next = next.map(Self.id)
    nextURL = next.map { "/api/v1/feed/" + Self.id($0) }
    self.ads = ads
  }

  var text: String {
    func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
    let items = ads.map { ad in
      let uuid = Self.id(ad)
      return """
        {"id":"\(uuid)","url":"/api/v1/feedentry/\(uuid)","title":"Kokk","content_text":\
        "Stillingsannonse","date_modified":"\(time)","_feed_entry":{"uuid":"\(uuid)","status":\
        "ACTIVE","title":"Kokk","businessName":"Eksempel AS","municipal":"BERGEN","sistEndret":\
        "\(time)"}}
        """
    }
    return """
      {"version":"1.0","title":"t","home_page_url":"h","feed_url":"/api/v1/feed/\(id)",\
      "description":"d","next_url":\(quoted(nextURL)),"id":"\(id)","next_id":\(quoted(next)),\
      "items":[\(items.joined(separator: ","))]}
      """
  }
}
