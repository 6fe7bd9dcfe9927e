import FjordTable
import FjordTestSupport
import Testing

@Suite struct JoinTableTests {
  /// Key columns of both sides whose values are few, so that they meet.
  private func keys(
    _ random: inout SeededGenerator, _ types: [DataType], _ pool: [[Value]]
  ) -> ([Column], Int) {
    let count = random.below(80)
    let columns = types.indices.map { place in
      let values = (0..<(count + 5)).map { _ in random.oneIn(5) ? .null : random.pick(pool[place]) }
      return Column(types[place], values).slice(3..<(count + 3))
    }
    return (columns, count)
  }

  @Test("rows find the rows of their key in order, as in a loop over both sides")
  func matches() {
    var random = SeededGenerator(seed: 8_100)
    for _ in 0..<200 {
      let types = (0...random.below(3)).map { _ in random.type(depth: 1) }
      let pool = types.map { type in (0..<6).map { _ in random.value(type, nullOdds: .max) } }
      let (right, rightCount) = keys(&random, types, pool)
      let (left, leftCount) = keys(&random, types, pool)
      let table = JoinTable(JoinKeys(right, count: rightCount))
      let heads = table.heads(of: JoinKeys(left, count: leftCount))
      for keepsUnmatched in [false, true] {
        var expected: [[Int32]] = []
        for row in 0..<leftCount {
          let key = left.map { $0.value(at: row) }
          let found = (0..<rightCount).filter { other in
            !key.contains(.null) && key == right.map { $0.value(at: other) }
          }
          expected += found.map { [Int32(row), Int32($0)] }
          if found.isEmpty, keepsUnmatched { expected.append([Int32(row), -1]) }
        }
        var given: [[Int32]] = []
        var pairs = JoinPairs(heads, keepsUnmatched: keepsUnmatched)
        let limit = 1 + random.below(9)
        while !pairs.isFinished {
          let (rows, others) = pairs.next(limit, in: table)
          #expect(rows.count <= limit)
          given += zip(rows, others).map { [$0, $1] }
        }
        #expect(given == expected, "\(types)")
      }
    }
  }

  @Test("texts kept as codes find texts kept as bytes, and the other way round")
  func dictionaries() {
    var random = SeededGenerator(seed: 8_101)
    let words = ["", "a", "b", "aa", "æ", "longer than eight bytes"].map { Value.string($0) }
    for _ in 0..<40 {
      let plain = Column(.string, (0..<30).map { _ in random.pick(words) })
      let codes = (0..<30).map { _ in Int32(random.below(words.count)) }
      let coded = Column(
        .string, count: 30, validity: nil,
        .dictionary(codes: codes[...], values: Column(.string, words).plainText))
      for (left, right) in [(plain, coded), (coded, plain), (coded, coded)] {
        let heads = JoinTable(JoinKeys([right], count: 30)).heads(of: JoinKeys([left], count: 30))
        let expected = left.values.map { value in
          Int32(right.values.firstIndex(of: value) ?? -1)
        }
        #expect(heads == expected)
      }
    }
  }

  @Test("many keys are all found, and no others")
  func many() {
    let values = (0..<50_000).map { Int64($0 &* 2_654_435_761) }
    let right = Column(.int, count: values.count, validity: nil, .int64(values[...]))
    let table = JoinTable(JoinKeys([right], count: values.count))
    #expect(!table.hasDuplicates)
    let found = table.heads(of: JoinKeys([right], count: values.count))
    #expect(found == values.indices.map { Int32($0) })
    let others = values.map { $0 &+ 1 }
    let wanted = Column(.int, count: others.count, validity: nil, .int64(others[...]))
    let known = Set(values)
    let hits = table.heads(of: JoinKeys([wanted], count: others.count)).filter { $0 >= 0 }.count
    #expect(hits == others.filter(known.contains).count)
  }

  @Test("equal keys fall to one place, whatever side they are of")
  func places() {
    var random = SeededGenerator(seed: 8_102)
    for seed in 1..<20 as Range<UInt64> {
      let type = random.type(depth: 1)
      let column = random.column(type, count: 200, nullOdds: 4)
      let places = JoinKeys([column], count: 200).places(
        among: 8, seed: seed, keepsKeyless: true)
      #expect(places.flatMap(\.self).sorted() == (0..<200).map { Int32($0) })
      var known: [Value: Int] = [:]
      for (place, rows) in places.enumerated() {
        #expect(rows == rows.sorted())
        for row in rows where !column.isNull(Int(row)) {
          let value = column.value(at: Int(row))
          #expect(known[value] ?? place == place)
          known[value] = place
        }
      }
      let without = JoinKeys([column], count: 200).places(
        among: 8, seed: seed, keepsKeyless: false)
      #expect(without.reduce(0) { $0 + $1.count } == 200 - column.nullCount)
    }
  }
}
