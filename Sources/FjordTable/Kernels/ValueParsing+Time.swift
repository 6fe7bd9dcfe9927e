// Dates, timestamps and durations from text (RFC 3339, ISO 8601).

extension ValueParsing {
  /// A date as `2024-06-01`, in days since 1970-01-01.
  ///
  /// A sign allows four to six digits of year.
  package static func date(_ text: Span<UInt8>) -> Int64? {
    var place = 0
    guard let date = civilDate(text, &place), place == text.count else { return nil }
    return date.days
  }

  /// A timestamp as RFC 3339 has it, in microseconds since 1970.
  ///
  /// The offset is `Z`, `+02:00` or `+0200`; without one the time is on the given zone's clock,
  /// and without a zone there is no answer. A space may stand for the `T`, and `10:30` for
  /// `10:30:00`. Of a fraction of one to nine digits, six count. Nil also for years that 64 bits of microseconds do not reach.
  package static func timestamp(_ text: Span<UInt8>, local zone: ZoneOffsets? = nil) -> Int64? {
    var place = 0
    guard var time = civilDate(text, &place) else { return nil }
    guard byte(text, place) | 0x20 == UInt8(ascii: "t") || byte(text, place) == 32 else {
      return nil
    }
    place += 1
    guard let clock = clock(text, &place) else { return nil }
    guard abs(time.days) < 106_751_990 else { return nil }
    time.microsecondOfDay = clock
    if place == text.count { return zone?.instant(ofLocal: time.microseconds) }
    guard let offset = offset(text, &place), place == text.count else { return nil }
    let (instant, overflow) = time.microseconds.subtractingReportingOverflow(offset * 1_000_000)
    return overflow ? nil : instant
  }

  /// A duration as ISO 8601 has it: units `Y M W D` and, behind `T`, `H M S`.
  ///
  /// Days count 24 hours. Each amount, and the whole, may carry a sign; only seconds may have a
  /// fraction, of which six digits count.
  package static func duration(_ text: Span<UInt8>) -> CalendarDuration? {
    var place = 0
    let isNegative = byte(text, 0) == UInt8(ascii: "-")
    if isNegative || byte(text, 0) == UInt8(ascii: "+") { place = 1 }
    guard byte(text, place) == UInt8(ascii: "P") else { return nil }
    place += 1
    var parts = DurationParts()
    while place < text.count {
      if text[place] == UInt8(ascii: "T"), !parts.isTime {
        parts.isTime = true
        place += 1
        guard place < text.count else { return nil }
      }
      guard parts.read(text, &place) else { return nil }
    }
    return parts.duration(isNegative: isNegative)
  }

  /// Year, month and day, checked against the calendar.
  private static func civilDate(_ text: Span<UInt8>, _ place: inout Int) -> CivilTime? {
    let sign = byte(text, place)
    let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    if isSigned { place += 1 }
    guard var year = number(text, &place, digits: isSigned ? 4...6 : 4...4) else { return nil }
    if sign == UInt8(ascii: "-") { year = -year }
    guard abs(year) <= 290_000, skip(UInt8(ascii: "-"), text, &place),
      let month = pair(text, &place), skip(UInt8(ascii: "-"), text, &place),
      let day = pair(text, &place),
      month >= 1, month <= 12, day >= 1, day <= CivilTime.daysInMonth(year: year, month: month)
    else { return nil }
    return CivilTime(year: year, month: month, day: day)
  }

  /// A time of day, in microseconds since midnight; the seconds may be left out.
  private static func clock(_ text: Span<UInt8>, _ place: inout Int) -> Int64? {
    guard let hour = pair(text, &place), skip(UInt8(ascii: ":"), text, &place),
      let minute = pair(text, &place), hour < 24, minute < 60
    else { return nil }
    guard skip(UInt8(ascii: ":"), text, &place) else { return (hour * 60 + minute) * 60_000_000 }
    guard let second = pair(text, &place), second < 60 else { return nil }
    let whole = ((hour * 60 + minute) * 60 + second) * 1_000_000
    guard byte(text, place) == UInt8(ascii: ".") else { return whole }
    place += 1
    guard let fraction = fraction(text, &place) else { return nil }
    return whole + fraction
  }

  /// One to nine digits behind a point, as microseconds.
  fileprivate static func fraction(_ text: Span<UInt8>, _ place: inout Int) -> Int64? {
    let start = place
    var value: Int64 = 0
    while byte(text, place) &- 48 < 10 {
      if place - start < 6 { value = value * 10 + Int64(text[place] - 48) }
      place += 1
    }
    let count = place - start
    guard count >= 1, count <= 9 else { return nil }
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }

