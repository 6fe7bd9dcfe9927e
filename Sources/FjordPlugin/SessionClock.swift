import FjordTable
import Foundation

/// The clock and time zone behind everything that shows in a result or a request.
///
/// Time-outs and pauses run on the real clock instead.
public struct SessionClock: Sendable {
  /// A fixed instant in microseconds since 1970, or nil for the real time.
  public let fixedNow: Int64?
  /// The session's time zone: how instants are shown and what a bare date means.
  public let zone: ZoneOffsets
  private let reading: (@Sendable () -> Int64)?

  /// Creates a clock.
  public init(fixedNow: Int64? = nil, zone: ZoneOffsets) {
    self.fixedNow = fixedNow
    self.zone = zone
    reading = nil
  }

  /// Creates a clock that goes as another one does, given in microseconds since 1970.
  public init(zone: ZoneOffsets, reading: @escaping @Sendable () -> Int64) {
    fixedNow = nil
    self.zone = zone
    self.reading = reading
  }

  /// The present instant, in microseconds since 1970-01-01T00:00:00Z.
  public var now: Int64 {
    fixedNow ?? reading?() ?? Int64((Date().timeIntervalSince1970 * 1_000_000).rounded())
  }

  /// Today in a zone, by default the session's, as days since 1970-01-01.
  public func today(in zone: ZoneOffsets? = nil) -> Int64 {
    (zone ?? self.zone).civil(now).days
  }

  /// The instant that lies a duration before another: months by the calendar of a zone, then exact.
  public func instant(
    _ duration: CalendarDuration, before instant: Int64, in zone: ZoneOffsets? = nil
  ) -> Int64 {
    let zone = zone ?? self.zone
    var start = instant
    if duration.months != 0 {
      let (months, _) = Int64(0).subtractingReportingOverflow(duration.months)
      start = zone.instant(ofLocal: zone.civil(instant).adding(months: months).microseconds)
    }
    let (result, overflow) = start.subtractingReportingOverflow(duration.microseconds)
    return overflow ? start : result
  }
}
