import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions that turn values of one type into another.
  package static let conversion: [FunctionDeclaration] = [
    FunctionDeclaration(
      "int", ["int(text)", "int(number)", "int(bool)"],
      "A whole number: text read, decimals cut off.",
      examples: [Example("[{x: int(\"42\")}]", gives: "x\n42\n")]
    ) { types in
      guard types.count == 1 else { return nil }
      switch types[0] {
      case .int?, nil: return Overload([.int], .int) { columns, _, _ in columns[0] }
      case .float?:
        return Overload([.float], .int) { columns, _, context in
          let (column, faults) = columns[0].ints { $0.rounded(.towardZero) }
          try context.countFaults(faults, "a failed conversion")
          return column
        }
      case .bool?:
        return Overload([.bool], .int) { columns, count, _ in
          .choosing(
            columns[0], .repeating(.int(1), type: .int, count: count),
            .repeating(.int(0), type: .int, count: count)
          ).masked(by: columns[0])
        }
      case .string?: return reading(.int)
      default: return nil
      }
    },
    FunctionDeclaration(
      "float", ["float(text)", "float(number)"], "A floating-point number.",
      examples: [Example("[{x: float(\"2.5\")}]", gives: "x\n2.5\n")]
    ) { types in
      guard types.count == 1 else { return nil }
      if types[0] == .string { return reading(.float) }
      guard types[0].fits(.float) else { return nil }
      return Overload([.float], .float) { columns, _, _ in columns[0] }
    },
    FunctionDeclaration(
      "bool", ["bool(text)", "bool(int)"],
      "`true` or `false` read from text; an int is true unless 0.",
      examples: [Example("[{x: bool(\"true\")}]", gives: "x\ntrue\n")]
    ) { types in
      guard types.count == 1 else { return nil }
      switch types[0] {
      case .bool?, nil: return Overload([.bool], .bool) { columns, _, _ in columns[0] }
      case .string?: return reading(.bool)
      case .int?:
        return Overload([.int], .bool) { columns, _, _ in
          columns[0].compared(.notEqual, to: .int(0))
        }
      default: return nil
      }
    },
    FunctionDeclaration(
      "string", ["string(value)"], "The value as text.",
      examples: [Example("[{x: string(42)}]", gives: "x\n42\n")]
    ) { types in
      guard types.count == 1 else { return nil }
      return Overload([types[0] ?? .string], .string) { columns, _, context in
        columns[0].texts(in: context.run.clock.zone)
      }
    },
    FunctionDeclaration(
      "date", ["date(text)", "date(timestamp)", "date(year, month, day)"],
      "A calendar day: text read, the day of an instant in the session's time zone, or put together.",
      examples: [
        Example("[{x: date(\"2024-06-09\")}]", gives: "x\n2024-06-09\n"),
        Example("[{x: date(2024, 6, 9)}]", gives: "x\n2024-06-09\n"),
      ]
    ) { types in
      if types.count == 3, types.allSatisfy({ $0.fits(.int) }) {
        return Overload([.int, .int, .int], .date) { columns, _, context in
          let (column, faults) = Column.dates(columns[0], columns[1], columns[2])
          try context.countFaults(faults, "a failed conversion")
          return column
        }
      }
      guard types.count == 1 else { return nil }
      switch types[0] {
      case .date?, nil: return Overload([.date], .date) { columns, _, _ in columns[0] }
      case .string?: return reading(.date)
      case .timestamp?:
        return Overload([.timestamp], .date) { columns, _, context in
          let zone = context.run.clock.zone
          var clock = ZoneClock(zone)
          return columns[0].mapInts(type: .date) {
            clock.local($0).floorDivided(by: CivilTime.microsecondsPerDay).quotient
          }.column
        }
      default: return nil
      }
    },
    FunctionDeclaration(
      "timestamp", ["timestamp(text)", "timestamp(date)"],
      "An instant: text read, or midnight of a day in the session's time zone.",
      examples: [
        Example(
          "[{x: timestamp(\"2024-06-09T10:00:00Z\")}]", gives: "x\n2024-06-09T10:00:00Z\n")
      ]
    ) { types in
      guard types.count == 1 else { return nil }
      if types[0] == .string { return reading(.timestamp) }
      guard types[0].fits(.timestamp) else { return nil }
      return Overload([.timestamp], .timestamp) { columns, _, _ in columns[0] }
    },
    FunctionDeclaration(
      "duration", ["duration(text)"], "A length of time read from ISO 8601 text.",
      examples: [Example("[{x: duration(\"PT90S\")}]", gives: "x\nPT1M30S\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.string) else { return nil }
      return reading(.duration)
    },
    FunctionDeclaration(
      "json", ["json(value)"], "The value as JSON text.",
      "Text gets quotes, lists and records become arrays and objects. Null stays null.",
      examples: [
        Example(
          "[{r: {a: 1, b: [true, null]}}] | select x = length(json(r)), y = json(r.b)",
          gives: "x,y\n23,\"[true,null]\"\n")
      ]
    ) { types in
      guard types.count == 1 else { return nil }
      return Overload([types[0] ?? .string], .string) { columns, _, _ in columns[0].jsonTexts() }
    },
  ]

  private static func reading(_ type: DataType) -> Overload {
    Overload([.string], type) { columns, _, context in
      let (column, faults) = columns[0].parsed(as: type, local: context.run.clock.zone)
      try context.countFaults(faults, "a failed conversion")
      return column
    }
  }
}

extension Column {
  /// The same values, null where another column is.
  func masked(by other: Column) -> Column {
    .choosing(other.isNullColumn(negated: true), self, .nulls(type, count: count))
  }
}
