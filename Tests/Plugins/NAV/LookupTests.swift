import FjordDiagnostic
import FjordHTTP
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import FjordPlugin
@testable import NAVPlugin

/// `nav.entry` as a stage.
@Suite(.timeLimit(.minutes(20))) struct LookupTests {
  static let first: [String: Value] = ["start": .string("first")]
  static let lone = Schema([Field("uuid", .string)])

  /// The detail of an active ad, as small as it may be.
  static func detail(_ ad: String, status: String = "ACTIVE") -> String {
    """
    {"uuid":"\(ad)","ad_content":{"uuid":"\(ad)","title":"ad \(ad.suffix(4))","expires":\
    "2026-12-01T00:00:00+01:00"},"sistEndret":"2026-11-02T07:03:28.912+01:00","status":"\(status)"}
    """
  }

  private static func ad(_ request: HTTPRequest) -> String {
    String(request.address.path.suffix(36))
  }

  /// Rows of `uuid` alone, with identity where they are keyed.
  private func rows(_ numbers: some Sequence<Int>, keyed: Bool = false) -> Batch {
    let uuid = Column(.string, numbers.map { .string(MadePage.id($0)) })
    let identity = RowIdentity(
      keys: [uuid], states: (0..<uuid.count).map { _ in .live },
      positions: Column(.int, (0..<uuid.count).map { .int(Int64($0)) }))
    return Batch(
      columns: [uuid], count: uuid.count, identity: keyed ? identity : nil,
      checkpoint: Checkpoint("here"))
  }

  private func run(
    _ bench: Bench, _ batches: [Batch], retrying: [PendingRow] = [], keyed: Bool = false
  ) async throws -> [Batch] {
    let schema = Schema(Self.lone.fields, key: keyed ? KeySemantics(columns: ["uuid"]) : nil)
    let cursor = try bench.lookup(behind: schema).run(
      BatchCursor(batches), retrying: retrying, in: bench.context)
    return try await cursor.collect()
  }

  @Test func `a line's columns stay, and names that are taken get entry_ before them`() throws {
    let bench = Bench.scripted { HTTPAnswer(500, for: $0) }
    let output = try bench.lookup().output
    #expect(
      output.names.prefix(12) == [
        "uuid", "status", "title", "businessName", "municipal", "sistEndret", "url",
        "entry_status", "entry_sistEndret", "published", "expires", "updated",
      ])
    #expect(output.names.contains("entry_title"))
    #expect(output.names.filter { $0.hasSuffix("uuid") } == ["uuid"])
    #expect(output.key?.columns == ["uuid"])
    #expect(output.key?.expiresWith?.contains("`expires`") == true)
    let lone = try bench.lookup(behind: Self.lone).output
    #expect(lone.names.prefix(3) == ["uuid", "status", "sistEndret"])
    #expect(lone.key == nil)
    let twice = try bench.lookup(behind: output).output
    #expect(Set(twice.names).count == twice.names.count)
  }

  @Test func `a uuid that is no text is refused before any request`() {
    let bench = Bench.scripted { HTTPAnswer(500, for: $0) }
    let fault = #expect(throws: Diagnostic.self) {
      try bench.lookup(behind: Schema([Field("uuid", .int)]))
    }
    #expect(fault?.status == .check)
  }

  @Test func `rows keep their order, whatever order the answers come in`() async throws {
    let bench = Bench.scripted { request in
      let ad = Self.ad(request)
      let number = Int(ad.suffix(4)) ?? 0
      try await Task.sleep(for: .milliseconds((number * 7) % 13))
      return HTTPAnswer(200, Self.detail(ad), for: request)
    }
    let batches = try await run(bench, [rows(1...40), rows(41...60)])
    #expect(batches.rows.map { $0[0] } == (1...60).map { .string(MadePage.id($0)) })
    let title = 1 + (EntryColumns.added.firstIndex { $0.name == "title" } ?? 0)
    #expect(
      batches.rows.map { $0[title] }
        == (1...60).map {
          .string("ad " + MadePage.id($0).suffix(4))
        })
  }

  @Test func `at most four details are asked for at a time`() async throws {
    let running = Record<Int>()
    let bench = Bench.scripted { request in
      running.add(1)
      try await Task.sleep(for: .milliseconds(10))
      running.add(-1)
      return HTTPAnswer(200, Self.detail(Self.ad(request)), for: request)
    }
    _ = try await run(bench, [rows(1...50)])
    var now = 0
    let most = running.all.map { step in
      now += step
      return now
    }.max()
    #expect(most == 4)
  }

  @Test func `five rows ask for five details, and what is not pulled for none`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let feed = try await bench.source("nav.feed", nil, Self.first)
      let lookup = try bench.lookup()
      let five = lookup.run(
        try feed.scan(ScanRequest(limit: 5), in: bench.context), retrying: [], in: bench.context)
      #expect(try await five.collect().rows.count == 5)
      #expect(standIn.requests.entries == 5)
      standIn.requests.reset()
      let all = lookup.run(
        try feed.scan(ScanRequest(), in: bench.context), retrying: [], in: bench.context)
      #expect(try await all.next()?.count == 4)
      #expect(standIn.requests.entries == 4)
    }
  }

  @Test func `only the last part of a page has its checkpoint`() async throws {
    let bench = Bench.scripted { HTTPAnswer(200, Self.detail(Self.ad($0)), for: $0) }
    let batches = try await run(bench, [rows(1...70, keyed: true)], keyed: true)
    #expect(batches.map(\.count) == [4, 4, 8, 16, 32, 6])
    #expect(batches.map { $0.checkpoint?.text } == [nil, nil, nil, nil, nil, "here"])
  }

  @Test func `retractions and pages without rows ask for no detail and pass`() async throws {
    let bench = Bench.scripted { HTTPAnswer(500, for: $0) }
    let gone = rows([1, 2], keyed: true).identity
    let empty = Batch(
      columns: [Column(.string, [])], count: 0, retractions: gone, checkpoint: Checkpoint("there"))
    let batches = try await run(bench, [empty], keyed: true)
    #expect(batches.map(\.retractions?.count) == [2])
    #expect(batches.map(\.checkpoint?.text) == ["there"])
    #expect(bench.http.requestCount == 0)
  }

  @Test func `rows that are known to be gone are not asked for`() async throws {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let request = ScanRequest(wantsIdentity: true)
      let feed = try await bench.source("nav.feed", nil, Self.first)
        .scan(request, in: bench.context)
      let batches = try await bench.lookup().run(feed, retrying: [], in: bench.context).collect()
      #expect(batches.rows.count == 9)
      #expect(standIn.requests.entries == 6)
      #expect(batches.states.filter { $0 == .pending }.isEmpty)
      let ad = try #require(batches.rows.first { $0[2] == .string("Backend-utvikler (Kotlin)") })
      #expect(ad[7] == .string("ACTIVE"))
    }
  }

  @Test func `without identity every row that passes is asked for, also an INACTIVE one`()
    async throws
  {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let feed = try await bench.source("nav.feed", nil, Self.first)
        .scan(ScanRequest(), in: bench.context)
      let batches = try await bench.lookup().run(feed, retrying: [], in: bench.context).collect()
      #expect(standIn.requests.entries == 9)
      #expect(batches.rows[2][7] == .string("INACTIVE"))
    }
  }

  @Test func `an ad that is not there, or has no content, gives nulls and is gone`()
    async throws
  {
    let bench = Bench.scripted { request in
      let ad = Self.ad(request)
      return switch ad.suffix(1) {
      case "1": HTTPAnswer(404, for: request)
      case "2": HTTPAnswer(200, "{\"uuid\":\"\(ad)\",\"status\":\"ACTIVE\"}", for: request)
      case "3": HTTPAnswer(200, "{\"uuid\":\"\(ad)\",\"status\":\"INACTIVE\"}", for: request)
      default: HTTPAnswer(200, Self.detail(ad), for: request)
      }
    }
    let batches = try await run(bench, [rows(1...4, keyed: true)], keyed: true)
    #expect(batches.states == [.gone, .gone, .gone, .live])
    #expect(
      batches.rows.map { $0[1] } == [
        .null, .string("ACTIVE"), .string("INACTIVE"), .string("ACTIVE"),
      ])
    #expect(batches.flatMap(\.pending).isEmpty)
    let day = CivilTime(year: 2026, month: 12, day: 1).days
    #expect(
      batches.flatMap { $0.identity?.expiry?.values ?? [] } == [
        .null, .null, .null, .date(day),
      ])
    #expect(bench.context.notices.takeIncompleteness() == nil)
  }

  @Test func `what is no UUID is not asked for, and counted`() async throws {
    let bench = Bench.scripted { HTTPAnswer(200, Self.detail(Self.ad($0)), for: $0) }
    let column = Column(.string, [.string("abc"), .null, .string(MadePage.id(1))])
    let batches = try await run(bench, [Batch(columns: [column], count: 3)])
    #expect(batches.rows.map { $0[1] } == [.null, .null, .string("ACTIVE")])
    #expect(bench.http.requestCount == 1)
    #expect(bench.context.notices.takeCounts().map(\.count) == [2])
  }

  @Test func `a detail that could not be had gives nulls, is kept for later, and the walk goes on`()
    async throws
  {
    let bench = Bench.scripted { request in
      let ad = Self.ad(request)
      return ad.hasSuffix("2") || ad.hasSuffix("5")
        ? HTTPAnswer(503, for: request) : HTTPAnswer(200, Self.detail(ad), for: request)
    }.with { $0.retry.totalTime = .milliseconds(20) }
    let batches = try await run(bench, [rows(1...9, keyed: true)], keyed: true)
    #expect(
      batches.states == [.live, .pending, .live, .live, .pending, .live, .live, .live, .live])
    #expect(
      batches.flatMap(\.pending)
        == [2, 5].map { number in
          PendingRow(
            key: [.string(MadePage.id(number))], position: Int64(number - 1),
            payload: "{\"uuid\":\"\(MadePage.id(number))\"}")
        })
    #expect(batches.last?.checkpoint?.text == "here")
    let cause = bench.context.notices.takeIncompleteness()
    #expect(cause?.status == .incomplete)
    #expect(cause?.reason?.contains("503") == true)
    let warnings = bench.context.notices.takeWarnings()
    #expect(warnings.map(\.message) == ["the details of 2 ads could not be had"])
  }

  @Test func `rows that were kept come first, as they were, and are asked for again`()
    async throws
  {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
        .with { $0.retry.totalTime = .milliseconds(20) }
      standIn.setFaults(Faults([Fault(.status(500), on: .entry)]))
      let feed = try await bench.source("nav.feed", nil, ["start": .string(FixtureLog.events[5])])
      let request = ScanRequest(limit: 1, wantsIdentity: true)
      let lookup = try bench.lookup()
      let kept = try await lookup.run(
        feed.scan(request, in: bench.context), retrying: [], in: bench.context
      ).collect()
      #expect(kept.states == [.pending])
      let pending = kept.flatMap(\.pending)
      let again = try await lookup.run(BatchCursor([]), retrying: pending, in: bench.context)
        .collect()
      #expect(again.states == [.pending])
      #expect(again.flatMap(\.pending) == pending)
      standIn.setFaults(Faults())
      let had = try await lookup.run(
        feed.scan(request, in: bench.context), retrying: pending, in: bench.context
      ).collect()
      #expect(had.map(\.count) == [1, 1])
      #expect(had[0].checkpoint == nil)
      #expect(had[0].identity?.keys[0].values == had[1].identity?.keys[0].values)
      #expect([had[0]].rows == [had[1]].rows)
      #expect(had.states == [.live, .live])
    }
  }

  @Test func `a kept row of any type comes back as it was`() async throws {
    let schema = Schema(
      [
        Field("uuid", .string), Field("n", .int), Field("x", .float), Field("b", .bool),
        Field("d", .date), Field("t", .timestamp), Field("l", .duration),
        Field("tags", .list(.string)), Field("r", .record([RecordField("a", .int)])),
        Field("data", .binary),
      ], key: KeySemantics(columns: ["uuid"]))
    let row: [Value] = [
      .string(MadePage.id(1)), .int(-3), .float(0.1), .bool(true), .date(20_000),
      .timestamp(1_234_567_890_123_456), .duration(CalendarDuration(months: 1, microseconds: 5)),
      .list([.string("a\n\"b\""), .null]), .record([NamedValue("a", .int(1))]),
      .binary([0, 255]),
    ]
    let inquiry = DetailInquiry(
      source: "some.detail", idName: "UUID", concurrentRequests: 1, misfitText: "", id: { $0 },
      missing: { _, cause in Diagnostic(code: "missing", cause) }, unreadable: CancellationError(),
      ask: { _ in .unknown })
    let rows = DetailRows(input: schema, id: 0, added: [], inquiry)
    for row in [row, [row[0]] + row.dropFirst().map { _ in .null }] {
      let columns = zip(schema.fields, row).map { Column($0.type, [$1]) }
      let batch = Batch(
        columns: columns, count: 1,
        identity: RowIdentity(
          keys: [columns[0]], states: [.live], positions: Column(.int, [.int(9)])))
      let joined = rows.joined(batch, [.unavailable("503")])
      #expect([try rows.batch(of: joined.pending)].rows == [row])
    }
  }

  @Test func `a kept row that can't be read is a fault`() async throws {
    let bench = Bench.scripted { HTTPAnswer(500, for: $0) }
    let broken = PendingRow(key: [.string(MadePage.id(1))], position: 0, payload: "{")
    await #expect(throws: NAVFault.unreadablePayload) {
      try await run(bench, [], retrying: [broken], keyed: true)
    }
  }

  @Test func `when no detail can be had, one of each window is tried and all are kept`()
    async throws
  {
    let bench = Bench.scripted { HTTPAnswer(503, for: $0) }.with { $0.retry.totalTime = .zero }
    let batches = try await run(bench, [rows(1...70, keyed: true)], keyed: true)
    #expect(batches.flatMap(\.pending).count == 70)
    #expect(bench.http.requestCount == 8 + 4)
    #expect(batches.last?.checkpoint?.text == "here")
  }

  @Test func `when details can be had again, the rest of the window is asked for`() async throws {
    let asked = Record<Int>()
    let bench = Bench.scripted { request in
      asked.add(0) <= 8
        ? HTTPAnswer(503, for: request)
        : HTTPAnswer(200, Self.detail(Self.ad(request)), for: request)
    }.with { $0.retry.totalTime = .zero }
    let batches = try await run(bench, [rows(1...30, keyed: true)], keyed: true)
    #expect(batches.states.filter { $0 == .live }.count == 22)
    #expect(bench.http.requestCount == 30)
  }

  @Test func `details are retried before they are given up`() async throws {
    let asked = Record<Int>()
    let bench = Bench.scripted { request in
      asked.add(0) % 3 == 0
        ? HTTPAnswer(200, Self.detail(Self.ad(request)), for: request)
        : HTTPAnswer(500, for: request)
    }
    let batches = try await run(bench, [rows(1...6)])
    #expect(batches.rows.map { $0[1] } == Array(repeating: .string("ACTIVE"), count: 6))
  }

  @Test func `401 on a detail with the public token is no end of the walk`() async throws {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDAwMDAwMDB9.s"
    let bench = Bench.scripted(token: nil) { request in
      request.address.path == "/api/publicToken"
        ? HTTPAnswer(200, "Current:\n" + token, for: request) : HTTPAnswer(401, for: request)
    }.with { $0.retry.totalTime = .milliseconds(20) }
    let batches = try await run(bench, [rows(1...2, keyed: true)], keyed: true)
    #expect(batches.states == [.pending, .pending])
  }

  @Test func `details that are refused at the same time share one fresh token`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let feed = try await bench.source("nav.feed", nil, Self.first)
      let lines = try await feed.scan(ScanRequest(limit: 8), in: bench.context).collect()
      standIn.apply(.rotateToken)
      let batches = try await bench.lookup().run(
        BatchCursor(lines), retrying: [], in: bench.context
      ).collect()
      #expect(batches.rows.count == 8)
      #expect(standIn.requests.tokens == 2)
      #expect(bench.context.notices.takeIncompleteness() == nil)
    }
  }

  @Test func `a private token that is refused ends the look-up with status 5`() async throws {
    let bench = Bench.scripted { HTTPAnswer(401, for: $0) }
    let fault = await #expect(throws: HTTPFault.self) { try await run(bench, [rows(1...9)]) }
    #expect(fault?.exitStatus == .unauthorised)
  }

  @Test(arguments: ["<html></html>", "{", "{}", "{\"uuid\":\"abc\"}"])
  func `an answer that is no detail of the ad leaves it as it was`(_ body: String) async throws {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    let batches = try await run(bench, [rows([1], keyed: true)], keyed: true)
    #expect(batches.states == [.pending])
  }

  @Test func `a 404 that is not the service's own leaves the ad as it was`() async throws {
    let bench = Bench.scripted { HTTPAnswer(404, "<html>gateway</html>", for: $0) }
    let batches = try await run(bench, [rows([1], keyed: true)], keyed: true)
    #expect(batches.states == [.pending])
  }

  @Test func `a cancelled look-up ends at once`() async throws {
    try await withStandIn({ $0.faults = Faults([Fault(.delay(.seconds(3600)), on: .entry)]) }) {
      standIn in
      let bench = Bench(url: standIn.baseURL)
      let feed = try await bench.source("nav.feed", nil, Self.first)
      let cursor = try bench.lookup().run(
        feed.scan(ScanRequest(), in: bench.context), retrying: [], in: bench.context)
      let task = Task { try await cursor.next() }
      while standIn.requests.entries < 4 { try await Task.sleep(for: .milliseconds(1)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test(arguments: faultSeeds)
  func `details under faults are the same, or known to be missing`(_ seed: Int) async throws {
    try await withStandIn({ $0.ads = 40 }) { standIn in
      let quiet = Bench(url: standIn.baseURL)
      let request = ScanRequest(limit: 60, wantsIdentity: true)
      func details(_ bench: Bench) async throws -> [Batch] {
        let feed = try await bench.source("nav.feed", nil, Self.first)
        return try await bench.lookup().run(
          feed.scan(request, in: bench.context), retrying: [], in: bench.context
        ).collect()
      }
      let whole = try await details(quiet)
      var mix = Fault(.mix)
      mix.chance = 0.4
      mix.seed = UInt64(seed)
      mix.target = .entry
      standIn.setFaults(Faults([mix]))
      let shaken = try await details(Bench(url: standIn.baseURL))
      for (row, state) in shaken.states.enumerated() where state != .pending {
        #expect(shaken.rows[row] == whole.rows[row])
      }
      #expect(shaken.states.count == whole.states.count)
      #expect(shaken.flatMap(\.pending).count == shaken.states.filter { $0 == .pending }.count)
    }
  }
}
