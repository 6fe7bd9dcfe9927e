/// The paths of the service, all below `/af/v0/platsannonser` but one.
enum PlatsannonsRoute: Sendable, Equatable {
  case version
  case probe
  case list(PlatsannonsList)
  case names(String)
  case matching
  case ad(String)
  case logo(String)
  /// Where logos stood before: the address that ads still name.
  case oldLogo(String)

  /// The path below which everything stands.
  static let base = "/af/v0/platsannonser"

  init?(_ path: String) {
    let parts = path.split(separator: "/").map { StandInRequest.decoded($0, plusIsSpace: false) }
    if parts.count == 3, parts[0] == "platsannons", parts[2] == "logotyp" {
      self = .oldLogo(parts[1])
      return
    }
    guard parts.starts(with: ["af", "v0", "platsannonser"]) else { return nil }
    self.init(below: Array(parts.dropFirst(3)))
  }

  private init?(below parts: [String]) {
    switch (parts.first, parts.count) {
    case ("version", 1): self = .version
    case ("probe", 1): self = .probe
    case ("matchning", 1): self = .matching
    case ("soklista", 2):
      guard let list = PlatsannonsList(rawValue: parts[1]) else { return nil }
      self = .list(list)
    case ("soklista", 3) where parts[1] == "yrken": self = .names(parts[2])
    case ("soklista", _): return nil
    case (let id?, 1): self = .ad(id)
    case (let id?, 2) where parts[1] == "logotyp": self = .logo(id)
    default: return nil
    }
  }
}
