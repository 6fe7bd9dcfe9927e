import NIOCore
import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A server on loopback that answers with bytes, pauses and cuts as a test says.
///
/// It reads requests that have no body, one after the other on each connection, and does what the
/// script returns for each: the faults of real servers are steps here, not features.
final class ScriptedServer: Sendable {
  /// One thing that is done to a connection.
  enum Step: Sendable {
    case send([UInt8])
    case wait(Duration)
    /// Ends the connection in the ordinary way.
    case close
    /// Ends the connection with a reset.
    case reset
    /// Sends nothing more, and keeps the connection until the test is over.
    case hang

    static func text(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  /// A request as it came.
  struct Request: Sendable {
    /// Which request this is for the server, from 0.
    let number: Int
    /// The request line and the header lines.
    let lines: [String]
    let time: ContinuousClock.Instant

    /// What stands behind the method.
    var target: String {
      lines.first?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    }

    /// The values of a header field.
    func values(_ name: String) -> [String] {
      lines.dropFirst().compactMap { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
        return String(parts[1].drop { $0 == " " })
      }
    }
  }

  typealias Script = @Sendable (Request) -> [Step]
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  let port: Int
  private let script: Script
  private let seen = Mutex<[Request]>([])
  private let load = Mutex<(now: Int, most: Int)>((0, 0))
  private let connections = Mutex<(open: Int, all: Int)>((0, 0))

  private init(port: Int, script: @escaping Script) {
    self.port = port
    self.script = script
  }

  /// Runs a server for as long as `work` takes.
  @discardableResult
  static func run<Result: Sendable>(
    _ script: @escaping Script, work: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: 0) { channel in
        channel.eventLoop.makeCompletedFuture {
          try Connection(
            wrappingChannelSynchronously: channel,
            configuration: .init(isOutboundHalfClosureEnabled: true))
        }
      }
    let port = listener.channel.localAddress?.port ?? 0
    let server = ScriptedServer(port: port, script: script)
    let serving = Task { try? await server.serve(listener) }
    // Not by cancelling: a connection that was accepted and not yet seen must still be ended.
    let end = {
      try? await listener.channel.close()
      await serving.value
    }
    do {
      let result = try await work(server)
      await end()
      return result
    } catch {
      await end()
      throw error
    }
  }

  var url: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { seen.withLock { $0 } }
  /// The most requests that were being answered at one time.
  var greatestLoad: Int { load.withLock { $0.most } }

  /// How many connections were made, and how many there are.
  var connectionCount: Int { connections.withLock { $0.all } }
  var openConnections: Int { connections.withLock { $0.open } }

  private func serve(_ listener: NIOAsyncChannel<Connection, Never>) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      try await listener.executeThenClose { connections in
        for try await connection in connections {
          group.addTask { try? await self.talk(on: connection) }
        }
      }
      group.cancelAll()
    }
  }

  private func talk(on connection: Connection) async throws {
    connections.withLock { $0 = ($0.open + 1, $0.all + 1) }
    defer { connections.withLock { $0.open -= 1 } }
    try await connection.executeThenClose { inbound, outbound in
      var text = ""
      for try await part in inbound {
        text += String(buffer: part)
        if text.hasPrefix("\u{16}\u{3}") { text = "TLS\r\n\r\n" }
        while let end = text.firstRange(of: "\r\n\r\n") {
          let head = text[..<end.lowerBound]
          text = String(text[end.upperBound...])
          let steps = script(note(head))
          load.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
          defer { load.withLock { $0.now -= 1 } }
          for step in steps {
            guard try await perform(step, outbound, connection.channel) else { return }
          }
        }
      }
    }
  }

  private func note(_ head: Substring) -> Request {
    seen.withLock { seen in
      let lines = head.split(separator: "\r\n").map(String.init)
      let request = Request(number: seen.count, lines: lines, time: .now)
      seen.append(request)
      return request
    }
  }

  /// Does one step; false where the connection is to end.
  private func perform(
    _ step: Step, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ channel: any Channel
  ) async throws -> Bool {
    switch step {
    case .send(let bytes): try await outbound.write(ByteBuffer(bytes: bytes))
    case .wait(let time): try await Task.sleep(for: time)
    case .close: return false
    case .reset:
      let socket = channel as? any SocketOptionProvider
      try await socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
      return false
    case .hang: try await Task.sleep(for: .seconds(3600))
    }
    return true
  }
}

extension [ScriptedServer.Step] {
  /// A whole answer that keeps the connection.
  static func answer(
    _ status: Int = 200, _ headers: [String] = [], body: [UInt8] = [UInt8]("ok".utf8)
  ) -> Self {
    let lines = ["HTTP/1.1 \(status) X", "Content-Length: \(body.count)"] + headers
    return [.text(lines.joined(separator: "\r\n") + "\r\n\r\n"), .send(body)]
  }

  /// A whole answer with text.
  static func answer(_ status: Int = 200, _ headers: [String] = [], text: String) -> Self {
    answer(status, headers, body: [UInt8](text.utf8))
  }
}
