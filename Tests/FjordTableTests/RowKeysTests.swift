import FjordTable
import FjordTestSupport
import Testing

@Suite struct RowKeysTests {
  @Test func rowsHaveTheSameKeyWhenTheirValuesAreEqual() {
    var random = SeededGenerator(seed: 600)
    for _ in 0..<60 {
      let columns = (0...random.below(2)).map { _ in random.column(random.type(), count: 50) }
      let keys = RowKeys(columns, count: 50).text
      for a in 0..<50 {
        for b in 0..<a {
          let isSame = columns.allSatisfy { $0.value(at: a) == $0.value(at: b) }
          #expect((keys.bytes(a) == keys.bytes(b)) == isSame)
        }
      }
    }
  }

  @Test func sortingIsStableWithNullsLastInBothDirections() {
    var random = SeededGenerator(seed: 601)
    for _ in 0..<120 {
      let count = random.below(80)
      let types = (0...random.below(2)).map { _ in random.pick(SeededGenerator.scalarTypes) }
      let columns = types.map { random.column($0, count: count, nullOdds: 3) }
      let descending = types.map { _ in random.oneIn(2) }
      let order = Batch.order(by: columns, descending: descending, count: count)
      let values = columns.map(\.values)
      let expected = (0..<count).sorted { a, b in
        for (place, column) in values.enumerated() {
          let (x, y) = (column[a], column[b])
          if x == y { continue }
          if x.isNull || y.isNull { return y.isNull }
          return descending[place] ? isBefore(y, x) : isBefore(x, y)
        }
        return a < b
      }
      #expect(order.map(Int.init) == expected, "\(types)")
    }
  }

  @Test func sortingWithoutKeysKeepsTheOrder() {
    #expect(Batch.order(by: [], descending: [], count: 4) == [0, 1, 2, 3])
  }

  private func isBefore(_ a: Value, _ b: Value) -> Bool {
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
