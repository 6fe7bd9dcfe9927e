import FjordStandIn
import FjordTestSupport
import Testing

struct FaultsOverTheWireTests {
  private func served(
    _ texts: String..., work: (RunningStandIn, FeedClient) async throws -> Void
  ) async throws {
    let faults = try Faults(parsing: texts)
    try await withStandIn(ads: 1000) { options in
      options.faults = faults
      options.ads = 300
    } work: { standIn async throws in
      try await work(standIn, FeedClient(standIn))
    }
  }

  @Test("a status comes with its Retry-After, once, as a proxy's page")
  func status() async throws {
    try await served("status=503 at=2 retry-after=7") { standIn, client async throws in
      #expect(try await client.get("/api/v1/feed?last").status == 200)
      let answer = try await client.get("/api/v1/feed?last")
      #expect(answer.status == 503)
      #expect(answer.headers.first(name: "Retry-After") == "7")
      #expect(answer.headers.first(name: "Content-Type") == "text/html")
      #expect(try await client.get("/api/v1/feed?last").status == 200)
      #expect(standIn.requests.lines.map(\.status) == [200, 503, 200])
      #expect(standIn.requests.lines.map(\.isFaulty) == [false, true, false])
    }
  }

  @Test("a dropped connection gives no answer, and the next request gets one")
  func drop() async throws {
    try await served("drop at=1") { standIn, client async throws in
      await #expect(throws: (any Error).self) { try await client.get("/api/v1/feed") }
      #expect(try await client.get("/api/v1/feed?last").status == 200)
      #expect(standIn.requests.lines.first?.status == 0)
    }
  }

  @Test("a truncated body ends before its length, compressed or not", arguments: ["", "gzip"])
  func truncate(encoding: String) async throws {
    try await served("truncate=40% at=1", "truncate=100% at=2") { _, client async throws in
      for _ in 0..<2 {
        await #expect(throws: (any Error).self) {
          try await client.get("/api/v1/feed?pageSize=500", ["Accept-Encoding": encoding])
        }
      }
      #expect(try await client.get("/api/v1/feed?pageSize=500").status == 200)
    }
  }

  @Test("a repeated page is the one answered before")
  func repeated() async throws {
    try await served("repeat at=2") { _, client async throws in
      let first = try await client.get("/api/v1/feed?pageSize=5")
      let next = try #require(try Page(first.body).nextURL)
      #expect(try await client.get(next + "?pageSize=5").body == first.body)
      #expect(try Page(try await client.get(next + "?pageSize=5").body).feedURL == next)
    }
  }

  @Test("a page from before the faults were set is not repeated")
  func repeatedSince() async throws {
    try await served { standIn, client async throws in
      let last = try await client.get("/api/v1/feed?last").body
      standIn.setFaults(try Faults(parsing: ["repeat at=1,3"]))
      let first = try await client.get("/api/v1/feed?pageSize=5").body
      #expect(first != last)
      #expect(try await client.get("/api/v1/feed?last").body == last)
      #expect(try await client.get("/api/v1/feed?pageSize=5").body == last)
    }
  }

  @Test("a rotated token is refused from its request on, and the new one is accepted")
  func rotated() async throws {
    try await served("rotate on=page at=2") { standIn, _ async throws in
      let anonymous = FeedClient(standIn, authorization: nil)
      let token = try #require(
        try await anonymous.get("/api/publicToken").text.split(separator: "\n").last)
      let client = FeedClient(standIn, authorization: "Bearer \(token)")
      #expect(try await client.get("/api/v1/feed?last").status == 200)
      #expect(try await client.get("/api/v1/feed?last").status == 401)
      let fresh = try #require(
        try await anonymous.get("/api/publicToken").text.split(separator: "\n").last)
      #expect(fresh != token)
      let renewed = FeedClient(standIn, authorization: "Bearer \(fresh)")
      #expect(try await renewed.get("/api/v1/feed?last").status == 200)
    }
  }

  @Test("an expired public token is handed out and refused; a missing one is 404")
  func expired() async throws {
    try await served("expired at=1", "missing at=2") { standIn, _ async throws in
      let anonymous = FeedClient(standIn, authorization: nil)
      let token = try #require(
        try await anonymous.get("/api/publicToken").text.split(separator: "\n").last)
      let client = FeedClient(standIn, authorization: "Bearer \(token)")
      #expect(try await client.get("/api/v1/feed").status == 401)
      #expect(try await anonymous.get("/api/publicToken").status == 404)
      #expect(try await anonymous.get("/api/publicToken").status == 200)
    }
  }

  @Test("events come between two pages, and the clock moves")
  func events() async throws {
    try await served("events=3 at=2", "advance=2d on=page at=3") { _, client async throws in
      var ids: [String] = []
      for _ in 0..<3 {
        ids.append(try Page(try await client.get("/api/v1/feed?last").body).id)
      }
      #expect(Set(ids).count == 3)
    }
  }

  @Test("a delay holds the answer back and the request is counted at once")
  func delay() async throws {
    try await served("delay=300ms at=1") { _, client async throws in
      let start = ContinuousClock.now
      #expect(try await client.get("/api/v1/feed?last").status == 200)
      #expect(ContinuousClock.now - start >= .milliseconds(300))
    }
  }

  @Test("a redirect names its URL")
  func redirect() async throws {
    try await served("redirect=http://127.0.0.1:1/x on=page") { _, client async throws in
      let answer = try await client.get("/api/v1/feed")
      #expect(answer.status == 307)
      #expect(answer.headers.first(name: "Location") == "http://127.0.0.1:1/x")
    }
  }

  @Test("faults can be replaced while the stand-in runs")
  func replaced() async throws {
    try await served("status=500") { standIn, client async throws in
      let answer = try await client.get("/api/v1/feed?last")
      #expect(answer.status == 500)
      #expect(try answer.body == NAVFixtures.bytes("error-500.json"))
      standIn.setFaults(Faults())
      #expect(try await client.get("/api/v1/feed?last").status == 200)
    }
  }
}
