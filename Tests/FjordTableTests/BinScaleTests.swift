import FjordTable
import FjordTestSupport
import Testing

@Suite struct BinScaleTests {
  private static let oslo = ZoneOffsets(identifier: "Europe/Oslo") ?? .utc

  private func starts(_ column: Column, by width: Value, zone: ZoneOffsets = oslo) throws -> Column
  {
    let scale = try #require(BinScale(column.type, by: width, zone: zone))
    return scale.starts(of: scale.bins(of: column).column).column
  }

  @Test("every value lies in its bin, and a bin's start is in that bin", arguments: 0..<40)
  func borders(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let widths: [(DataType, Value)] = [
      (.int, .int(Int64(1 + random.below(50)))), (.int, .float(0.5)),
      (.float, .float(random.pick([0.1, 0.3, 0.7, 2.5, 1 / 3, 1e-3]))), (.float, .int(7)),
      (.date, .duration(CalendarDuration(months: Int64(1 + random.below(30)), microseconds: 0))),
      (.date, .duration(CalendarDuration(microseconds: Int64(1 + random.below(30)) * day))),
      (
        .timestamp,
        .duration(CalendarDuration(months: Int64(1 + random.below(30)), microseconds: 0))
      ),
      (.timestamp, .duration(CalendarDuration(microseconds: Int64(1 + random.below(9)) * day))),
      (
        .timestamp,
        .duration(
          CalendarDuration(microseconds: random.pick([1, 15, 60, 120, 360, 7]) * 60_000_000))
      ),
    ]
    for (type, width) in widths {
      let values = (0..<50).map { _ in modest(type, &random) }
      let column = Column(type, values)
      let scale = try #require(BinScale(type, by: width, zone: Self.oslo))
      let (bins, faults) = scale.bins(of: column)
      #expect(faults == 0 && bins.nullCount == column.nullCount)
      let (starts, _) = scale.starts(of: bins)
      #expect(scale.bins(of: starts).column.values == bins.values, "\(type) by \(width)")
      let next = scale.starts(of: bins.intArithmetic(.add, ones).column).column
      for row in values.indices where !values[row].isNull {
        let (low, value, high) = (number(starts, row), number(column, row), number(next, row))
        #expect(low <= value && value < high, "\(values[row]) by \(width)")
      }
    }
  }

  private let day = CivilTime.microsecondsPerDay
  private let ones = Column.repeating(.int(1), type: .int, count: 50)

  private func modest(_ type: DataType, _ random: inout SeededGenerator) -> Value {
    if random.oneIn(6) { return .null }
    return switch type {
    case .int: .int(Int64(random.below(2000)) - 1000)
    case .float: .float(Double(random.below(20_000) - 10_000) / 100)
    default: random.value(type, nullOdds: 1_000_000)
    }
  }

  private func number(_ column: Column, _ row: Int) -> Double {
    switch column.value(at: row) {
    case .int(let number), .date(let number), .timestamp(let number): Double(number)
    case .float(let number): number
    default: .nan
    }
  }

  @Test("weeks begin on Monday, months and years on their first day")
  func calendar() throws {
    let dates = Column(.date, ["2024-02-29", "1999-12-31", "2024-01-01"].compactMap(Value.day))
    func days(_ width: CalendarDuration) throws -> [Value] {
      try starts(dates, by: .duration(width)).values
    }
    #expect(
      try days(CalendarDuration(microseconds: 7 * day))
        == ["2024-02-26", "1999-12-27", "2024-01-01"].compactMap(Value.day))
    #expect(
      try days(CalendarDuration(months: 3, microseconds: 0))
        == ["2024-01-01", "1999-10-01", "2024-01-01"].compactMap(Value.day))
    #expect(
      try days(CalendarDuration(months: 12, microseconds: 0))
        == ["2024-01-01", "1999-01-01", "2024-01-01"].compactMap(Value.day))
  }

  @Test("days of instants are the zone's, also when they have 23 or 25 hours")
  func zonedDays() throws {
    // Oslo leaves winter time at 2026-03-29T01:00Z and comes back at 2026-10-25T01:00Z.
    let noons = ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26"]
      .compactMap(Value.day).compactMap { value -> Int64? in
        if case .date(let days) = value { days * day + day / 2 } else { nil }
      }
    let given = try starts(
      Column(.timestamp, noons.map { Value.timestamp($0) }),
      by: .duration(CalendarDuration(microseconds: day)))
    let hours = given.values.enumerated().map { place, value -> Int64 in
      if case .timestamp(let start) = value { (noons[place] - start) / 3_600_000_000 } else { -1 }
    }
    #expect(hours == [13, 13, 14, 14, 13])
  }

  @Test("an hour that comes twice has two bins of its own")
  func doubledHour() throws {
    // 00:30Z and 01:30Z are both half past two in Oslo that night.
    let night = 20_751 * day
    let instants = [30, 90].map { Value.timestamp(night + $0 * 60_000_000) }
    let given = try starts(
      Column(.timestamp, instants), by: .duration(CalendarDuration(microseconds: 3_600_000_000)))
    #expect(given.values == [0, 60].map { Value.timestamp(night + $0 * 60_000_000) })
  }

  @Test("a width that does not fit the type makes no bins")
  func misfits() {
    let hour = Value.duration(CalendarDuration(microseconds: 3_600_000_000))
    let mixed = Value.duration(CalendarDuration(months: 1, microseconds: 1))
    let misfits: [(DataType, Value)] = [
      (.int, .int(0)), (.int, .int(-1)), (.float, .float(0)), (.float, .float(.infinity)),
      (.date, hour), (.date, mixed), (.timestamp, mixed), (.timestamp, .int(1)), (.int, hour),
      (.timestamp, .duration(CalendarDuration(microseconds: -1))), (.string, .int(1)),
      (.int, .null),
    ]
    for (type, width) in misfits {
      #expect(BinScale(type, by: width, zone: .utc) == nil, "\(type) by \(width)")
    }
  }

  @Test("what has no bin, or a bin that begins nowhere, is null and counted")
  func faults() throws {
    let numbers = Column(.float, [.float(1e300), .float(3)])
    let fine = try #require(BinScale(.float, by: .float(0.5), zone: .utc))
    #expect(fine.bins(of: numbers).faults == 1)
    let ints = Column(.int, [.int(.min), .int(.max)])
    let wide = try #require(BinScale(.int, by: .int(10), zone: .utc))
    let (starts, faults) = wide.starts(of: wide.bins(of: ints).column)
    #expect(starts.values == [.null, .int(9_223_372_036_854_775_800)] && faults == 1)
  }
}

extension Value {
  /// The day of a text such as 2024-02-29.
  fileprivate static func day(_ text: String) -> Value? {
    let parts = text.split(separator: "-").compactMap { Int64($0) }
    guard parts.count == 3 else { return nil }
    return .date(CivilTime(year: parts[0], month: parts[1], day: parts[2]).days)
  }
}
