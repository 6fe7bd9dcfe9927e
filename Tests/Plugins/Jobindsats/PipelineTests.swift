import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import JobindsatsPlugin

/// Pipelines over the data, from the check to the saved table.
@Suite struct PipelineTests {
  private static func bench(_ asked: Record<String> = Record()) -> Bench {
    Bench.made(asked) { MadeTable.data($0) }
  }

  @Test(
    arguments: [
      "summarize s = sum(`Antal ledige`)", "summarize s = avg(`Antal ledige`)",
      "summarize s = avg(`Andel ledige (pct.)`)", "summarize s = sum(`Antal ledige`) by Område",
      "derive s = running_sum(`Antal ledige`)", "derive s = share(`Antal ledige`)",
      "derive s = sum(`Antal ledige`) per Område",
      "rename n = `Antal ledige` | summarize s = sum(n)",
      "derive n = `Antal ledige` * 2 | summarize s = avg(n)",
      "select Periode, n = `Antal ledige` | summarize s = sum(n)",
      "summarize l = list(`Antal ledige`) | derive s = sum(l)",
      "summarize l = list(`Antal ledige`) | unnest l | summarize s = sum(l)",
      "pivot Køn with s = sum(`Antal ledige`)",
      "unpivot `Antal ledige` | summarize s = sum(value)",
      "join (jobindsats.data \"made\" | select Periode, n = `Antal ledige`) on Periode | summarize sum(n)",
    ])
  func `what would add measures up is refused, with the published total`(_ stages: String)
    async throws
  {
    try await withFolder { folder in
      let asked = Record<String>()
      let engine = EngineBench(Self.bench(asked), storeAt: folder + "/s.sqlite")
      let fault = await engine.fault("jobindsats.data \"made\" | \(stages)")
      #expect(fault?.code == "bind.not-additive" && fault?.status == .check)
      let reason = fault?.reason ?? ""
      #expect(reason.contains("the row of Hele landet, Køn i alt"))
      #expect(asked.all.allSatisfy { !$0.hasPrefix("/v3/data") })
    }
  }

  @Test func `a saved table keeps it, and additive insists`() async throws {
    try await withFolder { folder in
      let engine = EngineBench(Self.bench(), storeAt: folder + "/s.sqlite")
      try await engine.run("jobindsats.data \"made\" --period latest:3 | save t")
      let fault = await engine.fault("store.t | summarize s = sum(`Antal ledige`)")
      #expect(fault?.code == "bind.not-additive")
      let sum = try await engine.run("store.t | summarize s = sum(additive(`Antal ledige`))")
      #expect(sum == "s\n30\n")
      let fine = try await engine.run(
        "store.t | summarize a = min(`Antal ledige`), b = max(`Andel ledige (pct.)`), n = count()")
      #expect(fine == "a,b,n\n10,2.5,3\n")
    }
  }

  @Test(arguments: ["where foo == 1", "select Kon", "sort by periode_frq", "where Køn > 5"])
  func `an unknown column or a wrong type is refused before data is asked for`(_ stage: String)
    async throws
  {
    try await withFolder { folder in
      let asked = Record<String>()
      let engine = EngineBench(Self.bench(asked), storeAt: folder + "/s.sqlite")
      let fault = await engine.fault("jobindsats.data \"made\" | \(stage)")
      #expect(fault?.status == .check)
      #expect(asked.all == ["/v3/table/made?format=json"])
    }
  }

  @Test func `a comparison with a value that no row has is warned of, with the right spelling`()
    async throws
  {
    try await withFolder { folder in
      let engine = EngineBench(Self.bench(), storeAt: folder + "/s.sqlite")
      try await engine.run(
        "jobindsats.data \"made\" --area \"Køge,Ærø\" | where Område == \"køge\"")
      let warning = engine.output.reports.first
      #expect(warning?.code == "jobindsats.spelling" && warning?.severity == .warning)
      #expect(warning?.fix == "write `Køge`: case counts")
    }
  }

  @Test func `rows of two levels that share their names are counted, and kept once`() async throws {
    let bench = Bench.made { MadeTable.data($0 + $0) }
    let source = try await bench.source("jobindsats.data", "made", ["period": .string("latest:2")])
    let request = ScanRequest(wantsIdentity: true)
    #expect(try await source.scan(request, in: bench.context).collect().rows.count == 4)
    #expect(bench.context.notices.takeCounts().map(\.count) == [2])
  }

