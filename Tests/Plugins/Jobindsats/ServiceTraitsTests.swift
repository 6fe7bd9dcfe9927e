import FjordDiagnostic
import FjordFormat
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import JobindsatsPlugin

/// What trips those up who use the service: one test each.
@Suite struct ServiceTraitsTests {
  @Test func `the key is sent as it is in version 2, behind Bearer in version 3`() async throws {
    for (version, scheme) in [("2", nil), ("3", "Bearer")] as [(String, String?)] {
      let asked = Record<HTTPAuthorisation?>()
      let bench = Bench.scripted(version: version) { request in
        asked.add(request.authorisation)
        return HTTPAnswer(200, "[]", for: request)
      }
      _ = try await bench.rows("jobindsats.subjects")
      #expect(asked.all.first??.place == .header(name: "Authorization", scheme: scheme))
      #expect(asked.all.first??.secret.exposedValue == "jobindsats-key")
    }
  }

  @Test
  func `bodies of version 2 begin with a byte order mark, and are an array around one object`()
    async throws
  {
    let body = try Fixture.bytes("v2_data_y01a02.json")
    #expect(body.prefix(3) == [0xEF, 0xBB, 0xBF])
    let rows = try await Version2.rows("v2_data_y01a02.json", ["hierarchy": .open("_kon", "*")])
    #expect(rows.count == 24)
    #expect(Array(rows[0].prefix(5)) == Version2.firstRow)
  }

