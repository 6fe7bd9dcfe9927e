import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

@Suite struct DeclarationTests {
  @Test func `the plugin's declarations are sound, and its sources those of the service`() {
    #expect(Platsannons.plugin.faults() == [])
    #expect(
      Platsannons.plugin.sources.map(\.name).map { $0.dropFirst("platsannons.".count) } == [
        "version", "probe", "lan", "lan2", "land", "omrade", "kommuner", "yrkesomraden",
        "yrkesgrupper", "yrken", "matchning", "annons", "logotyp",
      ])
  }

  @Test func `a search has all parameters of the description, and the one that is not in it`() {
    #expect(
      MatchSource.declaration.options.map(\.name) == [
        "lanid", "kommunid", "yrkesid", "nyckelord", "landid", "omradeid", "yrkesgruppid",
        "yrkesomradeid", "anstallningstyp", "varaktighetid", "sokdatum", "organisationsnummer",
        "antalrader", "sida", "accept",
      ])
  }

  @Test func `who is named in an ad is declared personal`() {
    let personal = AdColumns.fields.filter(\.semantics.isPersonal).map(\.name)
    #expect(personal == ["ansokan", "arbetsplats"])
  }

  @Test func `help says that the service is gone, and what to take for each question`() {
    let text = Platsannons.plugin.discussion
    #expect(text.hasPrefix("The service was shut in 2020."))
    for command in [
      "jobtech.search", "jobtech.ad", "jobtech.taxonomy --type region", "jobtech.snapshot",
      "logo_url",
    ] {
      #expect(text.contains(command), "\(command)")
    }
    for parameter in SearchParameter.all {
      #expect(text.contains("`--\(parameter.name)`"), "\(parameter.name)")
    }
  }

  @Test func `opening, planning and counting requests ask nothing`() async throws {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    let search = try await bench.source(
      "matchning", nil, ["lanid": .string("01"), "nyckelord": .string("bagare stockholm")])
    #expect(
      search.plan(ScanRequest(limit: 50)) == [
        "GET /platsannonser/matchning?lanid=1&nyckelord=bagare stockholm&antalrader=50&sida=1",
        "then page by page, until 50 ads have come",
      ])
    #expect(search.need(ScanRequest(limit: 12_000)).total == 3)
    #expect(search.need(ScanRequest(limit: 0)).total == 0)
    #expect(search.need(ScanRequest()).total == 1)
    let list = try await bench.source("kommuner", nil, ["lanid": .int(10)])
    #expect(list.plan(ScanRequest()) == ["GET /platsannonser/soklista/kommuner?lanid=10"])
    let names = try await bench.source("yrken", .string("bag"))
    #expect(names.plan(ScanRequest()) == ["GET /platsannonser/soklista/yrken/bag"])
    let logo = try await bench.source("logotyp", .string("1"))
    #expect(logo.plan(ScanRequest()) == ["GET /platsannonser/1/logotyp"])
    #expect(bench.http.requestCount == 0)
  }

  @Test(
    arguments: [
      ("matchning", [:], "platsannons.criterion"),
      ("matchning", ["antalrader": .int(10), "sida": .int(2)], "platsannons.criterion"),
      ("matchning", ["lanid": .string("")], "platsannons.empty"),
      ("matchning", ["nyckelord": .string(" ")], "platsannons.empty"),
      ("matchning", ["organisationsnummer": .string("")], "platsannons.empty"),
      ("matchning", ["lanid": .string("Blekinge")], "platsannons.number"),
      ("matchning", ["yrkesid": .int(-1)], "platsannons.number"),
      ("matchning", ["kommunid": .record([NamedValue("a", .int(1))])], "platsannons.number"),
      ("matchning", ["organisationsnummer": .string("55A")], "platsannons.organisation"),
      ("matchning", ["sokdatum": .timestamp(.max)], "platsannons.time"),
      ("matchning", ["sokdatum": .string("2018-13-19 20:00")], "platsannons.time"),
      ("matchning", ["sokdatum": .bool(true)], "platsannons.time"),
      ("kommuner", ["lanid": .string("10,12")], "platsannons.number"),
      ("land", [:], "platsannons.missing"),
    ] as [(String, [String: Value], String)])
  func `what can't be meant is refused before any request`(
    _ name: String, _ options: [String: Value], code: String
  ) async throws {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    let fault = await #expect(throws: Diagnostic.self) {
      try await bench.source(name, nil, options)
    }
    #expect(fault?.code == code)
    #expect(fault?.status == .check)
    #expect(fault?.fix != nil)
    #expect(bench.http.requestCount == 0)
  }

  @Test func `an empty name is refused as a name and not as an option`() async {
    for name in ["", "  "] {
      let fault = await Bench(url: nil).fault("yrken", .string(name))
      #expect(fault?.code == "platsannons.name" && fault?.message.contains("--") == false)
    }
  }

  @Test func `names and ids that can't be meant are refused as well`() async {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    #expect(await bench.fault("yrken", .string("bag;are"))?.code == "platsannons.name")
    #expect(
      await bench.fault("yrken", .string("bag"), ["yrkesgruppid": .int(1)])?.code
        == "platsannons.combination")
    for id in ["", " ", "a b", "\n", String(repeating: "1", count: 65)] {
      #expect(await bench.fault("annons", .string(id))?.code == "platsannons.id")
      #expect(await bench.fault("logotyp", .string(id))?.code == "platsannons.id")
    }
    #expect(bench.http.requestCount == 0)
  }

  @Test func `without the address of a copy nothing is asked, and the message says what to do`()
    async
  {
    let asked = Record<HTTPRequest>()
    let bench = Bench(url: nil) {
      $0.wrapTransport = { _, _ in
        ScriptedTransport { request in
          asked.add(request)
          return HTTPAnswer(200, "{}", for: request)
        }
      }
    }
    for (name, argument) in [
      ("lan", nil), ("version", nil), ("annons", Value.string("1")), ("logotyp", .string("1")),
    ] {
      let fault = await bench.fault(name, argument)
      #expect(fault?.code == "platsannons.gone" && fault?.status == .source)
      #expect(fault?.fix?.contains("jobtech.search") == true)
    }
    #expect(asked.all.isEmpty)
  }
}