  @Test func `a check asks nobody, and says what it can't know`() async throws {
    try await withFolder { folder in
      let asked = Record<String>()
      let engine = EngineBench(Self.bench(asked), storeAt: folder + "/s.sqlite")
      let script = """
        jobindsats.data "made" | where foo == 1 | summarize s = sum(x) by y | save u
        store.u | take 2
        jobindsats.data "made" | schema
        """
      let warnings = try await engine.check(script)
      #expect(warnings.map(\.code) == ["jobindsats.unasked", "jobindsats.unasked"])
      await #expect(throws: Diagnostics.self) {
        try await engine.check("jobindsats.data \"made\" | were foo == 1")
      }
      await #expect(throws: Diagnostics.self) {
        try await engine.check("jobindsats.data \"made\" --perod \"*\"")
      }
      #expect(asked.all.isEmpty)
    }
  }

  @Test func `the plan's requests are known, and one too many is refused before data is asked for`()
    async throws
  {
    try await withFolder { folder in
      let asked = Record<String>()
      let bench = Bench.scripted(change: { $0.maxRequests = 3 }) { request in
        asked.add(request.address.target)
        return HTTPAnswer(
          200, MadeTable.description(of: MadeTable.wide(areas: 999, jobs: 9)), for: request)
      }
      let engine = EngineBench(bench, storeAt: folder + "/s.sqlite")
      let fault = await engine.fault(
        "jobindsats.data \"wide\" --hierarchy {_nykom: \"*\", _job: \"*\"} --period latest:9")
      #expect(fault?.status == .check)
      #expect(asked.all == ["/v3/table/wide?format=json"])
    }
  }

  @Test func `the description that was asked for counts among the requests, and is told`()
    async throws
  {
    try await withFolder { folder in
      let asked = Record<String>()
      func bench(_ most: Int) -> Bench {
        Bench.scripted(change: { $0.maxRequests = most }) { request in
          asked.add(request.address.target)
          let isData = request.address.path.hasPrefix("/v3/data/")
          return HTTPAnswer(
            200, isData ? MadeTable.data(request.months) : MadeTable.description, for: request)
        }
      }
      let fault = await EngineBench(bench(1), storeAt: folder + "/s.sqlite")
        .fault("jobindsats.data \"made\"")
      #expect(fault?.status == .check)
      #expect(fault?.message == "2 requests are needed, and `--max-requests` allows 1")
      let reason = fault?.reason ?? ""
      #expect(reason.hasPrefix("1 was sent already") && reason.hasSuffix("no rows were asked for"))
      #expect(asked.all == ["/v3/table/made?format=json"])
      try await EngineBench(bench(2), storeAt: folder + "/s.sqlite").run("jobindsats.data \"made\"")
      let none = await EngineBench(bench(0), storeAt: folder + "/s.sqlite")
        .fault("jobindsats.data \"made\"")
      #expect(none?.status == .check && none?.code == "http.max-requests")
      let table = try await bench(9).source("jobindsats.table", "made")
      #expect(table.need(ScanRequest()).total == 1)
      #expect(asked.all.count == 3)
    }
  }

  @Test func `a refresh asks for nothing where the table is as it was`() async throws {
    try await withFolder { folder in
      let asked = Record<String>()
      try await EngineBench(Self.bench(asked), storeAt: folder + "/s.sqlite")
        .run("jobindsats.data \"made\" --period latest:3 | save t")
      #expect(asked.all.count == 2)
      let again = EngineBench(Self.bench(asked), storeAt: folder + "/s.sqlite")
      try await again.run("refresh t")
      #expect(asked.all.count == 3)
      #expect(try await again.run("store.t | count") == "count\n3\n")
    }
  }

  @Test func `a refresh replaces what was revised, and removes rows that come no more`()
    async throws
  {
    try await withFolder { folder in
      let script = "jobindsats.data \"made\" --period latest:40 --hierarchy {_kon: \"*\"} | save t"
      let first = Bench.made { months in
        MadeTable.data(months, sexes: ["Køn i alt", "Kvinder", "Mænd"])
      }
      try await EngineBench(first, storeAt: folder + "/s.sqlite").run(script)
      let asked = Record<String>()
      let second = Bench.made(asked, updated: "2026-11-01") { months in
        MadeTable.data(months, sexes: ["Køn i alt", "Kvinder"]) { _, _, _ in "11" }
      }
      let engine = EngineBench(second, storeAt: folder + "/s.sqlite")
      try await engine.run("refresh t")
      let question = asked.all.last ?? ""
      #expect(question.contains("period.M=2024M09,") && !question.contains("2024M08"))
      #expect(engine.output.notes.first == "saved t: 96 rows (0 new, 48 replaced, 24 removed)")
      let counts = try await engine.run(
        "store.t | count by Køn, n = `Antal ledige` | sort by Køn, n")
      #expect(
        counts
          == "Køn,n,count\nKvinder,10,16\nKvinder,11,24\nKøn i alt,10,16\nKøn i alt,11,24\nMænd,10,16\n"
      )
    }
  }

  @Test func `a filter between source and store lets go of what is gone`() async throws {
    try await withFolder { folder in
      let script =
        "jobindsats.data \"made\" --period latest:2 --hierarchy {_kon: \"*\"} | where not i_alt | save t"
      let first = Bench.made { months in
        MadeTable.data(months, sexes: ["Køn i alt", "Kvinder", "Mænd"])
      }
      try await EngineBench(first, storeAt: folder + "/s.sqlite").run(script)
      let second = Bench.made(updated: "2026-11-01") { months in
        MadeTable.data(months, sexes: ["Køn i alt", "Kvinder"])
      }
      let engine = EngineBench(second, storeAt: folder + "/s.sqlite")
      try await engine.run("refresh t")
      #expect(try await engine.run("store.t | count by Køn") == "Køn,count\nKvinder,2\n")
    }
  }

  @Test(arguments: [
    ("v2_data_y01a02.csv", "Næstved", 6), ("v3_data_y25i07.csv", "Sorø", 1),
    ("v2_data_y30r21.csv", "København", 0),
  ])
  func `a file of the service has semicolons and UTF-8, and opens as it is`(
    _ name: String, area: String, count: Int
  ) async throws {
    try await withFolder { folder in
      let engine = EngineBench(Self.bench(), storeAt: folder + "/s.sqlite")
      let column = name.hasPrefix("v2") ? "Area" : "Område"
      let csv = try await engine.run(
        "open \"\(Fixture.path(name))\" | where \(column) == \"\(area)\" | count")
      #expect(count == 0 ? csv != "count\n0\n" : csv == "count\n\(count)\n")
    }
  }
}
