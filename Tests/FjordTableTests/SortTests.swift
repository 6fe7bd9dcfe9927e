import Dispatch
import FjordTable
import FjordTestSupport
import Testing

/// Sorting, merging and the first rows of an order, beside the plainest sort.
@Suite struct SortTests {
  private static let sizes = [0, 1, 2, 23, 60, 300, 2000]

  /// Rows cut into chunks that a few workers took in turns; those of a worker are put together at
  /// times, so that rows of others lie between.
  private func chunks(
    _ naive: NaiveOrder, _ random: inout SeededGenerator
  ) -> [[SortChunk]] {
    var workers: [[SortChunk]] = Array(repeating: [], count: 1 + random.below(3))
    var held: [[Range<Int>]] = workers.map { _ in [] }
    func flush(_ worker: Int) {
      let ranges = held[worker]
      guard !ranges.isEmpty else { return }
      let batch = Batch.concatenating(
        ranges.map(naive.batch.slice), types: naive.batch.columns.map(\.type))
      workers[worker].append(
        SortChunk(
          batch, keys: Array(batch.columns.prefix(naive.keyCount)), descending: naive.descending,
          sequence: ranges.count == 1
            ? .from(Int64(ranges[0].lowerBound)) : .each(ranges.joined().map(Int64.init))))
      held[worker] = []
    }
    var start = 0
    while start < naive.batch.count {
      let end = min(naive.batch.count, start + 1 + random.below(200))
      let worker = random.below(workers.count)
      held[worker].append(start..<end)
      if random.oneIn(2) { flush(worker) }
      start = end
    }
    for worker in workers.indices { flush(worker) }
    return workers
  }

  @Test("rows come in the order of their keys, whoever took them", arguments: 0..<120)
  func sorts(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let naive = NaiveOrder(random: &random, rows: random.pick(Self.sizes))
    let order = naive.order
    let run = SortRun(
      chunks(naive, &random).flatMap(\.self), types: naive.batch.columns.map(\.type))
    for part in run.prepare(partCount: 1 + random.below(5)).shuffled(using: &random) {
      run.sort(part)
    }
    run.finishSorting()
    #expect(run.sequences(0..<run.count).map(Int.init) == order)
    let rows = naive.batch.rows
    #expect(run.batch(0..<run.count).rows == order.map { rows[$0] })
    let places = Batch.order(
      by: naive.keys, descending: naive.descending, count: naive.batch.count)
    #expect(places.map(Int.init) == order)
  }

