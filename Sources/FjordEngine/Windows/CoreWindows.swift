import FjordPlugin
import FjordTable

extension WindowDeclaration {
  /// All window functions of the core.
  package static let core: [WindowDeclaration] = [
    WindowDeclaration(
      "row", ["row()"], "The number of the row in its partition, from 1.", isNullable: false,
      examples: [
        Example(
          "[{k: \"a\"}, {k: \"b\"}, {k: \"a\"}] | derive n = row() per k",
          gives: "k,n\na,1\nb,1\na,2\n"),
        Example(
          "[{v: 5}, {v: 9}, {v: 7}] | derive n = row() by v desc | where n <= 2",
          gives: "v,n\n9,1\n7,2\n"),
      ]
    ) { types in
      guard types.isEmpty else { return nil }
      return Overload([], .int) { _, partitions, _ in partitions.rowNumbers() }
    },
    WindowDeclaration(
      "rank", ["rank()"],
      "The place of the row by the order; equal rows share one, and as many are left out behind.",
      needsOrder: true, isNullable: false,
      examples: [
        Example(
          "[{v: 5}, {v: 9}, {v: 5}, {v: 1}] | derive place = rank() by v desc",
          gives: "v,place\n5,2\n9,1\n5,2\n1,4\n")
      ]
    ) { types in
      guard types.isEmpty else { return nil }
      return Overload([], .int) { _, partitions, _ in partitions.ranks() }
    },
    shifting("lag", "before", "day,n,more\n1,5,\n2,8,3\n3,7,-1\n", "n - lag(n)", forwards: false),
    shifting(
      "lead", "behind", "day,n,more\n1,5,3\n2,8,-1\n3,7,\n", "lead(n) - n", forwards: true),
    WindowDeclaration(
      "running_sum", ["running_sum(number)"],
      "The sum from the partition's first row up to this one; null before the first value.",
      addsUp: true,
      examples: [
        Example(
          "[{day: 2, n: 8}, {day: 1, n: 5}] | derive total = running_sum(n) by day",
          gives: "day,n,total\n2,8,13\n1,5,5\n")
      ]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      let type: DataType = types[0].fits(.int) ? .int : .float
      return Overload([type], type) { columns, partitions, context in
        let (sums, faults) = partitions.runningSums(columns[0])
        context.run.notices.count("null skipped by `running_sum`", columns[0].nullCount)
        try context.countFaults(faults, "overflow")
        return sums
      }
    },
    WindowDeclaration(
      "share", ["share(number)"], "The value over the sum of its partition.", addsUp: true,
      examples: [
        Example(
          "[{k: \"a\", n: 1}, {k: \"a\", n: 3}, {k: \"b\", n: 5}] | derive part = share(n) per k",
          gives: "k,n,part\na,1,0.25\na,3,0.75\nb,5,1.0\n")
      ]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      let type: DataType = types[0].fits(.int) ? .int : .float
      return Overload([type], .float) { columns, partitions, context in
        try share(of: columns[0], partitions, context)
      }
    },
  ]

  private static func shifting(
    _ name: String, _ where: String, _ gives: String, _ expression: String, forwards: Bool
  ) -> WindowDeclaration {
    WindowDeclaration(
      name, ["\(name)(x)", "\(name)(x, n)"],
      "The value of the row \(`where`), or n rows \(`where`), in the partition; null where there is none.",
      keepsMeaning: true,
      examples: [
        Example(
          "[{day: 1, n: 5}, {day: 2, n: 8}, {day: 3, n: 7}] | derive more = \(expression) by day",
          gives: gives)
      ]
    ) { types in
      guard (1...2).contains(types.count), types.count < 2 || types[1].fits(.int) else {
        return nil
      }
      let type = types[0] ?? .string
      return Overload([type, .int].dropLast(2 - types.count), type) { columns, partitions, _ in
        let steps =
          columns.count > 1
          ? columns[1] : .repeating(.int(1), type: .int, count: partitions.rowCount)
        return partitions.shifted(columns[0], by: steps, forwards: forwards)
      }
    }
  }

  /// The same sum as `sum(x)` gives, so that `share(x)` and `x / sum(x)` agree to the last bit.
  private static func share(
    of column: Column, _ partitions: Partitions, _ context: EvaluationContext
  ) throws -> Column {
    guard
      let sum = AggregateDeclaration.core.first(where: { $0.name == "sum" })?
        .overload([column.type])
    else { preconditionFailure("no sum of \(column.type)") }
    let sums = try BoundAggregate.values(
      name: "share", state: sum.makeState(), [column], partitions, context)
    let (shares, faults) = column.floats().floatArithmetic(.divide, sums.floats())
    try context.countFaults(faults, "division by zero")
    return shares
  }
}
