/// The proxies that the environment names, as curl reads them.
///
/// `https_proxy` and `http_proxy` by the scheme of the URL, then `all_proxy`; `no_proxy` lists hosts
/// that go without: names with their subdomains, `name:port`, or `*`. Upper case counts too, but
/// for `HTTP_PROXY`, which a web server could be made to set. This machine is never asked for
/// through a proxy.
struct HTTPProxies: Sendable, Equatable {
  /// One proxy; its password shows in no text.
  struct Proxy: Sendable, Equatable {
    enum Kind: Sendable { case http, socks }
    let kind: Kind
    let host: String
    let port: Int
    let user: String?
    let password: Secret?
  }

  /// A proxy setting that can't be followed.
  struct Fault: Error, Equatable {
    let variable: String
  }

  private let values: [String: String]

  init(environment: [String: String]) {
    var values: [String: String] = [:]
    for name in ["https_proxy", "all_proxy", "no_proxy", "http_proxy"] {
      let upper = name == "http_proxy" ? nil : environment[name.uppercased()]
      if let value = (environment[name] ?? upper)?.trimmingBlanks(), !value.isEmpty {
        values[name] = value
      }
    }
    self.values = values
  }

  /// The proxy for an origin, nil where it is reached directly.
  ///
  /// Errors: `Fault` where the setting is no proxy's URL of a kind that is known.
  func proxy(for origin: HTTPOrigin) throws(Fault) -> Proxy? {
    guard !origin.isLoopback, !isExcepted(origin) else { return nil }
    let own = origin.scheme == .https ? "https_proxy" : "http_proxy"
    for variable in [own, "all_proxy"] {
      guard let value = values[variable] else { continue }
      guard let proxy = Self.read(value) else { throw Fault(variable: variable) }
      return proxy
    }
    return nil
  }

  private func isExcepted(_ origin: HTTPOrigin) -> Bool {
    let list = values["no_proxy"] ?? ""
    return list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
      if entry == "*" { return true }
      var name = entry.lowercased()
      if name.hasSuffix(":\(origin.port)"), !name.dropLast().hasSuffix(":") {
        name.removeLast(String(origin.port).count + 1)
      }
      while name.hasPrefix(".") { name.removeFirst() }
      if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
      return origin.host == name || origin.host.hasSuffix("." + name)
    }
  }

  /// Reads `[scheme://][user[:password]@]host[:port]`.
  private static func read(_ text: String) -> Proxy? {
    let mark = text.firstRange(of: "://")
    let scheme = mark.map { text[..<$0.lowerBound].lowercased() } ?? "http"
    let kind: Proxy.Kind? =
      switch scheme {
      case "http": .http
      case "socks5", "socks5h", "socks": .socks
      default: nil
      }
    var rest = text[(mark?.upperBound ?? text.startIndex)...].prefix { $0 != "/" }
    var login: [Substring] = []
    if let at = rest.lastIndex(of: "@") {
      login = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      rest = rest[rest.index(after: at)...]
    }
    let hasPort = rest.lastIndex(of: ":").map { !rest[$0...].contains("]") } ?? false
    let authority = hasPort ? String(rest) : rest + (kind == .socks ? ":1080" : ":80")
    guard let kind, kind == .http || login.isEmpty,
      let origin = HTTPOrigin(scheme: "http", authority: authority)
    else { return nil }
    let password = login.count > 1 ? PercentEncoding.decoded(login[1]) : nil
    return Proxy(
      kind: kind, host: origin.host, port: origin.port,
      user: login.first.map(PercentEncoding.decoded),
      password: password.map { Secret($0, variable: "PROXY_PASSWORD") })
  }
}
