import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

/// What trips those up who use the service: one test each.
@Suite struct ServiceTraitsTests {
  @Test func `ids and counts come as numbers or as text, and are read alike; ids stay text`()
    async throws
  {
    let numbers = try await Bench.fixtures("gen2_soklista_lan.json").rows("lan")
    #expect(numbers.texts("id") == ["10", "20", "90"])
    #expect(numbers.fields[0].type == .string)
    let texts = try await Bench.fixtures("soklista_lan.json").rows("lan")
    #expect(texts.texts("id").contains("10"))
    for (wire, places) in [("\"2\"", 2), ("2", 2), ("2.0", 2)] as [(String, Int64)] {
      let bench = Bench.scripted { request in
        let row = "{\"annonsid\":7911776,\"antalplatser\":\(wire),\"yrkesbenamningId\":80}"
        return HTTPAnswer(
          200,
          "{\"matchningslista\":{\"antal_platsannonser\":1,\"antal_sidor\":1,\"matchningdata\":[\(row)]}}",
          for: request)
      }
      let rows = try await bench.search()
      #expect(rows["annonsid"] == [.string("7911776")])
      #expect(rows["antalplatser"] == [.int(places)])
      #expect(rows["yrkesbenamningId"] == [.string("80")])
      #expect(bench.context.notices.takeCounts().isEmpty)
    }
  }

