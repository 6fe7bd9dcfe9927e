import Hummingbird

/// An answer before faults and compression.
struct StandInAnswer: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    /// A body that is made when it is needed. The same signature means the same bytes for as long
    /// as the stand-in runs, so one that is kept compressed is not made again.
    case made(signature: UInt64?, by: @Sendable () -> [UInt8])
  }

  var status: Int
  var headers: HTTPFields
  var body: Body
  /// Whether the service compresses it for those who ask.
  var isCompressible = true

  init(_ status: Int, type: String, headers: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.headers[.contentType] = type
    self.body = .bytes(body)
  }

  /// The body's bytes.
  var bytes: [UInt8] {
    switch body {
    case .bytes(let bytes): bytes
    case .made(_, let make): make()
    }
  }
}
