import FjordDiagnostic
import FjordTestSupport
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct RetryTests {
    /// A script that fails in one way a few times and then answers.
    static func failing(_ times: Int, _ steps: [ScriptedServer.Step]) -> ScriptedServer.Script {
      { $0.number < times ? steps : .answer(200, text: "at last") }
    }

    static let passing: [(String, [ScriptedServer.Step])] = [
      ("408", .answer(408)), ("429", .answer(429)), ("500", .answer(500)), ("502", .answer(502)),
      ("503", .answer(503)), ("504", .answer(504)), ("drop", [.close]), ("reset", [.reset]),
      ("drop in the head", [.text("HTTP/1.1 200 O"), .close]),
      ("short body", [.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfive!"), .close]),
      (
        "reset in the body",
        [
          .text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfive!"), .wait(.milliseconds(30)),
          .reset,
        ]
      ),
      (
        "short chunk",
        [
          .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nfive!"), .close,
        ]
      ),
      (
        "no last chunk",
        [
          .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\n"), .close,
        ]
      ),
      (
        "short gzip",
        .answer(
          200, ["Content-Encoding: gzip"], body: Array(CompressedBodies.gzip.dropLast(9)))
      ),
      ("no gzip", .answer(200, ["Content-Encoding: gzip"], text: "<html>no gzip at all</html>")),
      (
        "refusal cut short",
        [
          .text("HTTP/1.1 503 X\r\nContent-Length: 99\r\n\r\nfive!"), .close,
        ]
      ),
    ]

    @Test(arguments: passing)
    func `what may pass is tried again`(name: String, steps: [ScriptedServer.Step]) async throws {
      try await ScriptedServer.run(Self.failing(2, steps)) { server in
        try await Bench(server).use { service, stack in
          let text = try await service.get("/").text
          #expect(text == "at last")
          #expect(stack.requestCount == 3)
        }
        #expect(server.requests.count == 3)
      }
    }

    @Test func `nothing heard is tried again`() async throws {
      try await ScriptedServer.run(Self.failing(1, [.hang])) { server in
        var bench = try Bench(server)
        bench.settings.readTimeout = .milliseconds(400)
        #expect(try await bench.use { service, _ in try await service.get("/").text } == "at last")
        #expect(server.requests.count == 2)
      }
    }

    @Test func `a server's fault that stays ends with its last answer when the time is up`()
      async throws
    {
      try await ScriptedServer.run { _ in
        .answer(503, text: "down")
      } work: { server in
        var bench = try Bench(server)
        bench.options.retry.totalTime = .milliseconds(300)
        let fault = try await bench.fault { try await $0.get("/") }
        #expect(fault.status == 503)
        #expect(fault.exitStatus == .source)
        #expect(fault.isTransient)
        #expect(fault.serverText == "down")
        #expect(fault.attempts > 1)
        #expect(fault.attempts == server.requests.count)
        #expect(fault.elapsed >= .milliseconds(300))
        #expect(fault.description.contains("tried \(fault.attempts) times in"))
        #expect(fault.description.contains("trying again later may help"))
      }
    }

    @Test func `a caller says which statuses are final`() async throws {
      try await ScriptedServer.run { _ in
        .answer(500)
      } work: { server in
        let fault = try await Bench(server).fault { try await $0.get("/", retrying: [503]) }
        #expect(fault.status == 500)
        #expect(!fault.isTransient)
        #expect(server.requests.count == 1)
      }
    }

    @Test func `rate limits that stay end as refused for now`() async throws {
      try await ScriptedServer.run { _ in
        .answer(429)
      } work: { server in
        var bench = try Bench(server)
        bench.options.retry.totalTime = .milliseconds(100)
        let fault = try await bench.fault { try await $0.get("/") }
        #expect(fault.exitStatus == .refusedForNow)
        #expect(fault.code == "http.refused-for-now")
        #expect(server.requests.count > 1)
      }
    }

    @Test func `Retry-After is waited for`() async throws {
      let waits = Record<HTTPWait>()
      try await ScriptedServer.run(Self.failing(1, .answer(429, ["Retry-After: 1"]))) { server in
        var bench = try Bench(server)
        bench.options.onWait = { waits.add($0) }
        try await bench.use { service, _ in _ = try await service.get("/") }
        let times = server.requests.map(\.time)
        #expect(times[0].duration(to: times[1]) >= .milliseconds(990))
      }
      #expect(waits.all.map(\.reason) == [.asked(status: 429)])
      #expect(waits.all.first?.duration == .seconds(1))
      #expect(waits.all.first?.attempt == 2)
    }

    @Test(arguments: [429, 503])
    func `a longer Retry-After than there is time for stops at once and says when to come back`(
      status: Int
    ) async throws {
      let script: ScriptedServer.Script = { _ in
        .answer(status, ["Retry-After: 7200"], text: "closed")
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.wallClock = { 784_111_777 }
        let time = try await elapsed {
          let fault = try await bench.fault { try await $0.get("/") }
          #expect(fault.exitStatus == .refusedForNow)
          #expect(fault.comeBack == .init(wait: .seconds(7200), seconds: 784_118_977))
          #expect(fault.status == status)
          #expect(fault.description.contains("1994-11-06 10:49:37 UTC (in 2 h)"))
        }
        #expect(time < .seconds(2))
        #expect(server.requests.count == 1)
      }
    }

    @Test func `a run told to wait waits longer than its retry time`() async throws {
      let script = Self.failing(1, .answer(503, ["Retry-After: 1"]))
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.retry.totalTime = .milliseconds(100)
        bench.options.retry.waitsOutRefusals = true
        #expect(try await bench.use { service, _ in try await service.get("/").text } == "at last")
      }
    }

    @Test func `while a host has asked to wait, nothing else is asked of it`() async throws {
      let script = Self.failing(1, .answer(429, ["Retry-After: 1"]))
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        let waits = Record<HTTPWait>()
        bench.options.onWait = { waits.add($0) }
        try await bench.use { service, _ in
          async let first = service.get("/a")
          try await eventually { !waits.all.isEmpty }
          async let second = service.get("/b")
          _ = try await (first, second)
        }
        let times = server.requests.map(\.time)
        #expect(times.count == 3)
        #expect(times[0].duration(to: times[1]) >= .milliseconds(950))
      }
    }

    @Test func `pauses are told before they are made`() async throws {
      let waits = Record<HTTPWait>()
      let script: ScriptedServer.Script = { request in
        [.answer(503), [.close], .answer()][min(request.number, 2)]
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.retry.jitter = { 1 }
        bench.options.onWait = { waits.add($0) }
        try await bench.use { service, _ in _ = try await service.get("/") }
      }
      #expect(waits.all.map(\.reason) == [.status(503), .failure(.dropped)])
      #expect(waits.all.map(\.duration) == [.milliseconds(5), .milliseconds(10)])
      #expect(waits.all.map(\.attempt) == [2, 3])
      #expect(waits.all.first?.text == "test answered 503: trying again in 5 ms")
    }

    @Test func `a connection that is refused is tried again, and then reported`() async throws {
      let port = try await ScriptedServer.run { _ in
        []
      } work: {
        $0.port
      }
      var bench = try Bench(base: "http://127.0.0.1:\(port)")
      let waits = Record<HTTPWait>()
      bench.options.onWait = { waits.add($0) }
      bench.options.retry.totalTime = .milliseconds(200)
      let fault = try await bench.fault { try await $0.get("/x") }
      #expect(fault.kind == .failure(.cannotConnect("connection refused")))
      #expect(fault.code == "http.unreachable")
      #expect(fault.exitStatus == .source)
      #expect(fault.isTransient)
      #expect(!waits.all.isEmpty)
      #expect(fault.description.contains("can't connect: connection refused"))
    }

    @Test func `a host that nobody knows is reported by its name`() async throws {
      var bench = try Bench(base: "https://no-such-host.invalid")
      bench.options.retry.totalTime = .zero
      let fault = try await bench.fault { try await $0.get("/") }
      #expect(fault.code == "http.unreachable" || fault.code == "http.timeout")
      #expect(fault.description.contains("no-such-host.invalid"))
    }

    @Test func `what will not pass is not tried again`() async throws {
      let script: ScriptedServer.Script = { _ in [.text("SSH-2.0-OpenSSH_9.2\r\n\r\n"), .close] }
      try await ScriptedServer.run(script) { server in
        let fault = try await Bench(server).fault { try await $0.get("/") }
        #expect(fault.code == "http.malformed")
        #expect(!fault.isTransient)
        #expect(server.requests.count == 1)
      }
    }

    @Test func `a server that does not speak TLS is no secure connection`() async throws {
      let script: ScriptedServer.Script = { _ in .answer(400) }
      try await ScriptedServer.run(script) { server in
        let fault = try await Bench(base: "https://127.0.0.1:\(server.port)")
          .fault { try await $0.get("/") }
        #expect(fault.code == "http.insecure")
        #expect(fault.description.contains("the server does not speak TLS"))
        #expect(!fault.isTransient)
        #expect(fault.exitStatus == .source)
      }
    }
  }
}
