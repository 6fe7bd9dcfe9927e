import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct HTTPTrailTests {
    @Test func `a trail holds what some work was answered by, each in its last attempt`()
      async throws
    {
      let script: ScriptedServer.Script = { $0.number == 0 ? .answer(503) : .answer(text: "abc") }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.wallClock = { 1_793_617_200 }
        try await bench.use { service, _ in
          let trail = HTTPTrail()
          try await trail.follow {
            _ = try await service.get("/a")
            let branch = HTTPTrail.branch
            let ahead = Task.detached { try await branch?.follow { try await service.get("/b") } }
            _ = try await ahead.value
            #expect(trail.exchanges.map(\.url) == ["\(server.url)/a"])
            HTTPTrail.current?.add(branch?.exchanges ?? [])
          }
          _ = try await service.get("/c")
          #expect(trail.exchanges.map(\.url) == ["\(server.url)/a", "\(server.url)/b"])
          #expect(trail.exchanges.first?.attempt == 2)
          #expect(trail.exchanges.first?.datedText.hasSuffix(", 2026-11-02 11:00:00 UTC") == true)
        }
      }
      #expect(HTTPTrail.current == nil && HTTPTrail.branch == nil)
    }
  }
}
