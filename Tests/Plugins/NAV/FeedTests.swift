import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import NAVPlugin

/// The walk against the stand-in.
@Suite(.timeLimit(.minutes(20))) struct FeedTests {
  static let first: [String: Value] = ["start": .string("first")]

  @Test(arguments: [2, 3, 7, 1000])
  func `rows are the feed's lines in order whatever the page size`(_ size: Int) async throws {
    try await withStandIn { standIn in
      let plain = try await PlainFeed(standIn)
      let bench = Bench(url: standIn.baseURL)
      var options = Self.first
      options["page-size"] = .int(Int64(size))
      let batches = try await bench.feed(options, ScanRequest(wantsIdentity: true))
      #expect(plain.lines.count > 150)
      #expect(batches.rows.lines == plain.lines)
      #expect(batches.positions == plain.lines.indices.map { .int(Int64($0)) })
      #expect(batches.last?.checkpoint?.text == "event:\(plain.end)@\(plain.lines.count)")
    }
  }

  @Test func `each page is a batch with its own checkpoint, from which the walk goes on`()
    async throws
  {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let request = ScanRequest(wantsIdentity: true)
      let options = ["start": Value.string("first"), "page-size": .int(50)]
      let batches = try await bench.feed(options, request)
      let whole = batches.rows
      var done = 0
      for batch in batches.prefix(3) {
        done += batch.count
        var resumed = request
        resumed.resume = batch.checkpoint
        let rest = try await bench.feed(options, resumed)
        #expect(rest.rows == Array(whole[done...]))
        #expect(rest.positions.first == .int(Int64(done)))
      }
    }
  }

  @Test func `a walk starts at a date, to which the service jumps`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let october = CivilTime(year: 2026, month: 10, day: 1).days
      let plain = try await PlainFeed(standIn, since: "Wed, 30 Sep 2026 22:00:00 GMT")
      let all = try await PlainFeed(standIn)
      standIn.requests.reset()
      let rows = try await bench.rows(["since": .date(october), "page-size": .int(7)])
      #expect(rows.lines == plain.lines)
      #expect(rows.count < all.lines.count)
      let pages = standIn.requests.lines.filter { $0.kind == .page }
      #expect(pages.first?.ifModifiedSince == "Wed, 30 Sep 2026 22:00:00 GMT")
      #expect(pages.first?.target == "/api/v1/feed?pageSize=7")
      #expect(pages.dropFirst().allSatisfy { $0.ifModifiedSince == nil && $0.ifNoneMatch == nil })
      #expect(pages.allSatisfy { $0.target.hasSuffix("pageSize=7") })
    }
  }

  @Test func `without options the walk starts six months back`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      _ = try await bench.rows([:], ScanRequest(limit: 1))
      let page = standIn.requests.lines.first { $0.kind == .page }
      #expect(page?.ifModifiedSince == "Sat, 02 May 2026 10:00:00 GMT")
    }
  }

  @Test func `start last gives the newest line, start with an id includes that event`()
    async throws
  {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let last = try await bench.feed(["start": .string("last")], ScanRequest(wantsIdentity: true))
      #expect(
        last.rows.lines == [
          ["59ba1b0d-5c90-4158-a909-406c2e416788", "INACTIVE", "Lærer 1.–7. trinn"]
        ])
      #expect(last.last?.checkpoint?.text == "event:\(FixtureLog.events[8])@1")
      let some = try await bench.rows(["start": .string(FixtureLog.events[6].uppercased())])
      #expect(some.lines.map { $0[2] } == ["Kokk", "Tømrer", "Lærer 1.–7. trinn"])
    }
  }

  @Test func `columns hold what the lines say, times with their offset`() async throws {
    try await withEventLog(visible: 1) { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let ad = "47eaa099-2cb6-416d-86dc-283cf0480ff9"
      let row: [Value] = [
        .string(ad), .string("ACTIVE"), .string("Sykepleier, natt"),
        .string("FJORDBYEN SYKEHJEM"), .string("BERGEN"), .timestamp(1_791_180_753_107_613),
        .string("/api/v1/feedentry/" + ad),
      ]
      let rows = try await bench.rows(Self.first)
      #expect(rows == [row])
    }
  }

  @Test func `an event that the feed does not have is a fault of status 4`() async throws {
    try await withEventLog { standIn in
      let bench = Bench(url: standIn.baseURL, token: "TESTTOKEN")
      let stranger = MadePage.id(1)
      let fault = await #expect(throws: NAVFault.self) {
        try await bench.rows(["start": .string(stranger)])
      }
      #expect(fault?.diagnostic.code == "nav.unknown-event")
      #expect(fault?.diagnostic.status == .source)
      let gone = await #expect(throws: NAVFault.self) {
        try await bench.rows([:], ScanRequest(resume: Checkpoint("event:\(stranger)@5")))
      }
      #expect(gone?.diagnostic.code == "nav.cursor-gone")
      #expect(gone?.diagnostic.fix?.contains("--restart") == true)
    }
  }

  @Test func `a limit asks for no page too many and for small pages`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let all = try await bench.rows(Self.first)
      for (limit, size, pages) in [(1, 1000, 1), (2, 1000, 1), (5, 1000, 1), (5, 3, 2), (9, 4, 3)] {
        standIn.requests.reset()
        let options = ["start": Value.string("first"), "page-size": .int(Int64(size))]
        let batches = try await bench.feed(options, ScanRequest(limit: limit, wantsIdentity: true))
        #expect(batches.rows == Array(all.prefix(limit)))
        #expect(standIn.requests.pages == pages, "limit \(limit), size \(size)")
      }
      standIn.requests.reset()
      #expect(try await bench.rows(Self.first, ScanRequest(limit: 0)).isEmpty)
      #expect(standIn.requests.total == 0)
    }
  }

  @Test func `a limit within a page leaves no checkpoint behind the rows that were not given`()
    async throws
  {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let request = ScanRequest(limit: 1, wantsIdentity: true)
      let batches = try await bench.feed(Self.first, request)
      #expect(batches.map(\.count) == [1])
      #expect(batches[0].checkpoint == nil)
    }
  }

  @Test func `a consumer that stops asks for no further page`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let source = try await bench.source("nav.feed", nil, ["page-size": .int(10)])
      let cursor = try source.scan(ScanRequest(), in: bench.context)
      #expect(standIn.requests.total == 0)
      _ = try await cursor.next()
      _ = try await cursor.next()
      #expect(standIn.requests.pages == 2)
    }
  }

  @Test func `reading ahead gives the same rows and is at most one page ahead`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let options = ["start": Value.string("first"), "page-size": .int(20)]
      let all = try await bench.rows(options)
      var request = ScanRequest(wantsIdentity: true)
      request.mayReadAhead = true
      let batches = try await bench.feed(options, request)
      #expect(batches.rows == all)
      standIn.requests.reset()
      let cursor = try await bench.source("nav.feed", nil, options).scan(request, in: bench.context)
      _ = try await cursor.next()
      while standIn.requests.pages < 2 { try await Task.sleep(for: .milliseconds(1)) }
      try await Task.sleep(for: .milliseconds(30))
      #expect(standIn.requests.pages == 2)
    }
  }

  @Test func `a page that is read ahead is given up with its cursor`() async throws {
    let started = AsyncStream<Void>.makeStream()
    let dropped = AsyncStream<Void>.makeStream()
    let bench = Bench.scripted { request in
      if request.address.path == "/api/v1/feed" {
        return HTTPAnswer(200, MadePage(1, next: 2, ads: [1, 2]).text, for: request)
      }
      started.continuation.yield()
      do {
        try await Task.sleep(for: .seconds(3600))
      } catch {
        dropped.continuation.yield()
        throw error
      }
      return HTTPAnswer(500, for: request)
    }
    var request = ScanRequest()
    request.mayReadAhead = true
    func pullOnce() async throws {
      let cursor = try await bench.source("nav.feed", nil, Self.first)
        .scan(request, in: bench.context)
      _ = try await cursor.next()
      for await _ in started.stream { break }
    }
    try await pullOnce()
    for await _ in dropped.stream { break }
  }

  @Test func `columns that nobody looks at may stay null and cost no decoding`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let all = try await bench.rows(Self.first)
      let some = try await bench.rows(Self.first, ScanRequest(projection: ["municipal"]))
      #expect(some.map { $0[4] } == all.map { $0[4] })
      #expect(some.allSatisfy { $0[2] == .null })
      #expect(try await bench.rows(Self.first, ScanRequest(projection: [])).count == all.count)
      let keyed = try await bench.feed(
        Self.first, ScanRequest(projection: ["title"], wantsIdentity: true))
      #expect(keyed.flatMap { $0.identity?.keys[0].values ?? [] } == all.map { $0[0] })
    }
  }

  @Test func `identity and checkpoints come only where they are wanted`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let batches = try await bench.feed(Self.first)
      #expect(batches.allSatisfy { $0.identity == nil })
    }
  }

  @Test func `progress tells of pages, rows and what is waited for`() async throws {
    try await withStandIn { standIn in
      let seen = Record<Progress>()
      let bench = Bench(url: standIn.baseURL)
      var context = bench.context
      context.notices = Notices { seen.add($0) }
      let source = try await bench.source("nav.feed", nil, ["page-size": .int(50)])
      let rows = try await source.scan(ScanRequest(), in: context).collect().rows
      #expect(seen.all.first?.waitingFor == "answer of 127.0.0.1")
      #expect(seen.all.last?.rows == rows.count)
      #expect(seen.all.last?.pages == standIn.requests.pages)
    }
  }

  @Test func `a cancelled walk ends at once, also while an answer is waited for`() async throws {
    try await withStandIn({ $0.faults = Faults([Fault(.delay(.seconds(3600)), on: .page, at: 2)]) })
    {
      standIn in
      let bench = Bench(url: standIn.baseURL)
      let task = Task { try await bench.rows(["page-size": .int(2)]) }
      while standIn.requests.pages < 2 { try await Task.sleep(for: .milliseconds(1)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test(arguments: faultSeeds)
  func `a walk under faults gives the same rows or a clear fault`(_ seed: Int) async throws {
    try await withStandIn { standIn in
      let plain = try await PlainFeed(standIn)
      var mix = Fault(.mix)
      mix.chance = 0.3
      mix.seed = UInt64(seed)
      var stale = Fault(.repeatPage)
      stale.chance = 0.1
      stale.seed = UInt64(seed)
      standIn.setFaults(Faults([mix, stale, Fault(.change(.rotateToken), on: .page, at: 4)]))
      let bench = Bench(url: standIn.baseURL)
      do {
        let rows = try await bench.rows(["start": .string("first"), "page-size": .int(25)])
        #expect(rows.lines == plain.lines)
      } catch let fault as NAVFault {
        guard case .otherPage = fault else { throw fault }
      }
    }
  }
}
