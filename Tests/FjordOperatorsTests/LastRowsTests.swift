import FjordTable
import FjordTestSupport
import Testing

@testable import FjordOperators

@Suite struct LastRowsTests {
  @Test("forgetting rows on the way changes nothing", arguments: 0..<50)
  func sweeps(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let rows = (0..<random.below(200)).map { (group: Int32(random.below(9)), value: Int64($0)) }
    var last = LastRows(types: [.int], sweepingAt: 1 + random.below(20))
    var start = 0
    while start < rows.count {
      let part = rows[start..<min(rows.count, start + 1 + random.below(9))]
      let groupCount = Int(rows[..<part.endIndex].map(\.group).max() ?? -1) + 1
      last.add(
        Batch(columns: [Column(.int, part.map { Value.int($0.value) })], count: part.count),
        groups: part.map(\.group), groupCount: groupCount)
      start = part.endIndex
    }
    let wanted = Dictionary(rows.map { ($0.group, $0.value) }) { $1 }.values.sorted()
    #expect(last.finish().columns[0].values == wanted.map(Value.int))
  }

  @Test("rows with identity that came earlier in the walk do not win, and pending rows are kept")
  func positions() {
    func identity(_ keys: [String], _ states: [RowState], _ positions: [Int64]) -> RowIdentity {
      RowIdentity(
        keys: [Column(.string, keys.map(Value.string))], states: states,
        positions: Column(.int, positions.map(Value.int)))
    }
    var last = LastRows(types: [.int], sweepingAt: 1)
    let first = identity(["a", "b", "c"], [.live, .live, .live], [5, 6, 7])
    last.note(first, groups: [0, 1, 2], groupCount: 3, areRows: true)
    last.hold(
      Batch(columns: [Column(.int, [.int(1), .int(2), .int(3)])], count: 3, identity: first))
    last.note(identity(["a"], [.gone], [4]), groups: [0], groupCount: 3, areRows: false)
    last.note(identity(["b"], [.gone], [8]), groups: [1], groupCount: 3, areRows: false)
    let pending = PendingRow(key: [.string("c")], position: 9, payload: "p")
    let none = identity([], [], [])
    last.hold(
      Batch(columns: [Column(.int, [])], count: 0, identity: none, pending: [pending]))
    let result = last.finish()
    #expect(result.columns[0].values == [.int(1), .int(3)])
    #expect(result.identity?.keys[0].values == [.string("a"), .string("c")])
    #expect(result.pending == [pending])
  }
}
