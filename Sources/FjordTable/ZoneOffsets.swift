import Foundation
import Synchronization

/// When a time zone is how far from UTC, as a table for fast look-up.
///
/// Covers 1900 to 2100; outside, the nearest known offset counts. The table is read from the system
/// when it is first asked, so a zone that is never looked at costs nothing. Complexity: a look-up is
/// a binary search.
public struct ZoneOffsets: Sendable {
  private let rules: ZoneRules

  /// The zone's name, as `Europe/Oslo`.
  public var identifier: String { rules.identifier }

  /// Universal time.
  public static let utc = ZoneOffsets(TimeZone(secondsFromGMT: 0) ?? .current)

  /// The machine's zone, which is found when it is first needed.
  public static let machine = ZoneOffsets(TimeZone.current)

  /// Creates the offsets of a zone.
  public init(_ zone: @escaping @autoclosure @Sendable () -> TimeZone) { rules = ZoneRules(zone) }

  /// The zone of a name such as `Europe/Oslo` or `UTC`; nil where there is none of that name.
  public init?(identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.init(zone)
  }

  /// Seconds to add to UTC at an instant (microseconds since 1970).
  public func offset(at instant: Int64) -> Int64 {
    rules.offset(at: instant)
  }

  /// The offset at an instant, and from when to when (not included) it holds.
  package func period(at instant: Int64) -> (start: Int64, end: Int64, seconds: Int64) {
    rules.period(at: instant)
  }

  /// The wall-clock time of an instant.
  public func civil(_ instant: Int64) -> CivilTime {
    let (sum, overflow) = instant.addingReportingOverflow(offset(at: instant) * 1_000_000)
    return CivilTime(microseconds: overflow ? instant : sum)
  }

  /// The instant of a wall-clock time (microseconds counted without zone).
  ///
  /// A time that occurs twice gives the first of the two instants, one that is skipped the instant
  /// as far behind the gap as the time is into it.
  public func instant(ofLocal local: Int64) -> Int64 {
    let day = CivilTime.microsecondsPerDay
    let before = offset(at: local.subtractingSaturated(day))
    let after = offset(at: local.addingSaturated(day))
    let first = local.subtractingSaturated(before * 1_000_000)
    if offset(at: first) == before { return first }
    let second = local.subtractingSaturated(after * 1_000_000)
    return offset(at: second) == after ? second : first
  }
}

/// The transitions of a zone, read when first asked for.
private final class ZoneRules: Sendable {
  /// Microseconds since 1970 from which `seconds` at the same place holds; the first is `Int64.min`.
  private struct Transitions {
    var starts: [Int64] = [.min]
    var seconds: [Int64]
  }

  private let known = Mutex<(zone: TimeZone?, transitions: Transitions?)>((nil, nil))
  private let find: @Sendable () -> TimeZone

  init(_ find: @escaping @Sendable () -> TimeZone) { self.find = find }

  var identifier: String {
    known.withLock { known in
      let zone = known.zone ?? find()
      known.zone = zone
      return zone.identifier == "GMT" ? "UTC" : zone.identifier
    }
  }

  func offset(at instant: Int64) -> Int64 { period(at: instant).seconds }

  func period(at instant: Int64) -> (start: Int64, end: Int64, seconds: Int64) {
    known.withLock { known in
      let zone = known.zone ?? find()
      let transitions = known.transitions ?? Self.read(zone)
      known = (zone, transitions)
      var low = 0
      var high = transitions.starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if transitions.starts[middle] <= instant { low = middle } else { high = middle }
      }
      let end = high < transitions.starts.count ? transitions.starts[high] : .max
      return (transitions.starts[low], end, transitions.seconds[low])
    }
  }

  private static func read(_ zone: TimeZone) -> Transitions {
    var instant = Date(timeIntervalSince1970: -2_208_988_800)
    var transitions = Transitions(seconds: [Int64(zone.secondsFromGMT(for: instant))])
    let end = Date(timeIntervalSince1970: 4_102_444_800)
    while let next = zone.nextDaylightSavingTimeTransition(after: instant), next > instant,
      next < end
    {
      transitions.starts.append(Int64(next.timeIntervalSince1970.rounded()) * 1_000_000)
      transitions.seconds.append(Int64(zone.secondsFromGMT(for: next.addingTimeInterval(1))))
      instant = next
    }
    return transitions
  }
}

extension Int64 {
  func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  func subtractingSaturated(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }
}
