import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Foundation
import Testing

@testable import NAVPlugin

/// What the older feed's documentation leaves out or has wrong, and what trips its users up.
@Suite(.timeLimit(.minutes(10))) struct PublicFeedTraitsTests {
  private static let start = PublicFeedTests.start

  private func ads(_ count: Int) -> [ScriptedPublicFeed.Ad] {
    (0..<count).map {
      ScriptedPublicFeed.Ad(uuid: "ad-\($0)", published: Self.start - Int64($0) * 60)
    }
  }

  private func uuids(_ bench: Bench, _ options: [String: Value] = [:]) async throws -> [String] {
    try await bench.source("nav.public_feed", nil, options)
      .scan(ScanRequest(), in: bench.context).collect().rows.map(\.[0].text)
  }

  /// The rows of one ad as a page gives it.
  private func row(_ ad: String) async throws -> [String: Value] {
    let bench = Bench.scripted {
      HTTPAnswer(200, "{\"content\":[\(ad)],\"totalElements\":1,\"pageNumber\":0}", for: $0)
    }
    let source = try await bench.source("nav.public_feed")
    let rows = try await source.scan(ScanRequest(), in: bench.context).collect().rows
    #expect(rows.count == 1)
    return Dictionary(
      uniqueKeysWithValues: zip(source.schema.names, rows.first ?? []).map { ($0, $1) })
  }

  // MARK: Where the documentation and the service differ

  @Test func `a cap of 1,000, as in the first years, is walked past like one of 5,000`()
    async throws
  {
    let all = ads(2500)
    let feed = ScriptedPublicFeed(all, cap: 1000)
    let found = try await uuids(feed.bench())
    #expect(found == all.map(\.uuid))
  }

  @Test func `a page holds 100 ads, not the 50 of the description`() async throws {
    let feed = ScriptedPublicFeed(ads(100))
    #expect(try await uuids(feed.bench()).count == 100)
    #expect(feed.requests.count == 1 && feed.requests[0].contains("size=100&"))
  }

  @Test(arguments: [
    "2024-12-01T23:00:00Z", "2024-12-02T00:00:00+01:00", "2024-12-01T23:00:00.000000Z",
  ])
  func `times come in UTC, and with the offset of the description as well`(_ time: String)
    async throws
  {
    let row = try await row("{\"uuid\":\"a\",\"published\":\"\(time)\"}")
    #expect(row["published"] == .timestamp(1_733_094_000_000_000))
  }

  @Test func `source is a short name and sourceurl the address; applicationDue is free text`()
    async throws
  {
    let row = try await row(
      """
      {"uuid":"a","published":"2024-12-01T23:00:00Z","source":"AMEDIA",
       "sourceurl":"https://jobb.example.com/1","applicationDue":"24.12.2024 eller snarest"}
      """)
    #expect(row["source"] == .string("AMEDIA"))
    #expect(row["sourceurl"] == .string("https://jobb.example.com/1"))
    #expect(row["applicationDue"] == .string("24.12.2024 eller snarest"))
  }

  @Test func `filters by place exist, and need no capitals`() async throws {
    let feed = ScriptedPublicFeed([])
    _ = try await uuids(feed.bench(), ["municipal": .string("bærum"), "county": .string("Oslo")])
    let sent = feed.requests.first?.removingPercentEncoding ?? ""
    #expect(sent.contains("municipal=bærum") && sent.contains("county=Oslo"))
  }

  @Test func `a negation that the service ignores is refused, others are sent`() async throws {
    for name in ["municipal", "county", "category"] {
      let bench = ScriptedPublicFeed([]).bench()
      await #expect(throws: (any Error).self) { try await uuids(bench, [name: .string("!X")]) }
      #expect(bench.http.requestCount == 0)
    }
    let feed = ScriptedPublicFeed(ads(2))
    #expect(try await uuids(feed.bench(), ["source": .string("!FINN")]).count == 2)
  }

  @Test func `a list of two ids would match nothing, so each is asked for`() async throws {
    let feed = ScriptedPublicFeed(ads(3))
    #expect(try await uuids(feed.bench(), ["uuid": .string("ad-0,ad-2")]) == ["ad-0", "ad-2"])
    #expect(feed.requests.map { $0.contains("uuid=ad-0") } == [true, false])
    #expect(feed.requests.allSatisfy { !$0.contains("%2C") })
  }

  // MARK: What trips consumers up

  @Test(arguments: [4999, 101, 0])
  func `a size that the service would quietly change is refused`(_ size: Int64) throws {
    let declaration = try ScriptedPublicFeed([]).bench().declaration("nav.public_feed")
    guard case .int(let sizes)? = declaration.options.first(where: { $0.name == "size" })?.kind
    else {
      Issue.record("`--size` is a whole number")
      return
    }
    #expect(!sizes.contains(size) && sizes.contains(100) && sizes.contains(1))
  }

  @Test func `neither last nor an empty page ends a walk: it counts, and at the cap both mislead`()
    async throws
  {
    // 30 does not divide the cap: `last` never comes true there, and no page beyond is empty.
    let all = ads(5200)
    let feed = ScriptedPublicFeed(all)
    #expect(try await uuids(feed.bench(), ["size": .int(30)]) == all.map(\.uuid))
    let pages = feed.requests.compactMap { URLComponents(string: $0)?.queryItems }.compactMap {
      $0.first { $0.name == "page" }?.value
    }.compactMap { Int($0) }
    #expect(pages.max() == 5000 / 30 - 1)
  }

  @Test func `pages are counted from 0`() async throws {
    let feed = ScriptedPublicFeed(ads(3))
    let found = try await uuids(feed.bench())
    #expect(feed.requests.first?.contains("page=0") == true)
    #expect(found.first == "ad-0")
  }

  @Test func `everything is asked for in the address, and nothing in a body`() async throws {
    let asked = Record<HTTPRequest>()
    let bench = Bench.scripted { request in
      asked.add(request)
      return HTTPAnswer(
        200, "{\"content\":[],\"totalElements\":0,\"pageNumber\":0}", for: request)
    }
    _ = try await uuids(bench, ["county": .string("OSLO")])
    #expect(asked.all.first?.address.text.contains("county=OSLO") == true)
    #expect(asked.all.first?.headers["Content-Length"] == nil)
  }

  @Test func `plus signs and brackets are encoded, and a token's line end is cut off`()
    async throws
  {
    let asked = Record<HTTPRequest>()
    let url = "https://nav.example.com"
    let bench = Bench(url: url, publicToken: "TESTTOKEN\n") {
      $0.wrapTransport = { _, _ in
        ScriptedTransport { request in
          asked.add(request)
          return HTTPAnswer(
            200, "{\"content\":[],\"totalElements\":0,\"pageNumber\":0}", for: request)
        }
      }
    }
    _ = try await uuids(bench, ["published": .string("[2024-12-01T00:00+01:00,*)")])
    let text = asked.all.first?.address.text ?? ""
    #expect(text.contains("published=%5B2024-12-01T00%3A00%2B01%3A00%2C%2A%29"))
    #expect(asked.all.first?.authorisation != nil)
  }

  @Test func `ads are told apart by their uuid alone`() async throws {
    let twins = [
      ScriptedPublicFeed.Ad(uuid: "a", published: Self.start),
      ScriptedPublicFeed.Ad(uuid: "b", published: Self.start),
    ]
    #expect(try await uuids(ScriptedPublicFeed(twins).bench()) == ["a", "b"])
    let key = try ScriptedPublicFeed([]).bench().declaration("nav.public_feed").key
    #expect(key?.columns == ["uuid"])
  }

  @Test func `who moves to the newer feed is told that it has events, not a search`() throws {
    let bench = ScriptedPublicFeed([]).bench()
    let old = try bench.declaration("nav.public_feed")
    #expect(old.discussion.contains("`nav.feed` has taken its place"))
    let new = try bench.declaration("nav.feed")
    #expect(!new.options.contains { $0.name == "municipal" })
    #expect(new.columns.contains { $0.name == "status" })
  }
}

extension Value {
  fileprivate var text: String {
    if case .string(let text) = self { text } else { "" }
  }
}
