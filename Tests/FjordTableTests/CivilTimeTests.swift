import FjordTable
import FjordTestSupport
import Foundation
import Testing

@Suite struct CivilTimeTests {
  private static let utc: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
    return calendar
  }()

  @Test func datesAgreeWithFoundationsCalendar() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<3000 {
      // From 1600 on: before 1582 Foundation's calendar is the Julian one.
      let day = Int64.random(in: -135_140...300_000, using: &random)
      let parts = Self.utc.dateComponents(
        [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      let civil = CivilTime(days: day)
      #expect(civil.year == Int64(parts.year ?? 0))
      #expect(civil.month == Int64(parts.month ?? 0))
      #expect(civil.day == Int64(parts.day ?? 0))
      #expect(civil.weekday == Int64(((parts.weekday ?? 0) + 5) % 7 + 1))
      #expect(civil.days == day)
    }
  }

  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() {
    var date = CivilTime(days: -146_097)
    for day in -146_096...0 as ClosedRange<Int64> {
      let next = CivilTime(days: day)
      let isLast = date.day == CivilTime.daysInMonth(year: date.year, month: date.month)
      let expected =
        isLast
        ? CivilTime(
          year: date.month == 12 ? date.year + 1 : date.year, month: date.month % 12 + 1, day: 1)
        : CivilTime(year: date.year, month: date.month, day: date.day + 1)
      guard next == expected else {
        Issue.record("\(date) is followed by \(next)")
        return
      }
      date = next
    }
  }

  @Test func monthsAddAsInFoundationsCalendar() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<2000 {
      let day = Int64.random(in: -20_000...60_000, using: &random)
      let months = random.below(400) - 200
      let moved = try #require(
        Self.utc.date(
          byAdding: .month, value: months, to: Date(timeIntervalSince1970: Double(day) * 86_400)))
      let expected = Int64((moved.timeIntervalSince1970 / 86_400).rounded())
      let result = CivilTime(days: day).adding(months: Int64(months))
      // Foundation is a day off at some ends of February; those have their own cases below.
      if result.month == 2, result.day >= 28 { continue }
      #expect(result.days == expected)
    }
  }

  @Test(
    arguments: [
      (2024, 1, 31, 1, 2024, 2, 29), (2023, 1, 31, 1, 2023, 2, 28),
      (1916, 6, 29, -100, 1908, 2, 29),
      (2024, 3, 31, -1, 2024, 2, 29), (2024, 12, 15, 1, 2025, 1, 15),
      (2024, 1, 15, -1, 2023, 12, 15),
      (2000, 2, 29, 12, 2001, 2, 28), (2000, 2, 29, -1200, 1900, 2, 28),
    ] as [(Int64, Int64, Int64, Int64, Int64, Int64, Int64)])
  func aDayThatTheMonthLacksIsItsLast(
    _ dates: (Int64, Int64, Int64, Int64, Int64, Int64, Int64)
  ) {
    let moved = CivilTime(year: dates.0, month: dates.1, day: dates.2).adding(months: dates.3)
    #expect(moved == CivilTime(year: dates.4, month: dates.5, day: dates.6))
  }

  @Test(arguments: [0, -1, 1, 86_399_999_999, -86_400_000_001, 1_717_230_600_123_456])
  func microsecondsComeBackFromTheirParts(instant: Int64) {
    #expect(CivilTime(microseconds: instant).microseconds == instant)
  }

  @Test(arguments: [Int64.min, .max, .min + 1, .max - 1])
  func extremesDoNotTrapOrTurnOver(instant: Int64) {
    let back = CivilTime(microseconds: instant).microseconds
    #expect((back < 0) == (instant < 0))
    _ = CivilTime(days: instant).adding(months: instant).days
  }
}
