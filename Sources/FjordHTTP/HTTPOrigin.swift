/// Scheme, host and port: the circle that a token never leaves.
public struct HTTPOrigin: Sendable, Hashable {
  /// The two schemes that are spoken.
  public enum Scheme: String, Sendable {
    /// In clear.
    case http
    /// Over TLS.
    case https

    var usualPort: Int { self == .https ? 443 : 80 }
  }

  /// How it is spoken to.
  public let scheme: Scheme
  /// The host in lower case; an IPv6 address without its brackets.
  public let host: String
  /// The port, the scheme's usual one where none was given.
  public let port: Int

  /// Reads `scheme://host[:port]`; nil where it is anything else, as with a user name before `@`.
  init?(scheme: some StringProtocol, authority: some StringProtocol) {
    guard let scheme = Scheme(rawValue: scheme.lowercased()) else { return nil }
    var host = authority.lowercased()
    var port = scheme.usualPort
    let portStart = host.lastIndex(of: ":")
    if let portStart, !host.hasSuffix("]") {
      let digits = host[host.index(after: portStart)...]
      guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      if !digits.isEmpty {
        guard let number = Int(digits), (1...65535).contains(number) else { return nil }
        port = number
      }
      host = String(host[..<portStart])
    }
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
      guard host.contains(":"), host.utf8.allSatisfy({ "0123456789abcdef:.".utf8.contains($0) })
      else { return nil }
    } else {
      let signs = "abcdefghijklmnopqrstuvwxyz0123456789-._"
      guard host.utf8.allSatisfy({ signs.utf8.contains($0) }) else { return nil }
    }
    guard !host.isEmpty else { return nil }
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// Whether the host is this machine: `localhost`, 127.0.0.0/8 or ::1, written in the usual way.
  public var isLoopback: Bool {
    if host == "localhost" || host == "::1" || host == "0:0:0:0:0:0:0:1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The origin as a URL begins, the usual port left out: `https://pam-stilling-feed.nav.no`.
  public var text: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme.rawValue)://\(name)" + (port == scheme.usualPort ? "" : ":\(port)")
  }
}

extension HTTPOrigin: CustomStringConvertible {
  /// The origin as a URL begins.
  public var description: String { text }
}

extension HTTPOrigin: Codable {
  /// Reads an origin as a URL begins.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let address = HTTPAddress(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected an origin"))
    }
    self = address.origin
  }

  /// Writes the origin as a URL begins.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(text)
  }
}
