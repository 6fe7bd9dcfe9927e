import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

/// The walk over a search's pages.
@Suite struct MatchWalkTests {
  /// A service with so many ads, that serves the page that it is asked for.
  private static func service(of total: Int, asked: Record<String>) -> Bench {
    .scripted { request in
      asked.add(request.address.text)
      let (page, size) = paging(request)
      let ids = (0..<total).dropFirst((page - 1) * size).prefix(size).map { "\($0)" }
      return HTTPAnswer(
        200, madePage(ids, total: total, pages: (total + size - 1) / size), for: request)
    }
  }

  private static func paging(_ request: HTTPRequest) -> (page: Int, size: Int) {
    func number(_ name: String) -> Int {
      let rest = request.address.text.split(separator: name + "=").last ?? ""
      return Int(rest.prefix { $0.isNumber }) ?? 0
    }
    return (number("sida"), number("antalrader"))
  }

  @Test func `the recorded pages give all ads once, in order, with three requests`() async throws {
    let bench = try Bench.fixtures(
      "matchning_lanid10_sida1.json", "matchning_lanid10_sida2.json",
      "matchning_lanid10_sida3.json")
    let rows = try await bench.search(["lanid": .int(10), "antalrader": .int(20)])
    #expect(rows.count == 45 && Set(rows.texts("annonsid")).count == 45)
    #expect(bench.http.requestCount == 3)
    #expect(
      bench.context.notices.takeLines() == [
        "platsannons.matchning: 45 ads match, 5 of them nearby (`relevans` < 100)"
      ])
    #expect(bench.context.notices.takeCounts().isEmpty)
  }

  @Test func `a limit is the size of the page, and all are asked for with few requests`()
    async throws
  {
    let asked = Record<String>()
    let bench = Self.service(of: 12_000, asked: asked)
    #expect(try await bench.search(limit: 50).count == 50)
    #expect(try await bench.search(limit: 0).count == 0)
    let base = "http://127.0.0.1:9/af/v0/platsannonser/matchning?lanid=10&"
    #expect(asked.all == [base + "antalrader=50&sida=1"])
    #expect(try await bench.search().count == 12_000)
    #expect(asked.all.dropFirst() == (1...3).map { base + "antalrader=5000&sida=\($0)" }[...])
  }

  @Test func `a page to begin with is of the service's size unless one is given`() async throws {
    let asked = Record<String>()
    let bench = Self.service(of: 45, asked: asked)
    let all = try await bench.search(["lanid": .int(10), "sida": .int(2)])
    #expect(all.texts("annonsid") == (20..<45).map { "\($0)" })
    let some = try await bench.search(
      [
        "lanid": .int(10), "sida": .int(2), "antalrader": .int(10),
      ], limit: 10)
    #expect(some.texts("annonsid") == (10..<20).map { "\($0)" })
    #expect(asked.all.count == 3)
  }

  @Test func `the walk stops at the last page or at the first without ads, whichever comes first`()
    async throws
  {
    // A count that grew after the last page was served: the page behind it has no ads.
    let walk = try Bench.fixtures(
      "matchning_lanid10_sida3.json", "matchning_bortom_sista.json")
    #expect(try await walk.search(["lanid": .int(10), "sida": .int(4)]).count == 5)
    #expect(walk.http.requestCount == 1)
    let empty = try Bench.fixtures("matchning_inga_traffar.json")
    #expect(try await empty.search().count == 0)
    #expect(empty.http.requestCount == 1)
    #expect(empty.context.notices.takeIncompleteness() == nil)
    // Nobody says how many pages there are.
    let silent = Bench.scripted { request in
      let page = Self.paging(request).page
      let rows = page < 3 ? ",\"matchningdata\":[{\"annonsid\":\"\(page)\"}]" : ""
      return HTTPAnswer(
        200, "{\"matchningslista\":{\"antal_platsannonser\":9\(rows)}}", for: request)
    }
    #expect(try await silent.search(["lanid": .int(10), "antalrader": .int(1)]).count == 2)
    #expect(silent.http.requestCount == 3)
  }

  @Test func `a count that drifts ends no walk early and none late, and a repeated ad comes once`()
    async throws
  {
    let pages = [
      madePage((0..<10).map { "\($0)" }, total: 30, pages: 3),
      madePage((9..<19).map { "\($0)" }, total: 31, pages: 4),
      madePage((19..<29).map { "\($0)" }, total: 29, pages: 3),
    ]
    let bench = Bench.scripted { request in
      HTTPAnswer(200, pages[Self.paging(request).page - 1], for: request)
    }
    let rows = try await bench.search(["lanid": .int(10), "antalrader": .int(10)])
    #expect(rows.texts("annonsid") == (0..<29).map { "\($0)" })
    #expect(bench.http.requestCount == 3)
    let some = try await bench.search(["lanid": .int(10), "antalrader": .int(10)], limit: 11)
    #expect(some.texts("annonsid") == (0..<11).map { "\($0)" })
  }

  @Test func `a page far behind the last is refused with 500 and not asked for again`() async {
    let asked = Record<HTTPRequest>()
    let bench = Bench.scripted { request in
      asked.add(request)
      return HTTPAnswer(500, "{\"error\":{\"beskrivning\":\"Fel\"}}", for: request)
    }
    let options: [String: Value] = [
      "lanid": .int(10), "sida": .int(9999), "antalrader": .int(1000),
    ]
    let fault = await bench.fault("matchning", nil, options)
    #expect(fault?.code == "platsannons.page-too-deep" && fault?.status == .source)
    #expect(fault?.fix?.contains("--sida 1") == true)
    #expect(asked.all.count == 1)
  }

  @Test func `a 500 to a page that there can be is tried again`() async throws {
    let asked = Record<HTTPRequest>()
    let bench = Bench.scripted { request in
      guard asked.add(request) > 1 else { return HTTPAnswer(500, "", for: request) }
      return HTTPAnswer(200, madePage(["1"], total: 1, pages: 2), for: request)
    }
    let rows = try await bench.rows("matchning", nil, ["lanid": .int(10), "sida": .int(2)])
    #expect(rows.count == 1 && asked.all.count == 2)
  }

  @Test func `a page that only repeats is asked for again, and then a fault and no loop`()
    async throws
  {
    let ids = (0..<20).map { "\($0)" }
    let repeating = Bench.scripted {
      HTTPAnswer(200, madePage(ids, total: 100, pages: 5), for: $0)
    }
    let fault = await repeating.fault("matchning", nil, ["lanid": .int(10)])
    #expect(fault?.code == "platsannons.repeated-page" && fault?.status == .source)
    #expect(repeating.http.requestCount == 4)
    let count = Record<Int>()
    let once = Bench.scripted { request in
      let page = Self.paging(request).page
      let shown = count.add(page) == 2 ? 1 : page
      return HTTPAnswer(
        200, madePage((0..<20).map { "\(shown * 20 + $0)" }, total: 60, pages: 3), for: request)
    }
    #expect(try await once.search(["lanid": .int(10), "antalrader": .int(20)]).count == 60)
    #expect(once.http.requestCount == 4)
  }

  @Test func `a page without ads before the last one ends the walk and marks the result`()
    async throws
  {
    let bench = Bench.scripted { request in
      let ids = Self.paging(request).page == 1 ? ["1", "2"] : []
      return HTTPAnswer(200, madePage(ids, total: 10, pages: 5), for: request)
    }
    #expect(try await bench.search(["lanid": .int(10), "antalrader": .int(2)]).count == 2)
    let cause = bench.context.notices.takeIncompleteness()
    #expect(cause?.code == "platsannons.empty-page" && cause?.status == .incomplete)
    #expect(bench.http.requestCount == 4)
  }

  @Test(arguments: [
    "<html>Bad gateway</html>", "", "{}", "[]", "{\"matchningslista\":{}}",
    "{\"matchningslista\":{\"matchningdata\":[{\"annonsrubrik\":\"x\"}]}}",
    "{\"matchningslista\":{\"antal_platsannonser\":1,\"matchningdata\":[{\"annonsid\":\"1\"}",
    "<?xml version=\"1.0\"?><matchningslista><matchningdata>",
  ])
  func `what is no page is asked for again, and then a fault`(_ body: String) async {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    let fault = await bench.fault("matchning", nil, ["lanid": .int(10)])
    #expect(fault?.code == "platsannons.no-page")
    #expect(bench.http.requestCount == 3)
  }

  @Test func `parameters are sent under their names, in UTF-8, without those that are not given`()
    async throws
  {
    let asked = Record<String>()
    let bench = Self.service(of: 1, asked: asked)
    _ = try await bench.search([
      "lanid": .string("01"), "kommunid": .string("0180"), "yrkesid": .int(80),
      "nyckelord": .string("bagare åre OR \"lärare\""), "landid": .int(246), "omradeid": .int(2),
      "yrkesgruppid": .int(2512), "yrkesomradeid": .int(3), "anstallningstyp": .int(2),
      "varaktighetid": .int(1), "sokdatum": .timestamp(Bench.now),
      "organisationsnummer": .string("5560-12"), "antalrader": .int(10), "sida": .int(1),
    ])
    #expect(
      asked.all == [
        "http://127.0.0.1:9/af/v0/platsannonser/matchning?lanid=1&kommunid=180&yrkesid=80"
          + "&nyckelord=bagare%20%C3%A5re%20OR%20%22l%C3%A4rare%22&landid=246&omradeid=2"
          + "&yrkesgruppid=2512&yrkesomradeid=3&anstallningstyp=2&varaktighetid=1"
          + "&sokdatum=2026-11-02%2012%3A00&organisationsnummer=556012&antalrader=10&sida=1"
      ])
  }

  @Test func `a time counts on Stockholm's clock, a day from its midnight, a length from now`() {
    let clock = SessionClock(fixedNow: Bench.now, zone: .utc)
    func sent(_ value: Value) -> String? {
      SwedishTime.instant(value, clock).map(SwedishTime.minute)
    }
    #expect(sent(day(2018, 7, 1)) == "2018-07-01 00:00")
    #expect(sent(instant("2018-07-01T10:00:59Z")) == "2018-07-01 12:00")
    #expect(sent(.duration(CalendarDuration(microseconds: 3_600_000_000))) == "2026-11-02 11:00")
    #expect(sent(.string("2018-07-01 20:00")) == "2018-07-01 20:00")
    #expect(sent(.string("2018-12-01 20:00:30")) == "2018-12-01 20:00")
    #expect(sent(.string("2018-07-01")) == "2018-07-01 00:00")
    #expect(sent(.string("2018-07")) == nil)
    #expect(sent(.int(3)) == nil)
  }

  @Test func `JSON and XML give one table`() async throws {
    let bench = try Bench.fixtures("matchning_tva_rader.xml")
    let xml = try await bench.search(["nyckelord": .string("swift"), "accept": .string("xml")])
    #expect(xml.texts("annonsid") == ["0099-500300", "9900437"])
    #expect(xml["antalplatser"] == [.int(1), .int(2)])
    #expect(xml.first("sista_ansokningsdag") == day(2018, 10, 1))
    #expect(xml.first("publiceraddatum") == instant("2018-09-20T18:12:39Z"))
    #expect(xml.first("relevans") == .int(100))
    #expect(bench.context.notices.takeCounts().isEmpty)
    // The same page, written as JSON with texts for numbers, as it would come.
    let value = try AnswerBody.value(of: PlatsannonsFixtures.bytes("matchning_tva_rader.xml"))
    let text = String(decoding: JSONOfValue.text(value), as: UTF8.self)
    let json = Bench.scripted { HTTPAnswer(200, text, for: $0) }
    #expect(try await json.search(["nyckelord": .string("swift")]).values == xml.values)
  }
}

/// Values as JSON.
enum JSONOfValue {
  static func text(_ value: Value) -> [UInt8] {
    var text: [UInt8] = []
    switch value {
    case .record(let parts):
      text += Array("{".utf8)
      for (place, part) in parts.enumerated() {
        if place > 0 { text += Array(",".utf8) }
        JSONText.append(string: part.name, to: &text)
        text += Array(":".utf8) + self.text(part.value)
      }
      text += Array("}".utf8)
    case .list(let values):
      text += Array("[".utf8) + Array(values.map(self.text).joined(separator: Array(",".utf8)))
      text += Array("]".utf8)
    case .string(let string): JSONText.append(string: string, to: &text)
    default: text += Array("null".utf8)
    }
    return text
  }
}
