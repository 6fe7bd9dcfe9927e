import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

/// The lists, from answers as they were recorded.
@Suite struct ListTests {
  @Test(
    arguments: [
      ("lan", "soklista_lan.json", 22), ("lan", "soklista_lan.xml", 22),
      ("lan2", "soklista_lan2.json", 23), ("omrade", "soklista_omrade.json", 21),
      ("land", "soklista_land_omradeid2.json", 33),
      ("kommuner", "soklista_kommuner_lanid10.json", 5),
      ("yrkesomraden", "soklista_yrkesomraden.json", 21),
      ("yrkesgrupper", "soklista_yrkesgrupper_yrkesomradeid3.json", 12),
      ("yrken", "soklista_yrken_yrkesgruppid2512.json", 3),
      ("yrken", "soklista_yrken_sok_10rader.json", 10),
      ("yrken", "soklista_yrken_marknadskommunikator.json", 1),
      ("yrken", "soklista_yrken_en_traff.xml", 1),
    ])
  func `a recorded list has its rows, each with id, name and counts`(
    _ name: String, _ file: String, count: Int
  ) throws {
    let kind = try #require(ListKind(rawValue: name))
    let list = try ListReader(kind).read(try PlatsannonsFixtures.bytes(file), url: "")
    #expect(list.misfits == 0)
    #expect(list.ids.count == count)
    #expect(Set(list.ids).count == list.ids.count)
    for column in list.columns { #expect(column.nullCount == 0) }
  }

  @Test func `JSON and XML give one table`() async throws {
    let json = try await Bench.fixtures("soklista_lan.json").rows("lan")
    let bench = try Bench.fixtures("soklista_lan.xml")
    let xml = try await bench.rows("lan", nil, ["accept": .string("xml")])
    #expect(json.count == 22)
    #expect(xml.values == json.values)
    let one = try await Bench.fixtures("soklista_yrken_marknadskommunikator.json").rows(
      "yrken", .string("Marknadskommunikatör"))
    let other = try await Bench.fixtures("soklista_yrken_en_traff.xml").rows(
      "yrken", .string("Marknadskommunikatör"), ["accept": .string("xml")])
    #expect(one.values == other.values)
    #expect(one.texts("id") == ["406"])
  }

  @Test func `what is asked for names path, filter, form and language`() async throws {
    let asked = Record<HTTPRequest>()
    let body = try PlatsannonsFixtures.bytes("soklista_yrken_yrkesgruppid2512.json")
    let bench = Bench.scripted { request in
      asked.add(request)
      return HTTPAnswer(body: body, for: request)
    }
    _ = try await bench.rows("yrken", nil, ["yrkesgruppid": .string("2512")])
    _ = try await bench.rows("yrken", .string("städare/å b"), ["accept": .string("xml")])
    let base = "http://127.0.0.1:9/af/v0/platsannonser/soklista/yrken"
    #expect(
      asked.all.map(\.address.text) == [
        base + "?yrkesgruppid=2512", base + "/st%C3%A4dare%2F%C3%A5%20b",
      ])
    #expect(asked.all.map { $0.headers["Accept"] } == ["application/json", "application/xml"])
    #expect(asked.all.allSatisfy { $0.headers["Accept-Language"] == "sv" })
  }

  @Test func `the service's totals are told, and a list is kept as long as it allows`() async throws
  {
    let bench = try Bench.fixtures("soklista_lan.json")
    let source = try await bench.source("lan")
    #expect(!source.goesOn)
    let rows = try await source.scan(ScanRequest(wantsIdentity: true), in: bench.context).collect()
    #expect(rows[0].identity?.keys[0].values == rows[0].columns[0].values)
    #expect(
      bench.context.notices.takeLines() == [
        "platsannons.lan: 40377 ads with 83806 vacancies in all"
      ])
  }

  @Test(arguments: [
    "<html>Bad gateway</html>", "<!DOCTYPE html><p>Hello", "", "{}", "[]", "{\"soklista\":[]}",
    "{\"soklista\":{\"listnamn\":\"kommuner\",\"sokdata\":[]}}",
    "{\"soklista\":{\"listnamn\":\"lan\",\"sokdata\":[{\"namn\":\"x\"}]}}",
    "{\"soklista\":{\"sokdata\":[{\"id\":\"1\"}]}}", "{\"soklista\":{\"listnamn\":\"lan\"",
  ])
  func `what is no such list is a fault`(_ body: String) async {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    let fault = await bench.fault("lan")
    #expect(fault?.code == "platsannons.no-list")
    #expect(fault?.status == .source)
  }

  @Test func `a value that does not fit is null and counted`() async throws {
    let bench = Bench.scripted { request in
      let row = "{\"id\":\"1\",\"namn\":{},\"antal_platsannonser\":\"many\"}"
      return HTTPAnswer(
        200, "{\"soklista\":{\"listnamn\":\"lan\",\"sokdata\":[\(row)]}}", for: request)
    }
    let rows = try await bench.rows("lan")
    #expect(rows["antal_platsannonser"] == [.null])
    #expect(bench.context.notices.takeCounts().map(\.count) == [2])
  }
}
