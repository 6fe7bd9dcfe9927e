import FjordDiagnostic
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct RequestLimitTests {
    @Test func `no more requests are sent than allowed, tries again counted`() async throws {
      let script: ScriptedServer.Script = { $0.number == 0 ? .answer(503) : .answer() }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.maxRequests = 3
        try await bench.use { service, stack in
          _ = try await service.get("/a")
          _ = try await service.get("/b")
          let fault = await #expect(throws: HTTPFault.self) { _ = try await service.get("/c") }
          #expect(fault?.kind == .requestsSpent(limit: 3))
          #expect(fault?.exitStatus == .incomplete && fault?.code == "http.max-requests")
          #expect(fault?.description.contains("\(server.url)/c") == true)
          #expect(stack.requestCount == 3)
        }
        #expect(server.requests.count == 3)
      }
    }

    @Test func `many at one time do not go over the limit`() async throws {
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        var bench = try Bench(server)
        bench.options.maxRequests = 5
        bench.settings.concurrentRequests = 8
        let came = try await bench.use { service, _ in
          await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
              group.addTask { (try? await service.get("/\(number)")) != nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
          }
        }
        #expect(came == 5 && server.requests.count == 5)
      }
    }

    @Test func `a request beyond the limit does not wait for the rate`() async throws {
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        var bench = try Bench(server)
        bench.options.maxRequests = 1
        bench.settings.minimumInterval = .seconds(3_600)
        try await bench.use { service, _ in
          _ = try await service.get("/")
          await #expect(throws: HTTPFault.self) { _ = try await service.get("/") }
        }
      }
    }
  }
}
