import FjordTestSupport
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct HostGateTests {
    func gets(_ count: Int, _ service: HTTPService) async throws {
      try await withThrowingTaskGroup { group in
        for number in 0..<count { group.addTask { _ = try await service.get("/\(number)") } }
        try await group.waitForAll()
      }
    }

    @Test func `a host gets no more requests at a time than its limit, and as many`() async throws {
      let script: ScriptedServer.Script = { _ in [.wait(.milliseconds(60))] + .answer() }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.settings.concurrentRequests = 3
        try await bench.use { service, _ in try await gets(12, service) }
        #expect(server.requests.count == 12)
        #expect(server.greatestLoad == 3)
      }
    }

    @Test func `requests start no closer together than the interval`() async throws {
      let waits = Record<HTTPWait>()
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        var bench = try Bench(server)
        bench.settings.minimumInterval = .milliseconds(80)
        bench.options.onWait = { waits.add($0) }
        let time = try await elapsed {
          try await bench.use { service, _ in try await gets(5, service) }
        }
        #expect(time >= .milliseconds(310))
      }
      #expect(waits.all.contains { $0.reason == .rateLimit })
    }

    @Test func `services on one origin share its limits`() async throws {
      let script: ScriptedServer.Script = { _ in [.wait(.milliseconds(40))] + .answer() }
      try await ScriptedServer.run(script) { server in
        let bench = try Bench(server)
        try await bench.use { service, stack in
          var other = bench.settings
          other.name = "other"
          other.concurrentRequests = 1
          let second = stack.service(other)
          #expect(second !== service)
          #expect(stack.service(other) === second)
          async let first: Void = gets(4, service)
          try await gets(4, second)
          try await first
        }
        #expect(server.greatestLoad == 1)
      }
    }

    @Test func `a place is given back after every kind of end`() async throws {
      let script: ScriptedServer.Script = { request in
        request.target == "/4" ? .answer() : request.number % 2 == 0 ? .answer(404) : [.hang]
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.settings.concurrentRequests = 1
        bench.settings.readTimeout = .milliseconds(300)
        bench.options.retry.totalTime = .zero
        try await bench.use { service, _ in
          for number in 0..<4 {
            await #expect(throws: HTTPFault.self) { try await service.get("/\(number)") }
          }
          let status = try await service.get("/4").status
          #expect(status == 200)
        }
      }
    }
  }
}
