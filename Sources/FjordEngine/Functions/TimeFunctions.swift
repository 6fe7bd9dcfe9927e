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
    part(.year, "The year.", "2024"),
    part(.quarter, "The quarter of the year, 1 to 4.", "2"),
    part(.month, "The month, 1 to 12.", "6"),
    part(
      .week, "The ISO week, 1 to 53: weeks begin on Monday, week 1 has the first Thursday.", "23"),
    part(.day, "The day of the month, 1 to 31.", "9"),
    part(.weekday, "The day of the week, 1 for Monday to 7 for Sunday.", "7"),
    part(.hour, "The hour of the day, 0 to 23.", "0"),
    part(.minute, "The minute of the hour, 0 to 59.", "0"),
    part(.second, "The second of the minute, 0 to 59.", "0"),
  ]

  private static func part(
    _ part: TimePart, _ summary: String, _ gives: String
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      part.rawValue, ["\(part.rawValue)(time)"], summary,
      "That of a timestamp is the one in the session's time zone.",
      examples: [Example("[{x: \(part.rawValue)(2024-06-09)}]", gives: "x\n\(gives)\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.timestamp) else { return nil }
      return Overload([types[0] == .date ? .date : .timestamp], .int) { columns, _, context in
        columns[0].timePart(part, zone: context.run.clock.zone)
      }
    }
  }
}
