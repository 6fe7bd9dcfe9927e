import FjordDiagnostic
import FjordTestSupport
import Foundation
import Testing

@testable import FjordHTTP

/// A path in a folder of its own, which goes with the value.
final class PassingFile: Sendable {
  let path: String

  init(_ name: String = "run.tape") throws {
    let folder = NSTemporaryDirectory() + "fjord-tape-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/" + name
  }

  deinit {
    try? FileManager.default.removeItem(
      atPath: URL(filePath: path).deletingLastPathComponent().path)
  }

  var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
  var lines: [Substring] { text.split(separator: "\n") }
  var mode: Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.posixPermissions] as? NSNumber)?.intValue
  }

  func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
}

extension LoopbackTests {
  @Suite struct TapeTests {
    private let secret = Secret("canary/+secret", variable: "TEST_TOKEN")
    private let header = TapeHeader(
      program: "fjord/0", now: "2026-11-02T11:00:00Z", zone: "Europe/Oslo",
      settings: ["FJORD_TEST_URL": "x"],
      secrets: ["FJORD_TEST_KEY": Secret("canary-setting", variable: "FJORD_TEST_KEY")])

    /// What some work asks of a server, with a tape that records it.
    private func record<Result: Sendable>(
      _ file: PassingFile, retryTime: Duration = .seconds(600),
      _ script: @escaping ScriptedServer.Script, _ work: (HTTPService) async throws -> Result
    ) async throws -> (result: Result, base: String) {
      try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.retry.totalTime = retryTime
        bench.options.tape = .record(try TapeRecorder(path: file.path, header: header))
        return (try await bench.use { service, _ in try await work(service) }, server.url)
      }
    }

    /// The same work, with the recording in place of the server.
    private func replay<Result>(
      _ file: PassingFile, base: String, trace: Record<HTTPExchange>? = nil,
      _ work: (HTTPService) async throws -> Result
    ) async throws -> Result {
      var bench = try Bench(base: base)
      if let trace { bench.options.trace = { trace.add($0) } }
      bench.options.tape = .replay(try TapePlayer(path: file.path))
      return try await bench.use { service, _ in try await work(service) }
    }

    @Test func `what was recorded comes again without a server`() async throws {
      let file = try PassingFile()
      let work = { @Sendable (service: HTTPService) async throws -> [String] in
        var texts: [String] = []
        for path in ["/a", "/b", "/a", "/bytes"] {
          let answer = try await service.get(HTTPPath(path), authorise: .bearer(secret))
          texts.append(
            "\(answer.status) \(answer.url) \(answer.headers["X-Kind"] ?? "") \(answer.body)")
        }
        return texts
      }
      let (live, base) = try await record(
        file,
        { request in
          request.target == "/bytes"
            ? .answer(200, body: [0xFF, 0x00, 0xC3])
            : .answer(200, ["X-Kind: k"], text: "\(request.target) \(request.number)")
        }, work)
      #expect(try await replay(file, base: base, work) == live)
      #expect(file.mode == 0o600)
      #expect(file.lines.count == 5)
    }

