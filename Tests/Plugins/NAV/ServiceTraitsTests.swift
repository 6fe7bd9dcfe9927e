import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import NAVPlugin

/// What trips consumers up, and where the documentation and the service differ: one test each.
@Suite(.timeLimit(.minutes(20))) struct ServiceTraitsTests {
  static let first: [String: Value] = ["start": .string("first")]

  private func resumed(_ event: String, _ position: Int = 0) -> ScanRequest {
    ScanRequest(wantsIdentity: true, resume: Checkpoint("event:\(event)@\(position)"))
  }

  // MARK: Paging

  @Test func `short pages and pages without items go on; only a null next_url ends the walk`()
    async throws
  {
    let bench = Bench.scripted { request in
      switch request.address.path {
      case "/api/v1/feed": HTTPAnswer(200, MadePage(1, next: 2, ads: [1, 2]).text, for: request)
      case "/api/v1/feed/" + MadePage.id(2):
        HTTPAnswer(200, MadePage(2, next: 3, ads: []).text, for: request)
      case "/api/v1/feed/" + MadePage.id(3):
        HTTPAnswer(
          200, MadePage(3, next: nil, ads: [2, 3]).text, tag: MadePage.id(4), for: request)
      default: HTTPAnswer(500, for: request)
      }
    }
    let batches = try await bench.feed(Self.first, ScanRequest(wantsIdentity: true))
    #expect(batches.rows.map { $0[0] } == [1, 2, 3].map { .string(MadePage.id($0)) })
    #expect(batches.last?.checkpoint?.text == "event:\(MadePage.id(4))@3")
  }

  @Test func `the line that two pages share comes once, a line that is the same twice`()
    async throws
  {
    let bench = Bench.scripted { request in
      request.address.path == "/api/v1/feed"
        ? HTTPAnswer(200, MadePage(1, next: 2, ads: [1, 1, 1]).text, for: request)
        : HTTPAnswer(
          200, MadePage(2, next: nil, ads: [1, 1]).text, tag: MadePage.id(3), for: request)
    }
    #expect(try await bench.rows(Self.first).count == 4)
  }

  @Test func `pageSize is not carried by next_url, so every request has it`() async throws {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      _ = try await bench.rows(["start": .string("first"), "page-size": .int(3)])
      let targets = standIn.requests.lines.map(\.target)
      #expect(targets.count > 2)
      #expect(targets.allSatisfy { $0.hasSuffix("?pageSize=3") })
    }
  }

  @Test func `next_url is joined without a doubled slash`() async throws {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL + "/", token: "TESTTOKEN")
      let rows = try await bench.rows(["start": .string("first"), "page-size": .int(2)])
      #expect(rows.count == 9)
      #expect(standIn.requests.lines.allSatisfy { !$0.target.contains("//") })
    }
  }

  @Test func `next_url to another origin is not followed, and the token stays`() async throws {
    let hosts = Record<String>()
    let bench = Bench.scripted { request in
      hosts.add(request.address.origin.host)
      var page = MadePage(1, next: 2, ads: [1, 2])
      page.nextURL = "https://elsewhere.example.com/api/v1/feed/" + MadePage.id(2)
      return HTTPAnswer(200, page.text, for: request)
    }
    let source = try await bench.source("nav.feed", nil, Self.first)
    let cursor = try source.scan(ScanRequest(), in: bench.context)
    #expect(try await cursor.next()?.count == 2)
    let fault = await #expect(throws: HTTPFault.self) { try await cursor.next() }
    #expect(fault?.code == "http.other-origin")
    #expect(hosts.all == ["nav.example.com"])
  }

  @Test func `a page that names itself as its successor ends the walk with a fault`() async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(200, MadePage(1, next: 1, ads: [1, 2]).text, for: request)
    }
    let event = try #require(EventID(MadePage.id(1)))
    await #expect(throws: NAVFault.loop(at: event)) { try await bench.rows(Self.first) }
  }

  @Test func `a longer circle of pages ends the walk with a fault`() async throws {
    let bench = Bench.scripted { request in
      let circle = ["/api/v1/feed": (1, 2), "/api/v1/feed/" + MadePage.id(2): (2, 3)]
      let (id, next) = circle[request.address.path] ?? (3, 1)
      return HTTPAnswer(200, MadePage(id, next: next, ads: [1, 2]).text, for: request)
    }
    let event = try #require(EventID(MadePage.id(1)))
    await #expect(throws: NAVFault.loop(at: event)) { try await bench.rows(Self.first) }
  }

  @Test func `a page that was answered before is asked for again, and its rows come once`()
    async throws
  {
    try await withStandIn { standIn in
      let plain = try await PlainFeed(standIn)
      standIn.setFaults(Faults([Fault(.repeatPage, on: .page, at: 3, 6)]))
      let bench = Bench(url: standIn.baseURL)
      let rows = try await bench.rows(["start": .string("first"), "page-size": .int(20)])
      #expect(rows.lines == plain.lines)
    }
  }

  @Test func `a page that is answered again for ever is a fault, never the rows twice`()
    async throws
  {
    try await withStandIn { standIn in
      var fault = Fault(.repeatPage)
      fault.at = [2...Int.max]
      standIn.setFaults(Faults([fault]))
      let bench = Bench(url: standIn.baseURL)
      let thrown = await #expect(throws: NAVFault.self) {
        try await bench.rows(["start": .string("first"), "page-size": .int(20)])
      }
      #expect(thrown?.diagnostic.code == "nav.other-page")
      #expect(standIn.requests.pages == 4)
    }
  }

  @Test func `events that come between two requests are seen once each`() async throws {
    try await withEventLog(visible: 4) { standIn in
      var fault = Fault(.change(.events(1)))
      fault.at = [2...Int.max]
      standIn.setFaults(Faults([fault]))
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let rows = try await bench.rows(["start": .string("first"), "page-size": .int(2)])
      #expect(rows.count == 9)
    }
  }

  // MARK: Cursor

  @Test func `ETag is the id of the last event and opens the page that goes on`() async throws {
    try await withEventLog(visible: 7) { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let batches = try await bench.feed(Self.first, ScanRequest(wantsIdentity: true))
      #expect(batches.last?.checkpoint?.text == "event:\(FixtureLog.events[6])@7")
      standIn.apply(.events(2))
      let more = try await bench.feed(Self.first, resumed(FixtureLog.events[6], 7))
      #expect(more.rows.lines.map { $0[2] } == ["Tømrer", "Lærer 1.–7. trinn"])
      #expect(more.positions == [.int(7), .int(8)])
      #expect(more.last?.checkpoint?.text == "event:\(FixtureLog.events[8])@9")
    }
  }

  @Test func `polling the ETag's page does not miss the one event that polling a last page would`()
    async throws
  {
    try await withEventLog(visible: 7) { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      standIn.apply(.events(1))
      let more = try await bench.feed(Self.first, resumed(FixtureLog.events[6]))
      #expect(more.rows.lines.map { $0[2] } == ["Tømrer"])
    }
  }

  @Test func `304 means that nothing is new, and the cursor stays`() async throws {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let event = FixtureLog.events[8]
      let batches = try await bench.feed(Self.first, resumed(event, 9))
      #expect(batches.map(\.count) == [0])
      #expect(batches[0].identity?.count == 0)
      #expect(batches[0].checkpoint?.text == "event:\(event)@9")
      let line = standIn.requests.lines.last
      #expect(line?.status == 304)
      #expect(line?.ifNoneMatch == event)
      #expect(line?.ifModifiedSince == nil)
    }
  }

  @Test func `a full page's ETag never changes, so it is not polled with If-None-Match`()
    async throws
  {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      _ = try await bench.rows(["start": .string("first"), "page-size": .int(3)])
      #expect(standIn.requests.lines.allSatisfy { $0.ifNoneMatch == nil })
    }
  }

  @Test func `an ETag that is no event's id is replaced by next_id, and by the page of one line`()
    async throws
  {
    let bench = Bench.scripted { request in
      request.address.path == "/api/v1/feed"
        ? HTTPAnswer(200, MadePage(1, next: 2, ads: [1, 2]).text, tag: "\"a1b2\"", for: request)
        : HTTPAnswer(200, MadePage(2, next: nil, ads: [2]).text, for: request)
    }
    let batches = try await bench.feed(Self.first, ScanRequest(wantsIdentity: true))
    #expect(
      batches.compactMap(\.checkpoint?.text) == [
        "event:\(MadePage.id(2))@2", "event:\(MadePage.id(2))@2",
      ])
  }

  @Test func `an end that nothing names is a fault where a cursor is wanted, and none otherwise`()
    async throws
  {
    let bench = Bench.scripted { request in
      HTTPAnswer(200, MadePage(1, next: nil, ads: [1, 2]).text, for: request)
    }
    #expect(try await bench.rows(Self.first).count == 2)
    let event = try #require(EventID(MadePage.id(1)))
    await #expect(throws: NAVFault.noCursor(page: event)) {
      try await bench.feed(Self.first, ScanRequest(wantsIdentity: true))
    }
  }

  // MARK: Dates

  @Test func `a date is written as RFC 1123 wants it, whatever the machine's language`()
    async throws
  {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let june = CivilTime(year: 2024, month: 6, day: 1)
      _ = try await bench.rows(["since": .timestamp(june.microseconds)], ScanRequest(limit: 1))
      let line = standIn.requests.lines.last
      #expect(line?.ifModifiedSince == "Sat, 01 Jun 2024 00:00:00 GMT")
    }
  }

  @Test func `a date that the service ignores is a fault, not all of history`() async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(200, MadePage(1, next: 2, ads: [1, 2]).text, for: request)
    }
    let fault = await #expect(throws: NAVFault.self) {
      try await bench.rows(["since": .date(CivilTime(year: 2026, month: 10, day: 6).days)])
    }
    #expect(fault?.diagnostic.code == "nav.date-ignored")
    #expect(fault?.diagnostic.reason?.contains("2026-10-05T06:12:33Z") == true)
    #expect(bench.http.requestCount == 1)
  }

  @Test func `404 for a date is a quiet feed: no rows, and the date stays the cursor`()
    async throws
  {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let later = CivilTime(year: 2027, month: 1, day: 1).days
      let batches = try await bench.feed(
        ["since": .date(later)], ScanRequest(wantsIdentity: true))
      #expect(batches.map(\.count) == [0])
      #expect(batches[0].checkpoint?.text == "since:2026-12-31T23:00:00Z")
      let again = try await bench.feed(
        [:], ScanRequest(wantsIdentity: true, resume: batches[0].checkpoint))
      #expect(again.rows.isEmpty)
      #expect(standIn.requests.lines.last?.ifModifiedSince == "Thu, 31 Dec 2026 23:00:00 GMT")
    }
  }

  @Test func `404 of a path that is no feed's is a fault, not a quiet feed`() async throws {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL + "/elsewhere", token: "TESTTOKEN")
      let fault = await #expect(throws: NAVFault.self) { try await bench.rows() }
      #expect(fault?.diagnostic.code == "nav.no-feed")
      #expect(fault?.diagnostic.fix?.contains("FJORD_NAV_URL") == true)
    }
  }

  @Test func `lines that share a time, or fall back in time, come in the feed's order`()
    async throws
  {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let batches = try await bench.feed(
        ["start": .string("first"), "page-size": .int(2)], ScanRequest(wantsIdentity: true))
      let titles = batches.rows.lines.map { $0[2] }
      #expect(titles.prefix(2) == ["Sykepleier, natt", "Backend-utvikler"])
      #expect(batches.positions == (0..<9).map { .int($0) })
    }
  }

  // MARK: Places

  @Test(
    arguments: [
      ("municipal", Predicate.Test.equal, "Bergen", "BERGEN"),
      ("municipal", .oneOf, "tromsø", "TROMSØ"),
      ("municipal", .notEqual, "A\u{30A}LESUND", "ÅLESUND"),
      ("municipal", .equal, "BÆRUM", nil),
      ("status", .equal, "active", "ACTIVE"),
      ("title", .equal, "Kokk", nil),
      ("municipal", .greater, "m", nil),
    ] as [(String, Predicate.Test, String, String?)])
  func `a place in small letters, or with its ring apart, is warned of, as it would find nothing`(
    column: String, test: Predicate.Test, text: String, usual: String?
  ) async throws {
    let source = try await Bench(url: "http://127.0.0.1:9").source("nav.feed")
    let remark = source.remark(on: Predicate(column, test, [.string(text)]))
    #expect(remark?.code == usual.map { _ in "nav.spelling" })
    #expect(remark?.severity == usual.map { _ in .warning })
    #expect(remark?.fix.map { Array($0.utf8) } == usual.map { Array("write \"\($0)\"".utf8) })
  }

  @Test func `a place's name is not unique over counties, which only the detail tells apart`() {
    let place = FeedColumns.fields.first { $0.name == "municipal" }
    #expect(place?.meaning.contains("Not unique over counties") == true)
    guard
      case .list(.record(let parts))? = EntryColumns.fields.first(where: {
        $0.name == "workLocations"
      })?.type
    else {
      Issue.record("places of an ad are a list of records")
      return
    }
    #expect(parts.map(\.name).contains("county"))
  }

  // MARK: Lines

  @Test func `INACTIVE lines are rows, and their identity says that the ad is gone`() async throws {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let batches = try await bench.feed(Self.first, ScanRequest(wantsIdentity: true))
      let states: [RowState] = [
        .live, .live, .gone, .live, .gone, .live, .live, .live, .gone,
      ]
      #expect(batches.states == states)
      #expect(batches.rows[2][2...3] == [.string("..."), .string("")])
      #expect(batches.allSatisfy { $0.identity?.expiry == nil })
    }
  }

  @Test func `a line without a status leaves what is saved as it is`() async throws {
    let bench = Bench.scripted { request in
      let text = MadePage(1, next: nil, ads: [1]).text.replacing("\"ACTIVE\"", with: "null")
      return HTTPAnswer(200, text, for: request)
    }
    let batches = try await bench.feed(Self.first, ScanRequest(wantsIdentity: true))
    #expect(batches.states == [.pending])
  }

  @Test func `keys may come in any order, unknown ones are ignored, missing ones are null`()
    async throws
  {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200,
        """
        {"items":[{"_feed_entry":{"new":[{}],"title":"Kokk","status":"ACTIVE"},"x":{"items":[]},
        "id":"\(MadePage.id(7))"}],"next_id":null,"extra":1,"next_url":null,"id":"\(MadePage.id(1))"}
        """, for: request)
    }
    let batches = try await bench.feed(Self.first, ScanRequest(wantsIdentity: true))
    #expect(
      batches.rows == [
        [.string(MadePage.id(7)), .string("ACTIVE"), .string("Kokk"), .null, .null, .null, .null]
      ])
    #expect(batches[0].identity?.keys[0].values == [.string(MadePage.id(7))])
  }

  @Test func `a line that names no ad is a fault where rows are keyed`() async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200, "{\"id\":\"\(MadePage.id(1))\",\"next_url\":null,\"next_id\":null,\"items\":[{}]}",
        for: request)
    }
    let fault = await #expect(throws: NAVFault.self) {
      try await bench.feed(Self.first, ScanRequest(wantsIdentity: true))
    }
    #expect(fault?.diagnostic.code == "nav.no-page")
  }

  @Test func `a time that can't be read is null and counted`() async throws {
    let bench = Bench.scripted { request in
      var page = MadePage(1, next: nil, ads: [1, 2])
      page.time = "yesterday"
      return HTTPAnswer(200, page.text, for: request)
    }
    #expect(try await bench.rows(Self.first).map { $0[5] } == [.null, .null])
    #expect(bench.context.notices.takeCounts().map(\.count) == [2])
  }

  @Test(arguments: [
    "<html>Bad gateway</html>", "", "{}", "[]", "{\"items\":[]}", "{\"items\":[],\"id\":\"abc\"}",
    "{\"items\":[{\"id\":1",
  ])
  func `what is no page of the feed is asked for again, and then a fault`(_ body: String)
    async throws
  {
    let bench = Bench.scripted { request in HTTPAnswer(200, body, for: request) }
    let fault = await #expect(throws: NAVFault.self) { try await bench.rows(Self.first) }
    #expect(fault?.diagnostic.code == "nav.no-page")
    #expect(bench.http.requestCount == 3)
  }
}
