import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Synchronization
import Testing

@testable import JobindsatsPlugin

/// The hour from 22 to 23 in Copenhagen, met in several ways.
@Suite struct ClosedHourTests {
  /// 2026-11-02T22:15 in Copenhagen.
  private static let closed = Bench.now + (10 * 3_600 + 900) * 1_000_000
  private static let minute: Int64 = 60_000_000

  /// A clock that a test sets, and the requests for data that were sent by it.
  private final class Service: Sendable {
    let time: Mutex<Int64>
    let asked = Record<[String]>()

    init(_ time: Int64) { self.time = Mutex(time) }

    /// A bench by this clock; `answer` sees the number of each request for data, from 1.
    func bench(
      change: (inout HTTPOptions) -> Void, _ answer: @escaping @Sendable (Int, Service) -> Int
    ) -> Bench {
      var bench = Bench.scripted(change: change) { [self] request in
        guard request.address.path.hasPrefix("/v3/data/") else {
          return HTTPAnswer(200, MadeTable.description, for: request)
        }
        asked.add(request.months)
        let status = answer(asked.all.count, self)
        return HTTPAnswer(status, status == 200 ? MadeTable.data(request.months) : "", for: request)
      }
      bench.context.clock = SessionClock(zone: .utc) { [self] in time.withLock { $0 } }
      return bench
    }

    func set(_ time: Int64) { self.time.withLock { $0 = time } }
  }

  /// A walk over six months, two a request.
  private static func walk(_ bench: Bench) async throws -> any Cursor {
    let opened = try await bench.source(
      "jobindsats.data", "made", ["period": .string("latest:6")])
    guard var source = opened as? DataSource else { throw Missing(what: "data") }
    source.periodsAtOnce = 2
    return try source.scan(ScanRequest(), in: bench.context)
  }

  @Test func `what was kept is given without waiting, and the data is not asked for`() async throws
  {
    try await withFolder { folder in
      let asked = Record<String>()
      func bench(_ now: Int64) throws -> Bench {
        let tables = try Fixture.bytes("v3_tables.json")
        return Bench.scripted(
          now: now,
          change: {
            $0.cache = HTTPCache(folder: folder)
            $0.sessionClock = { now / 1_000_000 }
          }
        ) { request in
          asked.add(request.address.path)
          return request.address.path == "/v3/tables"
            ? HTTPAnswer(200, tables, for: request)
            : HTTPAnswer(200, MadeTable.description, for: request)
        }
      }
      let open = try bench(Bench.now)
      _ = try await open.source("jobindsats.data", "made")
      let tables = try await open.rows("jobindsats.tables")
      let closed = try bench(Self.closed)
      #expect(asked.all == ["/v3/table/made", "/v3/tables"])
      #expect(try await closed.rows("jobindsats.tables") == tables)
      let source = try await closed.source("jobindsats.data", "made")
      #expect(source.schema.names.contains("Antal ledige"))
      let fault = await #expect(throws: HTTPFault.self) {
        try await source.scan(ScanRequest(), in: closed.context).collect()
      }
      #expect(fault?.exitStatus == .refusedForNow)
      #expect(fault?.comeBack?.wait == .seconds(45 * 60))
      #expect(asked.all.count == 2)
    }
  }

  @Test func `where the hour begins amid a walk, it ends with what came and when to come back`()
    async throws
  {
    let service = Service(Self.closed - 45 * Self.minute)
    let bench = service.bench(change: { _ in }) { number, service in
      service.set(Self.closed - (45 - Int64(number) * 20) * Self.minute)
      return 200
    }
    let cursor = try await Self.walk(bench)
    #expect(try await cursor.next()?.count == 2)
    #expect(try await cursor.next()?.count == 2)
    let fault = await #expect(throws: HTTPFault.self) { try await cursor.next() }
    #expect(fault?.exitStatus == .refusedForNow)
    #expect(fault?.comeBack?.wait == .seconds(50 * 60))
    #expect(service.asked.all.count == 2)
  }

  @Test func `where the hour's end may be waited for, the walk goes on with nothing lost`()
    async throws
  {
    let waits = Record<HTTPWait.Reason>()
    let service = Service(Self.closed - 45 * Self.minute)
    let bench = service.bench(
      change: { options in
        options.retry.waitsOutRefusals = true
        options.retry.totalTime = .milliseconds(1)
        options.onWait = { waits.add($0.reason) }
      }
    ) { number, service in
      // After the first answer a twentieth of a second is left until 23.
      if number == 1 { service.set(Self.closed + 45 * Self.minute - 50_000) }
      return 200
    }
    let rows = try await Self.walk(bench).collect().rows
    #expect(rows.map { $0[0] } == MadeTable.months.suffix(6).map { .string($0) })
    #expect(waits.all.first == .closed("22 to 23 every day, Europe/Copenhagen"))
    #expect(service.asked.all.count == 3)
  }

  @Test func `a request that met the hour's error page is sent again when the hour is over`()
    async throws
  {
    // The service's clock is ahead of this one: at the second request it has closed already.
    let service = Service(Self.closed - 16 * Self.minute)
    let bench = service.bench(change: {
      $0.retry.waitsOutRefusals = true
      $0.retry.totalTime = .milliseconds(1)
    }) { number, service in
      guard number == 2 else { return 200 }
      service.set(Self.closed + 45 * Self.minute - 50_000)
      return 503
    }
    let rows = try await Self.walk(bench).collect().rows
    #expect(rows.map { $0[0] } == MadeTable.months.suffix(6).map { .string($0) })
    #expect(service.asked.all.count >= 4)
  }
}
