import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions of dates and timestamps; parts of a timestamp are those in the session's time zone.
  package static let time: [FunctionDeclaration] = [
    FunctionDeclaration(
      "now", ["now()"], "The present instant, or the one that --now says.", isVolatile: true,
      examples: [Example("[{x: 1}] | where now() > 2020-01-01 | select x", gives: "x\n1\n")]
    ) { types in
      guard types.isEmpty else { return nil }
      return Overload([], .timestamp) { _, count, context in
        .repeating(.timestamp(context.run.clock.now), type: .timestamp, count: count)
      }
    },
    FunctionDeclaration(
      "today", ["today()"], "The present day in the session's time zone.", isVolatile: true,
      examples: [Example("[{x: 1}] | where today() > 2020-01-01 | select x", gives: "x\n1\n")]
    ) { types in
      guard types.isEmpty else { return nil }
      return Overload([], .date) { _, count, context in
        .repeating(.date(context.run.clock.today()), type: .date, count: count)
      }
    },
    FunctionDeclaration(
      "age", ["age(time)"], "How long ago a date or timestamp was.", isVolatile: true,
      examples: [
        Example("[{x: 2020-01-01}] | where age(x) > 1y | select x", gives: "x\n2020-01-01\n")
      ]
    ) { types in
      guard types.count == 1, types[0].fits(.timestamp) else { return nil }
      return Overload([.timestamp], .duration) { columns, count, context in
        let now = Column.repeating(
          .timestamp(context.run.clock.now), type: .timestamp, count: count)
        let (column, faults) = now.timeBetween(columns[0])
        try context.countFaults(faults, "a time out of range")
        return column
      }
    },
    part("year", "The year.", "2024") { $0.year },
    part("quarter", "The quarter of the year, 1 to 4.", "2") { ($0.month - 1) / 3 + 1 },
    part("month", "The month, 1 to 12.", "6") { $0.month },
    part("day", "The day of the month, 1 to 31.", "9") { $0.day },
    part("weekday", "The day of the week, 1 for Monday to 7 for Sunday.", "7") { $0.weekday },
    part("hour", "The hour of the day, 0 to 23.", "0") { $0.microsecondOfDay / 3_600_000_000 },
    part("minute", "The minute of the hour, 0 to 59.", "0") {
      $0.microsecondOfDay / 60_000_000 % 60
    },
    part("second", "The second of the minute, 0 to 59.", "0") {
      $0.microsecondOfDay / 1_000_000 % 60
    },
  ]

  private static func part(
    _ name: String, _ summary: String, _ gives: String,
    _ part: @escaping @Sendable (CivilTime) -> Int64
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      name, ["\(name)(time)"], summary,
      examples: [Example("[{x: \(name)(2024-06-09)}]", gives: "x\n\(gives)\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.timestamp) else { return nil }
      if types[0] == .date {
        return Overload([.date], .int) { columns, _, _ in
          columns[0].mapInts(type: .int) { part(CivilTime(days: $0)) }.column
        }
      }
      return Overload([.timestamp], .int) { columns, _, context in
        let zone = context.run.clock.zone
        return columns[0].mapInts(type: .int) { part(zone.civil($0)) }.column
      }
    }
  }
}
