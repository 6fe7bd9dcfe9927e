/// What a server sent back: status, header fields, and the whole body, decoded.
public struct HTTPAnswer: Sendable {
  /// The status code.
  public let status: Int
  /// The header fields.
  public let headers: HTTPHeaderList
  /// The body's bytes in one piece, with gzip or deflate undone.
  public let body: [UInt8]
  /// The URL that was asked for, for messages: secrets show as `$VARIABLE`.
  public internal(set) var url: String
  /// How many seconds ago the answer came, where it was kept and not asked for; else nil.
  public internal(set) var age: Int64?

  /// Creates an answer; for transports.
  public init(status: Int, headers: HTTPHeaderList, body: [UInt8], url: String) {
    self.status = status
    self.headers = headers
    self.body = body
    self.url = url
  }
}
