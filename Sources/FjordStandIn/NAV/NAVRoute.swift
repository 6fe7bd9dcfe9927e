/// The public paths of NAV's feed; case counts, and one slash at the end is allowed.
enum NAVRoute: Sendable, Equatable {
  case publicToken
  case feed
  case page(String)
  case entry(String)

  init?(_ path: String) {
    let path = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path[...]
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (parts.count, parts.dropFirst().first) {
    case (3, "api") where parts[2] == "publicToken": self = .publicToken
    case (4, "api") where parts[2] == "v1" && parts[3] == "feed": self = .feed
    case (5, "api") where parts[2] == "v1" && parts[3] == "feed" && !parts[4].isEmpty:
      self = .page(parts[4])
    case (5, "api") where parts[2] == "v1" && parts[3] == "feedentry" && !parts[4].isEmpty:
      self = .entry(parts[4])
    default: return nil
    }
    if !parts[0].isEmpty { return nil }
  }
}
