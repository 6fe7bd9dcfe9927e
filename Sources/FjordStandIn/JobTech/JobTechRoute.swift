/// The public paths of JobTech's services, which this stand-in serves at one address.
enum JobTechRoute: Sendable, Equatable {
  case search
  case complete
  case ad(String)
  case logo(String)
  case snapshot
  case stream
  case concepts

  init?(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    switch parts {
    case ["search"]: self = .search
    case ["complete"]: self = .complete
    case ["v2", "snapshot"], ["snapshot"]: self = .snapshot
    case ["v2", "stream"], ["stream"]: self = .stream
    case ["v1", "taxonomy", "main", "concepts"]: self = .concepts
    default:
      guard parts.first == "ad", parts.count <= 3 else { return nil }
      if parts.count == 2 {
        self = .ad(parts[1])
      } else if parts.count == 3, parts[2] == "logo" {
        self = .logo(parts[1])
      } else {
        return nil
      }
    }
  }
}