  @Test func `nothing is null and never zero, in both versions, and is counted`() async throws {
    let two = try await Version2.rows("v2_data_y01a02.json", ["hierarchy": .open("_kon", "*")])
    let men = two.filter { $0[1] == .string("Ærø") && $0[2] == .string("Mænd") }
    #expect(men.count == 2 && men.allSatisfy { $0[3].isNull && $0[4].isNull })
    let bench = Bench.made { months in
      MadeTable.data(months) { month, _, _ in month == "2026M08" ? "null" : "7" }
    }
    let three = try await bench.rows("jobindsats.data", "made", ["period": .string("latest:2")])
    #expect(three.map { $0[3] } == [.int(7), .null])
    let counts = bench.context.notices.takeCounts()
    #expect(
      counts.map(\.text) == [
        "jobindsats.data: cells that are withheld or not known yet, null and not zero"
      ])
    #expect(counts.map(\.count) == [1])
  }

  @Test func `numbers have a decimal comma in version 2 and a point in version 3`() throws {
    #expect(DecimalText.value("3,41", .float) == .float(3.41))
    #expect(DecimalText.value("-0,06", .float) == .float(-0.06))
    #expect(DecimalText.value("-280", .int) == .int(-280))
    #expect(DecimalText.value("16170", .float) == .float(16170))
    for text in ["3.141,5", "x", "1e3", "-", "∞"] { #expect(DecimalText.value(text, .int) == nil) }
    let (column, misfits) = DecimalText.numbers(
      Column(.string, [.string("9,08"), .string(""), .string("skjult"), .null]), .float)
    #expect(column.values == [.float(9.08), .null, .null, .null] && misfits == 1)
  }

  @Test func `a dimension that is left out has no column: places are taken from the headings`()
    async throws
  {
    let rows = try await Version2.rows("v2_data_y01a02_uden_kon.json", [:])
    #expect(rows.count == 8)
    #expect(Array(rows[0].prefix(5)) == Version2.firstRow)
    // Where its parts were asked for, an answer without it is not the right one.
    await #expect(throws: JobindsatsFault.self) {
      try await Version2.rows("v2_data_y01a02_uden_kon.json", ["hierarchy": .open("_kon", "*")])
    }
  }

  @Test func `a dimension's id in place of a hierarchy's is explained before it is sent`() async {
    let fault = await Bench.made { _ in "" }.fault("made", ["hierarchy": .open("_omrade", "/")])
    #expect(fault?.message == "`_omrade` is a dimension, and a hierarchy of it is wanted")
    #expect(fault?.reason == "its hierarchies are `_nykom`, `_region`")
    let refused = try? Fixture.bytes("v3_error_422_unknown_hierarchies.json")
    let bench = Bench.made(status: 422) { _ in String(decoding: refused ?? [], as: UTF8.self) }
    let said = await #expect(throws: JobindsatsFault.self) {
      try await bench.rows("jobindsats.data", "made")
    }
    #expect(said?.diagnostic.status == .source)
    let text = said.map { Diagnostics($0.diagnostic).text } ?? ""
    #expect(text.contains("Unknown hierarchies: ['_omrade']"))
    #expect(text.contains("a36e2446-2701-40be-be27-6ade499fc1d0"))
  }

  @Test func `latest beyond the history is explained with how many there are`() async {
    let fault = await Bench.made { _ in "" }.fault("made", ["period": .string("latest:120")])
    #expect(fault?.message == "`latest:120` asks for more months than the 60 there are")
    #expect(fault?.fix == "write \"latest:60\", or \"*\"")
  }

  @Test func `totals among the parts are marked`() async throws {
    let bench = Bench.made { months in
      MadeTable.data(
        months, areas: ["Hele landet", "Køge"], sexes: ["Køn i alt", "Kvinder", "Mænd"])
    }
    let options: [String: Value] = [
      "area": .string("Hele landet,Køge"), "hierarchy": .open("_kon", "*"),
      "period": .string("latest:1"),
    ]
    let rows = try await bench.rows("jobindsats.data", "made", options)
    #expect(rows.map { $0[8] } == [true, true, true, true, false, false].map { .bool($0) })
    let plain = try await bench.source("jobindsats.data", "made", options)
    let reason = try #require(plain.schema.fields[3].semantics.notAdditiveReason)
    #expect(reason.contains("the row of Hele landet, Køn i alt: `where i_alt`"))
    let parts = try await bench.source(
      "jobindsats.data", "made", ["hierarchy": .open("_kon", "level:kon")])
    let lacking = try #require(parts.schema.fields[3].semantics.notAdditiveReason)
    #expect(lacking.contains("with `/` in _kon"))
  }

  @Test func `a municipality stands without Kommune, and the area column is Område or Area`()
    async throws
  {
    let fault = await Bench.made { _ in "" }.fault("made", ["area": .string("Køge Kommune")])
    #expect(fault?.fix == "write `Køge`: municipalities stand without \"Kommune\"")
    let three = try await Bench.made { _ in "" }.source("jobindsats.data", "made")
    #expect(three.schema.names[1] == "Område" && three.schema.fields[1].semantics.isArea)
    let two = try await Version2.bench("v2_data_y01a02.json").source("jobindsats.data", "Y01A02")
    #expect(two.schema.names[1] == "Area" && two.schema.fields[1].semantics.isArea)
  }

  @Test
  func `one table is at tables in version 2 and at table in version 3, its periods of two shapes`()
    throws
  {
    func path(_ path: HTTPPath) -> String { "\(path)" }
    #expect(path(JobindsatsPath.table("y25i07", .three)).contains("/v3/table/y25i07?format=json"))
    #expect(path(JobindsatsPath.table("Y01A02", .two)).contains("/v2/tables/Y01A02/json"))
    let object = try jsonValue(of: try Fixture.bytes("v3_tables.json"))
    let array = try jsonValue(of: try Fixture.bytes("v3_table_y25i07.json"))
    let table = object.elements[0]["table_groups"].elements[0]["tables"].elements[0]
    for value in [table, array] {
      #expect(TableFacts.periodTypes(value).map { $0["periodtype_id"].text } == ["M"])
    }
  }

  @Test func `a quarter is Q1 or Q01, and QMAT is none`() async throws {
    for text in ["2026Q1", "2026Q01"] {
      let source = try await Bench.made { _ in "" }
        .source("jobindsats.data", "made", ["period": .string(text)])
      #expect(source.plan(ScanRequest())[0].contains("period.Q=2026Q01&"))
    }
    let fault = await Bench.made { _ in "" }.fault(
      "made", ["period": .string("2026QMAT01,2026Q01")])
    #expect(fault?.message == "`--period` mixes rolling years and quarters")
  }

  @Test func `the hour in which the service is closed is known before it is asked`() async throws {
    // 22:15 in Copenhagen: 20:15Z in summer, 21:15Z in winter.
    for (day, hour) in [("2026-07-01", 20), ("2026-11-02", 21)] as [(String, Int64)] {
      let days = try #require(DayText.days(day))
      let now = (days * 24 + hour) * 3_600_000_000 + 900_000_000
      let asked = Record<Int>()
      let bench = Bench.scripted(now: now, change: { $0.retry.totalTime = .seconds(60) }) {
        request in
        asked.add(1)
        return HTTPAnswer(503, try Fixture.bytes("stand_in_503_lukket.html"), for: request)
      }
      let fault = await #expect(throws: HTTPFault.self) {
        try await bench.rows("jobindsats.subjects")
      }
      #expect(fault?.exitStatus == .refusedForNow)
      #expect(fault?.comeBack?.wait == .seconds(45 * 60))
      let text = fault?.description ?? ""
      #expect(text.contains("closed for now: 22 to 23 every day, Europe/Copenhagen"))
      #expect(asked.all.isEmpty)
    }
  }

  @Test func `an error page of the closed hour is explained, whatever this machine's clock says`()
    async throws
  {
    let page = try Fixture.bytes("stand_in_503_lukket.html")
    let bench = Bench.scripted(change: { $0.retry.totalTime = .milliseconds(5) }) {
      HTTPAnswer(503, page, for: $0)
    }
    let fault = await #expect(throws: HTTPFault.self) {
      try await bench.rows("jobindsats.subjects")
    }
    let text = fault?.description ?? ""
    #expect(text.contains("it is closed 22 to 23 every day, Europe/Copenhagen"))
    #expect(fault?.exitStatus == .source)
  }

  @Test func `follow-up measures of the last period are null at first, and come with a refresh`()
    async throws
  {
    let counts = Record<Int>()
    let bench = Bench.made { months in
      counts.add(1)
      let isFirst = counts.all.count == 1
      return MadeTable.data(months) { month, _, _ in isFirst && month == "2026M08" ? "null" : "7" }
    }
    let source = try await bench.source("jobindsats.data", "made", ["period": .string("latest:2")])
    let first = try await source.scan(ScanRequest(wantsIdentity: true), in: bench.context).collect()
    #expect(first.rows.map { $0[3] } == [.int(7), .null])
    var place = try DataPlace(try #require(first.last?.checkpoint))
    place.asOf = "2026-09-26"
    let request = ScanRequest(wantsIdentity: true, resume: place.checkpoint)
    let second = try await source.scan(request, in: bench.context).collect()
    #expect(second.rows.map { $0[3] } == [.int(7), .int(7)])
  }
}

