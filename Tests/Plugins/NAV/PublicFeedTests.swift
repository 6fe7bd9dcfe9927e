import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Foundation
import Testing

@testable import NAVPlugin

/// The older feed as fjord asks a service that a test makes: an ad is an id and an instant.
final class ScriptedPublicFeed: Sendable {
  struct Ad: Sendable {
    let uuid: String
    /// Seconds since 1970.
    let published: Int64
    var source = "IMPORTAPI"
  }

  /// Newest first, each with its time as it is written.
  private let ads: [(ad: Ad, time: String)]
  private let asked = Record<String>()
  /// Whether ads of one instant change places from request to request.
  private let swapsTies: Bool
  /// The most ads that a search shows.
  private let cap: Int

  init(_ ads: [Ad], swapsTies: Bool = false, cap: Int = 5000) {
    self.ads = ads.sorted { ($1.published, $0.uuid) < ($0.published, $1.uuid) }
      .map { ($0, Self.text($0.published)) }
    self.swapsTies = swapsTies
    self.cap = cap
  }

  var requests: [String] { asked.all }

  func answer(_ request: HTTPRequest) -> HTTPAnswer {
    let turn = asked.add(request.address.text)
    let items = URLComponents(string: request.address.text)?.queryItems ?? []
    func value(_ name: String) -> String? { items.first { $0.name == name }?.value }
    let size = Int(value("size") ?? "") ?? 20
    let page = min(Int(value("page") ?? "") ?? 0, cap / size)
    var found = inRange(value("published"))
    if let uuid = value("uuid") { found = found.filter { $0.ad.uuid == uuid } }
    if let source = value("source") {
      let named = Set(source.drop { $0 == "!" }.split(separator: ",").map(String.init))
      found = found.filter { named.contains($0.ad.source) != source.hasPrefix("!") }
    }
    if swapsTies {
      found.sort { a, b in
        a.ad.published == b.ad.published
          ? "\(a.ad.uuid)\(turn)".hashValue < "\(b.ad.uuid)\(turn)".hashValue
          : a.ad.published > b.ad.published
      }
    }
    let content = found.dropFirst(page * size).prefix(size).map { ad, time in
      "{\"uuid\":\"\(ad.uuid)\",\"published\":\"\(time)\",\"source\":\"\(ad.source)\"}"
    }
    return HTTPAnswer(
      200,
      """
      {"content":[\(content.joined(separator: ","))],"totalElements":\(min(found.count, cap)),\
      "pageNumber":\(min(page, cap / size - 1)),"pageSize":\(size)}
      """, for: request)
  }

  /// The ads of `[low,high]` or `[low,high)`: times to the second or `*`.
  private func inRange(_ range: String?) -> ArraySlice<(ad: Ad, time: String)> {
    guard let range else { return ads[...] }
    let ends = range.dropFirst().dropLast().split(separator: ",").map(String.init)
    let isOpen = range.hasSuffix(")")
    let first = ads.firstIndex {
      ends[1] == "*" || (isOpen ? $0.time < ends[1] : $0.time <= ends[1])
    }
    let end = ends[0] == "*" ? nil : ads.firstIndex { $0.time < ends[0] }
    return ads[(first ?? ads.count)..<max(first ?? ads.count, end ?? ads.count)]
  }

  static func text(_ seconds: Int64) -> String { FeedPlace.text(seconds) }

  func bench() -> Bench {
    Bench.scripted { [self] in answer($0) }
  }
}

