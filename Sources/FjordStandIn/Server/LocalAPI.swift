import Hummingbird

/// One API as a stand-in answers it: requests in, answers out, no sockets and no faults.
protocol LocalAPI: Sendable {
  /// What a request asks for, by its path.
  func kind(of request: StandInRequest) -> RequestKind

  /// The answer to a request.
  func answer(to request: StandInRequest) -> StandInAnswer

  /// The body this API gives with a status that a fault asks for, or nil for a proxy's page.
  func failure(status: Int, to request: StandInRequest) -> StandInAnswer?

  /// Moves the clock, lets events come, or replaces the token.
  func apply(_ change: StandInChange)
}

/// What a request asks for.
public enum RequestKind: String, Sendable, CaseIterable {
  /// A page of a list or feed.
  case page
  /// One thing's detail.
  case entry
  /// A token.
  case token
  /// Anything else.
  case other
}

/// A change of what a stand-in tells, while it runs.
public enum StandInChange: Sendable, Equatable {
  /// Moves the clock on.
  case advanceBy(Duration)
  /// Sets the clock.
  case advanceTo(StandInTime)
  /// Lets so many more events be seen; the clock goes to the last one's time.
  case events(Int)
  /// Replaces the public token; the old ones are refused from now on.
  case rotateToken
}

/// A request as an API sees it.
struct StandInRequest: Sendable {
  /// What a fault wants of the answer to a request for a token.
  enum TokenFault: Sendable, Equatable {
    case expired
    case missing
  }

  var method: String
  var path: String
  var query: String?
  var headers: HTTPFields
  var tokenFault: TokenFault?

  init(method: String, target: String, headers: HTTPFields) {
    self.method = method
    self.headers = headers
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts.first ?? "")
    query = parts.count > 1 ? String(parts[1]) : nil
  }

  /// The first value of a query parameter; empty where it has none, nil where it is not there.
  func parameter(_ name: String) -> String? {
    for pair in (query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts[0] == name {
        return parts.count > 1 ? Self.decoded(parts[1]) : ""
      }
    }
    return nil
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? 32 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// An answer before faults and compression.
struct StandInAnswer: Sendable {
  var status: Int
  var headers: HTTPFields
  var body: [UInt8]
  /// The same number means the same body, for as long as the stand-in runs.
  var signature: UInt64?

  init(
    _ status: Int, type: String, headers: HTTPFields = [:], body: [UInt8] = [],
    signature: UInt64? = nil
  ) {
    self.status = status
    self.headers = headers
    self.headers[.contentType] = type
    self.body = body
    self.signature = signature
  }
}
