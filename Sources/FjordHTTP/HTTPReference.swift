/// A reference as servers send it (`next_url`, `Location`), and its resolution (RFC 3986 section 5).
enum HTTPReference {
  /// Whether the text has none of the characters that readers of URLs disagree about.
  static func isClean(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
  }

  /// Path and query of a text; a fragment is dropped.
  static func parted(_ text: some StringProtocol) -> (path: String, query: String?) {
    let text = text.prefix { $0 != "#" }
    let path = text.prefix { $0 != "?" }
    let query = path.endIndex < text.endIndex ? String(text[path.endIndex...].dropFirst()) : nil
    return (String(path), query)
  }

  /// The address that `reference` means where `base` was read; nil where it is no HTTP reference.
  static func resolve(_ reference: String, against base: HTTPAddress) -> HTTPAddress? {
    guard isClean(reference) else { return nil }
    if reference.hasPrefix("//") {
      return HTTPAddress(base.origin.scheme.rawValue + ":" + reference).map(withoutDots)
    }
    if hasScheme(reference) { return HTTPAddress(reference).map(withoutDots) }
    let (path, query) = parted(reference)
    if path.isEmpty {
      return HTTPAddress(origin: base.origin, path: base.path, query: query ?? base.query)
    }
    let whole = path.hasPrefix("/") ? path : folder(of: base.path) + path
    return withoutDots(HTTPAddress(origin: base.origin, path: whole, query: query))
  }

  /// The path up to and with its last slash.
  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "/" }
    return String(path[...slash])
  }

  private static func hasScheme(_ text: String) -> Bool {
    let head = text.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    return head.endIndex < text.endIndex && text[head.endIndex] == ":"
  }

  /// The address with `.` and `..` segments carried out.
  private static func withoutDots(_ address: HTTPAddress) -> HTTPAddress {
    var kept: [Substring] = []
    let segments = address.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment {
      case "..":
        _ = kept.popLast()
        if isLast { kept.append("") }
      case ".":
        if isLast { kept.append("") }
      default: kept.append(segment)
      }
    }
    let path = "/" + kept.joined(separator: "/")
    return HTTPAddress(origin: address.origin, path: path, query: address.query)
  }
}
