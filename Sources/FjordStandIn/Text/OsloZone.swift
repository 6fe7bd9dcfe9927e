/// The offset of Europe/Oslo by the rule in force since 1996: summer time from the last Sunday of
/// March to the last Sunday of October, both at 01:00 UTC.
enum OsloZone {
  /// Seconds ahead of UTC at a moment given in seconds since 1970.
  static func offset(atUTC seconds: Int64) -> Int64 {
    let days = Int(floorDivide(seconds, 86_400))
    let date = CivilDate(dayNumber: days)
    switch date.month {
    case 4...9: return 7200
    case 3: return seconds >= change(year: date.year, month: 3) ? 7200 : 3600
    case 10: return seconds < change(year: date.year, month: 10) ? 7200 : 3600
    default: return 3600
    }
  }

  /// The moment at which clocks in Oslo show `local` seconds since 1970; the first of two where
  /// the clocks go back.
  static func utc(fromLocal local: Int64) -> Int64 {
    let asSummer = local - 7200
    return offset(atUTC: asSummer) == 7200 ? asSummer : local - 3600
  }

  /// Days since 1970 of the date that Oslo has at a moment.
  static func dayNumber(atUTC seconds: Int64) -> Int {
    Int(floorDivide(seconds + offset(atUTC: seconds), 86_400))
  }

  private static func change(year: Int, month: Int) -> Int64 {
    let last = CivilDate(year: year, month: month, day: 31).dayNumber
    let sunday = last - (CivilDate.weekday(dayNumber: last) + 1) % 7
    return Int64(sunday) * 86_400 + 3600
  }
}

/// The quotient rounded towards minus infinity; the divisor is positive.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
