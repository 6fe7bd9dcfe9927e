import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Synchronization
import Testing

@testable import NAVPlugin

@Suite(.timeLimit(.minutes(20))) struct TokenTests {
  static let first: [String: Value] = ["start": .string("first")]
  static let heading = "Current public token for Nav Job Vacancy Feed:\n"

  private func diagnostic(_ work: () async throws -> Void) async throws -> Diagnostic {
    do {
      try await work()
    } catch let fault as any DiagnosticError {
      return fault.diagnostic
    }
    throw Missing(what: "a fault")
  }

  @Test func `the public token is fetched once and shared by all sources of the run`()
    async throws
  {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      _ = try await bench.rows(["page-size": .int(50)])
      _ = try await bench.source("nav.token").scan(ScanRequest(), in: bench.context).collect()
      #expect(standIn.requests.tokens == 1)
      #expect(standIn.requests.lines.filter { $0.kind == .token }.allSatisfy { !$0.isAuthorised })
      #expect(standIn.requests.lines.filter { $0.kind == .page }.allSatisfy { $0.isAuthorised })
    }
  }

  @Test func `requests that want a token at the same time share one fetch`() async throws {
    try await withStandIn({ $0.faults = Faults([Fault(.delay(.milliseconds(50)), on: .token)]) }) {
      standIn in
      let bench = Bench(url: standIn.baseURL)
      let source = try await bench.source("nav.token")
      try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask {
            try await source.scan(ScanRequest(), in: bench.context).collect().rows.count
          }
        }
        for try await count in group { #expect(count == 1) }
      }
      #expect(standIn.requests.tokens == 1)
    }
  }

  @Test func `one that waits for a token and is cancelled leaves the others waiting`()
    async throws
  {
    try await withStandIn({ $0.faults = Faults([Fault(.delay(.milliseconds(300)), on: .token)]) }) {
      standIn in
      let bench = Bench(url: standIn.baseURL)
      let source = try await bench.source("nav.token")
      let tasks = (0..<3).map { _ in
        Task { try await source.scan(ScanRequest(), in: bench.context).collect().rows.count }
      }
      while standIn.requests.tokens < 1 { try await Task.sleep(for: .milliseconds(1)) }
      tasks[1].cancel()
      await #expect(throws: CancellationError.self) { try await tasks[1].value }
      #expect(try await tasks[0].value == 1)
      #expect(try await tasks[2].value == 1)
    }
  }

  @Test func `public token answers prose: the last run that looks like a token counts`() throws {
    let token =
      "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE4MDAwMDAwMDAsImlhdCI6MTcwMDAwMDAwMCwiYXVkIjoiZiJ9.s-_1"
    let read = PublicToken(in: Array((Self.heading + "eyJx.eyJy.z\n" + token).utf8))
    #expect(read?.secret.exposedValue == token)
    #expect(read?.claims.expires == 1_800_000_000)
    #expect(read?.claims.issued == 1_700_000_000)
    #expect(read?.claims.audience == "f")
    #expect(read?.claims.isExpired(at: 1_799_999_999_999_999) == false)
    #expect(read?.claims.isExpired(at: 1_800_000_000_000_000) == true)
    #expect(PublicToken(in: Array("Public token is not currently available".utf8)) == nil)
    #expect(PublicToken(in: [0xff, 0xfe]) == nil)
  }

  @Test(arguments: ["a.b", "eyJhbGciOiJIUzI1NiJ9.!!!.x", "..", "a.b.c", ""])
  func `a token that can't be read says nothing and is used all the same`(_ text: String) {
    let claims = TokenClaims(Secret(text, variable: "TEST"))
    #expect(claims == TokenClaims(Secret("opaque", variable: "TEST")))
    #expect(!claims.isExpired(at: .max))
  }

  @Test func `a token whose time is over is replaced before the next request`() async throws {
    try await withStandIn { standIn in
      let keepers = TokenKeepers()
      let clock = Mutex(Bench.now)
      func service() throws -> NAVService {
        let bench = Bench(url: standIn.baseURL, now: clock.withLock { $0 })
        return try NAVService(bench.context, keepers)
      }
      let early = try await service().publicToken()
      clock.withLock { $0 += 86_400_000_000 }
      #expect(try await service().publicToken() == early)
      clock.withLock { $0 += 39 * 86_400_000_000 }
      standIn.apply(.advanceBy(.seconds(40 * 86_400)))
      #expect(try await service().publicToken() != early)
      #expect(standIn.requests.tokens == 2)
    }
  }

  @Test func `a token rotated in the middle of a walk is replaced, and no row is lost`()
    async throws
  {
    try await withStandIn { standIn in
      let plain = try await PlainFeed(standIn)
      standIn.setFaults(Faults([Fault(.change(.rotateToken), on: .page, at: 3)]))
      let bench = Bench(url: standIn.baseURL)
      let rows = try await bench.rows(["start": .string("first"), "page-size": .int(30)])
      #expect(rows.lines == plain.lines)
      #expect(standIn.requests.tokens == 2)
      #expect(standIn.requests.lines.filter { $0.status == 401 }.count == 1)
    }
  }

  @Test func `a fresh token that is expired is waited out, not looped on`() async throws {
    try await withStandIn { standIn in
      standIn.setFaults(Faults([Fault(.expiredToken, on: .token, at: 1, 2)]))
      let waits = Record<HTTPWait>()
      let bench = Bench(url: standIn.baseURL) { $0.onWait = { waits.add($0) } }
      let rows = try await bench.rows([:], ScanRequest(limit: 3))
      #expect(rows.count == 3)
      #expect(standIn.requests.tokens == 3)
      #expect(waits.all.map(\.reason) == [.status(401)])
    }
  }

  @Test func `a public token that stays refused ends with status 6`() async throws {
    try await withStandIn { standIn in
      standIn.setFaults(Faults([Fault(.expiredToken)]))
      let bench = Bench(url: standIn.baseURL) { $0.retry.totalTime = .milliseconds(60) }
      let fault = try await diagnostic { _ = try await bench.rows() }
      #expect(fault.status == .refusedForNow)
      #expect(standIn.requests.tokens > 2)
      #expect(!fault.text.contains("eyJ"))
    }
  }

  @Test func `no public token is waited for, and then ends with status 6`() async throws {
    try await withStandIn { standIn in
      standIn.setFaults(Faults([Fault(.missingToken)]))
      let bench = Bench(url: standIn.baseURL) { $0.retry.totalTime = .milliseconds(60) }
      let fault = try await diagnostic { _ = try await bench.rows() }
      #expect(fault.code == "nav.no-public-token")
      #expect(fault.status == .refusedForNow)
      #expect(standIn.requests.tokens > 2)
      #expect(standIn.requests.pages == 0)
    }
  }

  @Test func `a public token that comes back in time is no fault`() async throws {
    try await withStandIn { standIn in
      standIn.setFaults(Faults([Fault(.missingToken, on: .token, at: 1, 2, 3)]))
      let bench = Bench(url: standIn.baseURL)
      let rows = try await bench.rows([:], ScanRequest(limit: 3))
      #expect(rows.count == 3)
    }
  }

  @Test func `a private token that is refused ends with status 5, and says what to check`()
    async throws
  {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL, token: "stale-private-token")
      let fault = try await diagnostic { _ = try await bench.rows() }
      #expect(fault.status == .unauthorised)
      #expect(fault.fix?.contains("$FJORD_NAV_TOKEN") == true)
      #expect(!fault.text.contains("stale-private"))
      #expect(standIn.requests.total == 1)
    }
  }

  @Test func `a private token is sent as it is, and no public one is fetched`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL, token: " TESTTOKEN\n")
      let rows = try await bench.rows([:], ScanRequest(limit: 3))
      #expect(rows.count == 3)
      #expect(standIn.requests.tokens == 0)
    }
  }

  @Test func `an address without a token endpoint is told at once`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL + "/elsewhere")
      let fault = try await diagnostic { _ = try await bench.rows() }
      #expect(fault.code == "nav.no-feed")
      #expect(standIn.requests.total == 1)
    }
  }

  @Test func `an answer without a token is not shown`() async throws {
    let bench = Bench.scripted(token: nil) { HTTPAnswer(200, "half a token: eyJhbGci", for: $0) }
    let fault = try await diagnostic { _ = try await bench.rows() }
    #expect(fault.code == "nav.unreadable-token")
    #expect(!fault.text.contains("eyJhbGci"))
  }

  @Test func `no trace, fault or notice holds a token`() async throws {
    try await withStandIn { standIn in
      let texts = Record<String>()
      let bench = Bench(url: standIn.baseURL) {
        $0.trace = { texts.add($0.text) }
        $0.onWait = { texts.add($0.text) }
      }
      standIn.setFaults(Faults([Fault(.change(.rotateToken), on: .page, at: 2)]))
      _ = try await bench.rows(["page-size": .int(100)])
      #expect(texts.all.contains { $0.contains("$NAV_TOKEN") })
      #expect(texts.all.allSatisfy { !$0.contains("eyJ") })
    }
  }

  @Test func `nav.token tells of the public token and never shows it`() async throws {
    try await withStandIn { standIn in
      let bench = Bench(url: standIn.baseURL)
      let source = try await bench.source("nav.token")
      let rows = try await source.scan(ScanRequest(), in: bench.context).collect().rows
      #expect(source.schema.names == ["kind", "issued", "expires", "audience"])
      #expect(rows.count == 1)
      #expect(rows[0][0] == .string("public"))
      #expect(rows[0][3] == .string("feed-api-v2"))
      guard case .timestamp(let issued) = rows[0][1], case .timestamp(let expires) = rows[0][2]
      else { throw Missing(what: "times") }
      #expect(expires - issued == 35 * 86_400_000_000)
    }
  }

  @Test func `nav.token tells of a private token without a request`() async throws {
    let bench = Bench.scripted(token: "opaque") { HTTPAnswer(500, for: $0) }
    let rows = try await bench.source("nav.token").scan(ScanRequest(), in: bench.context)
      .collect().rows
    #expect(rows == [[.string("private"), .null, .null, .null]])
    #expect(bench.http.requestCount == 0)
  }
}
