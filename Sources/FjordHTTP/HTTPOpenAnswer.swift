/// An answer whose body is still to come: for bodies too long to be held.
///
/// A body that is not read to its end is given up with the answer.
public struct HTTPOpenAnswer: Sendable {
  /// The status code.
  public let status: Int
  /// The header fields.
  public let headers: HTTPHeaderList
  /// The URL that was asked for, for messages: secrets show as `$VARIABLE`.
  public let url: String
  /// The body.
  public let body: any HTTPBodyParts

  /// Creates an answer; for transports.
  public init(status: Int, headers: HTTPHeaderList, url: String, body: any HTTPBodyParts) {
    self.status = status
    self.headers = headers
    self.url = url
    self.body = body
  }

  /// Creates an answer from one that is whole.
  init(_ answer: HTTPAnswer) {
    self.init(
      status: answer.status, headers: answer.headers, url: answer.url, body: WholeBody(answer.body))
  }
}

/// A body that comes part by part: one caller at a time asks for the next one.
public protocol HTTPBodyParts: Sendable {
  /// The next bytes, with gzip or deflate undone, or nil at the body's end.
  ///
  /// Errors: `HTTPFailure` of a transport's body, `HTTPFault` of a service's; `CancellationError`.
  func next() async throws -> [UInt8]?
}

/// A body that is there already.
private actor WholeBody: HTTPBodyParts {
  private var bytes: [UInt8]?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func next() -> [UInt8]? {
    defer { bytes = nil }
    return bytes
  }
}
