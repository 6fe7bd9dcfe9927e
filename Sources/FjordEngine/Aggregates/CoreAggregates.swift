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
