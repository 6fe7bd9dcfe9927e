import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import JobTechPlugin

/// Where descriptions and services differ, and what trips those up who use them: one test each.
@Suite(.timeLimit(.minutes(10))) struct ServiceTraitsTests {
  @Test func `tutorials ask for a key; none is wanted and none is sent`() async throws {
    let asked = Record<HTTPHeaderList>()
    let bench = Bench.scripted { request in
      asked.add(request.headers)
      return HTTPAnswer(200, madePage(["1"], total: 1), for: request)
    }
    _ = try await bench.ids("jobtech.search")
    #expect(asked.all.allSatisfy { $0["api-key"] == nil && $0["Authorization"] == nil })
    #expect(JobTech.plugin.settings == ["url", "stream_url", "taxonomy_url"])
  }

  @Test func `the search's own taxonomy answers no more; concepts come from their service`()
    async throws
  {
    try await withJobTech { standIn async throws in
      let gone = try await FeedClient(standIn, authorization: nil).get("/taxonomy/search?q=kock")
      #expect(gone.status == 404)
      let bench = Bench(url: standIn.baseURL)
      let rows = try await bench.batches("jobtech.taxonomy", ["type": .string("region")]).rows
      #expect(rows.count == 21)
    }
  }

  @Test func `2,100 ads can be reached though more match, and the result says that it is not all`()
    async throws
  {
    try await withJobTech(ads: 20_000) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      for size in [100, 30] {
        let request = ScanRequest(projection: ["id"])
        let ids = try await bench.ids("jobtech.search", ["limit": .int(Int64(size))], request)
        #expect(Set(ids).count == 2100 && ids.count == 2100)
        let cause = bench.context.notices.takeIncompleteness()
        #expect(cause?.code == "jobtech.out-of-reach" && cause?.status == .incomplete)
      }
      let some = try await bench.ids(
        "jobtech.search", [:], ScanRequest(projection: [], limit: 2100))
      #expect(some.count == 2100)
      #expect(bench.context.notices.takeIncompleteness() == nil)
      #expect(standIn.requests.lines.allSatisfy { $0.status == 200 })
    }
  }

  @Test
  func `codes need their leading zeros, and a code without them is refused with the right one`()
    async throws
  {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    let fault = await #expect(throws: Diagnostic.self) {
      try await bench.source("jobtech.search", nil, ["region": .int(3)])
    }
    #expect(fault?.fix == "write \"03\"")
  }

  @Test func `an unknown code gets no error and no ads, which is warned of`() async throws {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      #expect(try await bench.ids("jobtech.search", ["municipality": .string("9999")]).isEmpty)
      let warning = bench.context.notices.takeWarnings().first
      #expect(warning?.code == "jobtech.nothing" && warning?.reason == "asked for 9999")
      let counted: [String: Value] = ["municipality": .string("9999"), "stats": .string("region")]
      #expect(try await bench.batches("jobtech.search", counted).rows.isEmpty)
      #expect(bench.context.notices.takeWarnings().map(\.code) == ["jobtech.nothing"])
      #expect(try await bench.ids("jobtech.search", ["q": .string("zzzz")]).isEmpty)
      #expect(bench.context.notices.takeWarnings().isEmpty)
    }
  }

  @Test(
    arguments: [
      ("2026-07-01T10:00:00", "2026-07-01T08:00:00Z"),
      ("2026-11-02T12:00:00", "2026-11-02T11:00:00Z"),
      // The hour that autumn repeats: the first of the two is taken.
      ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
    ])
  func `a time without an offset is Swedish`(_ text: String, instant: String) async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200, "[" + madeAd("1", ",\"publication_date\":\"\(text)\"") + "]", for: request)
    }
    let values = try await bench.batches("jobtech.snapshot").values("publication_date")
    guard case .timestamp(let found)? = values.first else {
      Issue.record("\(values)")
      return
    }
    #expect(ChangePlace.text(found) == instant)
  }

  @Test func `an instant of the repeated hour is sent to the stream with its offset`() {
    let first = JobTech.zone.instant(
      ofLocal: CivilTime(year: 2026, month: 10, day: 25, microsecondOfDay: 9_000_000_000)
        .microseconds)
    #expect(SwedishTime.withOffset(first) == "2026-10-25T02:30:00+02:00")
    #expect(SwedishTime.withOffset(first + 3_600_000_000) == "2026-10-25T02:30:00+01:00")
  }

  @Test func `coordinates are longitude first, the position option latitude first, codes no ISO`()
    async throws
  {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let near: [String: Value] = ["position": .string("65.84,24.13"), "position.radius": .int(10)]
      let address = try #require(
        try await bench.batches("jobtech.search", near).values("workplace_address").first)
      guard case .record(let parts) = address else { return }
      let values = Dictionary(parts.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
      #expect(values["municipality"] == .string("Haparanda"))
      #expect(values["coordinates"] == .list([.float(24.13), .float(65.84)]))
      #expect(values["country_code"] == .string("199"))
      let meaning = AdColumns.fields[AdColumns.place(of: "workplace_address")].meaning
      #expect(meaning.contains("longitude, latitude") && meaning.contains("not ISO"))
    }
  }

  @Test func `text_formatted is what employers wrote, and comes as it is`() async throws {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let texts = try await bench.batches("jobtech.search").values("description").compactMap {
        value -> String? in
        guard case .record(let parts) = value, case .string(let html) = parts[1].value else {
          return nil
        }
        return html
      }
      #expect(texts.contains { $0.hasSuffix("<script>alert(1)</script>\u{1B}[31m") })
      let meaning = AdColumns.fields[AdColumns.place(of: "description")].meaning
      #expect(meaning.contains("HTML"))
    }
  }

  @Test func `an ad may lack half of its concepts, or all keys but its id`() async throws {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200,
        """
        [{"id":"1"},{"id":"2","occupation":null,"duration":{"concept_id":null,"label":null},
        "must_have":{"skills":null},"workplace_address":{},"new_key":[{}]}]
        """, for: request)
    }
    let batches = try await bench.batches("jobtech.snapshot", [:], ScanRequest(wantsIdentity: true))
    #expect(batches.ids == ["1", "2"])
    #expect(batches.states == [.live, .live])
    #expect(batches.rows[0].dropFirst().allSatisfy { $0.isNull })
    let nothing: Value = .record(
      ["concept_id", "label", "legacy_ams_taxonomy_id"].map { NamedValue($0, .null) })
    #expect(batches.values("duration")[1] == nothing)
    #expect(bench.context.notices.takeCounts().isEmpty)
  }

  @Test func `a removed ad comes as a stub with none of the ad's fields, and is gone`()
    async throws
  {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let day = Value.duration(CalendarDuration(microseconds: 5 * 86_400_000_000))
      let batches = try await bench.batches(
        "jobtech.stream", ["updated-after": day], ScanRequest(wantsIdentity: true))
      let gone = batches.states.indices.filter { batches.states[$0] == .gone }
      #expect(gone.count > 3 && gone.count < batches.states.count)
      for row in gone {
        #expect(batches.values("headline")[row].isNull)
        #expect(batches.values("removed")[row] == .bool(true))
      }
    }
  }

  @Test(
    arguments: [
      // Within the second of the removal, by the ad's milliseconds.
      (changed: 1_793_613_600_800, removed: "2026-11-02T11:00:00", state: RowState.gone),
      (changed: 1_793_613_601_500, removed: "2026-11-02T11:00:00", state: .live),
      // 02:45 for the first time, and 02:30 for the second or the first: that is not said.
      (changed: 1_792_889_100_000, removed: "2026-10-25T02:30:00", state: .gone),
      (changed: 1_792_892_700_000, removed: "2026-10-25T02:30:00", state: .live),
    ])
  func `a removal's time is one of whole seconds that autumn repeats: the last meant counts`(
    _ ad: (changed: Int64, removed: String, state: RowState)
  ) async throws {
    let stub = "{\"id\":\"1\",\"removed\":true,\"removed_date\":\"\(ad.removed)\"}"
    for states in [
      [madeAd("1", timestamp: ad.changed), stub], [stub, madeAd("1", timestamp: ad.changed)],
    ] {
      let bench = Bench.scripted {
        HTTPAnswer(200, "[" + states.joined(separator: ",") + "]", for: $0)
      }
      let batches = try await bench.batches(
        "jobtech.stream", ["updated-after": .timestamp(0)], ScanRequest(wantsIdentity: true))
      #expect(batches.states.last == ad.state)
    }
  }

  @Test func `a removal that repeats the ad's time stamp, or has the greatest there is, counts`()
    async throws
  {
    for time in [5, Int64.max] {
      let stub = "{\"id\":\"1\",\"removed\":true,\"removed_date\":null,\"timestamp\":\(time)}"
      let bench = Bench.scripted {
        HTTPAnswer(200, "[\(madeAd("1", timestamp: 5)),\(stub)]", for: $0)
      }
      let batches = try await bench.batches(
        "jobtech.stream", ["updated-after": .timestamp(0)], ScanRequest(wantsIdentity: true))
      #expect(batches.states == [.live, .gone])
    }
  }

  @Test func `a place whose latitude comes second finds nothing, which is warned of`() async throws
  {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      #expect(
        try await bench.ids("jobtech.search", ["position": .string("18.06,59.33")]).isEmpty)
      let warning = bench.context.notices.takeWarnings().first
      #expect(warning?.message.contains("18.06,59.33") == true)
      #expect(warning?.reason?.contains("latitude comes first") == true)
    }
  }

  @Test func `an ad past its last day is closed without a removal: the day counts in full`()
    async throws
  {
    let bench = Bench.scripted { request in
      HTTPAnswer(
        200, "[" + madeAd("1", ",\"last_publication_date\":\"2026-11-02T23:59:59\"") + "]",
        for: request)
    }
    let batches = try await bench.batches("jobtech.snapshot", [:], ScanRequest(wantsIdentity: true))
    let day = CivilTime(year: 2026, month: 11, day: 2).days
    #expect(batches[0].identity?.expiry?.values == [.date(day)])
    #expect(AdColumns.key.expiresWith?.contains("inclusive") == true)
  }

  @Test func `the stream refuses a second question within a minute, which is waited out or told`()
    async throws
  {
    try await withJobTech { standIn async throws in
      var patient = Bench(url: standIn.baseURL)
      _ = try await patient.ids("jobtech.snapshot", [:], ScanRequest(projection: []))
      standIn.advance(to: StandInTime(microseconds: Bench.now + 30_000_000))
      patient = Bench(url: standIn.baseURL) { $0.retry.totalTime = .milliseconds(50) }
      let fault = await #expect(throws: HTTPFault.self) {
        try await patient.ids("jobtech.snapshot")
      }
      #expect(fault?.exitStatus == .refusedForNow)
      #expect(fault?.comeBack?.wait == .seconds(60))
    }
  }
}