  @Test("parts with nulls in them can be sorted at the same time")
  func sortsAtOnce() {
    // Few first keys make large parts; half of the second keys are null, so each parts its nulls.
    let numbers: [Int64] = (0..<40_000).map { $0 * 7919 % 8 }
    let seconds: [Value] = numbers.indices.map { row in
      row % 2 == 0 ? Value.null : Value.int(Int64(row * 104_729 % 5))
    }
    let first = Column(.int, count: numbers.count, validity: nil, .int64(numbers[...]))
    let second = Column(.int, seconds)
    let batch = Batch(columns: [first, second], count: numbers.count)
    func run() -> SortRun {
      SortRun(
        [
          SortChunk(
            batch, keys: batch.columns, descending: [false, false], sequence: .from(0))
        ], types: [.int, .int])
    }
    let expected = run()
    expected.sort()
    for _ in 0..<8 {
      let shared = run()
      let parts = shared.prepare(partCount: 8)
      DispatchQueue.concurrentPerform(iterations: parts.count) { shared.sort(parts[$0]) }
      shared.finishSorting()
      #expect(
        shared.sequences(0..<shared.count) == expected.sequences(0..<expected.count))
    }
  }

  @Test("ordered streams merge into one order, whatever their pieces", arguments: 200..<260)
  func merges(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let naive = NaiveOrder(random: &random, rows: random.pick([0, 1, 60, 300]))
    let order = naive.order
    let streamCount = 1 + random.below(6)
    var streams: [[Int]] = Array(repeating: [], count: streamCount)
    for row in order { streams[random.below(streamCount)].append(row) }
    let types = naive.batch.columns.map(\.type)
    var merged: [Int] = []
    var rows: [[Value]] = []
    var sorted = SortedStreams(count: streamCount, types: types)
    while let (batch, sequences) = try sorted.next(
      1 + random.below(50),
      { stream in
        let piece = Array(streams[stream].prefix(1 + random.below(40)))
        streams[stream].removeFirst(piece.count)
        guard !piece.isEmpty else { return nil }
        let columns = naive.batch.columns.map { $0.taking(piece.map(Int32.init)) }
        return SortChunk(
          Batch(columns: columns, count: piece.count), keys: Array(columns.prefix(naive.keyCount)),
          descending: naive.descending, sequence: .each(piece.map(Int64.init)))
      })
    {
      merged += sequences.map(Int.init)
      rows += batch.rows
    }
    #expect(merged == order)
    let all = naive.batch.rows
    #expect(rows == order.map { all[$0] })
  }

  @Test("the first rows of each group are those that a sort gives", arguments: 300..<380)
  func tops(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let naive = NaiveOrder(random: &random, rows: random.pick(Self.sizes))
    let limit = random.below(6) * random.below(20)
    let groupCount = 1 + random.below(4)
    let groups = (0..<naive.batch.count).map { _ in Int32(random.below(groupCount)) }
    let types = naive.batch.columns.map(\.type)
    func make() -> TopRows {
      TopRows(
        limit: limit, types: types, keyPlaces: Array(0..<naive.keyCount),
        descending: naive.descending)
    }
    var workers = (0...random.below(2)).map { _ in make() }
    var start = 0
    while start < naive.batch.count {
      let end = min(naive.batch.count, start + 1 + random.below(200))
      workers[random.below(workers.count)].update(
        naive.batch.slice(start..<end), groups: groupCount == 1 ? [] : Array(groups[start..<end]),
        groupCount: groupCount, sequence: Int64(start))
      start = end
    }
    var all = workers.removeFirst()
    // Each worker names the groups in its own way, here the same.
    for other in workers {
      all.merge(other, groups: (0..<Int32(groupCount)).map(\.self), groupCount: groupCount)
    }
    let rows = naive.batch.rows
    let order = naive.order
    let expected = (0..<Int32(groupCount)).reversed().flatMap { group in
      order.filter { groups[$0] == group }.prefix(limit).map { rows[$0] }
    }
    #expect(all.finish(ranks: (0..<Int32(groupCount)).reversed()).rows == expected)
  }

  @Test("a top of many rows forgets all but the first", arguments: [1, 10, 9000])
  func topOfMany(_ limit: Int) {
    var random = SeededGenerator(seed: 7)
    for isDescending in [true, false] {
      let numbers = (0..<60_000).map { _ in Int64(random.below(20_000)) }
      let batch = Batch(
        columns: [
          Column(.int, numbers.map { $0 == 7 ? .null : .int($0) }),
          Column(.int, numbers.indices.map { .int(Int64($0)) }),
        ], count: numbers.count)
      var rows = TopRows(
        limit: limit, types: [.int, .int], keyPlaces: [0], descending: [isDescending])
      for start in stride(from: 0, to: batch.count, by: 1000) {
        rows.update(batch.slice(start..<(start + 1000)), sequence: Int64(start))
      }
      let expected = numbers.indices.sorted { a, b in
        let (x, y) = (numbers[a], numbers[b])
        if x == y { return a < b }
        if x == 7 || y == 7 { return y == 7 }
        return isDescending ? x > y : x < y
      }
      let chosen = rows.finish().columns[1].values
      #expect(chosen == expected.prefix(limit).map { .int(Int64($0)) })
    }
  }

  @Test("-0 equals 0, and NaN is larger than every number and before null")
  func floats() {
    let column = Column(
      .float,
      [.float(.nan), .null, .float(.infinity), .float(0), .float(-0.0), .float(-.infinity)])
    #expect(Batch.order(by: [column], descending: [false], count: 6) == [5, 3, 4, 2, 0, 1])
    #expect(Batch.order(by: [column], descending: [true], count: 6) == [0, 2, 3, 4, 5, 1])
  }

  @Test("texts that differ only in zeros and length are in order")
  func zeros() {
    let texts = ["a\0", "a", "a\0\0b", "", "a\0\0\0\0\0\0\0", "a\0\0\0\0\0\0\0\0", "\0"]
    let many = (0..<20).flatMap { _ in texts }
    let column = Column(.string, many.map { .string($0) })
    let order = Batch.order(by: [column], descending: [false], count: many.count)
    let expected = many.indices.sorted {
      let (x, y) = (Array(many[$0].utf8), Array(many[$1].utf8))
      return x == y ? $0 < $1 : x.lexicographicallyPrecedes(y)
    }
    #expect(order.map(Int.init) == expected)
  }
}
