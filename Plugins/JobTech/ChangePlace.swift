import FjordTable

/// A place in the history of all ads, from which a walk begins or goes on.
enum ChangePlace: Hashable, Sendable {
  /// All ads that are there, then what changed since an instant, where one is given: that at which
  /// an earlier attempt to take all of them began.
  case all(since: Int64?)
  /// What changed after an instant.
  case changes(after: Int64)

  /// Reads a checkpoint, with the number of rows that came before.
  ///
  /// Errors: `jobtech.checkpoint`.
  static func read(_ checkpoint: Checkpoint) throws(JobTechFault) -> (ChangePlace, position: Int64)
  {
    guard let place = read(checkpoint.text) else {
      throw .unreadableCheckpoint(checkpoint.text)
    }
    return place
  }

  /// The place as it is kept: `changes:2026-11-02T11:00:00Z@37000`.
  func checkpoint(position: Int64) -> Checkpoint {
    switch self {
    case .all(nil): Checkpoint("all@\(position)")
    case .all(let instant?): Checkpoint("all:\(Self.text(instant))@\(position)")
    case .changes(let instant): Checkpoint("changes:\(Self.text(instant))@\(position)")
    }
  }

  private static func read(_ text: String) -> (ChangePlace, Int64)? {
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, let position = Int64(halves[1]), position >= 0 else { return nil }
    if halves[0] == "all" { return (.all(since: nil), position) }
    let parts = halves[0].split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let instant = ValueParsing.timestamp(Array(parts[1].utf8).span) else {
      return nil
    }
    switch parts[0] {
    case "all": return (.all(since: instant), position)
    case "changes": return (.changes(after: instant), position)
    default: return nil
    }
  }

  static func text(_ instant: Int64) -> String {
    var bytes: [UInt8] = []
    ValueText.append(timestamp: instant, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
