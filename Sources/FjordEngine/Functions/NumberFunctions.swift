import FjordPlugin
import FjordTable

extension FunctionDeclaration {
  /// Functions of numbers.
  package static let number: [FunctionDeclaration] = [
    FunctionDeclaration(
      "abs", ["abs(number)"], "The number without its sign.",
      examples: [Example("[{x: abs(-3)}]", gives: "x\n3\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      guard types[0].fits(.int) else {
        return Overload([.float], .float) { columns, _, _ in columns[0].mapFloats { abs($0) }.column
        }
      }
      return Overload([.int], .int) { columns, _, context in
        let (column, faults) = columns[0].mapInts(type: .int) { $0 == .min ? nil : abs($0) }
        try context.countFaults(faults, "overflow")
        return column
      }
    },
    rounding("floor", "The largest whole number that is not above a number.", ("floor(2.7)", "2")) {
      $0.rounded(.down)
    },
    rounding("ceil", "The smallest whole number that is not below a number.", ("ceil(2.1)", "3")) {
      $0.rounded(.up)
    },
    FunctionDeclaration(
      "round", ["round(number)", "round(number, digits)"],
      "The nearest number with so many decimals, none by default; halves go away from zero.",
      examples: [
        Example("[{x: round(2.5)}]", gives: "x\n3\n"),
        Example("[{x: round(3.14159, 2)}]", gives: "x\n3.14\n"),
      ]
    ) { types in
      guard let first = types.first, first.fits(.float), types.count <= 2 else { return nil }
      guard types.count == 2 else {
        return first.fits(.int) && first != nil ? identity(.int) : toInt { $0.rounded() }
      }
      guard types[1].fits(.int) else { return nil }
      return Overload([.float, .int], .float) { columns, _, context in
        let (column, faults) = columns[0].rounded(toDigits: columns[1])
        try context.countFaults(faults, "overflow")
        return column
      }
    },
  ]

  private static func identity(_ type: DataType) -> Overload {
    Overload([type], type) { columns, _, _ in columns[0] }
  }

  private static func toInt(_ transform: @escaping @Sendable (Double) -> Double) -> Overload {
    Overload([.float], .int) { columns, _, context in
      let (column, faults) = columns[0].ints(transform)
      try context.countFaults(faults, "overflow")
      return column
    }
  }

  private static func rounding(
    _ name: String, _ summary: String, _ gives: (String, String),
    _ transform: @escaping @Sendable (Double) -> Double
  ) -> FunctionDeclaration {
    FunctionDeclaration(
      name, ["\(name)(number)"], summary,
      examples: [Example("[{x: \(gives.0)}]", gives: "x\n\(gives.1)\n")]
    ) { types in
      guard types.count == 1, types[0].fits(.float) else { return nil }
      return types[0] == .int ? identity(.int) : toInt(transform)
    }
  }
}

extension Column {
  /// Floats rounded to so many decimals, negative ones to tens; a row that asks for more than 15
  /// digits either way gives a counted null.
  fileprivate func rounded(toDigits digits: Column) -> (column: Column, faults: Int) {
    guard case .float64(let values) = storage, case .int64(let places) = digits.storage else {
      preconditionFailure("\(type) rounded to \(digits.type)")
    }
    var failed: [Int] = []
    var result: [Double] = []
    result.reserveCapacity(count)
    for (value, place) in zip(values, places) {
      let isKnown = (-15...15).contains(place)
      let scale = Self.powersOfTen[isKnown ? Int(place.magnitude) : 0]
      // A number too large to be scaled has no decimals to round.
      let scaled = place < 0 ? value / scale : value * scale
      let rounded =
        !scaled.isFinite
        ? value
        : place < 0 ? scaled.rounded() * scale : scaled.rounded() / scale
      if !isKnown { failed.append(result.count) }
      result.append(rounded)
    }
    return Column.masking(
      .float, .float64(result[...]), count: count,
      mask: Bitmap.intersection(validity, digits.validity), failed: failed)
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
