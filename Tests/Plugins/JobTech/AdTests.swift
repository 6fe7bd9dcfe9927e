import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import JobTechPlugin

/// `jobtech.ad` as a source and as a stage, and `jobtech.taxonomy`.
@Suite(.timeLimit(.minutes(10))) struct AdTests {
  static let schema = Schema([Field("id", .string), Field("headline", .string)])

  func lookup(_ bench: Bench, behind schema: Schema = AdTests.schema) throws -> any Lookup {
    try AdLookup.declaration.make(SourceArguments(), schema, bench.context)
  }

  func batch(_ ids: [String], keyed: Bool = false) -> Batch {
    let columns = [
      Column(.string, ids.map { .string($0) }), Column(.string, ids.map { _ in .string("h") }),
    ]
    let identity = RowIdentity(
      keys: [columns[0]], states: ids.map { _ in .live },
      positions: Column(.int, ids.indices.map { .int(Int64($0)) }))
    return Batch(columns: columns, count: ids.count, identity: keyed ? identity : nil)
  }

  @Test func `an ad by its id has the columns of the search`() async throws {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let found = try await bench.batches("jobtech.search", [:], ScanRequest(limit: 1))
      let id = try #require(found.ids.first)
      let ad = try await bench.source("jobtech.ad", .string(id))
        .scan(ScanRequest(wantsIdentity: true), in: bench.context).collect()
      #expect(ad.rows[0] == Array(found.rows[0].dropLast()))
      #expect(ad.states == [.live])
    }
  }

  @Test func `an ad that is not known is a fault of status 4, another path's 404 a setting's`()
    async throws
  {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      await #expect(throws: JobTechFault.noAd("1")) {
        try await bench.source("jobtech.ad", .string("1")).scan(ScanRequest(), in: bench.context)
          .collect()
      }
    }
    let bench = Bench.scripted { HTTPAnswer(404, "<h1>Not Found</h1>", for: $0) }
    let fault = await #expect(throws: JobTechFault.self) {
      try await bench.source("jobtech.ad", .string("1")).scan(ScanRequest(), in: bench.context)
        .collect()
    }
    #expect(fault?.diagnostic.fix?.contains("FJORD_JOBTECH_URL") == true)
  }

  @Test func `as a stage rows stay one to one, and taken names get a word before them`()
    async throws
  {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let ids = try await bench.ids("jobtech.search", [:], ScanRequest(limit: 9))
      let lookup = try lookup(bench)
      let rows = BatchCursor([batch(ids + ["1"], keyed: true)])
      let batches = try await lookup.run(rows, retrying: [], in: bench.context).collect()
      #expect(batches.rows.map { $0[0] } == (ids + ["1"]).map { .string($0) })
      #expect(batches.states == ids.map { _ in .live } + [.gone])
      let names = lookup.output.names
      #expect(names.contains("ad_headline") && !names.contains("ad_id"))
      #expect(names.count == AdColumns.names.count + 1)
      #expect(standIn.requests.entries == 10)
      let days = batches.flatMap { $0.identity?.expiry?.values ?? [] }
      #expect(days.dropLast().allSatisfy { !$0.isNull })
    }
  }

  @Test func `a column that holds no ids is refused`() throws {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    let fault = #expect(throws: Diagnostic.self) {
      try lookup(bench, behind: Schema([Field("id", .int)]))
    }
    #expect(fault?.code == "jobtech.id-type")
  }

  @Test func `an ad that could not be had gives nulls, is kept for later and marks the result`()
    async throws
  {
    let bench = Bench.scripted(change: { $0.retry.totalTime = .zero }) { request in
      request.address.text.hasSuffix("/2")
        ? HTTPAnswer(503, "", for: request)
        : HTTPAnswer(200, madeAd(String(request.address.text.suffix(1))), for: request)
    }
    let rows = BatchCursor([batch(["1", "2", "3"], keyed: true)])
    let lookup = try lookup(bench)
    let batches = try await lookup.run(rows, retrying: [], in: bench.context).collect()
    #expect(batches.states == [.live, .pending, .live])
    let pending = batches.flatMap(\.pending)
    #expect(pending.map(\.key) == [[.string("2")]])
    #expect(bench.context.notices.takeIncompleteness()?.status == .incomplete)
    let again = Bench.scripted { HTTPAnswer(200, madeAd("2"), for: $0) }
    let later = try await self.lookup(again).run(
      BatchCursor([]), retrying: pending, in: again.context
    )
    .collect()
    #expect(later.states == [.live])
    #expect(later.rows[0][0...1] == [.string("2"), .string("h")])
  }

  @Test func `an answer that is another ad's is not taken`() async throws {
    let bench = Bench.scripted { HTTPAnswer(200, madeAd("7"), for: $0) }
    let fault = await #expect(throws: JobTechFault.self) {
      try await bench.source("jobtech.ad", .string("8")).scan(ScanRequest(), in: bench.context)
        .collect()
    }
    #expect(fault?.diagnostic.code == "jobtech.no-ad-body")
  }

  @Test(arguments: faultSeeds)
  func `ads under faults are the same, or known to be missing`(_ seed: Int) async throws {
    try await withJobTech(ads: 300) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let ids = try await bench.ids("jobtech.search", [:], ScanRequest(limit: 12))
      let lookup = try lookup(bench)
      let whole = try await lookup.run(BatchCursor([batch(ids)]), retrying: [], in: bench.context)
        .collect().rows
      var mix = Fault(.mix)
      mix.chance = 0.3
      mix.seed = UInt64(seed)
      standIn.setFaults(Faults([mix]))
      let rows = try await lookup.run(BatchCursor([batch(ids)]), retrying: [], in: bench.context)
        .collect().rows
      let isWhole = bench.context.notices.takeIncompleteness() == nil
      #expect(isWhole ? rows == whole : rows.map { $0[0] } == whole.map { $0[0] })
    }
  }

  @Test func `concepts are found by kind and label, also by what a filter compares with`()
    async throws
  {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let type = Predicate("type", .equal, [.string("municipality")])
      let source = try await bench.source(
        "jobtech.taxonomy", nil, ["preferred-label": .string("Haparanda")])
      #expect(source.answer(to: type) == .inexact)
      #expect(source.answer(to: Predicate("type", .oneOf, [.string("a"), .string("b")])) == .no)
      let rows = try await source.scan(ScanRequest(predicates: [type]), in: bench.context)
        .collect().rows
      #expect(
        rows == [
          [
            .string("tfRE_hXa_eq7"), .string("municipality"), .string("Haparanda"),
            .string("Haparanda"), .null,
          ]
        ])
      #expect(
        standIn.requests.lines.map(\.target) == [
          "/v1/taxonomy/main/concepts?preferred-label=Haparanda&type=municipality"
        ])
    }
  }

  @Test func `an unknown kind or label gets no error and no concepts, which is warned of`()
    async throws
  {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let options: [String: Value] = ["type": .string("muncipality")]
      #expect(try await bench.batches("jobtech.taxonomy", options).rows.isEmpty)
      let warning = bench.context.notices.takeWarnings().first
      #expect(warning?.code == "jobtech.unknown-concepts")
      #expect(warning?.message.contains("muncipality") == true)
      #expect(try await !bench.batches("jobtech.taxonomy").rows.isEmpty)
      #expect(bench.context.notices.takeWarnings().isEmpty)
    }
  }

  @Test(arguments: ["", "<html>", "{\"taxonomy/type\":\"x\"}", "[{\"id\":\"x\"}]"])
  func `what is no list of concepts is a fault`(_ body: String) async throws {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    let fault = await #expect(throws: JobTechFault.self) {
      try await bench.batches("jobtech.taxonomy")
    }
    #expect(fault?.diagnostic.code == "jobtech.no-concepts")
  }
}
