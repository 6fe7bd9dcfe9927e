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
        for (size, parts) in [(1, 1), (7, 1), (1000, 1), (1, 3), (5, 2)] {
          let column = run(overload, type, values, groups, batchSize: size, parts: parts)
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
      for name in ["sum", "avg", "count", "distinct", "median", "stddev", "mode", "list"] {
        let aggregate = try #require(AggregateDeclaration.core.first { $0.name == name })
        let overload = try #require(aggregate.overload([.int]))
        let wanted = (0..<3).map { naiveNumber(name, values, groups, $0) }
        for (size, parts) in [(1, 1), (7, 1), (1000, 1), (1, 3), (5, 2)] {
          let column = run(
            overload, .int, values, groups, count: 3, batchSize: size, parts: parts)
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
    state.update(
      [Column(.int, values)], groups: [0, 0, 0, 1, 1], groupCount: 2,
      positions: RowPositions(from: 0))
    #expect(state.finish(groupCount: 2).values == [.int(.max - 1), .null])
    #expect(state.faults == 1)
  }

  @Test("float sums do not depend on the size of batches or on who took them")
  func floatSums() throws {
    var random = SeededGenerator(seed: 9)
    let values = (0..<70_000).map { _ in Value.float(random.float().remainder(dividingBy: 1e9)) }
    let groups = values.map { _ in Int32(random.below(2)) }
    let sum = try #require(AggregateDeclaration.core.first { $0.name == "sum" }?.overload([.float]))
    let whole = run(sum, .float, values, groups, batchSize: 100_000).values
    for (size, parts) in [(1_000, 1), (4_097, 3)] {
      let column = run(sum, .float, values, groups, batchSize: size, parts: parts)
      #expect(column.values == whole)
    }
  }

  @Test("a quantile lies between its neighbours")
  func quantiles() throws {
    let declaration = try #require(AggregateDeclaration.core.first { $0.name == "quantile" })
    let overload = try #require(declaration.overload([.float, .float]))
    for (share, wanted) in [(0.0, 1.0), (0.25, 1.75), (0.5, 2.5), (0.9, 3.7), (1.0, 4.0)] {
      let state = overload.makeState()
      state.update(
        [
          Column(.float, [.float(4), .float(1), .null, .float(3), .float(2)]),
          .repeating(.float(share), type: .float, count: 5),
        ], groups: [0, 0, 0, 0, 0], groupCount: 1, positions: RowPositions(from: 0))
      #expect(state.finish(groupCount: 1).values == [.float(wanted)])
      #expect(state.skippedNulls == 1)
    }
  }

  /// Deals batches out to several states, whose groups are numbered the other way round, and merges
  /// them into the first.
  private func run(
    _ overload: AggregateDeclaration.Overload, _ type: DataType, _ values: [Value],
    _ groups: [Int32], count: Int = 4, batchSize: Int, parts: Int = 1
  ) -> Column {
    let states = (0..<parts).map { _ in overload.makeState() }
    let column = Column(type, values)
    let argument = overload.parameters.first == .float ? column.floats() : column
    let numbers = (0..<parts).map { part in
      (0..<Int32(count)).map { part == 0 ? $0 : Int32(count) - 1 - $0 }
    }
    for (number, start) in stride(from: 0, to: values.count, by: batchSize).enumerated() {
      let range = start..<min(start + batchSize, values.count)
      let part = number % parts
      states[part].update(
        [argument.slice(range)], groups: groups[range].map { numbers[part][Int($0)] },
        groupCount: count, positions: RowPositions(from: Int64(start)))
    }
    for part in states.indices.dropFirst().reversed() {
      states[0].merge(states[part], groups: numbers[part], groupCount: count)
    }
    return states[0].finish(groupCount: count)
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
    case "list": return .list(own.map { .int($0) })
    case "mode":
      let most = own.map { value in own.count { $0 == value } }.max() ?? 0
      return own.first { value in own.count { $0 == value } == most }.map { .int($0) } ?? .null
    case "median":
      guard !own.isEmpty else { return .null }
      let sorted = own.sorted()
      return .float(Double(sorted[(own.count - 1) / 2] + sorted[own.count / 2]) / 2)
    case "stddev":
      guard own.count > 1 else { return .null }
      // In whole numbers, so that only the last steps round.
      let (sum, squares) = (own.reduce(0, +), own.reduce(0) { $0 + $1 * $1 })
      let n = Int64(own.count)
      return .float((Double(n * squares - sum * sum) / Double(n * (n - 1))).squareRoot())
    case "sum": return own.isEmpty ? .null : .int(own.reduce(0, +))
    default: return own.isEmpty ? .null : .float(Double(own.reduce(0, +)) / Double(own.count))
    }
  }

  private func texts(_ column: Column) -> [Value] { column.texts().values }
}
