import Hummingbird
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOHTTPCompression
import Synchronization

/// Compresses bodies, and keeps those that are asked for again.
///
/// SwiftNIO's compressor is a channel handler; it is run in a channel of its own here and not in
/// the server's pipeline, so that a compressed body can be kept, cut short and counted.
final class Gzip: Sendable {
  /// Shorter bodies are sent as they are.
  static let threshold = 1500
  /// Bytes of compressed bodies that are kept.
  private static let budget = 48 << 20

  private struct Kept {
    var bySignature: [UInt64: ByteBuffer] = [:]
    var size = 0
  }

  private let bodies = Mutex(Kept())

  /// Whether a request takes gzip.
  static func isAccepted(_ header: String?) -> Bool {
    (header ?? "").lowercased().split(separator: ",").contains { part in
      let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
      guard words.first == "gzip" || words.first == "*" else { return false }
      let weight = words.dropFirst().first { $0.hasPrefix("q=") }.flatMap {
        Double($0.dropFirst(2))
      }
      return (weight ?? 1) > 0
    }
  }

  /// The compressed body that was kept for a signature.
  func kept(_ signature: UInt64) -> ByteBuffer? {
    bodies.withLock { $0.bySignature[signature] }
  }

  /// Keeps a compressed body while there is room.
  func keep(_ body: ByteBuffer, for signature: UInt64) {
    bodies.withLock { kept in
      guard kept.size + body.readableBytes <= Self.budget, kept.bySignature[signature] == nil
      else { return }
      kept.size += body.readableBytes
      kept.bySignature[signature] = body
    }
  }

  /// The compressed body, or nil where it could not be made.
  static func compressed(_ bytes: [UInt8]) -> ByteBuffer? {
    let channel = EmbeddedChannel(handler: HTTPResponseCompressor())
    defer { _ = try? channel.finish(acceptAlreadyClosed: true) }
    do {
      let request = HTTPRequestHead(
        version: .http1_1, method: .GET, uri: "/", headers: ["Accept-Encoding": "gzip"])
      try channel.writeInbound(HTTPServerRequestPart.head(request))
      let head = HTTPResponseHead(version: .http1_1, status: .ok)
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      let body = IOData.byteBuffer(ByteBuffer(bytes: bytes))
      channel.write(HTTPServerResponsePart.body(body), promise: nil)
      try channel.writeOutbound(HTTPServerResponsePart.end(nil))
      while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
        if case .body(.byteBuffer(let buffer)) = part { return buffer }
      }
    } catch {
      return nil
    }
    return nil
  }
}
