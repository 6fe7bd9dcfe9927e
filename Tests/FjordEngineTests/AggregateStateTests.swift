import FjordEngine
import FjordTable
import FjordTestSupport
import Testing

@Suite struct AggregateStateTests {
  private static let types: [DataType] = [
    .bool, .int, .float, .string, .date, .timestamp, .duration, .binary, .list(.int),
    .record([RecordField("a", .int), RecordField("b", .string)]),
  ]

  @Test(
    "min, max, first and last agree with a loop over values, however rows are batched",
    arguments: types)
  func picks(_ type: DataType) throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      let rows = random.below(60)
      let values = (0..<rows).map { _ in random.value(type) }
      let groups = (0..<rows).map { _ in Int32(random.below(4)) }
      for name in ["min", "max", "first", "last"] {
        let aggregate = try #require(AggregateDeclaration.core.first { $0.name == name })
        let overload = try #require(aggregate.overload([type]))
        let wanted = (0..<4).map { naive(name, values, groups, $0, type) }
        for size in [1, 7, 1000] {
          let column = run(overload, type, values, groups, batchSize: size)
          #expect(texts(column) == texts(Column(type, wanted)), "\(name) of \(type)")
        }
      }
    }
  }

  @Test("sums, means and counts agree with a loop over values, however rows are batched")
  func sums() throws {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<30 {
      let rows = random.below(80)
      let values = (0..<rows).map { _ in
        random.oneIn(5) ? Value.null : .int(Int64(random.below(9)) - 4)
      }
      let groups = (0..<rows).map { _ in Int32(random.below(3)) }
      for name in ["sum", "avg", "count", "distinct"] {
        let aggregate = try #require(AggregateDeclaration.core.first { $0.name == name })
        let overload = try #require(aggregate.overload([.int]))
        let wanted = (0..<3).map { naiveNumber(name, values, groups, $0) }
        for size in [1, 7, 1000] {
          let column = run(overload, .int, values, groups, count: 3, batchSize: size)
          #expect(column.values == wanted, "\(name)")
        }
      }
    }
  }

  @Test("a sum overflows only where the end result does not fit")
  func overflow() throws {
    let sum = try #require(AggregateDeclaration.core.first { $0.name == "sum" }?.overload([.int]))
    let state = sum.makeState()
    let values: [Value] = [.int(.max), .int(5), .int(-6), .int(.max), .int(1)]
    state.update([Column(.int, values)], groups: [0, 0, 0, 1, 1], groupCount: 2)
    #expect(state.finish(groupCount: 2).values == [.int(.max - 1), .null])
    #expect(state.faults == 1)
  }

  @Test("float sums do not depend on the size of batches")
  func floatSums() throws {
    var random = SeededGenerator(seed: 9)
    let values = (0..<70_000).map { _ in Value.float(random.float().remainder(dividingBy: 1e9)) }
    let groups = values.map { _ in Int32(random.below(2)) }
    let sum = try #require(AggregateDeclaration.core.first { $0.name == "sum" }?.overload([.float]))
    let whole = run(sum, .float, values, groups, batchSize: 100_000).values
    for size in [1_000, 4_097] {
      #expect(run(sum, .float, values, groups, batchSize: size).values == whole)
    }
  }

  private func run(
    _ overload: AggregateDeclaration.Overload, _ type: DataType, _ values: [Value],
    _ groups: [Int32], count: Int = 4, batchSize: Int
  ) -> Column {
    let state = overload.makeState()
    let column = Column(type, values)
    let argument = overload.parameters.first == .float ? column.floats() : column
    var start = 0
    while start < values.count {
      let range = start..<min(start + batchSize, values.count)
      let known = Int(groups[..<range.upperBound].max() ?? -1) + 1
      state.update([argument.slice(range)], groups: Array(groups[range]), groupCount: known)
      start = range.upperBound
    }
    return state.finish(groupCount: count)
  }

  private func naive(
    _ name: String, _ values: [Value], _ groups: [Int32], _ group: Int, _ type: DataType
  ) -> Value {
    let own = zip(values, groups).filter { $0.1 == Int32(group) && !$0.0.isNull }.map(\.0)
    guard var best = own.first else { return .null }
    if name == "first" { return best }
    for value in own.dropFirst() {
      let order = Batch.order(by: [Column(type, [value, best])], descending: [], count: 2)
      let isSmaller = order == [0, 1] && !isEqual(value, best, type)
      let isLarger = order == [1, 0]
      if name == "last" || name == "min" && isSmaller || name == "max" && isLarger { best = value }
    }
    return best
  }

  private func isEqual(_ a: Value, _ b: Value, _ type: DataType) -> Bool {
    let keys = RowKeys([Column(type, [a, b])], count: 2).text
    return keys.bytes(0).elementsEqual(keys.bytes(1))
  }

  private func naiveNumber(
    _ name: String, _ values: [Value], _ groups: [Int32], _ group: Int
  ) -> Value {
    let own = zip(values, groups).filter { $0.1 == Int32(group) }.compactMap { value, _ -> Int64? in
      if case .int(let number) = value { number } else { nil }
    }
    switch name {
    case "count": return .int(Int64(own.count))
    case "distinct": return .int(Int64(Set(own).count))
    case "sum": return own.isEmpty ? .null : .int(own.reduce(0, +))
    default: return own.isEmpty ? .null : .float(Double(own.reduce(0, +)) / Double(own.count))
    }
  }

  private func texts(_ column: Column) -> [Value] { column.texts().values }
}
