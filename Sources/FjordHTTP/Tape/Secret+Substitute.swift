import Foundation

extension Secret {
  /// What stands for the secret in a recording, so that a replay reads of it what a run may show and
  /// nobody can use it.
  ///
  /// Of a token with claims (a JWT) that is one without a signature that claims when it was made, when
  /// it ends and whom it is for; of anything else a word.
  var substitute: String {
    let parts = exposedValue.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let payload = Self.decoded(parts[1]),
      let claims = try? JSONDecoder().decode(Claims.self, from: payload),
      let kept = try? JSONEncoder.lines.encode(claims)
    else { return "recorded" }
    return [Data(#"{"alg":"none"}"#.utf8), kept].map(Self.encoded).joined(separator: ".")
      + ".recorded"
  }

  private struct Claims: Codable {
    var iat: Double?
    var exp: Double?
    var aud: String?
  }

  /// Base64 with the alphabet of URLs and no padding.
  private static func decoded(_ text: Substring) -> Data? {
    let usual = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - usual.utf8.count % 4) % 4)
    return Data(base64Encoded: usual + padding)
  }

  private static func encoded(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}

extension JSONEncoder {
  /// One line a value, names in order, for people to read.
  static var lines: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
