import FjordTable

// How dates, instants and lengths of time stand in the file, so that any tool can read them and text
// order is time order:
//
//     date       2026-05-01
//     timestamp  2026-05-01T10:30:00.000000Z   always UTC, always six digits
//     duration   P1Y2M3DT4H5M6.5S              a minus before each part that is negative
//
// Days and instants outside the years 0 to 9999 are written as a sign, their number and a unit
// (`+2932897d`, `-62167305600000000us`). Their first byte sorts before every digit, which the
// comparisons in `PredicateSQL` know.

/// Writes and reads times as text.
enum StoredText {
  /// The days from 0000-01-01 to 9999-12-31.
  static let plainDays: ClosedRange<Int64> = -719_528...2_932_896

  /// The instants of those days.
  static let plainInstants: ClosedRange<Int64> = -62_167_219_200_000_000...253_402_300_799_999_999

  /// Appends a date.
  static func append(date days: Int64, to bytes: inout [UInt8]) {
    guard plainDays.contains(days) else { return append(odd: days, unit: "d", to: &bytes) }
    append(CivilTime(days: days), to: &bytes)
  }

  /// Appends an instant.
  static func append(timestamp instant: Int64, to bytes: inout [UInt8]) {
    guard plainInstants.contains(instant) else {
      return append(odd: instant, unit: "us", to: &bytes)
    }
    let civil = CivilTime(microseconds: instant)
    append(civil, to: &bytes)
    let (seconds, fraction) = civil.microsecondOfDay.floorDivided(by: 1_000_000)
    bytes.append(UInt8(ascii: "T"))
    append(seconds / 3600, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    append(seconds % 60, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "."))
    append(fraction, digits: 6, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  private static func append(_ civil: CivilTime, to bytes: inout [UInt8]) {
    append(civil.year, digits: 4, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(civil.month, digits: 2, to: &bytes)
    bytes.append(UInt8(ascii: "-"))
    append(civil.day, digits: 2, to: &bytes)
  }

  private static func append(_ number: Int64, digits: Int, to bytes: inout [UInt8]) {
    var divisor: Int64 = 1
    for _ in 1..<digits { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  private static func append(odd number: Int64, unit: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: ((number < 0 ? "" : "+") + String(number) + unit).utf8)
  }
}

extension StoredText {
  /// The days of a date's text; nil where it is none.
  static func date(_ run: UnsafeRawBufferPointer) -> Int64? {
    guard run.count == 10, let days = plainDate(run) else { return odd(run, unit: "d") }
    return days
  }

  /// The instant of a timestamp's text; nil where it is none.
  static func timestamp(_ run: UnsafeRawBufferPointer) -> Int64? {
    guard run.count == 27, run[10] == UInt8(ascii: "T"), run[26] == UInt8(ascii: "Z"),
      run[13] == UInt8(ascii: ":"), run[16] == UInt8(ascii: ":"), run[19] == UInt8(ascii: "."),
      let days = plainDate(run), let hour = digits(run, 11..<13), let minute = digits(run, 14..<16),
      let second = digits(run, 17..<19), let fraction = digits(run, 20..<26),
      hour < 24, minute < 60, second < 60
    else { return odd(run, unit: "us") }
    return days * CivilTime.microsecondsPerDay
      + (hour * 3600 + minute * 60 + second) * 1_000_000 + fraction
  }

  private static func plainDate(_ run: UnsafeRawBufferPointer) -> Int64? {
    guard run[4] == UInt8(ascii: "-"), run[7] == UInt8(ascii: "-"),
      let year = digits(run, 0..<4), let month = digits(run, 5..<7), let day = digits(run, 8..<10),
      (1...12).contains(month), day >= 1, day <= CivilTime.daysInMonth(year: year, month: month)
    else { return nil }
    return CivilTime(year: year, month: month, day: day).days
  }

  private static func digits(_ run: UnsafeRawBufferPointer, _ places: Range<Int>) -> Int64? {
    var number: Int64 = 0
    for place in places {
      let digit = run[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int64(digit)
    }
    return number
  }

  private static func odd(_ run: UnsafeRawBufferPointer, unit: String) -> Int64? {
    let text = String(decoding: run, as: UTF8.self)
    guard let sign = text.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      text.hasSuffix(unit)
    else { return nil }
    return Int64(text.dropLast(unit.count))
  }
}
