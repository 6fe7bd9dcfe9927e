import FjordTable
import FjordTestSupport
import Testing

@Suite struct ArithmeticTests {
  private static let operations: [ArithmeticOperation] = [.add, .subtract, .multiply, .remainder]

  @Test func intsCountWhatDoesNotFit() {
    var random = SeededGenerator(seed: 400)
    for _ in 0..<100 {
      let count = random.below(120)
      let (a, b) = (random.column(.int, count: count), random.column(.int, count: count))
      for operation in Self.operations {
        var faults = 0
        let expected = zip(a.values, b.values).map { x, y -> Value in
          guard case .int(let x) = x, case .int(let y) = y else { return .null }
          guard let result = exact(Int128(x), operation, Int128(y)),
            let fits = Int64(exactly: result)
          else {
            faults += 1
            return .null
          }
          return .int(fits)
        }
        let result = a.intArithmetic(operation, b)
        #expect(result.column.values == expected)
        #expect(result.faults == faults)
      }
    }
  }

  @Test func floatsGiveCountedNullsWhereThereIsNoNumber() {
    var random = SeededGenerator(seed: 401)
    for _ in 0..<60 {
      let count = random.below(120)
      let (a, b) = (random.column(.float, count: count), random.column(.float, count: count))
      var faults = 0
      let expected = zip(a.values, b.values).map { x, y -> Value in
        guard case .float(let x) = x, case .float(let y) = y else { return .null }
        if (x / y).isFinite { return .float(x / y) }
        faults += 1
        return .null
      }
      let result = a.floatArithmetic(.divide, b)
      #expect(result.column.values == expected)
      #expect(result.faults == faults)
    }
  }

  @Test func theRemainderOfTheLeastIntByMinusOneDoesNotTrap() {
    let least = Column(.int, [.int(.min)])
    let result = least.intArithmetic(.remainder, Column(.int, [.int(-1)]))
    #expect(result.column.values == [.int(0)])
    #expect(result.faults == 0)
    #expect(least.intArithmetic(.divide, Column(.int, [.int(-1)])).column.values == [.null])
  }

  private func exact(_ x: Int128, _ operation: ArithmeticOperation, _ y: Int128) -> Int128? {
    switch operation {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: y == 0 ? nil : x / y
    case .remainder: y == 0 ? nil : x % y
    }
  }
}
