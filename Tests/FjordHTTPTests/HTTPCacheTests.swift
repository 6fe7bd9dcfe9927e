import FjordTestSupport
import Foundation
import Synchronization
import Testing

@testable import FjordHTTP

extension LoopbackTests {
  @Suite struct HTTPCacheTests {
    private let secret = Secret("canary-secret", variable: "TEST_TOKEN")

    /// A clock that a test moves.
    private final class Clock: Sendable {
      private let time = Mutex<Int64>(1_793_617_200)
      var now: Int64 { time.withLock { $0 } }
      func pass(_ seconds: Int64) { time.withLock { $0 += seconds } }
    }

    private func bench(_ server: ScriptedServer, _ folder: String, _ clock: Clock) throws -> Bench {
      var bench = try Bench(server)
      bench.options.cache = HTTPCache(folder: folder)
      bench.options.wallClock = { clock.now }
      return bench
    }

    private func files(_ folder: String) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: folder).map { folder + "/" + $0 }) ?? []
    }

    @Test func `a fresh answer is given by the next run with its age, and then asked for anew`()
      async throws
    {
      let file = try PassingFile("answers")
      let clock = Clock()
      let script: ScriptedServer.Script = {
        .answer(200, ["Cache-Control: max-age=600"], text: "\($0.number)")
      }
      try await ScriptedServer.run(script) { server in
        func ask() async throws -> HTTPAnswer {
          try await bench(server, file.path, clock).use { service, stack in
            let answer = try await service.get("/", caching: .asHeadersSay)
            #expect(stack.requestCount == (answer.age == nil ? 1 : 0))
            return answer
          }
        }
        #expect(try await ask().age == nil)
        clock.pass(599)
        let kept = try await ask()
        #expect(kept.age == 599 && kept.text == "0" && kept.headers["Cache-Control"] != nil)
        clock.pass(1)
        let fresh = try await ask()
        #expect(fresh.age == nil && fresh.text == "1")
      }
      let paths = files(file.path)
      #expect(paths.count == 1)
      let mode = try FileManager.default.attributesOfItem(atPath: paths[0])[.posixPermissions]
      #expect((mode as? NSNumber)?.intValue == 0o600)
      let folder = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
      #expect((folder as? NSNumber)?.intValue == 0o700)
    }

    @Test func `a stale answer is asked after, and a 304 makes it new`() async throws {
      let file = try PassingFile("answers")
      let clock = Clock()
      let script: ScriptedServer.Script = { request in
        request.values("If-None-Match") == ["\"v1\""]
          ? [.text("HTTP/1.1 304 X\r\nETag: \"v1\"\r\nCache-Control: max-age=60\r\n\r\n")]
          : .answer(200, ["ETag: \"v1\"", "Cache-Control: max-age=60"], text: "body")
      }
      try await ScriptedServer.run(script) { server in
        let bench = try bench(server, file.path, clock)
        try await bench.use { service, _ in
          _ = try await service.get("/", caching: .asHeadersSay)
          clock.pass(61)
          let checked = try await service.get("/", caching: .asHeadersSay)
          #expect(checked.status == 200 && checked.text == "body" && checked.age == nil)
          clock.pass(30)
          #expect(try await service.get("/", caching: .asHeadersSay).age == 30)
        }
        #expect(server.requests.count == 2)
      }
    }

    @Test func `a request that differs in a header field is another`() async throws {
      let file = try PassingFile("answers")
      let script: ScriptedServer.Script = {
        .answer(
          200, ["Cache-Control: max-age=600", "Vary: Accept"], text: $0.values("Accept")[0])
      }
      try await ScriptedServer.run(script) { server in
        let bench = try bench(server, file.path, Clock())
        try await bench.use { service, _ in
          for _ in 0..<2 {
            for type in ["text/xml", "application/json"] {
              let answer = try await service.get(
                "/", headers: [("Accept", type)], caching: .asHeadersSay)
              #expect(answer.text == type)
            }
          }
        }
        #expect(server.requests.count == 2)
      }
    }

    @Test func `--fresh passes kept answers by and keeps the new one`() async throws {
      let file = try PassingFile("answers")
      let script: ScriptedServer.Script = {
        .answer(200, ["Cache-Control: max-age=600"], text: "\($0.number)")
      }
      try await ScriptedServer.run(script) { server in
        let clock = Clock()
        var bench = try bench(server, file.path, clock)
        func ask() async throws -> String {
          try await bench.use { service, _ in
            try await service.get("/", caching: .asHeadersSay).text
          }
        }
        #expect(try await ask() == "0")
        bench.options.asksAnew = true
        #expect(try await ask() == "1")
        bench.options.asksAnew = false
        #expect(try await ask() == "1")
      }
    }

    @Test func `nothing is kept that is personal, secret, undeclared or not whole`() async throws {
      let file = try PassingFile("answers")
      let fields = ["Cache-Control: max-age=600"]
      let script: ScriptedServer.Script = { request in
        switch request.target {
        case "/person": .answer(200, fields, text: "write to canary.person@example.com")
        case "/secret": .answer(200, fields, text: "the key is canary-secret")
        case "/field": .answer(200, fields + ["X-Key: canary-secret"], text: "ok")
        case "/404": .answer(404, fields, text: "none")
        default: .answer(200, fields, text: "ok")
        }
      }
      try await ScriptedServer.run(script) { server in
        let bench = try bench(server, file.path, Clock())
        try await bench.use { service, _ in
          for path in ["/person", "/secret", "/field", "/404"] {
            _ = try await service.get(
              HTTPPath(path), authorise: .bearer(secret), expecting: [404], caching: .asHeadersSay)
          }
          _ = try await service.get("/undeclared")
          let own = [("If-None-Match", "x")]
          _ = try await service.get("/conditional", headers: own, caching: .asHeadersSay)
        }
      }
      #expect(files(file.path).isEmpty)
    }

    @Test func `an answer that was asked for with a secret is kept without it`() async throws {
      let file = try PassingFile("answers")
      try await ScriptedServer.run { _ in
        .answer(200, ["Cache-Control: max-age=600"], text: "public figures")
      } work: { server in
        let bench = try bench(server, file.path, Clock())
        try await bench.use { service, _ in
          for place in [HTTPAuthorisation.bearer(secret), .query("key", secret)] {
            for _ in 0..<2 {
              _ = try await service.get("/", authorise: place, caching: .asHeadersSay)
            }
          }
        }
        #expect(server.requests.count == 1, "who asks changes nothing")
      }
      for path in files(file.path) {
        let data = try Data(contentsOf: URL(filePath: path))
        #expect(!String(decoding: data, as: UTF8.self).contains("canary"))
      }
      #expect(files(file.path).count == 1)
    }

    @Test func `where room is short the answers go that were not used for longest`() async throws {
      let file = try PassingFile("answers")
      let script: ScriptedServer.Script = { _ in
        .answer(200, ["Cache-Control: max-age=600"], body: [UInt8](repeating: 65, count: 10_000))
      }
      try await ScriptedServer.run(script) { server in
        var bench = try bench(server, file.path, Clock())
        bench.options.cache = HTTPCache(folder: file.path, limit: 60_000)
        try await bench.use { service, _ in
          for number in 0..<20 {
            _ = try await service.get("/\(number)", caching: .asHeadersSay)
            // The first is used again and again.
            let first = try await service.get("/0", caching: .asHeadersSay)
            #expect(first.age != nil)
            try await Task.sleep(for: .milliseconds(3))
          }
        }
      }
      let sizes = try files(file.path).map { path in
        try Data(contentsOf: URL(filePath: path)).count
      }
      #expect(sizes.reduce(0, +) <= 60_000 && sizes.count >= 2)
    }

    @Test func `files that can't be read are as if nothing had been kept`() async throws {
      let file = try PassingFile("answers")
      let script: ScriptedServer.Script = {
        .answer(200, ["Cache-Control: max-age=600"], text: "\($0.number)")
      }
      try await ScriptedServer.run(script) { server in
        let bench = try bench(server, file.path, Clock())
        try await bench.use { service, _ in
          _ = try await service.get("/", caching: .asHeadersSay)
          for damage in ["", "{}", "{\"format\":1}\n", "\u{0}"] {
            try Data(damage.utf8).write(to: URL(filePath: files(file.path)[0]))
            #expect(try await service.get("/", caching: .asHeadersSay).age == nil)
          }
        }
      }
      // A folder that can't be made keeps nobody from asking.
      try await ScriptedServer.run(script) { server in
        let bench = try bench(server, "/proc/none", Clock())
        try await bench.use { service, _ in
          let text = try await service.get("/", caching: .asHeadersSay).text
          #expect(text == "0")
        }
      }
    }

    @Test func `a kept answer is traced, told, and recorded with its age`() async throws {
      let file = try PassingFile("answers")
      let tape = try PassingFile()
      let clock = Clock()
      let told = Record<HTTPExchange>()
      try await ScriptedServer.run { _ in
        .answer(200, ["Cache-Control: max-age=600"], text: "body")
      } work: { server in
        var bench = try bench(server, file.path, clock)
        _ = try await bench.use { service, _ in try await service.get("/", caching: .asHeadersSay) }
        clock.pass(180)
        bench.options.trace = { told.add($0) }
        bench.options.onKept = { told.add($0) }
        bench.options.tape = .record(
          try TapeRecorder(
            path: tape.path,
            header: TapeHeader(program: "", now: "", zone: "", settings: [:], secrets: [:])))
        _ = try await bench.use { service, _ in try await service.get("/", caching: .asHeadersSay) }
        bench.options.cache = nil
        bench.options.tape = .replay(try TapePlayer(path: tape.path))
        let again = try await bench.use { service, _ in
          try await service.get("/", caching: .asHeadersSay)
        }
        #expect(again.age == 180 && again.text == "body")
      }
      #expect(told.all.count == 4)
      #expect(
        told.all.allSatisfy { $0.text.hasSuffix("# 200, 4 bytes, not asked: kept 3 min ago") })
    }
  }
}
