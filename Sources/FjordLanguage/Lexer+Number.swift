/// Numbers and durations.
extension Lexer {
  /// A number, duration, date or timestamp; a digit stands here.
  mutating func scanNumber() -> Token.Kind {
    if let date = scanDate() { return date }
    let start = position
    var isWellSpaced = skipDigits()
    var isFloat = false
    if byte() == UInt8(ascii: "."), isDigit(1) {
      isFloat = true
      position += 1
      isWellSpaced = skipDigits() && isWellSpaced
    }
    let mantissaEnd = position
    if byte() | 0x20 == UInt8(ascii: "e") {
      let signed = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
      if isDigit(signed ? 2 : 1) {
        isFloat = true
        position += signed ? 2 : 1
        isWellSpaced = skipDigits() && isWellSpaced
      }
    }
    let unitStart = position
    skipIdentifier()
    let written = text(start, position)
    guard isWellSpaced else { return .fault(.digitSeparator(written)) }
    if position > unitStart {
      guard unitStart == mantissaEnd else { return .fault(.exponentWithUnit(written)) }
      return duration(start, unitStart)
    }
    let digits = written.filter { $0 != "_" }
    if !isFloat {
      guard let value = UInt64(digits), value <= 1 << 63 else {
        return .fault(.integerRange(written))
      }
      return .integer(value)
    }
    guard let value = Double(digits), value.isFinite else { return .fault(.floatRange(written)) }
    return .literal(.float(value))
  }

  /// Whether the byte `offset` places on is a digit.
  func isDigit(_ offset: Int = 0) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte(offset))
  }

  /// Moves past digits and `_`; false when a `_` does not stand between two digits.
  private mutating func skipDigits() -> Bool {
    var isWellSpaced = true
    while isDigit() || byte() == UInt8(ascii: "_") {
      if byte() == UInt8(ascii: "_"), !isDigit(1) || !isDigit(-1) { isWellSpaced = false }
      position += 1
    }
    return isWellSpaced
  }

  /// The duration whose number and unit stand between `start` and here.
  private func duration(_ start: Int, _ unitStart: Int) -> Token.Kind {
    let written = text(start, position)
    let unitText = text(unitStart, position)
    guard let unit = DurationUnit(rawValue: unitText) else {
      let number = text(start, unitStart)
      return .fault(.unknownUnit(number: number, unit: unitText))
    }
    let parts = text(start, unitStart).filter { $0 != "_" }.split(
      separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard let digits = Int64(parts[0] + fraction) else { return .fault(.durationRange(written)) }
    if let months = unit.months {
      guard fraction.isEmpty else { return .fault(.calendarFraction(written)) }
      let (total, overflow) = digits.multipliedReportingOverflow(by: months)
      if overflow { return .fault(.durationRange(written)) }
      return .literal(.duration(months: total, microseconds: 0))
    }
    var (total, overflow) = digits.multipliedReportingOverflow(by: unit.microseconds)
    if overflow { return .fault(.durationRange(written)) }
    for _ in fraction {
      guard total % 10 == 0 else { return .fault(.durationTooFine(written)) }
      total /= 10
    }
    return .literal(.duration(months: 0, microseconds: total))
  }
}

/// The units that a duration is written in.
enum DurationUnit: String, CaseIterable {
  case second = "s"
  case minute = "m"
  case hour = "h"
  case day = "d"
  case week = "w"
  case month = "mo"
  case year = "y"

  /// Calendar months, for the units that have no fixed length.
  var months: Int64? {
    switch self {
    case .month: 1
    case .year: 12
    default: nil
    }
  }

  /// Microseconds, 0 for calendar units.
  var microseconds: Int64 {
    switch self {
    case .second: 1_000_000
    case .minute: 60_000_000
    case .hour: 3_600_000_000
    case .day: 86_400_000_000
    case .week: 604_800_000_000
    case .month, .year: 0
    }
  }

  /// The unit that a word of other languages stands for.
  static func meant(by word: String) -> DurationUnit? {
    switch word.lowercased() {
    case "sec", "secs", "second", "seconds": .second
    case "min", "mins", "minute", "minutes": .minute
    case "hr", "hrs", "hour", "hours": .hour
    case "day", "days": .day
    case "wk", "week", "weeks": .week
    case "mon", "mth", "month", "months": .month
    case "yr", "yrs", "year", "years": .year
    default: DurationUnit(rawValue: word.lowercased())
    }
  }
}
