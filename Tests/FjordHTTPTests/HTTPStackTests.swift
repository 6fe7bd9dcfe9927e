import FjordDiagnostic
import FjordTestSupport
import Synchronization
import Testing

@testable import FjordHTTP

/// A transport with no network: answers from a list, the last one again and again.
final class ListedTransport: HTTPTransport {
  private let answers: [Result<HTTPAnswer, HTTPFailure>]
  private let next = Atomic<Int>(0)

  init(_ answers: [Result<HTTPAnswer, HTTPFailure>]) {
    self.answers = answers
  }

  func send(_ request: HTTPRequest) async throws -> HTTPAnswer {
    let index = next.add(1, ordering: .relaxed).oldValue
    return try answers[min(index, answers.count - 1)].get()
  }

  func close() async {}
}

extension LoopbackTests {
  @Suite struct HTTPStackTests {
    struct TooMany: Error {}

    @Test func `every exchange is announced before it is sent, and can be prevented`() async throws
    {
      let announced = Record<String>()
      let script: ScriptedServer.Script = { request in
        [.answer(302, ["Location: /b"]), .answer(503), .answer()][min(request.number, 2)]
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.beforeRequest = { request in
          guard announced.all.count < 3 else { throw TooMany() }
          announced.add(request.address.path)
        }
        try await bench.use { service, stack in
          _ = try await service.get("/a")
          #expect(stack.requestCount == 3)
          await #expect(throws: TooMany.self) { try await service.get("/c") }
          #expect(stack.requestCount == 3)
        }
        #expect(announced.all == ["/a", "/b", "/b"])
        #expect(server.requests.count == 3)
      }
    }

    @Test func `another transport can stand in the network's place, below retries`() async throws {
      var bench = try Bench(base: "https://a.example")
      let answer = HTTPAnswer(
        status: 200, headers: HTTPHeaderList([("ETag", "x")]), body: [1, 2],
        url: "https://a.example/")
      let listed = ListedTransport([.failure(.dropped), .failure(.truncated), .success(answer)])
      bench.options.wrapTransport = { settings, _ in
        #expect(settings.name == "test")
        return listed
      }
      try await bench.use { service, stack in
        let body = try await service.get("/").body
        #expect(body == [1, 2])
        #expect(stack.requestCount == 3)
      }
    }

    @Test func `making services, and dropping or closing them unused, opens nothing`() async throws
    {
      let base = try BaseURL("https://a.example", setting: "S")
      for _ in 0..<3 {
        let stack = HTTPStack()
        _ = stack.service(HTTPServiceSettings(name: "a", base: base))
        #expect(stack.requestCount == 0)
      }
      await HTTPStack().close()
    }

    @Test func `a stack that is dropped after use closes its connections`() async throws {
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        let bench = try Bench(server)
        do {
          let stack = HTTPStack(bench.options)
          _ = try await stack.service(bench.settings).get("/")
        }
        for _ in 0..<200 where server.openConnections > 0 {
          try await Task.sleep(for: .milliseconds(10))
        }
        #expect(server.openConnections == 0)
      }
    }

    @Test func `closing ends what is under way, and nothing is sent afterwards`() async throws {
      try await ScriptedServer.run { _ in
        [.hang]
      } work: { server in
        let bench = try Bench(server)
        let stack = HTTPStack(bench.options)
        let service = stack.service(bench.settings)
        let task = Task { try await service.get("/") }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        let time = await elapsed { await stack.close() }
        #expect(time < .seconds(2))
        let under = await #expect(throws: HTTPFault.self) { try await task.value }
        #expect(under?.exitStatus == .source)
        let late = await #expect(throws: HTTPFault.self) { try await service.get("/") }
        #expect(late?.code == "http.closed")
        await stack.close()
        #expect(server.requests.count == 1)
      }
    }

    @Test func `a proxy of the environment is asked to connect to the host`() async throws {
      let script: ScriptedServer.Script = { request in
        request.lines.first?.hasPrefix("CONNECT") ?? false
          ? [.text("HTTP/1.1 200 OK\r\n\r\n")] : .answer(200, text: "through")
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(base: "http://service.invalid", allowsPlain: true)
        bench.options.environment = ["http_proxy": "http://me:pw@127.0.0.1:\(server.port)"]
        try await bench.use { service, _ in
          let text2 = try await service.get("/x").text
          #expect(text2 == "through")
        }
        let lines = server.requests.compactMap(\.lines.first)
        #expect(lines == ["CONNECT service.invalid:80 HTTP/1.1", "GET /x HTTP/1.1"])
        #expect(server.requests[0].values("proxy-authorization") == ["Basic bWU6cHc="])
        #expect(server.requests[1].values("proxy-authorization").isEmpty)
      }
    }

    @Test func `a proxy that refuses, or is none, is what the fault speaks of`() async throws {
      let script: ScriptedServer.Script = { _ in .answer(407) }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(base: "http://service.invalid", allowsPlain: true)
        bench.options.environment = ["http_proxy": "http://127.0.0.1:\(server.port)"]
        let refused = try await bench.fault { try await $0.get("/") }
        #expect(refused.code == "http.proxy")
        #expect(refused.description.contains("user name and password"))
        bench.options.environment = ["http_proxy": "gopher://me:pw@x"]
        let unknown = try await bench.fault { try await $0.get("/") }
        #expect(unknown.code == "http.proxy")
        #expect(unknown.description.contains("`http_proxy`"))
        #expect(!unknown.description.contains("pw"))
      }
    }
  }
}
