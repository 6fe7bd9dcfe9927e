import FjordDiagnostic
import FjordTestSupport
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct TraceTests {
    let secret = Secret("ab+c/d=secret", variable: "NAV_TOKEN")
    /// The secret as it is, percent-encoded, and as JSON may write it.
    let spellings = [
      "ab+c/d=secret", "ab%2Bc%2Fd%3Dsecret", "ab%2bc%2fd%3dsecret", "ab+c\\/d=secret",
    ]

    @Test func `every exchange is traced, with what became of it`() async throws {
      let exchanges = Record<HTTPExchange>()
      let script: ScriptedServer.Script = { request in
        [.answer(503, text: "down"), [.close], .answer(200, text: "hello")][request.number]
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.trace = { exchanges.add($0) }
        try await bench.use { service, _ in
          _ = try await service.get(
            "/feed", headers: [("Accept", "application/json")], authorise: .bearer(secret))
        }
        let line =
          "curl -sS --compressed -H 'Accept: application/json' "
          + "-H \"Authorization: Bearer $NAV_TOKEN\" '\(server.url)/feed'"
        #expect(exchanges.all.map(\.curl) == [line, line, line])
      }
      #expect(
        exchanges.all.map(\.outcome) == [
          .answer(status: 503, byteCount: 4),
          .failure("the connection was closed before an answer came"),
          .answer(status: 200, byteCount: 5),
        ])
      #expect(exchanges.all.map(\.attempt) == [1, 2, 3])
      #expect(exchanges.all.allSatisfy { $0.duration > .zero })
      #expect(exchanges.all.last?.text.contains("# 200, 5 bytes, ") == true)
      #expect(exchanges.all.last?.text.hasSuffix(", attempt 3") == true)
    }

    @Test func `a cancelled exchange is traced as such`() async throws {
      let exchanges = Record<HTTPExchange>()
      try await ScriptedServer.run { _ in
        [.hang]
      } work: { server in
        var bench = try Bench(server)
        bench.options.trace = { exchanges.add($0) }
        try await bench.use { service, _ in
          let task = Task { try await service.get("/") }
          while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
          task.cancel()
          _ = await task.result
        }
      }
      #expect(exchanges.all.map(\.outcome) == [.cancelled])
    }

    @Test func `no text shows a secret that the server sends back`() async throws {
      let texts = Record<String>()
      let echo = spellings.joined(separator: " ")
      let script: ScriptedServer.Script = { request in
        switch request.target.prefix(4) {
        case "/401": .answer(401, text: "bad token \(echo)")
        case "/503": .answer(503, ["Content-Type: text/html"], text: "<p>\(echo)<a x='\(echo)'>")
        case "/302": .answer(302, ["Location: http://x.invalid/?t=\(request.target)"])
        case "/200": .answer(200, text: echo)
        default: .answer(301, ["Location: /200?again=ab%2Bc%2Fd%3Dsecret"])
        }
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.retry.totalTime = .milliseconds(30)
        bench.options.trace = { texts.add($0.text + $0.url + "\($0)") }
        bench.options.onWait = { texts.add($0.text + "\($0)") }
        for place in [HTTPAuthorisation.bearer(secret), .query("key", secret)] {
          for path in ["/401", "/503", "/302"] {
            let fault = try await bench.fault {
              try await $0.get(HTTPPath(path), query: [("also", "ab+c/d=secret")], authorise: place)
            }
            var dumped = ""
            dump(fault, to: &dumped)
            texts.add(fault.description + dumped + "\(fault.diagnostic)")
          }
          let fault = try await bench.fault { service -> Int in
            let answer = try await service.get("/x", authorise: place)
            texts.add(answer.url)
            throw service.unreadable("found \(answer.text)", in: answer)
          }
          texts.add(fault.description)
        }
      }
      #expect(texts.all.count > 20)
      for text in texts.all {
        for spelling in spellings { #expect(!text.contains(spelling)) }
      }
      #expect(texts.all.contains { $0.contains("bad token $NAV_TOKEN") })
    }

    @Test func `a secret that can't be sent is no request and not authorised`() async throws {
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        let bad = Secret("two words", variable: "NAV_TOKEN")
        let fault = try await Bench(server).fault { try await $0.get("/", authorise: .bearer(bad)) }
        #expect(fault.exitStatus == .unauthorised)
        #expect(fault.description.contains("`$NAV_TOKEN`"))
        #expect(!fault.description.contains("two words"))
        #expect(server.requests.isEmpty)
      }
    }

    @Test func `a refused token is named by its variable`() async throws {
      try await ScriptedServer.run { _ in
        .answer(401)
      } work: { server in
        let fault = try await Bench(server).fault {
          try await $0.get("/", authorise: .bearer(secret))
        }
        #expect(fault.secretVariable == "NAV_TOKEN")
        #expect(fault.diagnostic.fix?.contains("`$NAV_TOKEN`") == true)
      }
    }
  }
}
