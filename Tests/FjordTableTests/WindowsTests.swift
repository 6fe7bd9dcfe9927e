import FjordTable
import FjordTestSupport
import Testing

/// Partitions and windows against loops over values.
@Suite struct WindowsTests {
  /// Random rows in partitions, ordered by some keys or not.
  private struct Case {
    var random: SeededGenerator
    let groups: [Int32]
    let keys: [Column]
    let partitions: Partitions
    /// The rows of each partition in its order, by the plainest means.
    let members: [[Int]]

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      let count = random.below(40)
      let groupCount = 1 + random.below(5)
      let groups = (0..<count).map { _ in Int32(random.below(groupCount)) }
      let keys = (0..<random.below(3)).map { _ in
        let type = random.pick(SeededGenerator.scalarTypes)
        return random.column(type, count: count, nullOdds: 3)
      }
      let descending = keys.map { _ in random.oneIn(2) }
      partitions = Partitions(
        groups: groups, count: groupCount, orderKeys: keys, descending: descending)
      let places = Batch.order(by: keys, descending: descending, count: count).map(Int.init)
      members = (0..<groupCount).map { group in places.filter { groups[$0] == Int32(group) } }
      self.random = random
      self.groups = groups
      self.keys = keys
    }

    func isTie(_ a: Int, _ b: Int) -> Bool {
      keys.allSatisfy { key in
        let rows = RowKeys([key], count: key.count).text
        return rows.bytes(a).elementsEqual(rows.bytes(b))
      }
    }
  }

  @Test("rows stand partition by partition in their order", arguments: 0..<60)
  func order(_ seed: Int) {
    let made = Case(seed: UInt64(seed))
    #expect(made.partitions.order.map(Int.init) == made.members.flatMap { $0 })
    let sizes = zip(made.partitions.starts.dropFirst(), made.partitions.starts).map { $0 - $1 }
    #expect(sizes == made.members.map(\.count))
  }

  @Test("rows are numbered from one, and ties share a rank", arguments: 0..<60)
  func numbers(_ seed: Int) {
    let made = Case(seed: UInt64(seed))
    var numbers = [Value](repeating: .null, count: made.groups.count)
    var ranks = numbers
    for rows in made.members {
      for (place, row) in rows.enumerated() {
        numbers[row] = .int(Int64(place + 1))
        let isTie = place > 0 && !made.keys.isEmpty && made.isTie(rows[place - 1], row)
        ranks[row] = isTie ? ranks[rows[place - 1]] : numbers[row]
      }
    }
    #expect(made.partitions.rowNumbers().values == numbers)
    #expect(made.partitions.ranks().values == ranks)
  }

  @Test("a value so many rows away is taken from the same partition", arguments: 0..<60)
  func shifts(_ seed: Int) {
    var made = Case(seed: UInt64(seed))
    let count = made.groups.count
    let type = made.random.type(depth: 1)
    let column = made.random.column(type, count: count)
    let steps = (0..<count).map { _ in
      made.random.pick([Value.int(1), .int(0), .int(2), .int(-1), .int(.min), .int(.max), .null])
    }
    for forwards in [false, true] {
      var wanted = [Value](repeating: .null, count: count)
      for rows in made.members {
        for (place, row) in rows.enumerated() {
          guard case .int(let step) = steps[row], step.magnitude < 100 else { continue }
          let other = forwards ? place + Int(step) : place - Int(step)
          if rows.indices.contains(other) { wanted[row] = column.value(at: rows[other]) }
        }
      }
      let given = made.partitions.shifted(column, by: Column(.int, steps), forwards: forwards)
      #expect(given.values == wanted)
    }
  }

  @Test("a running sum skips nulls and comes back when it fits again", arguments: 0..<60)
  func runningSums(_ seed: Int) {
    var made = Case(seed: UInt64(seed))
    let count = made.groups.count
    let ints = made.random.column(.int, count: count, nullOdds: 3)
    let floats = made.random.column(.float, count: count, nullOdds: 3)
    var wantedInts = [Value](repeating: .null, count: count)
    var wantedFloats = wantedInts
    var faults = (ints: 0, floats: 0)
    for rows in made.members {
      var sums: (int: Int128?, float: Double?) = (nil, nil)
      for row in rows {
        if case .int(let number) = ints.value(at: row) {
          sums.int = (sums.int ?? 0) + Int128(number)
        }
        if case .float(let number) = floats.value(at: row) {
          sums.float = (sums.float ?? 0) + number
        }
        if let sum = sums.int {
          if let fits = Int64(exactly: sum) {
            wantedInts[row] = .int(fits)
          } else {
            faults.ints += 1
          }
        }
        if let sum = sums.float {
          if sum.isFinite { wantedFloats[row] = .float(sum) } else { faults.floats += 1 }
        }
      }
    }
    let (intSums, intFaults) = made.partitions.runningSums(ints)
    let (floatSums, floatFaults) = made.partitions.runningSums(floats)
    #expect(intSums.values == wantedInts)
    #expect(floatSums.values == wantedFloats)
    #expect(intFaults == faults.ints && floatFaults == faults.floats)
  }

  @Test("a value a partition is given to each of its rows, whatever its type", arguments: 0..<40)
  func spreads(_ seed: Int) {
    var made = Case(seed: UInt64(seed))
    let column = made.random.column(made.random.type(depth: 1), count: made.members.count)
    let wanted = made.groups.map { column.value(at: Int($0)) }
    #expect(made.partitions.spread(column).values == wanted)
  }
}
