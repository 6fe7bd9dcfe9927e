import FjordDiagnostic
import FjordTestSupport
import Synchronization
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct RenewalTests {
    /// Tokens `t1`, `t2` and so on.
    func tokens() -> HTTPRenewal {
      let record = Record<Int>()
      return {
        record.add(0)
        return .bearer(Secret("t\(record.all.count)", variable: "TOKEN"))
      }
    }

    let stale = HTTPAuthorisation.bearer(Secret("t0", variable: "TOKEN"))

    /// A server that takes one token only.
    func script(taking token: String) -> ScriptedServer.Script {
      { $0.values("authorization") == ["Bearer " + token] ? .answer() : .answer(401) }
    }

    @Test func `a refused token is replaced by a fresh one at once`() async throws {
      let waits = Record<HTTPWait>()
      try await ScriptedServer.run(script(taking: "t1")) { server in
        var bench = try Bench(server)
        bench.options.onWait = { waits.add($0) }
        try await bench.use { service, _ in
          _ = try await service.get("/", authorise: stale, renewing: tokens())
        }
        #expect(server.requests.count == 2)
        #expect(waits.all.isEmpty)
      }
    }

    @Test func `fresh tokens that are refused too are replaced after pauses`() async throws {
      let waits = Record<HTTPWait>()
      try await ScriptedServer.run(script(taking: "t3")) { server in
        var bench = try Bench(server)
        bench.options.onWait = { waits.add($0) }
        try await bench.use { service, _ in
          _ = try await service.get("/", authorise: stale, renewing: tokens())
        }
        #expect(server.requests.count == 4)
        #expect(waits.all.map(\.reason) == [.status(401), .status(401)])
      }
    }

    @Test func `when no fresh token is taken the request is refused for now`() async throws {
      try await ScriptedServer.run(script(taking: "none")) { server in
        var bench = try Bench(server)
        bench.options.retry.totalTime = .milliseconds(100)
        let renewal = tokens()
        let fault = try await bench.fault {
          try await $0.get("/", authorise: stale, renewing: renewal)
        }
        #expect(fault.status == 401)
        #expect(fault.exitStatus == .refusedForNow)
        #expect(fault.isTransient)
        #expect(server.requests.count > 2)
      }
    }

    @Test func `what the renewal throws ends the request`() async throws {
      struct NoToken: Error {}
      try await ScriptedServer.run(script(taking: "none")) { server in
        try await Bench(server).use { service, _ in
          await #expect(throws: NoToken.self) {
            try await service.get("/", authorise: stale, renewing: { throw NoToken() })
          }
        }
      }
    }

    @Test func `a renewal may ask the same service while its places are few`() async throws {
      let script: ScriptedServer.Script = { request in
        if request.target == "/publicToken" { return .answer(200, text: "fresh") }
        return request.values("authorization") == ["Bearer fresh"] ? .answer() : .answer(401)
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.settings.concurrentRequests = 1
        try await bench.use { service, _ in
          let renewal: HTTPRenewal = {
            let answer = try await service.get("/publicToken")
            return .bearer(Secret(String(decoding: answer.body, as: UTF8.self), variable: "T"))
          }
          _ = try await service.get("/feed", authorise: stale, renewing: renewal)
        }
        #expect(server.requests.map(\.target) == ["/feed", "/publicToken", "/feed"])
      }
    }
  }
}

@Suite struct ClosedServiceTests {
  @Test func `a closed hour within the retry time is waited for, a longer one is not`() async throws
  {
    let waits = Record<HTTPWait>()
    var bench = try Bench(base: "https://a.example")
    bench.options.onWait = { waits.add($0) }
    bench.options.wallClock = { 784_111_777 }
    try await bench.use { service, _ in
      try await service.wait(.milliseconds(5), because: "it loads new figures")
      #expect(waits.all.map(\.reason) == [.closed("it loads new figures")])
    }
    let fault = try await bench.fault {
      try await $0.wait(.seconds(3600), because: "it loads new figures")
    }
    #expect(fault.exitStatus == .refusedForNow)
    #expect(fault.comeBack?.seconds == 784_115_377)
    #expect(fault.description.contains("`test` is closed for now: it loads new figures"))
    #expect(fault.description.contains("1994-11-06 09:49:37 UTC (in 60 min)"))
  }
}