  @Test(arguments: [
    "", ",\"matchningdata\":[]", ",\"matchningdata\":null", ",\"matchningdata\":\"\"",
  ])
  func `a search without ads may leave out its list`(_ data: String) async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200, "{\"matchningslista\":{\"antal_platsannonser\":0,\"antal_sidor\":0\(data)}}",
        for: request)
    }
    #expect(try await bench.search().count == 0)
    #expect(bench.http.requestCount == 1)
  }

  @Test func `lists of ads, rows and contacts may be one object, a list, or absent`() async throws {
    let page = Bench.scripted { request in
      HTTPAnswer(
        200,
        "{\"matchningslista\":{\"antal_platsannonser\":1,\"antal_sidor\":1,\"matchningdata\":{\"annonsid\":\"1\"}}}",
        for: request)
    }
    #expect(try await page.search().texts("annonsid") == ["1"])
    for (data, count) in [(",\"sokdata\":{\"id\":1}", 1), ("", 0)] {
      let list = Bench.scripted { request in
        HTTPAnswer(200, "{\"soklista\":{\"listnamn\":\"lan\"\(data)}}", for: request)
      }
      #expect(try await list.rows("lan").count == count)
    }
    for (contacts, names) in [
      ("{\"kontaktpersondata\":[{\"namn\":\"A\"},{\"namn\":\"B\"}]}", ["A", "B"]),
      ("{\"kontaktpersondata\":{\"namn\":\"A\"}}", ["A"]), ("[{\"namn\":\"A\"}]", ["A"]),
      ("{}", []), ("null", []), ("\"\"", []),
    ] {
      let bench = Bench.scripted { request in
        HTTPAnswer(
          200,
          "{\"platsannons\":{\"annons\":{\"annonsid\":\"1\"},\"arbetsplats\":{\"land\":\"Sverige\",\"kontaktpersonlista\":\(contacts)}}}",
          for: request)
      }
      let ad = try await bench.rows("annons", .string("1"))
      let found = ad.first("arbetsplats", "kontaktpersonlista").items.map { $0.member("namn").text }
      #expect(found == names)
      #expect(bench.context.notices.takeCounts().isEmpty)
    }
  }

  @Test func `the form and the language are asked for with every request`() async throws {
    let asked = Record<HTTPHeaderList>()
    let bench = Bench.scripted { request in
      asked.add(request.headers)
      return HTTPAnswer(404, "", for: request)
    }
    for (name, argument) in [
      ("version", nil), ("probe", nil), ("lan", nil), ("yrken", Value.string("bag")),
      ("annons", .string("1")), ("logotyp", .string("1")),
    ] {
      _ = await bench.fault(name, argument)
    }
    _ = await bench.fault("matchning", nil, ["lanid": .int(1), "accept": .string("xml")])
    #expect(
      asked.all.map { $0["Accept"] } == [
        "text/plain", "text/plain", "application/json", "application/json", "application/json",
        "image/gif", "application/xml",
      ])
    #expect(asked.all.allSatisfy { $0["Accept-Language"] == "sv" && $0["Authorization"] == nil })
  }

  @Test func `HTML under the name of JSON is a clear fault, with the status first`() async throws {
    let body = try PlatsannonsFixtures.bytes("error_400_html.body")
    let bench = Bench.scripted { HTTPAnswer(400, body: body, for: $0) }
    let fault = await bench.fault("lan")
    #expect(fault?.code == "http.status")
    #expect(fault?.reason?.contains("Enbart alfanumeriska tecken är tillåtna") == true)
    let lying = Bench.scripted { HTTPAnswer(body: body, for: $0) }
    #expect(await lying.fault("lan")?.code == "platsannons.no-list")
  }

  @Test func `kommunkod is padded to four digits, counties to two, and codes with zeros are taken`()
    async throws
  {
    let recorded = try await Bench.fixtures("matchning_inspelad_30rader.json").search(
      ["lanid": .int(1), "antalrader": .int(30)], limit: 30)
    #expect(recorded.texts("kommunkod").contains("0180"))
    #expect(recorded.texts("kommunkod").allSatisfy { $0.map { $0.utf8.count == 4 } ?? true })
    #expect(Set(recorded.texts("lanskod")) == ["01"] && Set(recorded.texts("lanid")) == ["1"])
    let lan = try await Bench.fixtures("soklista_lan2.json").rows("lan2")
    let codes = Dictionary(zip(lan.texts("id"), lan.texts("lanskod"))) { $1 }
    #expect(codes["1"] == "01" && codes["10"] == "10" && codes["199"] == "199")
    let ad = try await Bench.fixtures("annons_9911776.json").rows("annons", .string("9911776"))
    #expect(ad.first("annons", "kommunkod") == .string("0180"))
    let source = try await Bench.fixtures("soklista_lan.json").source(
      "kommuner", nil, ["lanid": .string("01")])
    #expect(source.plan(ScanRequest()) == ["GET /platsannonser/soklista/kommuner?lanid=1"])
  }

  @Test func `antal_platserTotal is no total of a search, and nothing waits for it`() async throws {
    let bench = Bench.scripted { request in
      let ids = (0..<10).map { "{\"annonsid\":\"\($0)\"}" }.joined(separator: ",")
      return HTTPAnswer(
        200,
        "{\"matchningslista\":{\"antal_platsannonser\":10,\"antal_platserTotal\":3,\"antal_sidor\":1,\"matchningdata\":[\(ids)]}}",
        for: request)
    }
    #expect(try await bench.search().count == 10)
    #expect(bench.context.notices.takeLines() == ["platsannons.matchning: 10 ads match"])
    #expect(!MatchColumns.names.contains("antal_platserTotal"))
  }

  @Test(arguments: [
    ("0018-495021", "0018-495021"), ("22898479b", "22898479b"), ("00123", "00123"),
    ("a/b?c", "a%2Fb%3Fc"), ("..", "%2E%2E"), ("å", "%C3%A5"),
  ])
  func `an id is a text with letter, hyphen and zeros, encoded in its path`(
    _ id: String, path: String
  ) async throws {
    let asked = Record<String>()
    let bench = Bench.scripted { request in
      asked.add(request.address.text)
      return HTTPAnswer(
        200, "{\"platsannons\":{\"annons\":{\"annonsid\":\"\(id)\"}}}", for: request)
    }
    #expect(try await bench.rows("annons", .string(id)).texts("annonsid") == [id])
    #expect(asked.all == ["http://127.0.0.1:9/af/v0/platsannonser/\(path)"])
  }

  @Test(arguments: [
    ("2018-09-19T19:12:39+02:00", "2018-09-19T17:12:39Z"),
    ("2018-09-19T19:12:39.3+02:00", "2018-09-19T17:12:39.3Z"),
    ("2018-09-19T19:12:36.36+02:00", "2018-09-19T17:12:36.36Z"),
    ("2018-11-02T17:07:49.883+01:00", "2018-11-02T16:07:49.883Z"),
    ("2020-01-14", "2020-01-13T23:00:00Z"), ("2020-07-14", "2020-07-13T22:00:00Z"),
  ])
  func `a time has up to three digits of fraction, either offset, or is a day alone`(
    _ text: String, utc: String
  ) async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200,
        "{\"platsannons\":{\"annons\":{\"annonsid\":\"1\",\"publiceraddatum\":\"\(text)\"}}}",
        for: request)
    }
    let ad = try await bench.rows("annons", .string("1"))
    #expect(ad.first("annons", "publiceraddatum") == instant(utc))
    #expect(!instant(utc).isNull)
  }

  @Test(arguments: [
    "2018-11-02T00:00:00+01:00", "2018-11-02T23:59:59+01:00", "2018-11-02T23:59:59.999+01:00",
    "2018-11-02",
  ])
  func `a last day is a day, written as midnight, as its last second or alone`(_ text: String) {
    #expect(SwedishTime.day(text).map { .date($0) } == day(2018, 11, 2))
  }

  @Test func `control characters, which XML can't write, are left out of both forms`() async throws
  {
    #expect(
      WireColumns.writable("a\u{1B}[31m\tb\r\n\u{0}c\u{FFFE}\u{FFFF}\u{FEFF}å")
        == "a[31m\tb\r\nc\u{FEFF}å")
    let row = "{\"annonsid\":\"1\",\"annonsrubrik\":\"\\u001b\",\"lan\":\"a\\u0007b\"}"
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200, "{\"matchningslista\":{\"antal_platsannonser\":1,\"matchningdata\":[\(row)]}}",
        for: request)
    }
    let rows = try await bench.search(limit: 1)
    #expect(rows["annonsrubrik"] == [.null] && rows.texts("lan") == ["ab"])
  }

  @Test func `an ad with hostile text is the same in JSON and XML`() async throws {
    try await withPlatsannons { standIn in
      let bench = Bench(url: standIn.address)
      let found = try await bench.rows("matchning", nil, ["nyckelord": .string("script")])
      let id = try #require(found.texts("annonsid").first ?? nil)
      let json = try await bench.rows("annons", .string(id))
      let xml = try await bench.rows("annons", .string(id), ["accept": .string("xml")])
      #expect(json.first("annons", "annonstext").text?.contains("</script>[31m") == true)
      #expect(json.values == xml.values)
    }
  }

  @Test func `keywords are encoded in UTF-8 and not in Latin-1`() async throws {
    let asked = Record<String>()
    let bench = Bench.scripted { request in
      asked.add(request.address.text)
      return HTTPAnswer(200, madePage([], total: 0, pages: 0), for: request)
    }
    _ = try await bench.search(["nyckelord": .string("lärare")])
    #expect(asked.all[0].contains("nyckelord=l%C3%A4rare&"))
    _ = await bench.fault("yrken", .string("lärare"))
    #expect(asked.all[1].hasSuffix("/yrken/l%C3%A4rare"))
  }

  @Test func `a parameter without a value is never sent`() async throws {
    let asked = Record<String>()
    let bench = Bench.scripted { request in
      asked.add(request.address.text)
      return HTTPAnswer(200, madePage([], total: 0, pages: 0), for: request)
    }
    _ = try await bench.search()
    #expect(!asked.all[0].contains("=&") && !asked.all[0].hasSuffix("="))
    #expect(asked.all[0].split(separator: "&").count == 3)
    for option in SearchParameter.all {
      let fault = await bench.fault("matchning", nil, [option.name: .string("")])
      #expect(fault?.status == .check, "\(option.name)")
    }
    #expect(await bench.fault("kommuner", nil, ["lanid": .string("")])?.code == "platsannons.empty")
    #expect(asked.all.count == 1)
  }

  @Test func `nearby rows are told, and relevans keeps the exact ones apart`() async throws {
    let bench = try Bench.fixtures(
      "matchning_lanid10_sida1.json", "matchning_lanid10_sida2.json",
      "matchning_lanid10_sida3.json")
    let rows = try await bench.search(["lanid": .int(10), "antalrader": .int(20)])
    #expect(rows["relevans"].count { $0 == .int(100) } == 40)
    #expect(bench.context.notices.takeLines()[0].contains("5 of them nearby (`relevans` < 100)"))
    let field = try #require(MatchColumns.fields.first { $0.name == "relevans" })
    #expect(field.meaning.contains("100 is exact, less is nearby"))
    #expect(field.semantics.notAdditiveReason != nil)
  }

  @Test func `a logo is asked for by the ad's id, not at logotypurl`() async throws {
    let ad = try await Bench.fixtures("annons_9911776.json").rows("annons", .string("9911776"))
    #expect(ad.first("arbetsplats", "logotypurl").text?.contains("/platsannons/") == true)
    let source = try await Bench(url: "http://127.0.0.1:9/af/v0").source(
      "logotyp", .string("9911776"))
    #expect(source.plan(ScanRequest()) == ["GET /platsannonser/9911776/logotyp"])
  }

  @Test func `ads name contacts: they are personal, and never kept`() async throws {
    #expect(AdColumns.fields.filter(\.semantics.isPersonal).count == 2)
    let ad = try await Bench.fixtures("annons_9900437.json").rows("annons", .string("9900437"))
    #expect(ad.first("arbetsplats", "kontaktpersonlista").items.count == 2)
    // An answer that is not one of an ad says nothing of what it holds.
    let body = Array(
      "{\"platsannons\":{\"arbetsplats\":{\"epostadress\":\"canary@example.com\"}}}".utf8)
    let bench = Bench.scripted { HTTPAnswer(body: body, for: $0) }
    #expect(await bench.fault("annons", .string("1"))?.text.contains("canary") == false)
  }

  @Test func `a redirect with 303 is followed within the service`() async throws {
    let body = try PlatsannonsFixtures.bytes("soklista_lan.json")
    let bench = Bench.scripted { request in
      guard !request.address.text.hasSuffix("/lan2") else {
        return HTTPAnswer(body: body, for: request)
      }
      return HTTPAnswer(
        status: 303, headers: HTTPHeaderList([("Location", "/af/v0/platsannonser/soklista/lan2")]),
        body: [], url: request.address.text)
    }
    #expect(try await bench.rows("lan").count == 22)
    #expect(bench.http.requestCount == 2)
  }
}
