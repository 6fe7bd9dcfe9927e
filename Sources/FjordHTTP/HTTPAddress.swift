/// A URL in parts: origin, path and query, all in a URL's own characters.
///
/// It never has a fragment or a user name, and what a URL may not hold is percent-encoded, so that
/// two readers of the text can't see two hosts.
public struct HTTPAddress: Sendable, Hashable {
  /// Scheme, host and port.
  public let origin: HTTPOrigin
  /// The path, beginning with `/`.
  public let path: String
  /// What stands behind `?`, if there is one.
  public let query: String?

  init(origin: HTTPOrigin, path: some StringProtocol, query: (some StringProtocol)?) {
    self.origin = origin
    let path = PercentEncoding.repaired(String(path))
    self.path = path.hasPrefix("/") ? path : "/" + path
    self.query = query.map { PercentEncoding.repaired(String($0)) }
  }

  /// Reads an absolute URL; nil where it is none, or has a user name, blanks or backslashes.
  init?(_ text: String) {
    guard HTTPReference.isClean(text), let mark = text.firstRange(of: "://") else { return nil }
    let rest = text[mark.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard
      let origin = HTTPOrigin(scheme: text[..<mark.lowerBound], authority: authority)
    else { return nil }
    let (path, query) = HTTPReference.parted(rest[authority.endIndex...])
    self.init(origin: origin, path: path, query: query)
  }

  /// The whole URL.
  public var text: String { origin.text + target }

  /// Path and query, as a request line holds them.
  public var target: String { path + (query.map { "?" + $0 } ?? "") }

  /// The names and values of the query, decoded; the value is nil where no `=` stands.
  public var queryItems: [(name: String, value: String?)] {
    (query ?? "").split(separator: "&").map { item in
      let name = item.prefix { $0 != "=" }
      let value = name.endIndex < item.endIndex ? item[name.endIndex...].dropFirst() : nil
      return (PercentEncoding.decoded(name), value.map(PercentEncoding.decoded))
    }
  }

  /// The address with query items added; those of the same names that it had are replaced.
  ///
  /// An item with no value is sent as the bare name: `?last`.
  public func adding(_ items: [(String, String?)]) -> HTTPAddress {
    guard !items.isEmpty else { return self }
    let names = Set(items.map(\.0))
    let kept = (query ?? "").split(separator: "&").filter { item in
      !names.contains(PercentEncoding.decoded(item.prefix { $0 != "=" }))
    }
    let added = items.map { name, value in
      PercentEncoding.value(name) + (value.map { "=" + PercentEncoding.value($0) } ?? "")
    }
    let query = (kept.map(String.init) + added).joined(separator: "&")
    return HTTPAddress(origin: origin, path: path, query: query)
  }

  /// The address without the query items of one name.
  func removing(_ name: String) -> HTTPAddress {
    let kept = (query ?? "").split(separator: "&").filter { item in
      PercentEncoding.decoded(item.prefix { $0 != "=" }) != name
    }
    let query = kept.isEmpty ? nil : kept.joined(separator: "&")
    return HTTPAddress(origin: origin, path: path, query: query)
  }
}

extension HTTPAddress: CustomStringConvertible {
  /// The whole URL.
  public var description: String { text }
}
