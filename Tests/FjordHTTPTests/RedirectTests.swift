import FjordDiagnostic
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct RedirectTests {
    let token = HTTPAuthorisation.bearer(Secret("tell-nobody", variable: "T"))

    @Test(arguments: [301, 302, 303, 307, 308])
    func `redirects within the origin are followed, with the token`(status: Int) async throws {
      let script: ScriptedServer.Script = { request in
        request.target == "/a/b" ? .answer(status, ["Location: ../c?d=1"]) : .answer(200, text: "c")
      }
      try await ScriptedServer.run(script) { server in
        try await Bench(server).use { service, stack in
          let answer = try await service.get("/a/b", authorise: token)
          #expect(answer.text == "c")
          #expect(answer.url == server.url + "/c?d=1")
          #expect(stack.requestCount == 2)
        }
        #expect(server.requests[1].values("authorization") == ["Bearer tell-nobody"])
      }
    }

    @Test func `an absolute redirect to the same origin is followed`() async throws {
      let script: ScriptedServer.Script = { request in
        let host = request.values("host").first ?? ""
        return request.target == "/a" ? .answer(302, ["Location: http://\(host)/b"]) : .answer()
      }
      try await ScriptedServer.run(script) { server in
        try await Bench(server).use { service, _ in
          let url = try await service.get("/a").url
          #expect(url == server.url + "/b")
        }
      }
    }

    @Test func `a redirect to another origin is refused, and that origin hears nothing`()
      async throws
    {
      try await ScriptedServer.run { _ in
        .answer()
      } work: { other in
        let location = "Location: \(other.url)/x?t=tell-nobody"
        try await ScriptedServer.run { _ in
          .answer(302, [location])
        } work: { server in
          let fault = try await Bench(server).fault { try await $0.get("/a", authorise: token) }
          #expect(fault.exitStatus == .source)
          #expect(fault.code == "http.redirect-elsewhere")
          #expect(!fault.isTransient)
          #expect(fault.description.contains(other.url))
          #expect(fault.description.contains(server.url))
          #expect(!fault.description.contains("tell-nobody"))
          #expect(server.requests.count == 1)
        }
        #expect(other.requests.isEmpty)
      }
    }

    @Test func `a change to another scheme on the same host is another origin`() async throws {
      let script: ScriptedServer.Script = { request in
        .answer(301, ["Location: https://\(request.values("host").first ?? "")/"])
      }
      try await ScriptedServer.run(script) { server in
        let fault = try await Bench(server).fault { try await $0.get("/") }
        #expect(fault.code == "http.redirect-elsewhere")
      }
    }

    @Test func `five redirects in a row are followed, a sixth is not`() async throws {
      let script: ScriptedServer.Script = { request in
        let number = Int(request.target.dropFirst()) ?? 0
        return number == 0 ? .answer(200, text: "end") : .answer(302, ["Location: /\(number - 1)"])
      }
      try await ScriptedServer.run(script) { server in
        let bench = try Bench(server)
        #expect(try await bench.use { service, _ in try await service.get("/5").text } == "end")
        #expect(server.requests.count == 6)
        let fault = try await bench.fault { try await $0.get("/6") }
        #expect(fault.code == "http.too-many-redirects")
        #expect(fault.exitStatus == .source)
        #expect(server.requests.count == 12)
      }
    }

    @Test(arguments: [[], ["Location: http://[broken/"], ["Location: mailto:a@b.example"]])
    func `a redirect to nowhere is a fault`(headers: [String]) async throws {
      try await ScriptedServer.run { _ in
        .answer(302, headers)
      } work: { server in
        let fault = try await Bench(server).fault { try await $0.get("/") }
        #expect(fault.code == "http.redirect-nowhere")
        #expect(fault.status == 302)
      }
    }

    @Test func `a key in the query goes along once`() async throws {
      let script: ScriptedServer.Script = { request in
        request.number == 0 ? .answer(302, ["Location: /b?key=tell-nobody&x=1"]) : .answer()
      }
      try await ScriptedServer.run(script) { server in
        try await Bench(server).use { service, _ in
          let answer = try await service.get("/a", authorise: .query("key", token.secret))
          #expect(answer.url.hasSuffix("/b?x=1&key=$T"))
        }
        #expect(server.requests[1].target == "/b?x=1&key=tell-nobody")
      }
    }

    @Test func `the target of a redirect is tried again like any other`() async throws {
      let script: ScriptedServer.Script = { request in
        [.answer(302, ["Location: /b"]), .answer(503), .answer(200, text: "b")][request.number]
      }
      try await ScriptedServer.run(script) { server in
        try await Bench(server).use { service, _ in
          let text2 = try await service.get("/a").text
          #expect(text2 == "b")
        }
        #expect(server.requests.map(\.target) == ["/a", "/b", "/b"])
      }
    }
  }
}
