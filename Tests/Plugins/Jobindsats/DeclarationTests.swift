import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import JobindsatsPlugin

@Suite struct DeclarationTests {
  @Test func `the plugin's declarations are sound`() {
    #expect(Jobindsats.plugin.faults() == [])
    #expect(
      Jobindsats.plugin.sources.map(\.name) == [
        "jobindsats.subjects", "jobindsats.tables", "jobindsats.table", "jobindsats.data",
      ])
    #expect(
      DataSource.declaration.options.map(\.name)
        == ["period", "period-type", "hierarchy", "area", "measures"])
    #expect(Jobindsats.terms.closed?.text == "closed 22 to 23 every day, Europe/Copenhagen")
  }

  @Test(arguments: [
    "jobindsats.subjects", "jobindsats.tables", "jobindsats.table", "jobindsats.data",
  ])
  func `without a key nothing is asked, and it is told where one is to be had`(_ name: String)
    async throws
  {
    let bench = Bench.scripted(key: nil) { HTTPAnswer(500, "", for: $0) }
    let isTable = ["jobindsats.table", "jobindsats.data"].contains(name)
    let fault = await #expect(throws: JobindsatsFault.self) {
      try await bench.rows(name, isTable ? "y25i07" : nil)
    }
    #expect(fault?.diagnostic.status == .unauthorised)
    let fix = fault?.diagnostic.fix ?? ""
    #expect(fix.contains("FJORD_JOBINDSATS_KEY"))
    #expect(bench.http.requestCount == 0)
  }

  @Test(arguments: [
    ("version", "1"), ("version", "v3"), ("revised_months", "x"), ("fractions", "yes"),
    ("revised_months", "-1"),
  ])
  func `a setting that can't be meant is refused`(_ name: String, _ value: String) async {
    let setting = "FJORD_JOBINDSATS_\(name.uppercased())"
    let isVersion = name == "version"
    let bench = Bench(version: isVersion ? value : nil, more: isVersion ? [:] : [setting: value])
    let fault = await bench.fault("y25i07", [:])
    #expect(fault?.status == .usage)
    let message = fault?.message ?? ""
    #expect(message.contains(setting))
  }

  @Test(arguments: ["", "../x", "y25 i07", "y25i07?x", "é"])
  func `what is no id of a table is refused`(_ id: String) async {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    let fault = await bench.fault(id, [:])
    #expect(fault?.code == "jobindsats.table-id" && fault?.status == .check && fault?.span != nil)
    #expect(bench.http.requestCount == 0)
  }

  @Test func `an unknown table is told with what the service says`() async throws {
    let body = try Fixture.bytes("v3_error_404.json")
    let bench = Bench.scripted { HTTPAnswer(404, body, for: $0) }
    let fault = await bench.fault("y99z99", [:])
    #expect(fault?.code == "jobindsats.no-table" && fault?.status == .source)
    let reason = fault?.reason ?? ""
    #expect(reason.contains("Unknown table: 'y99z99'"))
  }

  @Test(arguments: ["2", "3"])
  func `an unknown table has the nearest id offered, from the list of tables`(_ version: String)
    async throws
  {
    let bench = Bench.scripted(version: version) { request in
      let path = request.address.path
      let list = version == "3" ? "v3_tables.json" : "v2_tables_subjectid1.json"
      guard path.hasPrefix("/v\(version)/tables"), path.split(separator: "/").count < 4 else {
        return HTTPAnswer(404, "", for: request)
      }
      return HTTPAnswer(200, try Fixture.bytes(list), for: request)
    }
    let (id, near) = version == "3" ? ("y25i7", "`y25i07`") : ("y01a2", "`Y01A02`")
    let fault = await bench.fault(id, [:])
    #expect(fault?.code == "jobindsats.no-table" && fault?.span != nil)
    let fix = fault?.fix ?? ""
    #expect(fix.hasPrefix(near) && fix.contains("might be meant"), "\(fix)")
    let one = await #expect(throws: Diagnostic.self) {
      try await bench.rows("jobindsats.table", id)
    }
    #expect(one?.fix == fault?.fix)
  }

  @Test func `where the list of tables can't be had the fault is the same`() async throws {
    for status in [403, 404, 200, 500] {
      let asked = Record<String>()
      let bench = Bench.scripted(change: { $0.retry.totalTime = .milliseconds(5) }) { request in
        asked.add(request.address.path)
        let isList = request.address.path == "/v3/tables"
        return HTTPAnswer(isList ? status : 404, "<html>", for: request)
      }
      let fault = await bench.fault("y25i7", [:])
      #expect(fault?.code == "jobindsats.no-table" && fault?.status == .source)
      #expect(fault?.fix?.hasPrefix("`jobindsats.tables` lists them") == true)
      #expect(asked.all.contains("/v3/tables"))
    }
  }

  @Test func `a key that is refused ends with its status, and is not shown`() async throws {
    let body = try Fixture.bytes("v3_error_401.json")
    let bench = Bench.scripted { HTTPAnswer(401, body, for: $0) }
    let fault = await bench.fault("y25i07", [:])
    #expect(fault?.status == .unauthorised)
    let text = fault.map { Diagnostics($0).text } ?? ""
    #expect(!text.isEmpty && !text.contains("jobindsats-key"))
  }

  @Test func `the description is asked for once for the check and the run`() async throws {
    let asked = Record<String>()
    let bench = Bench.made(asked) { MadeTable.data($0) }
    _ = try await bench.source("jobindsats.data", "made")
    let rows = try await bench.rows("jobindsats.data", "made")
    #expect(rows.count == 13)
    #expect(asked.all.count == 2)
  }

  @Test func `a description that is another table's is asked for again, and then a fault`()
    async throws
  {
    let asked = Record<Int>()
    let body = try Fixture.bytes("v3_table_y25i07.json")
    let bench = Bench.scripted { request in
      asked.add(1)
      return HTTPAnswer(200, asked.all.count == 1 ? Array("<html>".utf8) : body, for: request)
    }
    #expect(await bench.fault("y25i07", [:]) == nil)
    #expect(asked.all.count == 2)
    let other = await bench.fault("y25i14", [:])
    #expect(other?.code == "jobindsats.no-answer" && other?.status == .source)
  }

  @Test func `where nobody may be asked its columns stay open, with a warning`() async throws {
    var bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    bench.context.mayAskToOpen = false
    let source = try await bench.source("jobindsats.data", "y25i07")
    #expect(source.isOpen && source.schema.fields.isEmpty)
    let warning = bench.context.notices.takeWarnings().first
    #expect(warning?.code == "jobindsats.unasked" && warning?.severity == .warning)
    #expect(await bench.fault("y25i07", ["period": .string("latest:x")])?.status == .check)
    #expect(bench.http.requestCount == 0)
  }

  @Test func `each dynamic column has a meaning in English, measures a reason not to be added up`()
    async throws
  {
    let source = try await Bench.made { _ in "" }.source("jobindsats.data", "made")
    #expect(source.schema.fields.allSatisfy { !$0.meaning.isEmpty })
    let count = source.schema.fields[3]
    #expect(
      count.meaning
        == "number of unemployed: `mes_1` in `Ledige`; null is withheld or not yet known.")
    #expect(count.type == .int && count.semantics.notAdditiveReason != nil)
    #expect(source.schema.fields[4].unit == "percent" && source.schema.fields[4].type == .float)
    #expect(source.schema.fields[0].semantics.isPeriod)
  }

  @Test func `a subject is a number or a text, and one without tables is warned of`() async throws {
    let body = try Fixture.bytes("v3_tables.json")
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    for value in [Value.int(25), .string("25"), .string("1, 25"), .list([.int(25)])] {
      #expect(try await bench.rows("jobindsats.tables", nil, ["subject": value]).count == 2)
    }
    #expect(try await bench.rows("jobindsats.tables", nil, ["subject": .int(7)]).isEmpty)
    #expect(bench.context.notices.takeWarnings().map(\.code) == ["jobindsats.subject"])
    for value in [Value.string(""), .null, .list([]), .record([]), .string("Æ")] {
      await #expect(throws: Diagnostic.self) {
        try await bench.rows("jobindsats.tables", nil, ["subject": value])
      }
    }
  }
}
