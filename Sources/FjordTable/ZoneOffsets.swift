import Foundation

/// When a time zone is how far from UTC, as a table for fast look-up.
///
/// Covers 1900 to 2100; outside, the nearest known offset counts. Complexity: a look-up is a binary
/// search, and constant while instants stay between two transitions.
public struct ZoneOffsets: Sendable {
  /// The zone's name, as `Europe/Oslo`.
  public let identifier: String
  /// Microseconds since 1970 from which `seconds` at the same place holds; the first is `Int64.min`.
  private let starts: [Int64]
  private let seconds: [Int64]

  /// Universal time.
  public static let utc = ZoneOffsets(TimeZone(secondsFromGMT: 0) ?? .current)

  /// Reads a zone's transitions.
  public init(_ zone: TimeZone) {
    identifier = zone.identifier == "GMT" ? "UTC" : zone.identifier
    var starts = [Int64.min]
    var instant = Date(timeIntervalSince1970: -2_208_988_800)
    var seconds = [Int64(zone.secondsFromGMT(for: instant))]
    let end = Date(timeIntervalSince1970: 4_102_444_800)
    while let next = zone.nextDaylightSavingTimeTransition(after: instant), next > instant,
      next < end
    {
      starts.append(Int64(next.timeIntervalSince1970.rounded()) * 1_000_000)
      seconds.append(Int64(zone.secondsFromGMT(for: next.addingTimeInterval(1))))
      instant = next
    }
    self.starts = starts
    self.seconds = seconds
  }

  /// The zone of a name such as `Europe/Oslo` or `UTC`; nil where there is none of that name.
  public init?(identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.init(zone)
  }

  /// Seconds to add to UTC at an instant (microseconds since 1970).
  public func offset(at instant: Int64) -> Int64 {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= instant { low = middle } else { high = middle }
    }
    return seconds[low]
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