  /// `Z`, `+02:00`, `+0200`, or with seconds `+00:19:32`; in seconds.
  private static func offset(_ text: Span<UInt8>, _ place: inout Int) -> Int64? {
    let sign = byte(text, place)
    place += 1
    if sign | 0x20 == UInt8(ascii: "z") { return 0 }
    guard sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+"),
      let hours = pair(text, &place)
    else { return nil }
    let hasColon = skip(UInt8(ascii: ":"), text, &place)
    guard let minutes = pair(text, &place), hours < 24, minutes < 60 else {
      return nil
    }
    var seconds = (hours * 60 + minutes) * 60
    if hasColon, skip(UInt8(ascii: ":"), text, &place) {
      guard let rest = pair(text, &place), rest < 60 else { return nil }
      seconds += rest
    }
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  /// Two digits.
  @inline(__always)
  private static func pair(_ text: Span<UInt8>, _ place: inout Int) -> Int64? {
    let (tens, ones) = (byte(text, place) &- 48, byte(text, place &+ 1) &- 48)
    guard tens < 10, ones < 10 else { return nil }
    place &+= 2
    return Int64(tens) &* 10 &+ Int64(ones)
  }

  private static func number(
    _ text: Span<UInt8>, _ place: inout Int, digits: ClosedRange<Int>
  ) -> Int64? {
    let start = place
    var value: Int64 = 0
    while place - start < digits.upperBound, byte(text, place) &- 48 < 10 {
      value = value * 10 + Int64(text[place] - 48)
      place += 1
    }
    return place - start >= digits.lowerBound ? value : nil
  }

  @inline(__always)
  private static func skip(_ wanted: UInt8, _ text: Span<UInt8>, _ place: inout Int) -> Bool {
    guard byte(text, place) == wanted else { return false }
    place += 1
    return true
  }
}

/// The amounts of a duration as they are read, in units that only get smaller.
private struct DurationParts {
  var isTime = false
  private var months: Int128 = 0
  private var microseconds: Int128 = 0
  private var lastRank = 0

  /// Reads one amount with its unit.
  mutating func read(_ text: Span<UInt8>, _ place: inout Int) -> Bool {
    let sign = ValueParsing.byte(text, place)
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { place += 1 }
    let start = place
    var amount: Int128 = 0
    while ValueParsing.byte(text, place) &- 48 < 10 {
      guard place - start < 20 else { return false }
      amount = amount * 10 + Int128(text[place] - 48)
      place += 1
    }
    guard place > start else { return false }
    var fraction: Int64 = 0
    if ValueParsing.byte(text, place) == UInt8(ascii: ".") {
      place += 1
      guard let value = ValueParsing.fraction(text, &place),
        ValueParsing.byte(text, place) == UInt8(ascii: "S")
      else { return false }
      fraction = value
    }
    guard let (rank, unit, isMonth) = unit(ValueParsing.byte(text, place)), rank > lastRank else {
      return false
    }
    place += 1
    lastRank = rank
    let total = amount * unit + Int128(fraction)
    let signed = sign == UInt8(ascii: "-") ? -total : total
    if isMonth { months += signed } else { microseconds += signed }
    return true
  }

  /// The duration; nil where nothing was read or 64 bits do not hold it.
  func duration(isNegative: Bool) -> CalendarDuration? {
    guard lastRank > 0, let months = Int64(exactly: isNegative ? -months : months),
      let microseconds = Int64(exactly: isNegative ? -microseconds : microseconds)
    else { return nil }
    return CalendarDuration(months: months, microseconds: microseconds)
  }

  private func unit(_ letter: UInt8) -> (rank: Int, unit: Int128, isMonth: Bool)? {
    switch (letter, isTime) {
    case (UInt8(ascii: "Y"), false): (1, 12, true)
    case (UInt8(ascii: "M"), false): (2, 1, true)
    case (UInt8(ascii: "W"), false): (3, 604_800_000_000, false)
    case (UInt8(ascii: "D"), false): (4, 86_400_000_000, false)
    case (UInt8(ascii: "H"), true): (5, 3_600_000_000, false)
    case (UInt8(ascii: "M"), true): (6, 60_000_000, false)
    case (UInt8(ascii: "S"), true): (7, 1_000_000, false)
    default: nil
    }
  }
}
