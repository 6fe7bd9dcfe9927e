import FjordPlugin
import FjordTable

/// Times as the service gives and takes them.
enum SwedishTime {
  /// The instant of a time stamp with its offset and any fraction; a day alone, as the later server
  /// gave it, is midnight in Stockholm.
  static func instant(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    if let instant = ValueParsing.timestamp(bytes.span, local: Platsannons.zone) { return instant }
    return ValueParsing.date(bytes.span).map {
      Platsannons.zone.instant(ofLocal: CivilTime(days: $0).microseconds)
    }
  }

  /// The day in Stockholm of such a time: a last day has come as midnight and as its last second.
  static func day(_ text: String) -> Int64? {
    instant(text).map { Platsannons.zone.civil($0).days }
  }

  /// The instant that a constant means: a day begins at midnight in Stockholm, a length of time counts
  /// back from now, a text is in the service's own form, `2018-09-19 20:00`; nil for anything else, and outside of the years 1 to 9999.
  static func instant(_ value: Value, _ clock: SessionClock) -> Int64? {
    let instant: Int64? =
      switch value {
      case .date(let day):
        Platsannons.zone.instant(ofLocal: CivilTime(days: day).microseconds)
      case .timestamp(let instant): instant
      case .string(let text): self.instant(text)
      case .duration(let length): clock.instant(length, before: clock.now, in: Platsannons.zone)
      default: nil
      }
    let sayable: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_000_000
    return instant.flatMap { sayable.contains($0) ? $0 : nil }
  }

  /// An instant as `2018-09-19 20:00`, on the clock of Stockholm.
  static func minute(_ instant: Int64) -> String {
    let civil = Platsannons.zone.civil(instant)
    let minutes = civil.microsecondOfDay / 60_000_000
    let date = [padded(civil.year, 4), padded(civil.month, 2), padded(civil.day, 2)]
    return date.joined(separator: "-") + " " + padded(minutes / 60, 2) + ":"
      + padded(minutes % 60, 2)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
