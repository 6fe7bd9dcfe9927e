import FjordDiagnostic
import FjordTestSupport
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  /// Answers whose bodies are read as they come.
  @Suite struct OpenAnswerTests {
    private static let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    private func text(_ answer: HTTPOpenAnswer) async throws -> String {
      var bytes: [UInt8] = []
      while let part = try await answer.body.next() { bytes += part }
      return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `parts come before the answer is whole`() async throws {
      try await ScriptedServer.run { _ in
        [.text(Self.head + "5\r\nfirst\r\n"), .hang]
      } work: { server in
        try await Bench(server).use { service, _ in
          let answer = try await service.open("/x")
          #expect(answer.status == 200)
          #expect(try await answer.body.next() == Array("first".utf8))
        }
      }
    }

    @Test func `the request is tried again until the head is there`() async throws {
      try await ScriptedServer.run { request in
        switch request.number {
        case 0: [.close]
        case 1: .answer(503, text: "later")
        default: .answer(200, ["Content-Encoding: gzip"], body: CompressedBodies.gzip)
        }
      } work: { server in
        try await Bench(server).use { service, _ in
          let body = try await text(try await service.open("/x"))
          #expect(body.hasPrefix("{\"hello\":\"fjord fjord") && body.utf8.count > 12_000)
        }
        #expect(server.requests.count == 3)
      }
    }

    @Test func `a body that breaks off is a fault that may pass, and is not asked for again`()
      async throws
    {
      try await ScriptedServer.run { _ in
        [.text(Self.head + "5\r\nfirst\r\n"), .close]
      } work: { server in
        let fault = try await Bench(server).fault { service in
          try await text(try await service.open("/x"))
        }
        #expect(fault.code == "http.truncated" && fault.isTransient)
        #expect(server.requests.count == 1)
      }
    }

    @Test func `a body longer than is taken is a fault`() async throws {
      try await ScriptedServer.run { _ in
        .answer(200, text: "0123456789")
      } work: { server in
        var bench = try Bench(server)
        bench.settings.maxBodyBytes = 9
        let fault = try await bench.fault { service in
          try await text(try await service.open("/x"))
        }
        #expect(fault.kind == .failure(.tooLarge(limit: 9)))
      }
    }

    @Test func `a status that is not expected is a fault with what the server says`() async throws {
      try await ScriptedServer.run { _ in
        .answer(404, text: "no such thing")
      } work: { server in
        let fault = try await Bench(server).fault { try await $0.open("/x") }
        #expect(fault.status == 404 && fault.serverText == "no such thing")
      }
    }

    @Test func `a cancelled reader ends at once`() async throws {
      try await ScriptedServer.run { _ in
        [.text(Self.head), .hang]
      } work: { server in
        try await Bench(server).use { service, _ in
          let task = Task { try await text(try await service.open("/x")) }
          try await eventually { server.requests.count == 1 }
          task.cancel()
          await #expect(throws: CancellationError.self) { try await task.value }
        }
      }
    }

    @Test func `the trace says that the body follows`() async throws {
      try await ScriptedServer.run { _ in
        .answer(200, text: "whole")
      } work: { server in
        let seen = Record<HTTPExchange>()
        var bench = try Bench(server)
        bench.options.trace = { seen.add($0) }
        try await bench.use { service, _ in
          let body = try await text(try await service.open("/x"))
          #expect(body == "whole")
        }
        #expect(seen.all.map(\.outcome) == [.opened(status: 200)])
        #expect(seen.all.first?.text.contains("# 200, the body follows") == true)
      }
    }
  }
}
