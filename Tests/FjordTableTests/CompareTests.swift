import FjordTable
import FjordTestSupport
import Testing

@Suite struct CompareTests {
  private static let comparisons: [Comparison] = [
    .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
  ]

  @Test(arguments: SeededGenerator.scalarTypes)
  func comparingWithOneValueEqualsAPlainLoop(type: DataType) {
    var random = SeededGenerator(seed: 200)
    for _ in 0..<60 {
      let column = random.column(type, count: random.below(150))
      let values = column.values
      let other = values.isEmpty || random.oneIn(2) ? random.value(type) : random.pick(values)
      for comparison in Self.comparisons {
        let expected = values.map { oracle($0, comparison, other) }
        #expect(column.compared(comparison, to: other).values == expected, "\(comparison) \(other)")
      }
    }
  }

  @Test(arguments: SeededGenerator.scalarTypes)
  func comparingWithAColumnEqualsAPlainLoop(type: DataType) {
    var random = SeededGenerator(seed: 201)
    for _ in 0..<60 {
      let count = random.below(150)
      let (a, b) = (random.column(type, count: count), random.column(type, count: count))
      for comparison in Self.comparisons {
        let expected = zip(a.values, b.values).map { oracle($0, comparison, $1) }
        #expect(a.compared(comparison, to: b).values == expected, "\(comparison)")
      }
    }
  }

  @Test func intsAndFloatsMix() {
    let ints = Column(.int, [.int(1), .int(2), .null])
    let floats = Column(.float, [.float(1.5), .float(1.5), .float(1.5)])
    #expect(ints.compared(.less, to: floats).values == [.bool(true), .bool(false), .null])
    #expect(floats.compared(.less, to: ints).values == [.bool(false), .bool(true), .null])
    #expect(ints.compared(.equal, to: .float(2)).values == [.bool(false), .bool(true), .null])
  }

  @Test func comparingNestedValuesForEqualityEqualsComparingTheirValues() {
    var random = SeededGenerator(seed: 202)
    for _ in 0..<60 {
      let type = DataType.list(random.type(depth: 1))
      let column = random.column(type, count: 40)
      let values = column.values
      let other = random.pick(values)
      #expect(
        column.compared(.equal, to: other).values
          == values.map { oracle($0, .equal, other) }, "\(type)")
    }
  }

  /// The comparison of two values, null where either is.
  private func oracle(_ a: Value, _ comparison: Comparison, _ b: Value) -> Value {
    if a.isNull || b.isNull { return .null }
    if comparison == .equal { return .bool(a == b) }
    if comparison == .notEqual { return .bool(a != b) }
    let isLess = before(a, b)
    let isEqual = a == b
    switch comparison {
    case .less: return .bool(isLess)
    case .lessOrEqual: return .bool(isLess || isEqual)
    case .greater: return .bool(!isLess && !isEqual)
    default: return .bool(!isLess)
    }
  }

  private func before(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.bool(let x), .bool(let y)): !x && y
    case (.int(let x), .int(let y)), (.date(let x), .date(let y)),
      (.timestamp(let x), .timestamp(let y)):
      x < y
    case (.float(let x), .float(let y)): x < y
    case (.duration(let x), .duration(let y)): x < y
    case (.string(let x), .string(let y)):
      x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars)
    case (.binary(let x), .binary(let y)): x.lexicographicallyPrecedes(y)
    default: false
    }
  }
}