/// Where the documentation and the service differ: one test each.
@Suite struct DocumentationTests {
  @Test func `letters are sent as UTF-8, and commas and slashes of values are encoded`()
    async throws
  {
    let asked = Record<String>()
    let bench = Version2.bench("v2_data_y01a02.json", asked)
    _ = try await bench.rows(
      "jobindsats.data", "Y01A02",
      [
        "area": .string("Køge,Ærø"), "period": .string("2026M05,2026M06"),
        "hierarchy": .open("_kon", "*"),
      ])
    #expect(
      asked.all.last
        == "/v2/data/Y01A02/json?area=K%C3%B8ge,%C3%86r%C3%B8&period=2026M05,2026M06&_kon=*")
    let path = JobindsatsPath.data("t", .two, [QueryPart("_a", ["HK /Danmarks, A+B & c", "/"])])
    #expect("\(path)".contains("_a=HK%20%2FDanmarks%2C%20A%2BB%20%26%20c,/"))
  }

  @Test func `ids of tables are taken in either case, values are not`() async throws {
    let asked = Record<String>()
    let three = Bench.made(asked) { MadeTable.data($0) }
    _ = try await three.rows("jobindsats.data", "MADE", ["period": .string("latest:1")])
    #expect(
      asked.all.allSatisfy { $0.hasPrefix("/v3/table/made") || $0.hasPrefix("/v3/data/made") })
    #expect(
      await three.fault("made", ["area": .string("KØGE")])?.fix == "write `Køge`: case counts")
    let two = Record<String>()
    _ = try await Version2.bench("v2_data_y01a02.json", two).rows(
      "jobindsats.data", "Y01A02", ["hierarchy": .open("_kon", "*")])
    #expect(two.all.first == "/v2/tables/Y01A02/json")
  }

  @Test func `one measurement a request is one table with all its measures in columns`()
    async throws
  {
    let source = try await Bench.made { _ in "" }.source("jobindsats.data", "made")
    #expect(source.schema.names[3...4] == ["Antal ledige", "Andel ledige (pct.)"])
    let some = try await Bench.made { _ in "" }
      .source("jobindsats.data", "made", ["measures": .string("mes_2")])
    #expect(some.schema.names[3] == "Andel ledige (pct.)" && some.schema.names[4] == "periode_type")
    // Version 2 gives all of them always; those that are not wanted are left out here.
    let rows = try await Version2.rows(
      "v2_data_y01a02.json", ["measures": .string("mgrp1_2"), "hierarchy": .open("_kon", "*")])
    #expect(rows[0][3] == .int(50310) && rows[0][4] == .string("M"))
  }

  @Test func `the format is always stated`() async throws {
    let asked = Record<String>()
    for version in ["2", "3"] {
      let bench = Bench.scripted(version: version) { request in
        asked.add(request.address.target)
        return HTTPAnswer(200, "[]", for: request)
      }
      _ = try await bench.rows("jobindsats.subjects")
      _ = try await bench.rows("jobindsats.tables")
    }
    let made = Bench.made(asked) { MadeTable.data($0) }
    _ = try await made.rows("jobindsats.data", "made")
    #expect(asked.all.count == 6)
    #expect(asked.all.allSatisfy { $0.contains("format=json") || $0.contains("/json") })
  }

  @Test
  func `answers of 200,000 cells may never come: more is asked for in parts, joined in order`()
    async throws
  {
    let asked = Record<String>()
    let bench = Bench.wide(asked, areas: 999, jobs: 9)
    let open = Value.record([NamedValue("_nykom", .string("*")), NamedValue("_job", .string("*"))])
    let source = try await bench.source(
      "jobindsats.data", "wide", ["hierarchy": open, "period": .string("latest:9")])
    // 1,000 areas x 10 jobs x 4 columns
    #expect(source.need(ScanRequest()).total == 3)
    let rows = try await source.scan(ScanRequest(), in: bench.context).collect().rows
    #expect(rows.map { $0[0] } == MadeTable.months.suffix(9).map { .string($0) })
    #expect(asked.all.count == 4)
    #expect(bench.context.notices.takeWarnings().isEmpty)
    let large = Bench.wide(asked, areas: 4_999, jobs: 9)
    let one = try await large.source(
      "jobindsats.data", "wide", ["hierarchy": open, "period": .string("latest:2")])
    #expect(one.need(ScanRequest()).total == 2)
    #expect(try await one.scan(ScanRequest(), in: large.context).collect().rows.count == 2)
    let warning = large.context.notices.takeWarnings().first
    #expect(warning?.code == "jobindsats.large" && warning?.severity == .warning)
  }
}
