import FjordDiagnostic

/// Where a service lives: what stands before the paths of its API.
///
/// `https`, or `http` where the host is this machine, or where the service has nothing else.
public struct BaseURL: Sendable, Hashable {
  /// Scheme, host and port.
  public let origin: HTTPOrigin
  /// The path before the API's own paths: empty, or `/af/v0`, with no slash at its end.
  public let path: String

  /// Reads a base URL.
  ///
  /// Errors: `http.base-url` for text that is no such URL, has a user name, query or fragment,
  /// or speaks plain `http` with another machine. `setting` is the name that the message shows,
  /// as `FJORD_NAV_URL`; `allowsPlain` says that the service has nothing but plain `http`.
  public init(_ text: String, setting: String, allowsPlain: Bool = false) throws(Diagnostic) {
    guard let address = HTTPAddress(text), !text.contains("#"), !text.contains("?") else {
      throw BaseURLFault.unreadable(setting: setting).diagnostic
    }
    guard address.origin.scheme == .https || address.origin.isLoopback || allowsPlain else {
      throw BaseURLFault.plain(setting: setting, host: address.origin.host).diagnostic
    }
    origin = address.origin
    let segments = address.path.split(separator: "/")
    guard !segments.contains("."), !segments.contains("..") else {
      throw BaseURLFault.unreadable(setting: setting).diagnostic
    }
    path = segments.map { "/" + $0 }.joined()
  }

  /// The base as text, with no slash at its end.
  public var text: String { origin.text + path }

  /// The address of a path below the base; no slash is ever doubled in joining them.
  func joined(_ path: HTTPPath) -> HTTPAddress {
    let (below, query) = HTTPReference.parted(path.text)
    return HTTPAddress(
      origin: origin, path: self.path + "/" + below.drop(while: { $0 == "/" }), query: query)
  }

  /// The address that a reference in an answer means.
  ///
  /// It is resolved against the base. An absolute path that does not begin with the base's own is
  /// one of the API's paths, as services behind a gateway write them, and is put below the base.
  func resolve(_ reference: String) -> HTTPAddress? {
    let base = HTTPAddress(origin: origin, path: path + "/", query: String?.none)
    guard let address = HTTPReference.resolve(reference, against: base) else { return nil }
    let isPath = reference.hasPrefix("/") && !reference.hasPrefix("//")
    guard isPath, !(address.path + "/").hasPrefix(path + "/") else { return address }
    return HTTPAddress(origin: origin, path: path + address.path, query: address.query)
  }
}
