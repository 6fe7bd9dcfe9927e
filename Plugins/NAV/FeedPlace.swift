import FjordTable

/// A place in the feed from which a walk begins or goes on.
enum FeedPlace: Hashable, Sendable {
  /// The oldest event.
  case first
  /// The newest event.
  case last
  /// The first event recorded after so many seconds since 1970.
  case since(Int64)
  /// An event, itself included.
  case from(EventID)
  /// Behind an event, which was the last of so many rows.
  case after(EventID, position: Int64)

  /// Reads a checkpoint.
  ///
  /// Errors: `nav.checkpoint`.
  init(_ checkpoint: Checkpoint) throws(NAVFault) {
    guard let place = Self.read(checkpoint.text) else {
      throw .unreadableCheckpoint(checkpoint.text)
    }
    self = place
  }

  /// The place as it is kept: `since:2026-05-02T10:00:00Z`, `event:UUID@1000`.
  var checkpoint: Checkpoint {
    switch self {
    case .first: Checkpoint("first")
    case .last: Checkpoint("last")
    case .since(let seconds): Checkpoint("since:" + Self.text(seconds))
    case .from(let event): Checkpoint("from:" + event.text)
    case .after(let event, let position): Checkpoint("event:\(event.text)@\(position)")
    }
  }

  /// How many rows came before.
  var position: Int64 {
    if case .after(_, let position) = self { position } else { 0 }
  }

  /// Seconds since 1970 as RFC 3339 writes them.
  static func text(_ seconds: Int64) -> String {
    var bytes: [UInt8] = []
    ValueText.append(timestamp: seconds.multipliedSaturated(by: 1_000_000), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func read(_ text: String) -> FeedPlace? {
    if text == "first" { return .first }
    if text == "last" { return .last }
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "since":
      let bytes = Array(parts[1].utf8)
      return ValueParsing.timestamp(bytes.span).map {
        .since($0.floorDivided(by: 1_000_000).quotient)
      }
    case "from": return EventID(String(parts[1])).map { .from($0) }
    case "event":
      let halves = parts[1].split(
        separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      guard let event = EventID(String(halves[0])) else { return nil }
      guard halves.count == 2 else { return .after(event, position: 0) }
      guard let position = Int64(halves[1]), position >= 0 else { return nil }
      return .after(event, position: position)
    default: return nil
    }
  }
}

extension Int64 {
  /// The product, or the nearest value that fits.
  fileprivate func multipliedSaturated(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? (self < 0 ? .min : .max) : product
  }
}
