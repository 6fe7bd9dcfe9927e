import FjordTable
import FjordTestSupport
import Testing

@Suite struct GrouperTests {
  @Test func groupsAreNumberedAsTheyAppearAcrossBatches() {
    var random = SeededGenerator(seed: 700)
    for _ in 0..<80 {
      let types = (0...random.below(2)).map { _ in random.type(depth: 1) }
      let grouper = Grouper()
      var known: [[Value]] = []
      for _ in 0..<3 {
        let count = random.below(60)
        let columns = types.map { random.column($0, count: count, nullOdds: 3) }
        var firsts: [Int32] = []
        let expected = (0..<count).map { row -> Int32 in
          let key = columns.map { $0.value(at: row) }
          if let place = known.firstIndex(of: key) { return Int32(place) }
          firsts.append(Int32(row))
          known.append(key)
          return Int32(known.count - 1)
        }
        let result = grouper.assign(columns, count: count)
        #expect(result.groups == expected)
        #expect(result.firsts == firsts)
        #expect(grouper.count == known.count)
      }
      let keys = grouper.keys() ?? []
      let rows = known.indices.map { row in keys.map { $0.value(at: row) } }
      #expect(rows == known)
    }
  }

  @Test func keysByCodesComeBackInTheOrderOfTheirRows() {
    let grouper = Grouper()
    let texts = Column(.string, ["a", "b", "c"].map { .string($0) }).plainText
    let keys = Column(
      .string, count: 3, validity: nil, .dictionary(codes: [1, 0, 2], values: texts))
    #expect(grouper.assign([keys], count: 3).groups == [0, 1, 2])
    #expect(grouper.keys()?.first?.values == ["b", "a", "c"].map { .string($0) })
  }

  @Test func withoutKeysAllRowsAreOneGroup() {
    let grouper = Grouper()
    #expect(grouper.assign([], count: 0).groups.isEmpty)
    #expect(grouper.count == 0)
    #expect(grouper.assign([], count: 3).groups == [0, 0, 0])
    #expect(grouper.assign([], count: 1).firsts.isEmpty)
    #expect(grouper.count == 1)
  }

  @Test func manyKeysKeepTheirNumbersWhenTheTableGrows() {
    let interner = Interner()
    let texts = Column(.string, (0..<5000).map { .string("key \($0)") }).plainText
    let codes = interner.codes(texts)
    #expect(codes == (0..<5000).map { Int32($0) })
    #expect(interner.codes(texts) == codes)
    #expect(interner.count == 5000)
  }
}
