import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

/// `platsannons.annons` as a source and as a stage.
@Suite struct AdTests {
  static let schema = Schema([Field("annonsid", .string), Field("annons", .string)])

  func lookup(
    _ bench: Bench, behind schema: Schema = AdTests.schema, _ options: [String: Value] = [:]
  ) throws -> any Lookup {
    let arguments = SourceArguments(options: options.mapValues { SourceArguments.Argument($0) })
    return try AdLookup.declaration.make(arguments, schema, bench.context)
  }

  func batch(_ ids: [String], keyed: Bool = true) -> Batch {
    let columns = [
      Column(.string, ids.map { .string($0) }), Column(.string, ids.map { _ in .string("h") }),
    ]
    let identity = RowIdentity(
      keys: [columns[0]], states: ids.map { _ in .live },
      positions: Column(.int, ids.indices.map { .int(Int64($0)) }))
    return Batch(columns: columns, count: ids.count, identity: keyed ? identity : nil)
  }

  @Test func `an ad's groups are records with all that they hold`() async throws {
    let bench = try Bench.fixtures("annons_9900437.json")
    let ad = try await bench.rows("annons", .string("9900437"))
    #expect(ad.texts("annonsid") == ["9900437"])
    #expect(ad.first("annons", "yrkesid") == .string("80"))
    #expect(ad.first("annons", "antal_platser") == .int(2))
    #expect(ad.first("annons", "kommunkod") == .string("1082"))
    #expect(ad.first("annons", "publiceraddatum") == instant("2018-09-19T17:12:39.36Z"))
    #expect(ad.first("villkor", "arbetstidvaraktighet").text?.contains("\r\n") == true)
    #expect(ad.first("ansokan", "sista_ansokningsdag") == day(2018, 11, 2))
    #expect(ad.first("ansokan", "ovrigt_om_ansokan") == .null)
    #expect(ad.first("arbetsplats", "postnummer") == .string("37400"))
    #expect(ad.first("krav", "korkortslista") == .list([.string("B"), .string("C1")]))
    #expect(ad.first("krav", "egenbil") == .bool(false))
    #expect(bench.context.notices.takeCounts().isEmpty)
  }

  @Test func `JSON and XML give one table`() async throws {
    let json = try await Bench.fixtures("annons_9900437.json").rows("annons", .string("9900437"))
    let xml = try await Bench.fixtures("annons_9900437.xml").rows(
      "annons", .string("9900437"), ["accept": .string("xml")])
    #expect(xml.values == json.values)
  }

  @Test(arguments: [("annons_9911776.json", "9911776"), ("annons_2014_form.json", "9534149")])
  func `sparse ads and those of 2014 are read without a misfit`(_ file: String, id: String)
    async throws
  {
    let bench = try Bench.fixtures(file)
    let ad = try await bench.rows("annons", .string(id))
    #expect(ad.count == 1)
    #expect(ad.first("annons", "antal_platser").whole != nil)
    #expect(ad.first("ansokan", "referens") == .null)
    #expect(bench.context.notices.takeCounts().isEmpty)
  }

  @Test func `an ad that is not known is a fault of status 4, another path's 404 a setting's`()
    async throws
  {
    for file in ["error_404.json", "gen2_error_404.json"] {
      let body = try PlatsannonsFixtures.bytes(file)
      let bench = Bench.scripted { HTTPAnswer(404, body: body, for: $0) }
      let fault = await bench.fault("annons", .string("9999999"))
      #expect(fault?.code == "platsannons.no-ad" && fault?.status == .source)
    }
    let bench = Bench.scripted { HTTPAnswer(404, "<h1>Not Found</h1>", for: $0) }
    let fault = await bench.fault("annons", .string("1"))
    #expect(fault?.fix?.contains("FJORD_PLATSANNONS_URL") == true)
  }

