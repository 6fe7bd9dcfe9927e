import FjordPlugin
import FjordTable
import Foundation

extension FunctionDeclaration {
  /// Functions of numbers beyond rounding.
  package static let mathematics: [FunctionDeclaration] = [
    ofFloat(
      "sqrt", "The square root; that of a negative number is null and counted.",
      ("sqrt(2.25)", "1.5")
    ) { $0.squareRoot() },
    ofFloat("exp", "The constant e to the power of a number.", ("exp(0)", "1.0")) {
      Foundation.exp($0)
    },
    ofFloat(
      "ln", "The natural logarithm; that of 0 and below is null and counted.",
      ("round(ln(10), 3)", "2.303")
    ) { Foundation.log($0) },
    FunctionDeclaration(
      "log", ["log(number)", "log(number, base)"],
      "The logarithm to base 10, or to another; `ln` is the natural one.",
      "Base 10 as in DuckDB and SQLite. That of 0 and below is null and counted.",
      examples: [
        Example("[{x: log(1000)}]", gives: "x\n3.0\n"),
        Example("[{x: log(8, 2)}]", gives: "x\n3.0\n"),
      ]
    ) { types in
      guard types.count == 1 || types.count == 2, types.allSatisfy({ $0.fits(.float) }) else {
        return nil
      }
      guard types.count == 2 else { return floats { Foundation.log10($0) } }
      return Overload([.float, .float], .float) { columns, _, context in
        let (column, faults) = columns[0].logarithms(to: columns[1])
        try context.countFaults(faults, "a number out of range")
        return column
      }
    },
    FunctionDeclaration(
      "clamp", ["clamp(x, low, high)"],
      "A value kept between two others: the low one where it is below, the high one where above.",
      "Of numbers, texts, dates, timestamps and durations. Null where one of the three is.",
      examples: [
        Example("[{n: -5}, {n: 3}, {n: 99}] | select x = clamp(n, 0, 10)", gives: "x\n0\n3\n10\n")
      ]
    ) { types in
      guard types.count == 3, let type = DataType.common(of: types), !type.isNested, type != .bool
      else { return nil }
      return Overload([type, type, type], type) { columns, _, _ in
        columns[0].clamped(columns[1], columns[2])
      }
    },
    FunctionDeclaration(
      "hash", ["hash(value, ...)"],
      "A whole number that stands for the values: equal values give equal numbers.",
      """
      Between 0 and 9223372036854775807, the same in every run and on every machine, for drawing \
      samples and buckets: `hash(id) % 10 == 0`. A null has a hash too. Not for secrets.
      """,
      examples: [
        Example(
          "[{a: \"x\"}, {a: \"x\"}] | select h = hash(a) | distinct | count", gives: "count\n1\n")
      ]
    ) { types in
      guard !types.isEmpty else { return nil }
      return Overload(types.map { $0 ?? .string }, .int) { columns, count, _ in
        RowHash.hashes(columns, count: count)
      }
    },
  ]

  private static func floats(_ transform: @escaping @Sendable (Double) -> Double) -> Overload {
    Overload([.float], .float) { columns, _, context in
      let (column, faults) = columns[0].mapFloats(transform)
      try context.countFaults(faults, "a number out of range")
      return column
    }
  }

  private static func ofFloat(
    _ name: String, _ summary: String, _ gives: (String, String),
    _ transform: @escaping @Sendable (Double) -> Double
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      name, ["\(name)(number)"], summary,
      examples: [Example("[{x: \(gives.0)}]", gives: "x\n\(gives.1)\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      return floats(transform)
    }
  }
}

extension Column {
  /// Logarithms to a base of the same row; exact where the base and ten or two agree.
  fileprivate func logarithms(to bases: Column) -> (column: Column, faults: Int) {
    guard case .float64(let values) = storage, case .float64(let others) = bases.storage else {
      preconditionFailure("a logarithm of \(type) to \(bases.type)")
    }
    let result = zip(values, others).map { value, base in
      switch base {
      case 2: Foundation.log2(value)
      case 10: Foundation.log10(value)
      default: Foundation.log(value) / Foundation.log(base)
      }
    }
    return Column.masking(
      .float, .float64(result[...]), count: count,
      mask: Bitmap.intersection(validity, bases.validity),
      failed: result.indices.filter { !result[$0].isFinite })
  }

  /// Values kept between two columns of the same type; null where one of the three is.
  fileprivate func clamped(_ low: Column, _ high: Column) -> Column {
    let above = Column.choosing(compared(.less, to: low), low, self)
    let result = Column.choosing(above.compared(.greater, to: high), high, above)
    let known = Bitmap.intersection(validity, .intersection(low.validity, high.validity))
    return Column(
      type, count: count, validity: .intersection(known, result.validity), result.storage)
  }
}
