import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

/// Where the description and the service differ: one test each.
@Suite struct DescriptionTests {
  private func page(_ row: String) -> String {
    "{\"matchningslista\":{\"antal_platsannonser\":1,\"antal_sidor\":1,\"matchningdata\":[{\"annonsid\":\"1\",\(row)}]}}"
  }

  private func ad(_ groups: String) -> String {
    "{\"platsannons\":{\"annons\":{\"annonsid\":\"1\"},\(groups)}}"
  }

  @Test func `names are read in the description's letter case as in the service's`() async throws {
    for row in [
      "\"antalPlatserVisa\":3,\"varaktighetId\":1", "\"antalplatservisa\":3,\"varaktighetid\":1",
    ] {
      let text = page(row)
      let rows = try await Bench.scripted { HTTPAnswer(200, text, for: $0) }.search()
      #expect(rows["antalPlatserVisa"] == [.int(3)] && rows["varaktighetId"] == [.string("1")])
    }
    for name in ["platsannonsUrl", "platsannonsurl"] {
      let text =
        "{\"platsannons\":{\"annons\":{\"annonsid\":\"1\",\"\(name)\":\"u\",\"antalplatserVisa\":2}}}"
      let rows = try await Bench.scripted { HTTPAnswer(200, text, for: $0) }
        .rows("annons", .string("1"))
      #expect(rows.first("annons", "platsannonsUrl") == .string("u"))
      #expect(rows.first("annons", "antalplatserVisa") == .int(2))
    }
    let slip = page("\"komunnamn\":\"Karlshamn\"")
    let rows = try await Bench.scripted { HTTPAnswer(200, slip, for: $0) }.search()
    #expect(rows.texts("kommunnamn") == ["Karlshamn"])
  }

  @Test(arguments: ["webbplats", "webbadress"])
  func `webbadress of the description is webbplats of the service`(_ name: String) async throws {
    let text = ad("\"ansokan\":{\"\(name)\":\"https://jobb.example.org\"}")
    let rows = try await Bench.scripted { HTTPAnswer(200, text, for: $0) }
      .rows("annons", .string("1"))
    #expect(rows.first("ansokan", "webbplats") == .string("https://jobb.example.org"))
  }

  @Test func `ids and antalplatser are whole numbers by the description, text by the service`()
    async throws
  {
    let recorded = try await Bench.fixtures("matchning_inspelad_30rader.json").search(
      ["lanid": .int(1), "antalrader": .int(30)], limit: 30)
    #expect(recorded["antalplatser"].allSatisfy { $0.whole != nil })
    #expect(recorded.texts("annonsid").contains("0018-495021"))
    let old = try await Bench.fixtures("annons_2014_form.json").rows("annons", .string("9534149"))
    #expect(old.first("annons", "antal_platser") == .int(2))
    let new = try await Bench.fixtures("annons_9911776.json").rows("annons", .string("9911776"))
    #expect(new.first("annons", "antal_platser") == .int(1))
  }

  @Test(arguments: ["180", "\"180\"", "\"0180\""])
  func `kommunkod is text with four digits by the description, a number by the service`(
    _ wire: String
  ) async throws {
    let text = page("\"kommunkod\":\(wire)")
    let rows = try await Bench.scripted { HTTPAnswer(200, text, for: $0) }.search()
    #expect(rows["kommunkod"] == [.string("0180")])
  }

  @Test(
    arguments: [
      ("{\"error\":{\"statuskod\":\"400\",\"titel\":\"T\",\"beskrivning\":\"Fel\"}}", "Fel"),
      ("{\"Error\":{\"statuskod\":\"400\",\"titel\":\"T\",\"beskrivning\":\"Fel\"}}", "Fel"),
      (
        "{error:{\"statuskod\":\"400\",\"beskrivning\":\"Fel\"}}",
        "{error:{\"statuskod\":\"400\",\"beskrivning\":\"Fel\"}}"
      ),
      (
        "<html><head></head><body> <h1>Error</h1>Beskrivning: Fel<br />Statuskod: Bad Request<br /></body></html>",
        "Fel"
      ),
    ])
  func `the error object of the description is no JSON; the service's, and HTML, are read`(
    _ body: String, said: String
  ) async {
    let bench = Bench.scripted { HTTPAnswer(400, body, for: $0) }
    #expect(await bench.fault("lan")?.reason?.hasSuffix("the server says: \(said)") == true)
  }

  @Test func `an occupation's id means what the service says today, nothing is built in`()
    async throws
  {
    for name in ["Systemingenjör, inbyggda system", "Systemutvecklare/Programmerare"] {
      let bench = Bench.scripted { request in
        HTTPAnswer(
          200,
          "{\"soklista\":{\"listnamn\":\"yrken\",\"sokdata\":[{\"id\":2419,\"namn\":\"\(name)\"}]}}",
          for: request)
      }
      #expect(try await bench.rows("yrken").texts("namn") == [name])
    }
    #expect(ListKind.yrken.discussion.contains("look a name up"))
  }

  @Test func `no result is 404 by the description, and 200 without ads by the service`()
    async throws
  {
    let body = try PlatsannonsFixtures.bytes("error_404.json")
    // The address of a wrong path says 404 as well: not to be taken for no ads.
    let documented = Bench.scripted { HTTPAnswer(404, body: body, for: $0) }
    let fault = await documented.fault("matchning", nil, ["lanid": .int(1)])
    #expect(fault?.code == "platsannons.no-service" && fault?.status == .source)
    #expect(fault?.reason?.hasSuffix("the server says: Platsannonsen finns inte: 9999999") == true)
    #expect(fault?.fix?.contains("404 may mean that nothing was found") == true)
    #expect(try await Bench.fixtures("matchning_inga_traffar.json").search().count == 0)
    let elsewhere = Bench.scripted { HTTPAnswer(404, "<h1>Not Found</h1>", for: $0) }
    for name in ["matchning", "lan"] {
      let fault = await elsewhere.fault(name, nil, name == "lan" ? [:] : ["lanid": .int(1)])
      #expect(fault?.code == "platsannons.no-service")
    }
  }

