import FjordPlugin
import FjordTable

extension AggregateDeclaration {
  /// All aggregates of the core.
  package static let core: [AggregateDeclaration] = [
    AggregateDeclaration(
      "count", ["count()", "count(x)"], "How many rows there are, or values that are not null.",
      isNullable: false,
      examples: [
        Example("[{a: 1}, {a: null}] | summarize count(), n = count(a)", gives: "count,n\n2,1\n")
      ]
    ) { types in
      guard types.count <= 1 else { return nil }
      return Overload(types.map { $0 ?? .string }, .int) { CountState() }
    },
    AggregateDeclaration(
      "distinct", ["distinct(x)"], "How many different values there are, null not counted.",
      isNullable: false,
      examples: [
        Example("[{a: 1}, {a: 1}, {a: 2}] | summarize n = distinct(a)", gives: "n\n2\n")
      ]
    ) { types in
      guard types.count == 1 else { return nil }
      return Overload([types[0] ?? .string], .int) { DistinctState() }
    },
    AggregateDeclaration(
      "sum", ["sum(number)"], "The sum; null where there is no value.", addsUp: true,
      examples: [Example("[{a: 1}, {a: 2}] | summarize n = sum(a)", gives: "n\n3\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      if types[0].fits(.int) { return Overload([.int], .int) { IntSumState() } }
      return Overload([.float], .float) { FloatSumState(isAverage: false) }
    },
    AggregateDeclaration(
      "avg", ["avg(number)"], "The arithmetic mean; null where there is no value.", addsUp: true,
      examples: [Example("[{a: 1}, {a: 2}] | summarize n = avg(a)", gives: "n\n1.5\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      return Overload([.float], .float) { FloatSumState(isAverage: true) }
    },
    AggregateDeclaration(
      "median", ["median(number)"],
      "The value in the middle; between two values in the middle, their mean.",
      examples: [Example("[{a: 1}, {a: 2}, {a: 9}] | summarize n = median(a)", gives: "n\n2.0\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      return Overload([.float], .float) { QuantileState() }
    },
    AggregateDeclaration(
      "quantile", ["quantile(number, share)"],
      "The value that a share of the values, from 0 to 1, lies below; between two values, the point "
        + "on the line that joins them.",
      constantRange: 0...1,
      examples: [
        Example("[1, 2, 3, 4, 5] | summarize n = quantile(value, 0.75)", gives: "n\n4.0\n")
      ]
    ) { types in
      guard types.count == 2, types.allSatisfy({ $0.fits(.float) }) else { return nil }
      return Overload([.float, .float], .float) { QuantileState() }
    },
    AggregateDeclaration(
      "stddev", ["stddev(number)"],
      "The sample standard deviation; null for fewer than two values.",
      examples: [
        Example("[1, 2, 3] | summarize n = stddev(value)", gives: "n\n1.0\n")
      ]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      return Overload([.float], .float) { DeviationState() }
    },
    AggregateDeclaration(
      "list", ["list(x)"], "All values that are not null, in the order of the rows.",
      isNullable: false,
      examples: [
        Example(
          "[{k: 1, a: \"x\"}, {k: 2, a: \"y\"}, {k: 1, a: \"z\"}] | summarize l = list(a) by k",
          gives: "k,l\n1,\"[\"\"x\"\",\"\"z\"\"]\"\n2,\"[\"\"y\"\"]\"\n")
      ]
    ) { types in
      guard types.count == 1 else { return nil }
      let type = types[0] ?? .string
      return Overload([type], .list(type)) { ListState(of: type) }
    },
    AggregateDeclaration(
      "mode", ["mode(x)"], "The most frequent value, of equally frequent ones the first.",
      keepsMeaning: true,
      examples: [
        Example("[\"x\", \"y\", \"y\"] | summarize v = mode(value)", gives: "v\ny\n")
      ]
    ) { types in
      guard types.count == 1 else { return nil }
      let type = types[0] ?? .string
      return Overload([type], type) { ModeState(of: type) }
    },
    picking("min", "The smallest value.", .smallest, "1"),
    picking("max", "The largest value.", .largest, "3"),
    picking("first", "The first value that is not null.", .first, "2"),
    picking("last", "The last value that is not null.", .last, "1"),
    unique,
  ]

  private static func picking(_ name: String, _ summary: String, _ pick: Pick, _ gives: String)
    -> AggregateDeclaration
  {
    AggregateDeclaration(
      name, ["\(name)(x)"], summary, keepsMeaning: true,
      examples: [
        Example(
          "[{a: 2}, {a: 3}, {a: 1}] | summarize x = \(name)(a)", gives: "x\n\(gives)\n")
      ]
    ) { types in
      guard types.count == 1 else { return nil }
      let type = types[0] ?? .string
      return Overload([type], type) { pick.state(for: type) }
    }
  }
}
