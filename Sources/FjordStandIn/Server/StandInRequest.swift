import Hummingbird

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
  /// What came with it; empty for a request without a body.
  var body: [UInt8] = []
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

  /// Text without its percent signs; in a query a plus sign is a space, in a path it is itself.
  static func decoded(_ text: Substring, plusIsSpace: Bool = true) -> String {
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
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 32 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
