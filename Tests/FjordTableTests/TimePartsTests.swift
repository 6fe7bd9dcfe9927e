import FjordTable
import FjordTestSupport
import Foundation
import Testing

/// Parts, beginnings and texts of times against Foundation's calendar and formatter.
@Suite struct TimePartsTests {
  private let zoneName = "Europe/Oslo"

  private func instants(_ random: inout SeededGenerator) -> [Int64] {
    let edges: [Int64] = [
      1_711_846_799, 1_711_846_800, 1_729_983_600, 1_729_987_199, 1_729_987_200, 1_729_990_800, 0,
      -1, 951_782_399, 1_735_599_600, 1_609_455_600, -1_000_000_000,
    ]
    return
      (edges
      + (0..<300).map { _ in Int64.random(in: -1_500_000_000...4_000_000_000, using: &random) })
      .map { $0 * 1_000_000 }
  }

  @Test func partsOfInstantsAreThoseOfTheCalendar() throws {
    var random = SeededGenerator(seed: 700)
    let zone = try #require(ZoneOffsets(identifier: zoneName))
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: zoneName))
    let values = instants(&random)
    let column = Column(.timestamp, values.map { .timestamp($0) })
    let units: [(TimePart, (Date) -> Int)] = [
      (.year, { calendar.component(.year, from: $0) }),
      (.quarter, { (calendar.component(.month, from: $0) - 1) / 3 + 1 }),
      (.month, { calendar.component(.month, from: $0) }),
      (.week, { calendar.component(.weekOfYear, from: $0) }),
      (.day, { calendar.component(.day, from: $0) }),
      (.weekday, { (calendar.component(.weekday, from: $0) + 5) % 7 + 1 }),
      (.hour, { calendar.component(.hour, from: $0) }),
      (.minute, { calendar.component(.minute, from: $0) }),
      (.second, { calendar.component(.second, from: $0) }),
    ]
    for (part, oracle) in units {
      let expected = values.map { Value.int(Int64(oracle(date($0)))) }
      #expect(column.timePart(part, zone: zone).values == expected, "\(part)")
    }
  }

  @Test func instantsAreCutToTheBeginningsThatTheCalendarKnows() throws {
    var random = SeededGenerator(seed: 701)
    let zone = try #require(ZoneOffsets(identifier: zoneName))
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: zoneName))
    let values = instants(&random)
    let column = Column(.timestamp, values.map { .timestamp($0) })
    let units: [(TimeUnit, Calendar.Component)] = [
      (.year, .year), (.month, .month), (.week, .weekOfYear), (.day, .day), (.hour, .hour),
      (.minute, .minute), (.second, .second),
    ]
    for (unit, component) in units {
      let expected = values.map { value -> Value in
        let start = calendar.dateInterval(of: component, for: date(value))?.start ?? .distantPast
        return .timestamp(Int64(start.timeIntervalSince1970) * 1_000_000)
      }
      #expect(column.truncated(to: unit, zone: zone).values == expected, "\(unit)")
    }
  }

  @Test(arguments: [
    "yyyy-MM-dd", "yy/M/d", "YYYY-'W'ww", "YYYY-w", "HH:mm:ss", "H.m.s", "hh:mm a", "h a",
    "EEE d MMM yyyy",
    "EEEE d MMMM", "D", "DDD", "Q", "XXX", "xxx", "XX", "x", "yyyy''MM", "'klokka' HH", "e",
  ]) func timesAreWrittenAsUnicodesPatternsSay(text: String) throws {
    var random = SeededGenerator(seed: 702)
    let zone = try #require(ZoneOffsets(identifier: zoneName))
    let formatter = DateFormatter()
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(identifier: zoneName))
    calendar.locale = Locale(identifier: "en_US_POSIX")
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.calendar = calendar
    formatter.timeZone = calendar.timeZone
    formatter.dateFormat = text
    let values = instants(&random)
    let pattern = try TimePattern(text)
    let shown = Column(.timestamp, values.map { .timestamp($0) }).formatted(pattern, zone: zone)
    #expect(shown.values == values.map { .string(formatter.string(from: date($0))) }, "\(text)")
  }

  @Test func fractionsAndDaysAreWritten() throws {
    let instant = Column(.timestamp, [.timestamp(1_234_567), .null])
    #expect(
      try instant.formatted(TimePattern("s.SSS SSSSSS"), zone: .utc).values
        == [.string("1.234 234567"), .null])
    let days = Column(.date, [.date(0), .null, .date(-1)])
    #expect(
      try days.formatted(TimePattern("d.M.yyyy HH"), zone: .utc).values
        == [.string("1.1.1970 00"), .null, .string("31.12.1969 00")])
    #expect(days.truncated(to: .quarter, zone: .utc).values == [.date(0), .null, .date(-92)])
  }

  @Test(arguments: [
    ("qq", TimePattern.Fault.unknown("qq")), ("yyyyy", .unknown("yyyyy")), ("'open", .openQuote),
    ("yyyy-MM-ddTHH", .unknown("T")),
  ]) func aPatternThatSaysNothingIsRefused(text: String, fault: TimePattern.Fault) {
    #expect(throws: fault) { try TimePattern(text) }
  }

  @Test func daysAreBuiltOnlyWhereTheCalendarHasThem() {
    let parts: [(Int64, Int64, Int64)] = [
      (2024, 2, 29), (2023, 2, 29), (2024, 13, 1), (2024, 0, 1), (.max, 1, 1), (1970, 1, 1),
    ]
    let (column, faults) = Column.dates(
      Column(.int, parts.map { .int($0.0) }), Column(.int, parts.map { .int($0.1) }),
      Column(.int, parts.map { .int($0.2) }))
    #expect(column.values == [.date(19_782), .null, .null, .null, .null, .date(0)])
    #expect(faults == 4)
  }

  private func date(_ instant: Int64) -> Date {
    Date(timeIntervalSince1970: Double(instant / 1_000_000))
  }
}
