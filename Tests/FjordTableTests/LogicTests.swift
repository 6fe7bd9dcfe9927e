import FjordTable
import FjordTestSupport
import Testing

@Suite struct LogicTests {
  private static let truths: [Value] = [.bool(true), .bool(false), .null]

  @Test func andOrNotFollowThreeValuedLogic() {
    let pairs = Self.truths.flatMap { a in Self.truths.map { (a, $0) } }
    let a = Column(.bool, pairs.map(\.0))
    let b = Column(.bool, pairs.map(\.1))
    let (yes, no) = (Value.bool(true), Value.bool(false))
    #expect(a.and(b).values == [yes, no, .null, no, no, no, .null, no, .null])
    #expect(a.or(b).values == [yes, yes, yes, yes, no, .null, yes, .null, .null])
    #expect(
      a.not().values == [no, no, no, yes, yes, yes, .null, .null, .null])
  }

  @Test func logicOnSlicesEqualsAPlainLoop() {
    var random = SeededGenerator(seed: 300)
    for _ in 0..<100 {
      let count = random.below(200)
      let (a, b) = (random.column(.bool, count: count), random.column(.bool, count: count))
      let expected = zip(a.values, b.values).map { x, y -> Value in
        if x == .bool(false) || y == .bool(false) { return .bool(false) }
        return x.isNull || y.isNull ? .null : .bool(true)
      }
      #expect(a.and(b).values == expected)
      #expect(a.not().or(b.not()).not().values == expected)
      #expect(a.isNullColumn(negated: false).values == a.values.map { .bool($0.isNull) })
      #expect(a.isNullColumn(negated: true).values == a.values.map { .bool(!$0.isNull) })
      #expect(a.knownTrue.setCount == a.values.count { $0 == .bool(true) })
    }
  }

  @Test func coalescingTakesTheFirstValueThatIsThere() {
    var random = SeededGenerator(seed: 301)
    for _ in 0..<60 {
      let type = random.type(depth: 1)
      let columns = (0..<3).map { _ in random.column(type, count: 50, nullOdds: 2) }
      let expected = (0..<50).map { row in
        columns.map { $0.value(at: row) }.first { !$0.isNull } ?? .null
      }
      #expect(Column.coalescing(columns).values == expected)
    }
  }

  @Test func choosingTakesTheOtherWhereTheConditionIsNotTrue() {
    var random = SeededGenerator(seed: 302)
    for _ in 0..<60 {
      let condition = random.column(.bool, count: 50)
      let (yes, no) = (random.column(.string, count: 50), random.column(.string, count: 50))
      let expected = (0..<50).map { row in
        (condition.value(at: row) == .bool(true) ? yes : no).value(at: row)
      }
      #expect(Column.choosing(condition, yes, no).values == expected)
    }
  }
}
