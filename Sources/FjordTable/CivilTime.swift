/// A date and time of the proleptic Gregorian calendar, without a zone.
///
/// Source: the usual era arithmetic over 400 years of 146,097 days; checked in the tests against
/// Foundation's calendar.
public struct CivilTime: Sendable, Hashable {
  /// The year; negative years are allowed.
  public var year: Int64
  /// 1 to 12.
  public var month: Int64
  /// 1 to 31.
  public var day: Int64
  /// Microseconds since midnight.
  public var microsecondOfDay: Int64

  /// How many microseconds a day has.
  public static let microsecondsPerDay: Int64 = 86_400_000_000

  /// Creates a date and time.
  public init(year: Int64, month: Int64, day: Int64, microsecondOfDay: Int64 = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.microsecondOfDay = microsecondOfDay
  }

  /// The date of a day number (days since 1970-01-01).
  public init(days: Int64) {
    let shifted = days.clamped(to: Self.dayLimits) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    microsecondOfDay = 0
  }

  /// The date and time of microseconds since 1970-01-01T00:00, counted without zone.
  public init(microseconds: Int64) {
    let (days, rest) = microseconds.floorDivided(by: Self.microsecondsPerDay)
    self.init(days: days)
    microsecondOfDay = rest
  }

  /// Days since 1970-01-01; months outside 1...12 run over into years.
  public var days: Int64 {
    let (carry, monthIndex) = (month - 1).floorDivided(by: 12)
    let month = monthIndex + 1
    let year = (year + carry).clamped(to: -290_000...290_000) - (month <= 2 ? 1 : 0)
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Microseconds since 1970-01-01T00:00, counted without zone.
  public var microseconds: Int64 {
    let (product, overflow) = days.multipliedReportingOverflow(by: Self.microsecondsPerDay)
    return overflow ? (days < 0 ? .min : .max) : product.addingSaturated(microsecondOfDay)
  }

  /// The number of days in a month.
  public static func daysInMonth(year: Int64, month: Int64) -> Int64 {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  /// Whether a year has a 29 February.
  public static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The date moved by calendar months; a day that the month lacks becomes its last.
  public func adding(months: Int64) -> CivilTime {
    let count = months.clamped(to: -4_000_000...4_000_000)
    let (carry, index) = (month - 1 + count).floorDivided(by: 12)
    var result = self
    result.year = (year + carry).clamped(to: -290_000...290_000)
    result.month = index + 1
    result.day = min(day, Self.daysInMonth(year: result.year, month: result.month))
    return result
  }

  /// 1 for Monday to 7 for Sunday.
  public var weekday: Int64 { (days + 3).floorDivided(by: 7).remainder + 1 }

  /// The days that timestamps in microseconds can reach.
  private static let dayLimits: ClosedRange<Int64> = -106_751_992...106_751_992
}

extension Int64 {
  /// Quotient rounded towards minus infinity, and a remainder that is never negative.
  public func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// The nearest value inside a range.
  func clamped(to range: ClosedRange<Int64>) -> Int64 {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
