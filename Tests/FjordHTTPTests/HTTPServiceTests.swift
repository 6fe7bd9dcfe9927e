import FjordDiagnostic
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct HTTPServiceTests {
    @Test func `a request carries its query, its headers, the user agent and the token`()
      async throws
    {
      try await ScriptedServer.run { _ in
        .answer(200, text: "hello")
      } work: { server in
        try await Bench(server, path: "/base/").use { service, stack in
          let answer = try await service.get(
            "/api/feed", query: [("pageSize", "10"), ("last", nil)],
            headers: [("Accept", "application/json")],
            authorise: .bearer(Secret("abc", variable: "T")))
          #expect(answer.status == 200)
          #expect(answer.text == "hello")
          #expect(answer.url == server.url + "/base/api/feed?pageSize=10&last")
          #expect(stack.requestCount == 1)
        }
        let request = try #require(server.requests.first)
        #expect(request.lines.first == "GET /base/api/feed?pageSize=10&last HTTP/1.1")
        #expect(request.values("accept") == ["application/json"])
        #expect(request.values("authorization") == ["Bearer abc"])
        #expect(request.values("user-agent") == ["fjord/0.0.0-test"])
        #expect(request.values("accept-encoding") == ["gzip, deflate"])
        #expect(request.values("host") == ["127.0.0.1:\(server.port)"])
      }
    }

    @Test func `a key goes into a header as it is, or into the query`() async throws {
      let key = Secret("k+1", variable: "KEY")
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        try await Bench(server).use { service, _ in
          _ = try await service.get("/a", authorise: .header("Authorization", key))
          let answer = try await service.get("/b?x=1", authorise: .query("api key", key))
          #expect(answer.url.hasSuffix("/b?x=1&api%20key=$KEY"))
        }
        #expect(server.requests[0].values("authorization") == ["k+1"])
        #expect(server.requests[1].target == "/b?x=1&api%20key=k%2B1")
      }
    }

    @Test func `headers of the answer are found in any case, each as often as it came`()
      async throws
    {
      let script: ScriptedServer.Script = { _ in
        .answer(200, ["ETag: 9ed8", "X-A: 1", "x-a: 2", "Last-Modified: Mon, 5 Oct 2026"])
      }
      try await ScriptedServer.run(script) { server in
        try await Bench(server).use { service, _ in
          let headers = try await service.get("/").headers
          #expect(headers["etag"] == "9ed8")
          #expect(headers.values("X-A") == ["1", "2"])
          #expect(headers["nothing"] == nil)
        }
      }
    }

    @Test func `gzip and deflate are undone`() async throws {
      let script: ScriptedServer.Script = { request in
        request.target == "/gzip"
          ? .answer(200, ["Content-Encoding: gzip"], body: CompressedBodies.gzip)
          : .answer(200, ["Content-Encoding: deflate"], body: CompressedBodies.deflate)
      }
      try await ScriptedServer.run(script) { server in
        try await Bench(server).use { service, _ in
          let words = String(repeating: "fjord ", count: 2000)
          let text = try await service.get("/gzip").text
          #expect(text == "{\"hello\":\"\(words)\"}")
          let deflated = try await service.get("/deflate")
          #expect(deflated.text == String(repeating: "deflated ", count: 500))
        }
      }
    }

    @Test func `a body in pieces, chunked or until the end of the connection, comes whole`()
      async throws
    {
      let script: ScriptedServer.Script = { request in
        request.target == "/chunked"
          ? [
            .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe"),
            .wait(.milliseconds(20)), .text("llo\r\n1\r\n!\r\n0\r\n\r\n"),
          ]
          : [
            .text("HTTP/1.1 200 OK\r\n\r\nuntil "), .wait(.milliseconds(20)), .text("end"), .close,
          ]
      }
      try await ScriptedServer.run(script) { server in
        try await Bench(server).use { service, _ in
          let text2 = try await service.get("/chunked").text
          #expect(text2 == "hello!")
          let text3 = try await service.get("/open").text
          #expect(text3 == "until end")
        }
      }
    }

    @Test func `statuses that are expected are answers, with or without a body`() async throws {
      let script: ScriptedServer.Script = { request in
        switch request.target {
        case "/304":
          [.text("HTTP/1.1 304 Not Modified\r\nETag: x\r\nContent-Encoding: gzip\r\n\r\n")]
        case "/503": .answer(503, text: "later")
        case "/302": .answer(302, ["Location: /elsewhere"])
        default: .answer(404, text: "")
        }
      }
      try await ScriptedServer.run(script) { server in
        try await Bench(server).use { service, _ in
          let unchanged = try await service.get("/304", expecting: [304])
          #expect(unchanged.status == 304)
          #expect(unchanged.headers["ETag"] == "x")
          let status4 = try await service.get("/404", expecting: [304, 404]).status
          #expect(status4 == 404)
          let text5 = try await service.get("/503", expecting: [503]).text
          #expect(text5 == "later")
          let status6 = try await service.get("/302", expecting: [302]).status
          #expect(status6 == 302)
        }
        #expect(server.requests.count == 4)
      }
    }

    @Test(arguments: [
      (400, FjordDiagnostic.ExitStatus.source, "http.status"), (404, .source, "http.status"),
      (422, .source, "http.status"), (204, .source, "http.status"), (304, .source, "http.status"),
      (401, .unauthorised, "http.unauthorised"), (403, .unauthorised, "http.unauthorised"),
    ])
    func `a refusal is thrown at once with its status and what the server says`(
      status: Int, exit: FjordDiagnostic.ExitStatus, code: String
    ) async throws {
      let body = status == 204 || status == 304 ? "" : "pageSize must be\n less"
      try await ScriptedServer.run { _ in
        .answer(status, text: body)
      } work: { server in
        let fault = try await Bench(server).fault { try await $0.get("/x") }
        #expect(fault.status == status)
        #expect(fault.exitStatus == exit)
        #expect(fault.diagnostic.status == exit)
        #expect(fault.code == code)
        #expect(!fault.isTransient)
        #expect(fault.attempts == 1)
        #expect(server.requests.count == 1)
        #expect(fault.serverText == (body.isEmpty ? nil : "pageSize must be less"))
        #expect(fault.diagnostic.text.contains("`test` answered \(status)"))
        #expect(fault.diagnostic.text.contains("\(server.url)/x"))
      }
    }

    @Test func `a body longer than the bound is refused, promised or not, and not asked for again`()
      async throws
    {
      let script: ScriptedServer.Script = { request in
        switch request.target {
        case "/promised": [.text("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"), .hang]
        case "/sent":
          [.text("HTTP/1.1 200 OK\r\n\r\n"), .send(Array(repeating: 65, count: 70_000)), .hang]
        default: .answer(200, ["Content-Encoding: gzip"], body: CompressedBodies.bomb)
        }
      }
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.settings.maxBodyBytes = 65_536
        for path in ["/promised", "/sent", "/bomb"] {
          let fault = try await bench.fault { try await $0.get(HTTPPath(path)) }
          #expect(fault.kind == .failure(.tooLarge(limit: 65_536)), "\(path)")
          #expect(fault.exitStatus == .source)
        }
        #expect(server.requests.count == 3)
        bench.settings.maxBodyBytes = 1 << 20
        let body = try await bench.use { service, _ in try await service.get("/bomb").body }
        #expect(body.count == 1 << 20)
      }
    }

    @Test func `a compression that was not asked for is not handed on as text`() async throws {
      try await ScriptedServer.run { _ in
        .answer(200, ["Content-Encoding: br"])
      } work: { server in
        var bench = try Bench(server)
        bench.options.retry.totalTime = .zero
        let fault = try await bench.fault { try await $0.get("/") }
        #expect(fault.code == "http.malformed")
        #expect(fault.description.contains("br, which was not asked for"))
      }
    }

    @Test func `a source can report an answer that it can't read`() async throws {
      try await ScriptedServer.run { _ in
        .answer(200, ["Content-Type: text/html"], text: "<html><title>Gone</title> away</html>")
      } work: { server in
        let fault = try await Bench(server).fault { service -> Int in
          let answer = try await service.get("/x")
          throw service.unreadable("expected JSON, found `<`", in: answer)
        }
        #expect(fault.exitStatus == .source)
        #expect(fault.code == "http.unreadable")
        #expect(fault.serverText == "Gone away")
        #expect(fault.description.contains("expected JSON, found `<`"))
      }
    }

    @Test func `connections are used again`() async throws {
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        let opened = try await Bench(server).use { service, _ in
          for _ in 0..<5 { _ = try await service.get("/") }
          return server.connectionCount
        }
        #expect(opened == 1)
      }
    }
  }
}
