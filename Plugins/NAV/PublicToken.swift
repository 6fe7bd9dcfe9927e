import FjordFormat
import FjordHTTP
import FjordTable
import Foundation

/// A bearer token, and what its readable part says.
///
/// Only the service can check a token; here it is read for the times in it alone.
struct PublicToken: Sendable, Equatable {
  /// The token.
  let secret: Secret
  /// What its payload says.
  let claims: TokenClaims

  /// The token in the service's answer, before it is read.
  static let held = HTTPHeldSecret(
    variable: "NAV_TOKEN", filter: "tail -n 1"
  ) { PublicToken(in: $0)?.secret }

  /// Takes the last run in an answer that looks like a token; nil where there is none.
  ///
  /// The service's answer is a heading and the token, on a line each.
  init?(in body: [UInt8]) {
    let text = String(decoding: body.prefix(1 << 16), as: UTF8.self)
    guard
      let run = text.matches(
        of: #/eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/#
      ).last
    else { return nil }
    secret = Secret(String(run.output), variable: "NAV_TOKEN")
    claims = TokenClaims(secret)
  }
}

/// What a token says of itself; nothing where it can't be read.
struct TokenClaims: Sendable, Equatable {
  /// When it was made, in seconds since 1970.
  let issued: Int64?
  /// When it runs out, in seconds since 1970; nil where it does not.
  let expires: Int64?
  /// Whom it is for.
  let audience: String?

  init(_ token: Secret) {
    let parts = token.exposedValue.split(separator: ".", omittingEmptySubsequences: false)
    var payload: [NamedValue] = []
    if parts.count == 3, let bytes = Self.decoded(parts[1]),
      case .record(let found)? = try? jsonValue(of: bytes)
    {
      payload = found
    }
    func claim(_ name: String) -> Value { payload.first { $0.name == name }?.value ?? .null }
    issued = Self.seconds(claim("iat"))
    expires = Self.seconds(claim("exp"))
    if case .string(let text) = claim("aud") { audience = text } else { audience = nil }
  }

  /// Whether it has run out at a time in microseconds since 1970.
  func isExpired(at now: Int64) -> Bool {
    expires.map { $0 <= now.floorDivided(by: 1_000_000).quotient } ?? false
  }

  private static func seconds(_ value: Value) -> Int64? {
    switch value {
    case .int(let number): number
    case .float(let number): Int64(exactly: number.rounded(.down))
    default: nil
    }
  }

  /// Base64 with the alphabet of URLs and no padding.
  private static func decoded(_ text: Substring) -> [UInt8]? {
    let usual = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - usual.utf8.count % 4) % 4)
    return Data(base64Encoded: usual + padding).map { Array($0) }
  }
}
