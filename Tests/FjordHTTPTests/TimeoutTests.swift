import FjordDiagnostic
import Foundation
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct TimeoutTests {
    @Test func `a server that takes the request and never answers is given up`() async throws {
      try await ScriptedServer.run { _ in
        [.hang]
      } work: { server in
        var bench = try Bench(server)
        bench.settings.readTimeout = .milliseconds(200)
        bench.options.retry.totalTime = .zero
        let time = try await elapsed {
          let fault = try await bench.fault { try await $0.get("/") }
          #expect(fault.kind == .failure(.readTimeout(.milliseconds(200))))
          #expect(fault.code == "http.timeout")
          #expect(fault.exitStatus == .source)
          #expect(fault.description.contains("nothing heard for 200 ms"))
        }
        #expect(time >= .milliseconds(190) && time < .seconds(4))
      }
    }

    @Test func `a server that stops in the middle of the answer is given up`() async throws {
      let script: ScriptedServer.Script = { _ in
        [.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfive!"), .hang]
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.settings.readTimeout = .milliseconds(200)
        bench.options.retry.totalTime = .zero
        let fault = try await bench.fault { try await $0.get("/") }
        #expect(fault.kind == .failure(.readTimeout(.milliseconds(200))))
      }
    }

    @Test(arguments: ["head", "body", "chunks"])
    func `a server that drips its answer is given up`(part: String) async throws {
      let drops = Array(
        repeating: [ScriptedServer.Step.wait(.milliseconds(20)), .text("x")], count: 500)
      let script: ScriptedServer.Script = { _ in
        switch part {
        case "head": [.text("HTTP/1.1 200 OK\r\nX: ")] + drops.joined()
        case "body": [.text("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")] + drops.joined()
        default:
          [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n")] + drops.joined()
        }
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.settings.readTimeout = .seconds(10)
        bench.settings.exchangeTimeout = .milliseconds(300)
        bench.options.retry.totalTime = .zero
        let time = try await elapsed {
          let fault = try await bench.fault { try await $0.get("/") }
          #expect(fault.kind == .failure(.exchangeTimeout(.milliseconds(300))))
          #expect(fault.code == "http.timeout")
        }
        #expect(time >= .milliseconds(290) && time < .seconds(4))
      }
    }

    @Test func `an answer slower than the read time-out comes whole while bytes keep coming`()
      async throws
    {
      let drops = Array(
        repeating: [ScriptedServer.Step.wait(.milliseconds(120)), .text("x")], count: 10)
      let script: ScriptedServer.Script = { _ in
        [.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")] + drops.joined()
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.settings.readTimeout = .seconds(1)
        #expect(
          try await bench.use { service, _ in try await service.get("/").text } == "xxxxxxxxxx")
        #expect(server.requests.count == 1)
      }
    }

    /// A listening socket whose queue is full drops what knocks, as a firewall does.
    @Test func `a machine that does not take the connection is given up`() async throws {
      let full = try FullListener()
      defer { full.close() }
      var bench = try Bench(base: "http://127.0.0.1:\(full.port)")
      bench.settings.connectTimeout = .milliseconds(200)
      bench.options.retry.totalTime = .zero
      let time = try await elapsed {
        let fault = try await bench.fault { try await $0.get("/") }
        #expect(fault.kind == .failure(.connectTimeout(.milliseconds(200))))
        #expect(fault.description.contains("no connection within 200 ms"))
      }
      #expect(time >= .milliseconds(190) && time < .seconds(4))
    }
  }
}

extension LoopbackTests {
  @Suite struct CancellationTests {
    /// How long a cancelled call takes to end, and that it ends as cancelled.
    func cancelling(
      _ bench: Bench, once isReady: () -> Bool = { true }
    ) async throws -> Duration {
      try await bench.use { service, _ in
        let task = Task { try await service.get("/") }
        try await eventually(isReady)
        try await Task.sleep(for: .milliseconds(50))
        return await elapsed {
          task.cancel()
          await #expect(throws: CancellationError.self) { try await task.value }
        }
      }
    }

    static let slow: [(String, [ScriptedServer.Step])] = [
      ("before the answer", [.hang]),
      ("in the head", [.text("HTTP/1.1 200 OK\r\nX: "), .hang]),
      ("in the body", [.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfive!"), .hang]),
      ("in a refusal", [.text("HTTP/1.1 503 X\r\nContent-Length: 9\r\n\r\nfive!"), .hang]),
      ("in a pause", .answer(503, ["Retry-After: 60"])),
    ]

    @Test(arguments: slow)
    func `a cancelled request ends at once and is not tried again`(
      place: String, steps: [ScriptedServer.Step]
    ) async throws {
      try await ScriptedServer.run { _ in
        steps
      } work: { server in
        var bench = try Bench(server)
        bench.options.retry.totalTime = .seconds(100)
        #expect(try await cancelling(bench) { !server.requests.isEmpty } < .seconds(5))
        #expect(server.requests.count == 1)
      }
    }

    @Test func `a request that waits for its place or its time is cancelled at once`() async throws
    {
      try await ScriptedServer.run { _ in
        [.hang]
      } work: { server in
        var bench = try Bench(server)
        bench.settings.concurrentRequests = 1
        try await bench.use { service, _ in
          let first = Task { try await service.get("/first") }
          try await eventually { !server.requests.isEmpty }
          let second = Task { try await service.get("/second") }
          try await Task.sleep(for: .milliseconds(50))
          let time = await elapsed {
            second.cancel()
            await #expect(throws: CancellationError.self) { try await second.value }
          }
          #expect(time < .seconds(5))
          first.cancel()
          await #expect(throws: CancellationError.self) { try await first.value }
        }
        #expect(server.requests.count == 1)
      }
    }

    @Test func `a connection that does not come about is cancelled at once`() async throws {
      let full = try FullListener()
      defer { full.close() }
      let time = try await elapsed {
        let cancelled = try await cancelling(Bench(base: "http://127.0.0.1:\(full.port)"))
        #expect(cancelled < .seconds(5))
      }
      // The client is closed by then too.
      #expect(time < .seconds(10))
    }

    @Test func `a task that is cancelled already sends nothing`() async throws {
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        try await Bench(server).use { service, stack in
          let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await service.get("/")
          }
          await #expect(throws: CancellationError.self) { try await task.value }
          #expect(stack.requestCount == 0)
          let status = try await service.get("/").status
          #expect(status == 200)
        }
      }
    }
  }
}