    @Test func `tries again, redirects and their trace are one line and come again at once`()
      async throws
    {
      let file = try PassingFile()
      let live = Record<HTTPExchange>()
      let script: ScriptedServer.Script = { request in
        switch request.number {
        case 0: .answer(503, ["Retry-After: 1"])
        case 1: .answer(302, ["Location: /there"])
        default: .answer(200, text: "done")
        }
      }
      let base = try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.trace = { live.add($0) }
        bench.options.tape = .record(try TapeRecorder(path: file.path, header: header))
        try await bench.use { service, _ in _ = try await service.get("/here") }
        return server.url
      }
      let traced = Record<HTTPExchange>()
      let time = try await elapsed {
        let answer = try await replay(file, base: base, trace: traced) { try await $0.get("/here") }
        #expect(answer.text == "done")
      }
      #expect(time < .seconds(1), "the recorded pause of a second must not be made again")
      #expect(traced.all.map(\.text) == live.all.map(\.text))
      #expect(live.all.count == 3)
      #expect(file.lines.count == 2)
    }

    @Test func `a fault comes again with the same words`() async throws {
      let file = try PassingFile()
      let work = { @Sendable (service: HTTPService) async -> [String] in
        var texts: [String] = []
        for path in ["/404", "/drop", "/429"] {
          do {
            _ = try await service.get(HTTPPath(path), retrying: [])
          } catch let fault as HTTPFault {
            texts.append("\(fault) \(fault.exitStatus) \(fault.isTransient)")
          } catch {
            texts.append("\(error)")
          }
        }
        return texts
      }
      let (live, base) = try await record(
        file, retryTime: .milliseconds(20),
        { request in
          switch request.target {
          case "/404": .answer(404, text: "nothing here")
          case "/429": .answer(429, ["Retry-After: 4000"])
          default: [.text("HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\nab"), .close]
          }
        },
        { service in
          var texts = await work(service)
          texts.append("end")
          return texts
        })
      #expect(try await replay(file, base: base) { await work($0) } + ["end"] == live)
      #expect(live.count == 4 && live[0].contains("nothing here"))
    }

    @Test func `what was not recorded is a fault that names the nearest`() async throws {
      let file = try PassingFile()
      let (_, base) = try await record(file, { _ in .answer() }) { service in
        _ = try await service.get("/feed", query: [("size", "10")])
      }
      let asked = { @Sendable (service: HTTPService) async throws -> HTTPFault? in
        do {
          _ = try await service.get("/feed", query: [("size", "11")])
          return nil
        } catch let fault as HTTPFault { return fault }
      }
      let fault = try #require(try await replay(file, base: base, asked))
      #expect(fault.code == "http.unrecorded" && fault.exitStatus == .source)
      #expect(fault.description.contains("\(base)/feed?size=11"))
      #expect(fault.description.contains("\(base)/feed?size=10"))
      #expect(fault.diagnostic.fix?.contains("--record") == true)
      // A header field that changes the answer makes another request.
      let other = try await replay(file, base: base) { service -> String in
        do {
          _ = try await service.get(
            "/feed", query: [("size", "10")], headers: [("Accept", "text/xml")])
          return "came"
        } catch let fault as HTTPFault { return fault.description }
      }
      #expect(other.contains("http.unrecorded") && other.contains("with other headers"))
    }

    @Test func `the same request gets its answers in order, and then the last one`() async throws {
      let file = try PassingFile()
      let (_, base) = try await record(file, { .answer(200, text: "\($0.number)") }) { service in
        for _ in 0..<2 { _ = try await service.get("/") }
      }
      let texts = try await replay(file, base: base) { service in
        var texts: [String] = []
        for _ in 0..<4 { texts.append(try await service.get("/").text) }
        return texts
      }
      #expect(texts == ["0", "1", "1", "1"])
    }

    @Test func `no secret and no e-mail address is on the tape`() async throws {
      let file = try PassingFile()
      let email = "canary.person@example.com"
      _ = try await record(
        file,
        { request in
          let echo = "canary/+secret canary%2F%2Bsecret \(email) {\"e\":\"\\n\(email)\"}"
          return request.target.contains("404")
            ? .answer(404, text: echo)
            : .answer(200, ["Set-Cookie: id=canary-cookie", "X-Echo: \(echo)"], text: echo)
        },
        { service in
          for path in ["/ok", "/404"] {
            _ = try? await service.get(HTTPPath(path), authorise: .bearer(secret))
            _ = try? await service.get(
              HTTPPath(path), query: [("again", "canary/+secret")],
              authorise: .query("key", secret))
          }
        })
      #expect(file.lines.count == 5)
      for canary in ["canary/+secret", "canary%2F%2Bsecret", "canary-", "canary.person"] {
        #expect(!file.text.contains(canary), "\(canary)")
      }
      #expect(file.text.contains("$TEST_TOKEN") && file.text.contains("person1@example.invalid"))
      #expect(!file.text.contains("person2"), "one address has one stand-in")
    }

    @Test func `a token that an answer hands out is replaced by one that claims the same`()
      async throws
    {
      func part(_ json: String) -> String {
        Data(json.utf8).base64EncodedString().replacing("=", with: "")
      }
      let token = [
        part(#"{"alg":"HS256"}"#),
        part(#"{"iat":1700000000,"exp":1800000000,"aud":"feed","sub":"canary@example.com"}"#),
        "canarysignature",
      ].joined(separator: ".")
      let held = HTTPHeldSecret(variable: "TEST_TOKEN", filter: "tail -n 1") { body in
        Secret(
          String(String(decoding: body, as: UTF8.self).split(separator: " ").last ?? ""),
          variable: "TEST_TOKEN")
      }
      let file = try PassingFile()
      let exchanges = Record<HTTPExchange>()
      let work = { @Sendable (service: HTTPService) async throws -> String in
        let answer = try await service.get("/token", holding: held)
        let found = try #require(held.find(answer.body))
        _ = try await service.get("/data", authorise: .bearer(found))
        return found.exposedValue
      }
      let script: ScriptedServer.Script = {
        .answer(200, text: $0.number == 0 ? "now \(token)" : "")
      }
      let base = try await ScriptedServer.run(script) { server in
        var bench = try Bench(server)
        bench.options.trace = { exchanges.add($0) }
        bench.options.tape = .record(try TapeRecorder(path: file.path, header: header))
        #expect(try await bench.use { service, _ in try await work(service) } == token)
        return server.url
      }
      #expect(
        exchanges.all.map(\.curl) == [
          "TEST_TOKEN=$(curl -sS --compressed '\(base)/token' | tail -n 1)",
          "curl -sS --compressed -H \"Authorization: Bearer $TEST_TOKEN\" '\(base)/data'",
        ])
      #expect(!file.text.contains("canarysignature") && !file.text.contains(token))
      let replayed = try await replay(file, base: base, work)
      let parts = replayed.split(separator: ".")
      #expect(parts.count == 3 && parts.last == "recorded")
      let claims = try #require(
        Data(base64Encoded: parts[1] + String(repeating: "=", count: (4 - parts[1].count % 4) % 4)))
      #expect(
        String(decoding: claims, as: UTF8.self)
          == #"{"aud":"feed","exp":1800000000,"iat":1700000000}"#)
    }

    @Test func `a run that was killed leaves a tape that can be replayed`() async throws {
      let file = try PassingFile()
      let (_, base) = try await record(file, { .answer(200, text: "\($0.number)") }) { service in
        _ = try await service.get("/a")
        _ = try await service.get("/b")
      }
      let whole = file.text
      for cut in [1, 20, 200] {
        try file.write(String(whole.dropLast(cut)))
        let text = try await replay(file, base: base) { try await $0.get("/a").text }
        #expect(text == "0")
      }
    }

    @Test func `a request that was given up is not on the tape`() async throws {
      let file = try PassingFile()
      try await ScriptedServer.run { _ in
        [.hang]
      } work: { server in
        var bench = try Bench(server)
        bench.options.tape = .record(try TapeRecorder(path: file.path, header: header))
        try await bench.use { service, _ in
          let task = Task { try await service.get("/") }
          while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
          task.cancel()
          _ = await task.result
        }
      }
      #expect(file.lines.count == 1)
    }

    @Test func `the header says what a replay needs and holds no secret`() throws {
      let file = try PassingFile()
      _ = try TapeRecorder(path: file.path, header: header)
      let read = try TapePlayer(path: file.path).header
      #expect(read == header)
      #expect(read.version == 1 && read.secrets == ["FJORD_TEST_KEY": "recorded"])
      #expect(!file.text.contains("canary"))
    }

    @Test func `what is no recording is refused, and never written over`() throws {
      let file = try PassingFile()
      func code(_ text: String) throws -> String {
        try file.write(text)
        do {
          _ = try TapePlayer(path: file.path)
          return "read"
        } catch { return error.diagnostic.code }
      }
      let line = try String(decoding: JSONEncoder().encode(header), as: UTF8.self)
      #expect(try code("") == "tape.none")
      #expect(try code("{\"a\": 1}\n") == "tape.none")
      #expect(try code("\u{0}\u{1}\n") == "tape.none")
      #expect(try code("{\"fjord_recording\": 99}\n") == "tape.newer")
      #expect(try code("{\"fjord_recording\": 1}\n") == "tape.unreadable")
      #expect(try code(line + "\nnonsense\n" + "{}\n") == "tape.unreadable")
      #expect(try code(line + "\n") == "read")
      #expect(throws: TapeFault.self) { try TapePlayer(path: file.path + ".not-there") }
      try file.write("my notes\n")
      #expect(throws: TapeFault.occupied(file.path)) {
        try TapeRecorder(path: file.path, header: header)
      }
      #expect(file.text == "my notes\n")
      #expect(throws: TapeFault.self) {
        try TapeRecorder(path: "/not-there/x.tape", header: header)
      }
    }

    @Test func `a recording is made anew in place of an older one, for its owner alone`() throws {
      let file = try PassingFile()
      try file.write(#"{"fjord_recording":1}"# + "\nold\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
      _ = try TapeRecorder(path: file.path, header: header)
      #expect(file.mode == 0o600 && !file.text.contains("old"))
    }
  }
}
