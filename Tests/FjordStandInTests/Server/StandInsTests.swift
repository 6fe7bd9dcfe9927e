import FjordDiagnostic
import FjordStandIn
import FjordTestSupport
import Testing

struct StandInsTests {
  @Test("requests are counted by what they ask for, and no token is kept")
  func counts() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      let client = FeedClient(standIn)
      let page = try Page(try await client.get("/api/v1/feed?pageSize=3").body)
      _ = try await client.get(page.items[0].url)
      _ = try await client.get("/api/publicToken")
      _ = try await client.get("/api/v1/feed/\(page.id)", ["If-None-Match": "x"])
      _ = try await client.get("/nowhere")
      let log = standIn.requests
      #expect(log.total == 5 && log.pages == 2 && log.entries == 1 && log.tokens == 1)
      #expect(log.lines[0].target == "/api/v1/feed?pageSize=3")
      #expect(log.lines[0].isAuthorised && log.lines[0].status == 200)
      #expect(log.lines[0].bodySize > 1000)
      #expect(log.lines[3].ifNoneMatch == "x")
      #expect(!log.lines.contains { "\($0)".contains("TESTTOKEN") })
      log.reset()
      #expect(log.total == 0 && log.lines.isEmpty)
    }
  }

  @Test("one seed answers the same from two stand-ins, byte for byte")
  func determinism() async throws {
    var bodies: [[UInt8]] = []
    for _ in 0..<2 {
      bodies.append(
        try await withStandIn(ads: 1000) { standIn async throws in
          try await FeedClient(standIn).get("/api/v1/feed?pageSize=200").body
        })
    }
    #expect(bodies[0] == bodies[1])
  }

  @Test("a name that is not known, a port out of range and a missing file are refused")
  func refused() async throws {
    let codes = [
      try await code("sverige") { _ in },
      try await code("nav") { $0.port = 70_000 },
      try await code("nav") { $0.ads = -1 },
      try await code("nav") { $0.eventLog = "/nowhere/event-log.json" },
    ]
    #expect(
      codes == [
        "standin.unknown-name", "standin.option", "standin.option", "standin.event-log",
      ])
    #expect(StandIns.names.first == "nav" && StandIns.names.contains("jobtech"))
  }

  @Test("a port that is taken is refused, and free again after a stop")
  func port() async throws {
    // Whoever else runs may take a port as soon as it is free, but not twenty times in a row.
    var isFreeAgain = false
    for _ in 0..<20 where !isFreeAgain {
      let taken = try await StandIns.start(name: "nav")
      #expect(taken.baseURL == "http://127.0.0.1:\(taken.port)")
      #expect(try await code("nav") { $0.port = taken.port } == "standin.not-listening")
      _ = try await FeedClient(taken).get("/api/publicToken")
      await taken.stop()
      var options = StandInOptions()
      options.port = taken.port
      guard let again = try? await StandIns.start(name: "nav", options: options) else { continue }
      #expect(again.port == taken.port)
      await again.stop()
      isFreeAgain = true
    }
    #expect(isFreeAgain)
  }

  @Test("a clock that runs shows later events by itself")
  func running() async throws {
    try await withStandIn(ads: 1000) { options in
      options.speed = 1_000_000
    } work: { standIn async throws in
      let client = FeedClient(standIn)
      let first = try await client.get("/api/v1/feed?last")
      try await Task.sleep(for: .milliseconds(300))
      let second = try await client.get("/api/v1/feed?last")
      #expect(first.headers.first(name: "ETag") != second.headers.first(name: "ETag"))
    }
  }

  private func code(_ name: String, _ change: (inout StandInOptions) -> Void) async throws
    -> String?
  {
    var options = StandInOptions()
    change(&options)
    do {
      let standIn = try await StandIns.start(name: name, options: options)
      await standIn.stop()
      return nil
    } catch {
      return error.items.first?.code
    }
  }
}