  @Test func `a search for names gives ten at most, from anywhere in the name: ten are warned of`()
    async throws
  {
    let many = try Bench.fixtures("soklista_yrken_sok_10rader.json")
    #expect(try await many.rows("yrken", .string("a")).count == 10)
    let warning = many.context.notices.takeWarnings().first
    #expect(warning?.code == "platsannons.ten-names" && warning?.severity == .warning)
    #expect(many.context.notices.takeLines().isEmpty)
    let one = try Bench.fixtures("soklista_yrken_marknadskommunikator.json")
    _ = try await one.rows("yrken", .string("kommunik"))
    #expect(one.context.notices.takeWarnings().isEmpty)
    let cut = await one.fault("yrken", .string("bagare;x"))
    #expect(cut?.message.contains("drops what stands from `;` on") == true)
  }

  @Test func `filters are optional, and one without a value is refused and not sent`() async throws
  {
    let bench = try Bench.fixtures("soklista_kommuner_tom_lanid.json")
    #expect(await bench.fault("kommuner", nil, ["lanid": .string("")])?.code == "platsannons.empty")
    #expect(bench.http.requestCount == 0)
    // What an empty value gave: Danish municipalities, all without ads.
    let rows = try await bench.rows("kommuner")
    #expect(rows.texts("namn").contains("Albertslund"))
    #expect(bench.http.requestCount == 1)
  }

  @Test func `the server of 2019 demands filters, and its refusal is told`() async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(400, "{\"message\":\"Parametern lanid saknas\"}", for: request)
    }
    let fault = await bench.fault("kommuner")
    #expect(fault?.reason?.contains("the server says: Parametern lanid saknas") == true)
    #expect(fault?.status == .source)
  }

  @Test func `a contact has eight fields where the description has four`() async throws {
    let ad = try await Bench.fixtures("annons_9900437.json").rows("annons", .string("9900437"))
    guard case .record(let parts)? = ad.first("arbetsplats", "kontaktpersonlista").items.first
    else {
      Issue.record("no contact")
      return
    }
    #expect(
      parts.map(\.name) == [
        "namn", "titel", "mobilnummer", "telefonnummer", "telefonnummer2", "epostadress",
        "kontaktpersonertelefon1beskrivning", "kontaktpersonertelefon2beskrivning",
      ])
    #expect(parts[2].value == .string("070-000 00 01") && parts[4].value == .null)
  }

  @Test func `fields of lists that no description has are columns, null where they are absent`()
    async throws
  {
    let rows = try await Bench.fixtures("matchning_inspelad_30rader.json").search(
      ["lanid": .int(1), "antalrader": .int(30)], limit: 30)
    #expect(rows.count == 30)
    for name in ["yrkesbenamningId", "lan", "lanid", "anstallningstyp"] {
      #expect(rows[name].contains { !$0.isNull }, "\(name)")
    }
    #expect(rows["sista_ansokningsdag"].count { !$0.isNull } == 27)
    let bare = page("\"annonsrubrik\":\"x\"")
    let old = try await Bench.scripted { HTTPAnswer(200, bare, for: $0) }.search()
    #expect(old.values[0].dropFirst(2).allSatisfy { $0.isNull })
  }

  @Test func `the service's form without Accept is JSON or XML by its year: both are read`()
    async throws
  {
    // A server that does not look at what is asked for.
    let xml = try await Bench.fixtures("soklista_lan.xml").rows("lan")
    let json = try await Bench.fixtures("soklista_lan.json").rows(
      "lan", nil, ["accept": .string("xml")])
    #expect(xml.values == json.values)
  }

  @Test(arguments: ["omrade", "land", "probe"])
  func `omrade, land and probe are missing on the server of 2019, which is told`(_ name: String)
    async
  {
    let bench = Bench.scripted { HTTPAnswer(404, "{\"message\":\"Not found\"}", for: $0) }
    let fault = await bench.fault(name, nil, name == "land" ? ["omradeid": .int(2)] : [:])
    #expect(fault?.code == "platsannons.no-service")
    #expect(fault?.fix?.contains("the server of 2019 had no `omrade`, `land` and `probe`") == true)
  }

  @Test func `the server of 2019 gives days, numbers and lists of objects, read to the same types`()
    async throws
  {
    let rows = try await Bench.fixtures("gen2_matchning.json").search()
    #expect(rows["publiceraddatum"] == [instant("2020-01-13T23:00:00Z")])
    #expect(rows["sista_ansokningsdag"] == [day(2020, 2, 13)])
    let text = ad(
      "\"krav\":{\"korkortslista\":[{\"korkortstyp\":\"B\"},{\"korkortstyp\":\"C\"}],\"egenbil\":true}"
    )
    let bench = Bench.scripted { HTTPAnswer(200, text, for: $0) }
    let found = try await bench.rows("annons", .string("1"))
    #expect(found.first("krav", "korkortslista") == .list([.string("B"), .string("C")]))
    #expect(found.first("krav", "egenbil") == .bool(true))
    #expect(bench.context.notices.takeCounts().isEmpty)
    #expect(
      try await Bench.fixtures("gen2_matchning_tom.json").search([
        "lanid": .int(1), "sida": .int(2),
      ]).count == 0)
  }
}
