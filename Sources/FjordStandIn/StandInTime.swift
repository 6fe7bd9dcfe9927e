/// A moment of a stand-in's clock.
///
/// Units: microseconds since 1970-01-01T00:00:00Z.
public struct StandInTime: Sendable, Hashable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public var microseconds: Int64

  /// Creates a moment; what lies outside the years 1970 to 9999 is moved to their edge.
  public init(microseconds: Int64) {
    self.microseconds = min(max(microseconds, 0), Self.end)
  }

  /// The clock of the sandbox: 2026-11-02T12:00 in Oslo.
  public static let sandbox = StandInTime(microseconds: 1_793_617_200_000_000)

  /// The last microsecond of the year 9999.
  private static let end: Int64 = 253_402_300_799_999_999

  /// Reads `2026-11-02`, `2026-11-02T12:00`, `2026-11-02T12:00:30.5+01:00` or the same with `Z`.
  ///
  /// Without an offset the time is Oslo's; without a time it is midnight there. Nil where the text
  /// is none of these.
  public init?(_ text: String) {
    var reader = ByteReader(text)
    guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2),
      reader.skip("-"), let day = reader.digits(2), (1...12).contains(month), year >= 1970,
      day >= 1, day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    var local = Int64(CivilDate(year: year, month: month, day: day).dayNumber) * 86_400
    var fraction: Int64 = 0
    var offset: Int64?
    if !reader.isAtEnd {
      guard reader.skip("T") || reader.skip(" "), let hour = reader.digits(2), hour < 24,
        reader.skip(":"), let minute = reader.digits(2), minute < 60
      else { return nil }
      local += Int64(hour * 3600 + minute * 60)
      if reader.skip(":") {
        guard let second = reader.digits(2), second < 60 else { return nil }
        local += Int64(second)
        if reader.skip(".") {
          guard let part = reader.fraction() else { return nil }
          fraction = part
        }
      }
      guard reader.offset(into: &offset), reader.isAtEnd else { return nil }
    }
    let seconds = offset.map { local - $0 } ?? OsloZone.utc(fromLocal: local)
    self.init(microseconds: seconds * 1_000_000 + fraction)
  }

  /// The moment so much later (or earlier, where negative).
  public func advanced(by duration: Duration) -> StandInTime {
    let (seconds, attoseconds) = duration.components
    let scaled = seconds.multipliedReportingOverflow(by: 1_000_000)
    let sum =
      (scaled.overflow ? (seconds < 0 ? Int64.min / 2 : Int64.max / 2) : scaled.partialValue)
      .addingReportingOverflow(attoseconds / 1_000_000_000_000)
    let total = microseconds.addingReportingOverflow(sum.partialValue)
    if total.overflow || sum.overflow {
      return StandInTime(microseconds: seconds < 0 ? 0 : Int64.max)
    }
    return StandInTime(microseconds: total.partialValue)
  }

  /// Whether `a` is before `b`.
  public static func < (a: StandInTime, b: StandInTime) -> Bool { a.microseconds < b.microseconds }

  /// Whole seconds since 1970, rounded down.
  var seconds: Int64 { microseconds / 1_000_000 }
}
