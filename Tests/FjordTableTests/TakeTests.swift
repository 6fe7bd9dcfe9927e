import FjordTable
import FjordTestSupport
import Testing

@Suite struct TakeTests {
  @Test func takingRowsEqualsTakingValues() {
    var random = SeededGenerator(seed: 100)
    for _ in 0..<150 {
      let column = random.column(random.type(), count: 1 + random.below(150))
      let rows = (0..<random.below(200)).map { _ in Int32(random.below(column.count + 1)) - 1 }
      let values = column.values
      let taken = column.taking(rows)
      #expect(taken.type == column.type)
      #expect(taken.values == rows.map { $0 < 0 ? .null : values[Int($0)] })
    }
  }

  @Test func takingFromAnEmptyColumnGivesNulls() {
    for type in SeededGenerator.scalarTypes + [.list(.int), .record([RecordField("a", .string)])] {
      let taken = Column(type, []).taking([-1, -1])
      #expect(taken.values == [.null, .null], "\(type)")
    }
  }

  @Test func aSliceEqualsTheSliceOfTheValues() {
    var random = SeededGenerator(seed: 101)
    for _ in 0..<150 {
      let column = random.column(random.type(), count: random.below(200))
      let start = random.below(column.count + 1)
      let range = start..<(start + random.below(column.count - start + 1))
      #expect(column.slice(range).values == Array(column.values[range]))
      #expect(column.slice(range).nullCount == column.values[range].count { $0.isNull })
    }
  }

  @Test func concatenatingEqualsConcatenatingTheValues() {
    var random = SeededGenerator(seed: 102)
    for _ in 0..<100 {
      let type = random.type()
      let parts = (0...random.below(4)).map { _ in
        random.column(type, count: random.below(90), nullOdds: 1 + random.below(20))
      }
      let joined = Column.concatenating(parts)
      #expect(joined.values == parts.flatMap(\.values))
    }
  }

  @Test func aRepeatedValueIsItselfInEveryRow() {
    var random = SeededGenerator(seed: 103)
    for _ in 0..<50 {
      let type = random.type()
      let value = random.value(type)
      #expect(
        Column.repeating(value, type: type, count: 70).values == Array(repeating: value, count: 70))
    }
  }

  @Test func keepingRowsOfABatchTurnsTheOthersIntoRetractions() {
    let keys = Column(.string, ["a", "b", "c", "d"].map { .string($0) })
    let positions = Column(.int, (0..<4).map { .int($0) })
    let identity = RowIdentity(
      keys: [keys], states: [.live, .pending, .live, .gone], positions: positions)
    let batch = Batch(columns: [positions], count: 4, identity: identity)
    let kept = batch.keeping([0, 3])
    #expect(kept.columns[0].values == [.int(0), .int(3)])
    #expect(kept.identity?.states == [.live, .gone])
    #expect(kept.retractions?.keys[0].values == [.string("b"), .string("c")])
    #expect(kept.retractions?.states == [.pending, .gone])
  }

  @Test("a text by codes that is taken from no place is null and empty")
  func absentCodes() {
    let column = Column.repeating(.string("a"), type: .string, count: 2).taking([0, -1, 1])
    #expect(column.values == [.string("a"), .null, .string("a")])
    #expect((0..<3).map { column.plainText.string($0) } == ["a", "", "a"])
  }
}
