/// When generated ads are published: so many on each day, more on working days.
///
/// The calendar starts at a fixed day, whatever the clock says, so the ads up to one moment are a
/// part of those up to a later one. Its density is such that the log holds about the wanted number
/// of ads when the sandbox's clock shows its default.
struct NAVCalendar: Sendable {
  /// The log begins here: 190 days before the sandbox's clock.
  static let start = StandInTime.sandbox.microseconds - 190 * 86_400_000_000
  /// Ads are published from this long before the log begins, so that its first weeks also tell of
  /// ads that were published earlier.
  static let warmUpDays = 28
  /// From Monday to Sunday.
  private static let weights = [13, 14, 14, 14, 12, 3, 2]
  private static let week = 72
  /// Weights from the first day to the sandbox's clock, less the ads that never reach the log.
  private static let span = 2094

  /// So many ads are published in all; a bound on memory for clocks in a far future.
  static let limit = 1_200_000

  let seed: UInt64
  let ads: Int
  /// Days since 1970 of the first day on which ads are published.
  let firstDay: Int
  /// The log ends here, however late the clock.
  let end: Int64

  init(seed: UInt64, ads: Int) {
    self.seed = seed
    self.ads = ads
    firstDay = OsloZone.dayNumber(atUTC: Self.start / 1_000_000) - Self.warmUpDays
    let weeks = ads > 0 ? Self.limit * Self.span / ads / Self.week : 0
    let lastDay = min(firstDay + weeks * 7, 2_932_000)
    end = Self.midnight(dayNumber: lastDay)
  }

  /// The numbers of the ads published on a day, counted from `firstDay`.
  func numbers(onDay day: Int) -> Range<Int> {
    count(before: day)..<count(before: day + 1)
  }

  /// The day, counted from `firstDay`, on which an ad is published.
  func day(ofAd number: Int) -> Int {
    guard ads > 0 else { return 0 }
    var day = number * Self.span / ads / Self.week * 7
    while count(before: day + 1) <= number { day += 1 }
    while day > 0, count(before: day) > number { day -= 1 }
    return day
  }

  /// The moment an ad is published on that day, before batches are formed.
  func published(day: Int, stream: inout SeededStream) -> Int64 {
    let noon = Int64(firstDay + day) * 86_400 + 43_200
    let midnight = noon - 43_200 - OsloZone.offset(atUTC: noon)
    let second =
      stream.chance(perMille: 700)
      ? 25_200 + Int64((stream.unit() + stream.unit()) * 17_100)
      : Int64(stream.below(86_400))
    return (midnight + second) * 1_000_000 + Self.fraction(&stream)
  }

  /// Midnight in Oslo at the start of a day since 1970.
  static func midnight(dayNumber: Int) -> Int64 {
    OsloZone.utc(fromLocal: Int64(dayNumber) * 86_400) * 1_000_000
  }

  /// A part of a second: mostly microseconds, sometimes milliseconds, seldom nothing.
  static func fraction(_ stream: inout SeededStream) -> Int64 {
    let part = Int64(stream.below(1_000_000))
    switch stream.below(20) {
    case 0: return 0
    case 1...3: return part / 1000 * 1000
    default: return part
    }
  }

  private func count(before day: Int) -> Int {
    guard day > 0 else { return 0 }
    var weight = day / 7 * Self.week
    for rest in 0..<day % 7 {
      weight += Self.weights[CivilDate.weekday(dayNumber: firstDay + rest)]
    }
    return weight * ads / Self.span
  }
}
