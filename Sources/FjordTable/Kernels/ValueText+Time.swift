// Dates, timestamps and durations as text (RFC 3339, ISO 8601).

extension ValueText {
  /// A date as `2024-06-01`; years outside 0 to 9999 carry a sign.
  package static func append(date days: Int64, to text: inout [UInt8]) {
    append(civilDate: CivilTime(days: days), to: &text)
  }

  /// A timestamp in UTC as `2024-06-01T08:30:00Z`, with the fraction that is needed.
  package static func append(timestamp instant: Int64, to text: inout [UInt8]) {
    append(local: CivilTime(microseconds: instant), separator: UInt8(ascii: "T"), to: &text)
    text.append(UInt8(ascii: "Z"))
  }

  /// A timestamp on a zone's clock with its distance from UTC: `2024-06-01T10:30:00+02:00`.
  ///
  /// Distances with seconds, as clocks had before zones, are written `+00:19:32`.
  package static func append(
    timestamp instant: Int64, in zone: ZoneOffsets, to text: inout [UInt8]
  ) {
    append(local: zone.civil(instant), separator: UInt8(ascii: "T"), to: &text)
    let offset = zone.offset(at: instant)
    text.append(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let seconds = abs(offset)
    append(seconds / 3600, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, width: 2, to: &text)
    guard seconds % 60 > 0 else { return }
    text.append(UInt8(ascii: ":"))
    append(seconds % 60, width: 2, to: &text)
  }

  /// A date and time without a zone, the two parts joined by a byte.
  package static func append(
    local time: CivilTime, separator: UInt8, to text: inout [UInt8]
  ) {
    append(civilDate: time, to: &text)
    text.append(separator)
    let (seconds, fraction) = time.microsecondOfDay.quotientAndRemainder(dividingBy: 1_000_000)
    append(seconds / 3600, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    append(seconds % 60, width: 2, to: &text)
    append(fraction: fraction, to: &text)
  }

  /// A duration as ISO 8601: months as years and months, microseconds as days of 24 hours, hours,
  /// minutes and seconds.
  ///
  /// `P1Y2M`, `P7D`, `PT2H30M`, `PT0S`. Where no part is positive one minus stands in front
  /// (`-P7D`); where the parts differ in sign each unit carries its own (`P1M-7D`).
  package static func append(_ duration: CalendarDuration, to text: inout [UInt8]) {
    let (months, microseconds) = (duration.months, duration.microseconds)
    if months == 0, microseconds == 0 { return text.append(contentsOf: "PT0S".utf8) }
    let isNegative = months <= 0 && microseconds <= 0
    if isNegative { text.append(UInt8(ascii: "-")) }
    text.append(UInt8(ascii: "P"))
    let monthSign = !isNegative && months < 0
    append(unit: "Y", months.magnitude / 12, isNegative: monthSign, to: &text)
    append(unit: "M", months.magnitude % 12, isNegative: monthSign, to: &text)
    let sign = !isNegative && microseconds < 0
    let (days, time) = microseconds.magnitude.quotientAndRemainder(dividingBy: 86_400_000_000)
    append(unit: "D", days, isNegative: sign, to: &text)
    guard time > 0 else { return }
    text.append(UInt8(ascii: "T"))
    append(unit: "H", time / 3_600_000_000, isNegative: sign, to: &text)
    append(unit: "M", time / 60_000_000 % 60, isNegative: sign, to: &text)
    let seconds = time % 60_000_000
    guard seconds > 0 else { return }
    if sign { text.append(UInt8(ascii: "-")) }
    append(magnitude: seconds / 1_000_000, to: &text)
    append(fraction: Int64(seconds % 1_000_000), to: &text)
    text.append(UInt8(ascii: "S"))
  }

  private static func append(
    unit: Unicode.Scalar, _ amount: UInt64, isNegative: Bool, to text: inout [UInt8]
  ) {
    guard amount > 0 else { return }
    if isNegative { text.append(UInt8(ascii: "-")) }
    append(magnitude: amount, to: &text)
    text.append(UInt8(ascii: unit))
  }

  private static func append(civilDate date: CivilTime, to text: inout [UInt8]) {
    if date.year < 0 { text.append(UInt8(ascii: "-")) }
    if date.year > 9999 { text.append(UInt8(ascii: "+")) }
    append(abs(date.year), width: 4, to: &text)
    text.append(UInt8(ascii: "-"))
    append(date.month, width: 2, to: &text)
    text.append(UInt8(ascii: "-"))
    append(date.day, width: 2, to: &text)
  }

  /// Microseconds as a point and up to six digits, zeros at the end dropped; nothing for zero.
  private static func append(fraction microseconds: Int64, to text: inout [UInt8]) {
    guard microseconds > 0 else { return }
    text.append(UInt8(ascii: "."))
    append(microseconds, width: 6, to: &text)
    while text.last == 48 { text.removeLast() }
  }
}