  @Test func `as a stage rows stay one to one, and taken names get a word before them`()
    async throws
  {
    let known = try PlatsannonsFixtures.bytes("annons_9900437.json")
    let unknown = try PlatsannonsFixtures.bytes("error_404.json")
    let bench = Bench.scripted { request in
      request.address.text.hasSuffix("/9900437")
        ? HTTPAnswer(body: known, for: request) : HTTPAnswer(404, body: unknown, for: request)
    }
    let lookup = try lookup(bench)
    let rows = BatchCursor([batch(["9900437", "1", "9900437"])])
    let batches = try await lookup.run(rows, retrying: [], in: bench.context).collect()
    #expect(
      lookup.output.names == [
        "annonsid", "annons", "annons_annons", "villkor", "ansokan", "arbetsplats", "krav",
      ])
    #expect(batches.flatMap { $0.identity?.states ?? [] } == [.live, .gone, .live])
    let texts = batches.flatMap { $0.columns[2].values }.map { $0.member("annonsrubrik").text }
    let heading = "Programmerare inom Swift till Karlshamn"
    #expect(texts == [heading, nil, heading])
  }

  @Test func `as a stage it takes the form to ask for as well`() async throws {
    let asked = Record<String?>()
    let body = try PlatsannonsFixtures.bytes("annons_9900437.xml")
    let bench = Bench.scripted { request in
      asked.add(request.headers["Accept"])
      return HTTPAnswer(body: body, as: "application/xml", for: request)
    }
    let lookup = try lookup(bench, ["accept": .string("xml")])
    let rows = BatchCursor([batch(["9900437"])])
    let found = try await lookup.run(rows, retrying: [], in: bench.context).collect()
    #expect(found[0].columns[3].value(at: 0).member("arbetstid") == .string("Heltid"))
    #expect(asked.all == ["application/xml"])
  }

  @Test func `a column that holds no ids is refused`() throws {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    let fault = #expect(throws: Diagnostic.self) {
      try lookup(bench, behind: Schema([Field("annonsid", .int)]))
    }
    #expect(fault?.code == "platsannons.id-type")
  }

  @Test func `an ad that could not be had gives nulls, is kept for later and marks the result`()
    async throws
  {
    let body = try PlatsannonsFixtures.bytes("annons_9900437.json")
    let bench = Bench.scripted(change: { $0.retry.totalTime = .zero }) { request in
      request.address.text.hasSuffix("/2")
        ? HTTPAnswer(503, "", for: request) : HTTPAnswer(body: body, for: request)
    }
    let rows = BatchCursor([batch(["9900437", "2"])])
    let batches = try await lookup(bench).run(rows, retrying: [], in: bench.context).collect()
    #expect(batches.flatMap { $0.identity?.states ?? [] } == [.live, .pending])
    #expect(batches.flatMap(\.pending).map(\.key) == [[.string("2")]])
    #expect(bench.context.notices.takeIncompleteness()?.status == .incomplete)
  }

  @Test func `an answer that is another ad's, or none, is not taken`() async throws {
    for body in [
      try PlatsannonsFixtures.bytes("annons_9900437.json"), Array("{\"platsannons\":{}}".utf8),
      Array("version: 1.0.97".utf8), [],
    ] {
      let bench = Bench.scripted { HTTPAnswer(body: body, for: $0) }
      #expect(await bench.fault("annons", .string("8"))?.code == "platsannons.no-ad-body")
    }
  }

  @Test func `version and probe are lines of text, whichever server says them`() async throws {
    for (file, version) in [
      ("version_gen1.txt", "1.0.97"), ("version_gen2.txt", "1.1.0"),
      ("version_gen2.json", "1.1.0"),
    ] {
      let rows = try await Bench.fixtures(file).rows("version")
      #expect(rows.texts("version") == [version])
    }
    let well = Bench.scripted { HTTPAnswer(200, " OK: 3 källor\nmer", for: $0) }
    #expect(try await well.rows("probe").texts("probe") == ["OK: 3 källor"])
    for body in ["", "<html>x</html>", "{}", String(repeating: "x", count: 300)] {
      let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
      #expect(await bench.fault("version")?.code == "platsannons.no-text", "\(body)")
    }
  }
}