@Suite(.timeLimit(.minutes(10))) struct PublicFeedTests {
  static let start: Int64 = 1_733_097_600

  func rows(
    _ bench: Bench, _ options: [String: Value] = [:], _ request: ScanRequest = ScanRequest()
  ) async throws -> [Batch] {
    try await bench.source("nav.public_feed", nil, options).scan(request, in: bench.context)
      .collect()
  }

  func uuids(
    _ bench: Bench, _ options: [String: Value] = [:], _ request: ScanRequest = ScanRequest()
  ) async throws -> [String] {
    try await rows(bench, options, request).rows.map {
      if case .string(let text) = $0[0] { text } else { "" }
    }
  }

  // MARK: The walk

  @Test(arguments: [
    (4999, 1), (5000, 7), (5001, 7), (12_000, 1), (12_000, 300), (12_000, 4000), (16_000, 5500),
  ])
  func `all ads come once, however many share an instant`(_ count: Int, tied: Int) async throws {
    let sources = ["A", "B", "C", "D"]
    let ads = (0..<count).map { number in
      ScriptedPublicFeed.Ad(
        uuid: "ad-\(number)", published: Self.start - Int64(number / tied) * 60,
        source: sources[number % 4])
    }
    let feed = ScriptedPublicFeed(ads)
    let bench = feed.bench()
    let found = try await uuids(bench)
    #expect(found.count == count)
    #expect(Set(found) == Set(ads.map(\.uuid)))
    #expect(bench.context.notices.takeIncompleteness() == nil)
    #expect(feed.requests.count <= count / 20 + 60)
  }

  @Test func `ads of one instant that change places between requests are found all the same`()
    async throws
  {
    let ads = (0..<900).map {
      ScriptedPublicFeed.Ad(uuid: "ad-\($0)", published: Self.start - Int64($0 / 250) * 86_400)
    }
    let feed = ScriptedPublicFeed(ads, swapsTies: true)
    let bench = feed.bench()
    let found = try await uuids(bench)
    #expect(Set(found).count == found.count)
    // Three rounds find nearly all; where one is still missing, the result says so.
    let isWhole = found.count == ads.count
    #expect(isWhole == (bench.context.notices.takeIncompleteness()?.code == nil))
    #expect(found.count > 800)
  }

  @Test func `an instant with more ads of one source than can be asked for ends, and is told`()
    async throws
  {
    let ads = (0..<7000).map { number in
      ScriptedPublicFeed.Ad(
        uuid: "ad-\(number)", published: number < 6000 ? Self.start : Self.start - 60)
    }
    let feed = ScriptedPublicFeed(ads)
    let bench = feed.bench()
    let found = try await uuids(bench)
    #expect(found.count == 6000)
    let cause = bench.context.notices.takeIncompleteness()
    #expect(cause?.code == "nav.public-crowded" && cause?.status == .incomplete)
    #expect(cause?.message.contains("2024-12-02T00:00:00Z") == true)
  }

  @Test func `a service that looks at no range is a fault and no loop`() async throws {
    let page = (0..<100).map {
      "{\"uuid\":\"\($0)\",\"published\":\"2024-12-02T00:00:0\($0 % 2)Z\"}"
    }
    let body =
      "{\"content\":[\(page.joined(separator: ","))],\"totalElements\":1000,\"pageNumber\":"
    let bench = Bench.scripted { request in
      let number = request.address.text.split(separator: "page=").last?.prefix { $0.isNumber } ?? ""
      let older = body.replacing("2024-12-02T00:00:01Z", with: "2024-12-03T00:00:00Z")
      return HTTPAnswer(200, older + number + "}", for: request)
    }
    let fault = await #expect(throws: PublicFeedFault.self) { try await uuids(bench) }
    #expect(fault?.diagnostic.code == "nav.public-range-ignored")
    #expect(bench.http.requestCount < 60)
  }

  @Test func `the walk asks again up to the oldest ad, that instant included`() async throws {
    let ads = (0..<5200).map {
      ScriptedPublicFeed.Ad(uuid: "ad-\($0)", published: Self.start - Int64($0) * 60)
    }
    let feed = ScriptedPublicFeed(ads)
    _ = try await uuids(feed.bench(), ["published": .string("[2024-01-01,*]")])
    let oldest = ScriptedPublicFeed.text(Self.start - 4999 * 60)
    #expect(feed.requests.count == 53)
    #expect(
      feed.requests[50].removingPercentEncoding?.hasSuffix("published=[2024-01-01,\(oldest)]")
        == true)
  }

  @Test func `a limit asks for no page too many, in sizes that divide the cap`() async throws {
    let ads = (0..<400).map {
      ScriptedPublicFeed.Ad(uuid: "ad-\($0)", published: Self.start - Int64($0) * 60)
    }
    for (limit, size, pages) in [(3, 4, 1), (7, 8, 1), (100, 100, 1), (150, 100, 2)] {
      let feed = ScriptedPublicFeed(ads)
      #expect(try await uuids(feed.bench(), [:], ScanRequest(limit: limit)).count == limit)
      #expect(feed.requests.count == pages)
      #expect(feed.requests[0].contains("size=\(size)&page=0"))
    }
  }

  @Test func `a page alone is that page, and one behind the cap is refused`() async throws {
    let ads = (0..<300).map {
      ScriptedPublicFeed.Ad(uuid: "ad-\($0)", published: Self.start - Int64($0) * 60)
    }
    let feed = ScriptedPublicFeed(ads)
    let found = try await uuids(feed.bench(), ["page": .int(2), "size": .int(30)])
    #expect(found == (60..<90).map { "ad-\($0)" })
    #expect(try await uuids(feed.bench(), ["page": .int(20)]).isEmpty)
    let fault = await #expect(throws: Diagnostic.self) {
      try await uuids(feed.bench(), ["page": .int(50)])
    }
    #expect(fault?.code == "nav.public-page" && fault?.status == .check)
  }

  // MARK: Filters

  @Test func `several values of an exact filter are asked for one by one, each ad comes once`()
    async throws
  {
    let ads = ["A", "B", "C"].enumerated().map { number, source in
      ScriptedPublicFeed.Ad(uuid: "ad-\(number)", published: Self.start, source: source)
    }
    let feed = ScriptedPublicFeed(ads)
    #expect(try await uuids(feed.bench(), ["source": .string("A, C,A")]) == ["ad-0", "ad-2"])
    #expect(feed.requests.count == 2)
    #expect(try await uuids(feed.bench(), ["source": .string("!A,C")]) == ["ad-1"])
    #expect(feed.requests.last?.contains("source=%21A%2CC") == true)
  }

  @Test func `the ads of the search before are asked for again and then a fault`() async throws {
    let ads = [
      ScriptedPublicFeed.Ad(uuid: "a", published: Self.start, source: "A"),
      ScriptedPublicFeed.Ad(uuid: "b", published: Self.start, source: "B"),
    ]
    let feed = ScriptedPublicFeed(ads)
    for repeats in [1, 2, 3] {
      let turn = Record<Int>()
      let bench = Bench.scripted { request in
        guard request.address.text.contains("source=B") else { return feed.answer(request) }
        guard turn.add(0) <= repeats else { return feed.answer(request) }
        return HTTPAnswer(
          200,
          """
          {"content":[{"uuid":"a","published":"\(ScriptedPublicFeed.text(Self.start))",\
          "source":"A"}],"totalElements":1,"pageNumber":0,"pageSize":100}
          """, for: request)
      }
      if repeats < 3 {
        #expect(try await uuids(bench, ["source": .string("A,B")]) == ["a", "b"])
      } else {
        let fault = await #expect(throws: PublicFeedFault.self) {
          try await uuids(bench, ["source": .string("A,B")])
        }
        #expect(fault == .otherSearch)
      }
    }
  }

  @Test func `filters are sent under their names; places with commas are alternatives`()
    async throws
  {
    let feed = ScriptedPublicFeed([])
    _ = try await uuids(
      feed.bench(),
      [
        "municipal": .list([.string("BERGEN"), .string("OSLO")]),
        "county": .string("VESTLAND,OSLO"),
        "category": .string("Drift, vedlikehold"), "orgnr": .int(900_000_002),
        "updated": .string("[ 2024-12-01T10:00+01:00 , now )"),
      ])
    #expect(
      feed.requests.first?.removingPercentEncoding
        == "https://nav.example.com/public-feed/api/v1/ads?size=100&page=0"
        + "&updated=[2024-12-01T10:00+01:00,now)&orgnr=900000002&category=Drift, vedlikehold"
        + "&municipal=BERGEN,OSLO&county=VESTLAND,OSLO")
    #expect(feed.requests.first?.contains("%2B01%3A00") == true)
  }

  @Test(
    arguments: [
      ("published", .string("2019-06"), "nav.public-date"),
      ("published", .string("2019-06-01T23"), "nav.public-date"),
      ("published", .string("[,2019-06-01)"), "nav.public-date"),
      ("published", .string("[2019-06-01,now,now]"), "nav.public-date"),
      ("published", .string("2019-06-01+0200"), "nav.public-date"),
      ("updated", .bool(true), "nav.public-date"),
      ("published", .timestamp(.max), "nav.public-date"),
      ("municipal", .string("!OSLO"), "nav.public-negation"),
      ("county", .list([.string("OSLO"), .string("!VESTLAND")]), "nav.public-negation"),
      ("category", .string("!IT"), "nav.public-negation"),
      ("source", .string(","), "nav.public-value"), ("uuid", .string(""), "nav.public-value"),
      ("orgnr", .list([]), "nav.public-value"), ("orgnr", .float(1), "nav.public-value"),
    ] as [(String, Value, String)])
  func `a filter that the service would refuse or drop is refused before any request`(
    _ name: String, _ value: Value, code: String
  ) async throws {
    let bench = ScriptedPublicFeed([]).bench()
    let fault = await #expect(throws: Diagnostic.self) { try await uuids(bench, [name: value]) }
    #expect(fault?.code == code && fault?.status == .check)
    #expect(fault?.span != nil)
    #expect(bench.http.requestCount == 0)
  }

  @Test(
    arguments: [
      (.date(20_059), "[2024-12-01T23:00:00Z,2024-12-02T23:00:00Z)"),
      (.timestamp(1_733_097_600_000_000), "2024-12-02T00:00:00Z"),
      (.duration(CalendarDuration(microseconds: 3_600_000_000)), "[2026-11-02T10:00:00Z,*]"),
      (.string("2024-12-02"), "2024-12-02"), (.string(" today"), "today"), (.string("*"), nil),
      (.string("(yesterday,*]"), "(yesterday,*]"), (.string("[*,*]"), nil),
    ] as [(Value, String?)])
  func `a date without quotes is a day in Oslo, in quotes it is the service's own`(
    _ value: Value, sent: String?
  ) {
    let clock = SessionClock(fixedNow: Bench.now, zone: .utc)
    #expect(PublicDates(value, clock)?.text == sent)
    #expect(PublicDates(value, clock) != nil)
  }

  // MARK: Against the local copy

  @Test func `the copy gives all of its ads, each once, with expiry through the last day`()
    async throws
  {
    try await withPublicFeed(ads: 3000) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let batches = try await rows(bench, [:], ScanRequest(wantsIdentity: true))
      let ids = batches.rows.map { $0[0] }
      #expect(ids.count > 300 && Set(ids).count == ids.count)
      #expect(batches.states.allSatisfy { $0 == .live })
      for batch in batches {
        for row in 0..<batch.count {
          guard case .timestamp(let expires) = batch.columns[2].value(at: row),
            case .date(let day)? = batch.identity?.expiry?.value(at: row)
          else {
            Issue.record("an ad has a last day")
            return
          }
          // 23:00Z is the next day's midnight in Norway: the day's own date in UTC is one too early.
          #expect(NAV.zone.instant(ofLocal: CivilTime(days: day).microseconds) == expires)
        }
      }
      #expect(bench.context.notices.takeIncompleteness() == nil)
    }
  }

  @Test func `filters of the copy and of rows agree`() async throws {
    try await withPublicFeed(ads: 3000) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let all = try await rows(bench).rows
      let bergen = try await uuids(bench, ["municipal": .string("bergen")])
      let expected = all.filter { row in
        guard case .list(let places) = row[4] else { return false }
        return places.contains { place in
          if case .record(let parts) = place { parts[5].value == .string("BERGEN") } else { false }
        }
      }
      #expect(!bergen.isEmpty && bergen.count == expected.count)
      let two = try await rows(bench, ["source": .string("AMEDIA,XML_STILLING")]).rows
      let sources = all.filter { $0[8] == .string("AMEDIA") || $0[8] == .string("XML_STILLING") }
      #expect(Set(two.map { $0[0] }) == Set(sources.map { $0[0] }))
    }
  }

  @Test(arguments: faultSeeds)
  func `a walk under faults gives the same ads or a clear fault`(_ seed: Int) async throws {
    try await withPublicFeed(ads: 1500) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let whole = Set(try await uuids(bench, ["size": .int(40)]))
      var mix = Fault(.mix)
      mix.chance = 0.3
      mix.seed = UInt64(seed)
      var stale = Fault(.repeatPage)
      stale.chance = 0.1
      stale.seed = UInt64(seed)
      standIn.setFaults(Faults([mix, stale]))
      do {
        let found = try await uuids(bench, ["size": .int(40)])
        #expect(Set(found).count == found.count)
        let isWhole = bench.context.notices.takeIncompleteness() == nil
        #expect(isWhole ? Set(found) == whole : Set(found).isSubset(of: whole))
      } catch let fault as PublicFeedFault {
        guard case .otherPage = fault else { throw fault }
      }
    }
  }

  // MARK: Token and closure

  @Test func `without a token nothing is asked, with a refused one the status is 5`() async throws {
    let none = Bench(url: "http://127.0.0.1:9", publicToken: nil)
    let fault = await #expect(throws: PublicFeedFault.self) { try await uuids(none) }
    #expect(fault?.diagnostic.status == .unauthorised)
    #expect(fault?.diagnostic.fix?.contains("FJORD_NAV_PUBLIC_FEED_TOKEN") == true)
    #expect(none.http.requestCount == 0)
    try await withPublicFeed(ads: 100) { standIn async throws in
      let bench = Bench(url: standIn.baseURL, publicToken: "other\n")
      let refused = await #expect(throws: HTTPFault.self) { try await uuids(bench) }
      #expect(refused?.exitStatus == .unauthorised)
      let text = refused?.diagnostic.text ?? ""
      #expect(text.contains("$FJORD_NAV_PUBLIC_FEED_TOKEN") && !text.contains("other"))
      let good = Bench(url: standIn.baseURL, publicToken: "TESTTOKEN\r\n")
      #expect(try await uuids(good).isEmpty == false)
    }
  }

  @Test(arguments: [404, 410])
  func `the closed service is explained`(_ status: Int) async throws {
    let bench = Bench.scripted { HTTPAnswer(status, for: $0) }
    let fault = await #expect(throws: PublicFeedFault.self) { try await uuids(bench) }
    #expect(fault?.diagnostic.code == "nav.public-closed")
    #expect(fault?.diagnostic.status == .source)
    #expect(fault?.diagnostic.reason?.contains("1 May 2025") == true)
    #expect(fault?.diagnostic.fix?.contains("nav.feed") == true)
  }

  @Test(arguments: [
    "", "<html>", "{}", "{\"content\":[]}",
    "{\"content\":[{}],\"totalElements\":1,\"pageNumber\":0}",
    "{\"content\":[],\"totalElements\":5,\"pageNumber\":0}",
    "{\"content\":[],\"totalElements\":5,\"pageNumber\":3}",
  ])
  func `what is no page, or another one, is asked for again and then a fault`(_ body: String)
    async throws
  {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    let fault = await #expect(throws: PublicFeedFault.self) { try await uuids(bench) }
    #expect(fault?.diagnostic.status == .source)
    #expect(bench.http.requestCount == 3)
  }
}

/// Starts the older feed's copy, runs the work, and stops it whatever happens.
func withPublicFeed<Result: Sendable>(
  ads: Int, work: (RunningStandIn) async throws -> Result
) async throws -> Result {
  try await withStandIn(of: "nav-public-feed", ads: ads, work: work)
}
