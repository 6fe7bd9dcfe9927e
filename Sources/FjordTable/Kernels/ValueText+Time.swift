// Dates, timestamps and durations as text (RFC 3339, ISO 8601).

extension ValueText {
  /// A date as `2024-06-01`; years outside 0 to 9999 carry a sign.
  package static func append(date days: Int64, to text: inout [UInt8]) {
    let date = CivilTime(days: days)
    appendDigits(to: &text) { put(civilDate: date, to: &$0) }
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
    let seconds = abs(offset)
    appendDigits(to: &text) { digits in
      digits.put(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
      digits.put(pair: seconds / 3600)
      digits.put(UInt8(ascii: ":"))
      digits.put(pair: seconds / 60 % 60)
      guard seconds % 60 > 0 else { return }
      digits.put(UInt8(ascii: ":"))
      digits.put(pair: seconds % 60)
    }
  }

  /// A date and time without a zone, the two parts joined by a byte.
  package static func append(
    local time: CivilTime, separator: UInt8, to text: inout [UInt8]
  ) {
    appendDigits(to: &text) { digits in
      put(civilDate: time, to: &digits)
      digits.put(separator)
      let (seconds, fraction) = time.microsecondOfDay.quotientAndRemainder(dividingBy: 1_000_000)
      digits.put(pair: seconds / 3600)
      digits.put(UInt8(ascii: ":"))
      digits.put(pair: seconds / 60 % 60)
      digits.put(UInt8(ascii: ":"))
      digits.put(pair: seconds % 60)
      put(fraction: fraction, to: &digits)
    }
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
    appendDigits(to: &text) { digits in
      digits.put(seconds / 1_000_000)
      put(fraction: Int64(seconds % 1_000_000), to: &digits)
      digits.put(UInt8(ascii: "S"))
    }
  }

  private static func append(
    unit: Unicode.Scalar, _ amount: UInt64, isNegative: Bool, to text: inout [UInt8]
  ) {
    guard amount > 0 else { return }
    if isNegative { text.append(UInt8(ascii: "-")) }
    append(magnitude: amount, to: &text)
    text.append(UInt8(ascii: unit))
  }

  @inline(__always)
  private static func put(civilDate date: CivilTime, to digits: inout DigitWriter) {
    if date.year < 0 { digits.put(UInt8(ascii: "-")) }
    if date.year > 9999 { digits.put(UInt8(ascii: "+")) }
    digits.put(date.year.magnitude, width: 4)
    digits.put(UInt8(ascii: "-"))
    digits.put(pair: date.month)
    digits.put(UInt8(ascii: "-"))
    digits.put(pair: date.day)
  }

  /// Microseconds as a point and up to six digits, zeros at the end dropped; nothing for zero.
  @inline(__always)
  private static func put(fraction microseconds: Int64, to digits: inout DigitWriter) {
    guard microseconds > 0 else { return }
    var (rest, width) = (microseconds.magnitude, 6)
    while rest % 10 == 0 {
      rest /= 10
      width -= 1
    }
    digits.put(UInt8(ascii: "."))
    digits.put(rest, width: width)
  }
}
