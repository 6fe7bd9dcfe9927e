import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import JobTechPlugin

/// `jobtech.snapshot` and `jobtech.stream`.
@Suite(.timeLimit(.minutes(10))) struct ChangeTests {
  static let keyed = ScanRequest(wantsIdentity: true)

  @Test func `a snapshot gives every current ad once, and the place behind it`() async throws {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let batches = try await bench.batches("jobtech.snapshot", [:], Self.keyed)
      let search = try await bench.ids("jobtech.search")
      #expect(Set(batches.ids) == Set(search) && batches.ids.count == search.count)
      #expect(batches.states.allSatisfy { $0 == .live })
      #expect(
        batches.last?.checkpoint?.text == "changes:2026-11-02T10:55:00Z@\(batches.ids.count)")
      #expect(standIn.requests.lines.first?.target == "/v2/snapshot")
    }
  }

  @Test func `a refresh takes changes in and removed ads out, as a fresh snapshot has them`()
    async throws
  {
    try await withJobTech(ads: 1000) { standIn async throws in
      let first = try await Bench(url: standIn.baseURL)
        .batches("jobtech.snapshot", [:], Self.keyed)
      var held = Dictionary(
        zip(first.ids, first.values("timestamp")), uniquingKeysWith: { $1 })
      var resume = first.last?.checkpoint
      for day in [1, 2, 9] {
        let now = Bench.now + Int64(day) * 86_400_000_000
        standIn.advance(to: StandInTime(microseconds: now))
        let bench = Bench(url: standIn.baseURL, now: now)
        var request = Self.keyed
        request.resume = resume
        let changes = try await bench.batches("jobtech.snapshot", [:], request)
        for (row, id) in changes.ids.enumerated() {
          if changes.states[row] == .gone {
            held[id] = nil
          } else {
            held[id] = changes.values("timestamp")[row]
          }
        }
        resume = changes.last?.checkpoint
        standIn.advance(to: StandInTime(microseconds: now + 61_000_000))
        let fresh = try await bench.batches("jobtech.snapshot", [:], Self.keyed)
        let today = JobTech.zone.civil(now).days
        // What is past its last day without a removal is hidden by its expiry.
        let shown = Set(fresh.ids)
        for id in held.keys where !shown.contains(id) {
          let ad = try await bench.source("jobtech.ad", .string(id))
          await #expect(throws: JobTechFault.noAd(id)) {
            try await ad.scan(ScanRequest(), in: bench.context).collect()
          }
          held[id] = nil
        }
        #expect(today > 0)
        let state = Dictionary(
          zip(fresh.ids, fresh.values("timestamp")), uniquingKeysWith: { $1 })
        #expect(held == state)
      }
      #expect(resume?.text.hasPrefix("changes:2026-11-11T10:55:00Z@") == true)
    }
  }

  @Test func `the stream gives what changed, in the window and place that are asked for`()
    async throws
  {
    let asked = Record<String>()
    let bench = Bench.scripted { request in
      asked.add(request.address.text)
      return HTTPAnswer(200, "[\(madeAd("1"))]", for: request)
    }
    let summer = JobTech.zone.instant(
      ofLocal: CivilTime(year: 2026, month: 7, day: 1, microsecondOfDay: 36_000_000_000)
        .microseconds)
    let options: [String: Value] = [
      "updated-after": .timestamp(summer), "updated-before": .date(20_700),
      "occupation-concept-id": .string("apaJ_2ja_LuF"),
      "location-concept-id": .list([.string("CaRE_1nn_cSU"), .string("zBon_eET_fFU")]),
    ]
    let batches = try await bench.batches("jobtech.stream", options, Self.keyed)
    #expect(batches.ids == ["1"])
    #expect(
      asked.all == [
        "http://127.0.0.1:9/v2/stream?updated-after=2026-07-01T10%3A00%3A00%2B02%3A00"
          + "&updated-before=2026-09-04T00%3A00%3A00%2B02%3A00"
          + "&occupation-concept-id=apaJ_2ja_LuF&location-concept-id=CaRE_1nn_cSU"
          + "&location-concept-id=zBon_eET_fFU"
      ])
    #expect(batches.last?.checkpoint?.text == "changes:2026-09-03T21:55:00Z@1")
  }

  @Test func `of an ad's states the greatest time stamp counts, and repeats are dropped`()
    async throws
  {
    let body = [
      madeAd("1", timestamp: 5), madeAd("2", timestamp: 5), madeAd("1", timestamp: 5),
      madeAd("2", timestamp: 4), madeAd("1", timestamp: 9),
      "{\"id\":\"2\",\"removed\":true,\"removed_date\":\"2026-11-02T11:00:00\"}",
      madeAd("2", timestamp: 7),
    ]
    let bench = Bench.scripted { request in
      HTTPAnswer(200, "[" + body.joined(separator: ",\n") + "]\n", for: request)
    }
    let batches = try await bench.batches(
      "jobtech.stream", ["updated-after": .timestamp(0)], Self.keyed)
    #expect(batches.ids == ["1", "2", "1", "2"])
    #expect(batches.states == [.live, .live, .live, .gone])
  }

  @Test func `an answer that breaks off is asked for again, and its rows come once`() async throws {
    let ads = (0..<3000).map {
      madeAd("\($0)", ",\"headline\":\"\(String(repeating: "x", count: 900))\"")
    }
    let whole = "[" + ads.joined(separator: ",") + "]"
    let asked = Record<Int>()
    let bench = Bench.scripted { request in
      let count = asked.add(0)
      return HTTPAnswer(200, count < 3 ? String(whole.prefix(1_900_000)) : whole, for: request)
    }
    let batches = try await bench.batches("jobtech.snapshot", [:], Self.keyed)
    #expect(batches.ids == (0..<3000).map { "\($0)" })
    #expect(asked.all.count == 3)
    #expect(batches.first?.checkpoint?.text.hasPrefix("all:2026-11-02T11:00:00Z@") == true)
  }

  @Test func `after a snapshot that broke off, changes since its beginning are asked for too`()
    async throws
  {
    let asked = Record<String>()
    let later = Bench.now + 3_600_000_000
    let bench = Bench.scripted(now: later) { request in
      asked.add(request.address.text)
      let body = asked.all.count == 1 ? "[\(madeAd("1"))]" : "[{\"id\":\"2\",\"removed\":true}]"
      return HTTPAnswer(200, body, for: request)
    }
    var request = Self.keyed
    request.resume = Checkpoint("all:2026-11-02T11:00:00Z@40")
    let batches = try await bench.batches("jobtech.snapshot", [:], request)
    #expect(
      asked.all == [
        "http://127.0.0.1:9/v2/snapshot",
        "http://127.0.0.1:9/v2/stream?updated-after=2026-11-02T11%3A55%3A00%2B01%3A00",
      ])
    #expect(batches.states == [.live, .gone])
    #expect(batches.last?.checkpoint?.text == "changes:2026-11-02T11:55:00Z@42")
  }

  @Test func `a snapshot that broke off needs two requests, known before any`() async throws {
    for (now, count) in [(Bench.now, 1), (Bench.now + 60_000_000, 2)] {
      let bench = Bench.scripted(now: now) { HTTPAnswer(500, "", for: $0) }
      let source = try await bench.source("jobtech.snapshot")
      var request = Self.keyed
      #expect(source.need(request).count == 1)
      request.resume = Checkpoint("all:2026-11-02T11:00:00Z@40")
      #expect(source.need(request).count == count)
    }
  }

  @Test func `an ad that changes while an answer is asked for again is one row and no two`()
    async throws
  {
    let filler = ",\"headline\":\"\(String(repeating: "x", count: 900))\""
    let ads = (1..<2000).map { madeAd("\($0)", filler) }
    let first = ([madeAd("0", timestamp: 5)] + ads).joined(separator: ",")
    let then = ads + [madeAd("0", timestamp: 6)]
    let asked = Record<Int>()
    let bench = Bench.scripted { request in
      let isFirst = asked.add(0) % 2 == 1
      return HTTPAnswer(
        200, isFirst ? "[" + first : "[" + then.joined(separator: ",") + "]", for: request)
    }
    let plain = try await bench.ids("jobtech.snapshot")
    #expect(plain.count == 2000 && Set(plain).count == 2000)
    // By their identity rows find the newer state.
    let keyed = try await bench.batches("jobtech.snapshot", [:], Self.keyed)
    #expect(keyed.ids.count == 2001 && keyed.values("timestamp").last == .int(6))
  }

  @Test func `a window that ends before it begins is refused and not asked for`() async throws {
    let bench = Bench.scripted { HTTPAnswer(200, "[]", for: $0) }
    for before in [Int64(86_400_000_000), 172_800_000_000] {
      let options: [String: Value] = [
        "updated-after": .duration(CalendarDuration(microseconds: 86_400_000_000)),
        "updated-before": .duration(CalendarDuration(microseconds: before)),
      ]
      await #expect(throws: JobTechFault.noWindow) {
        try await bench.batches("jobtech.stream", options)
      }
    }
    #expect(JobTechFault.noWindow.diagnostic.status == .check)
    #expect(bench.http.requestCount == 0)
  }

  @Test(arguments: [
    ("<html>Bad gateway</html>", "jobtech.no-array"), ("", "jobtech.no-array"),
    ("{\"message\":\"x\"}", "jobtech.no-array"), ("[", "jobtech.cut-off"),
    ("[{\"id\":\"1\"}", "jobtech.cut-off"), ("[{\"id\":\"1\"},", "jobtech.cut-off"),
    ("[{\"id\":\"1\"}] x", "jobtech.cut-off"), ("[{\"headline\":\"x\"}]", "jobtech.no-ads"),
    ("[{\"id\":}]", "jobtech.no-ads"), ("[1]", "jobtech.no-ads"),
  ])
  func `what is no list of ads, or does not end, is asked for again, and then a fault`(
    _ body: String, code: String
  ) async throws {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    let fault = await #expect(throws: JobTechFault.self) { try await bench.ids("jobtech.snapshot") }
    #expect(fault?.diagnostic.code == code)
    #expect(fault?.diagnostic.status == .source)
    #expect(bench.http.requestCount == 3)
  }

  @Test(arguments: ["[]", " [ ] ", "\n[\n]\n"])
  func `an empty list is no fault`(_ body: String) async throws {
    let bench = Bench.scripted { HTTPAnswer(200, body, for: $0) }
    #expect(try await bench.ids("jobtech.snapshot").isEmpty)
    let keyed = try await bench.batches("jobtech.snapshot", [:], Self.keyed)
    #expect(keyed.last?.checkpoint?.text == "changes:2026-11-02T10:55:00Z@0")
  }

  @Test func `a walk that is not pulled to its end stops the answer`() async throws {
    try await withJobTech(ads: 8_000) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let source = try await bench.source("jobtech.snapshot")
      let cursor = try source.scan(ScanRequest(projection: ["id"]), in: bench.context)
      let first = try #require(try await cursor.next())
      #expect(first.count > 100 && first.count < 1500)
    }
  }

  @Test(arguments: ["", "all", "changes@1", "all@x", "changes:x@1", "event:y@2", "all@-1"])
  func `a cursor that is none of these sources' is a fault`(_ text: String) async throws {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    var request = Self.keyed
    request.resume = Checkpoint(text)
    let asked = request
    await #expect(throws: JobTechFault.unreadableCheckpoint(text)) {
      try await bench.batches("jobtech.snapshot", [:], asked)
    }
  }

  @Test func `columns that nobody looks at may stay null`() async throws {
    try await withJobTech { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let few = try await bench.batches(
        "jobtech.snapshot", [:], ScanRequest(projection: ["headline"]))
      #expect(few.values("headline").allSatisfy { !$0.isNull })
      #expect(few.values("description").allSatisfy { $0.isNull })
    }
  }

  @Test(arguments: faultSeeds)
  func `a snapshot and its changes under faults are the same or a clear fault`(_ seed: Int)
    async throws
  {
    try await withJobTech(ads: 600) { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      let whole = try await bench.ids("jobtech.snapshot")
      let day: [String: Value] = [
        "updated-after": .duration(CalendarDuration(microseconds: 86_400_000_000))
      ]
      let changes = try await bench.ids("jobtech.stream", day)
      var mix = Fault(.mix)
      mix.chance = 0.5
      mix.seed = UInt64(seed)
      standIn.setFaults(Faults([mix]))
      do {
        #expect(try await bench.ids("jobtech.snapshot") == whole)
        #expect(try await bench.ids("jobtech.stream", day) == changes)
      } catch let fault as HTTPFault {
        #expect(fault.isTransient && [.source, .refusedForNow].contains(fault.exitStatus))
      }
    }
  }
}
