import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import Testing

@testable import NAVPlugin

@Suite struct DeclarationTests {
  @Test func `the plugin's declarations are sound`() {
    #expect(NAV.plugin.faults() == [])
    #expect(
      NAV.plugin.sources.map(\.name) == ["nav.feed", "nav.entry", "nav.token", "nav.public_feed"])
  }

  @Test func `the feed has the API's own columns, those that only repeat another left out`() {
    #expect(
      FeedColumns.schema.names == [
        "uuid", "status", "title", "businessName", "municipal", "sistEndret", "url",
      ])
    #expect(FeedColumns.schema.key?.columns == ["uuid"])
    #expect(FeedColumns.schema.key?.expiresWith == nil)
  }

  @Test func `contacts are the only column marked as personal`() {
    let personal = EntryColumns.fields.filter(\.semantics.isPersonal).map(\.name)
    #expect(personal == ["contactList"])
  }

  @Test func `every source says under what terms its data comes`() {
    for source in NAV.plugin.sources {
      #expect(source.terms?.url.hasPrefix("https://arbeidsplassen.nav.no/vilkar-api") == true)
      #expect(source.terms?.duties.isEmpty == false)
    }
  }

  @Test func `opening a source and planning it sends no request`() async throws {
    let bench = Bench.scripted { request in HTTPAnswer(500, for: request) }
    let feed = try await bench.source("nav.feed")
    _ = feed.plan(ScanRequest())
    _ = try feed.scan(ScanRequest(), in: bench.context)
    _ = try await bench.source("nav.entry", .string(MadePage.id(1)))
    _ = try bench.lookup()
    #expect(bench.http.requestCount == 0)
  }

  @Test func `explain says what will be asked`() async throws {
    let bench = Bench(url: "http://127.0.0.1:1")
    let june = CivilTime(year: 2024, month: 6, day: 1).days
    let feed = try await bench.source("nav.feed", nil, ["since": .date(june)])
    #expect(
      feed.plan(ScanRequest()) == [
        "GET /api/v1/feed?pageSize=1000 (If-Modified-Since: Fri, 31 May 2024 22:00:00 GMT)",
        "then page by page of 1000 lines until the feed ends",
        "GET /api/publicToken before, where none is kept",
      ])
    let event = FeedPlaceTests.event
    #expect(
      feed.plan(ScanRequest(limit: 5, resume: Checkpoint("event:\(event)@7"))).prefix(2) == [
        "GET /api/v1/feed/\(event)?pageSize=6 (If-None-Match: \(event))",
        "then page by page, until 5 rows have come or the feed ends",
      ])
  }

  @Test func `a base URL with plain http to another machine is refused`() async {
    let bench = Bench(url: "http://nav.example.com")
    await #expect(throws: Diagnostic.self) { try await bench.source("nav.feed") }
  }
}
