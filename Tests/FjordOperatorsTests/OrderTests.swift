import FjordEngine
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

/// `sort`, `top`, `tail` and `sample`, on many rows, with little memory and on several cores.
@Suite struct OrderTests {
  /// Makes `rows` rows of every type in batches of a size, nulls among them.
  private static func source(_ rows: Int, batch size: Int, seed: UInt64) -> TableSource {
    var random = SeededGenerator(seed: seed)
    let types: [DataType] = [.int, .string, .float, .date, .bool, .list(.int)]
    let fields = types.enumerated().map { Field("c\($0)", $1) }
    let columns = types.map { random.column($0, count: rows, nullOdds: 8) }
    let number = Column(.int, (0..<rows).map { .int(Int64($0)) })
    let whole = Batch(columns: columns + [number], count: rows)
    let batches = stride(from: 0, to: rows, by: size).map {
      whole.slice($0..<min(rows, $0 + size))
    }
    return TableSource(Table(schema: Schema(fields + [Field("n", .int)]), batches: batches))
  }

  private func show(
    _ stages: String, rows: Int, batch: Int, memory: Int? = nil, threads: Int = 1
  ) async throws -> String {
    let source = Self.source(rows, batch: batch, seed: 11)
    let fixture = SessionFixture(
      sources: [.fixed("made", source)], memory: memory, threads: threads)
    let text = try await fixture.show("made | " + stages)
    #expect(fixture.services.context.memory.heldByteCount == 0, "memory is given back")
    return text
  }

  @Test(
    "batches, memory and cores change nothing",
    arguments: [
      "sort by c0, c1 desc", "sort by c1", "sort by c2 desc, c0", "sort by c3, c4, c5",
      "sort by c0 % 3, c1 desc", "sort by lower(c1) desc | take 20", "top 7 by c1, c0 asc",
      "top 3 by c2 per c3", "top 5 by c0 per c4, c1", "tail 17", "sample 25 --seed 3",
    ])
  func nothingChanges(_ stages: String) async throws {
    let expected = try await show(stages, rows: 3000, batch: 3000)
    for (batch, memory, threads) in [
      (1, nil, 1), (7, nil, 2), (1000, 20_000, 1), (100, 300_000, 2), (2500, 1, 3), (7, 1, 1),
      (3000, nil, 2),
    ] {
      let given = try await show(
        stages, rows: 3000, batch: batch, memory: memory, threads: threads)
      #expect(given == expected, "batches of \(batch), memory \(memory ?? -1), \(threads) threads")
    }
  }

  @Test("many files are merged in several steps")
  func manyFiles() async throws {
    let stages = "sort by c1, c0 desc | select n"
    let expected = try await show(stages, rows: 60_000, batch: 60_000)
    #expect(try await show(stages, rows: 60_000, batch: 2048, memory: 1) == expected)
  }

  @Test("top is sort and take")
  func topIsSort() async throws {
    for (top, sort) in [
      ("top 9 by c0", "sort by c0 desc | take 9"),
      ("top 2999 by c1 asc, c0", "sort by c1, c0 desc | take 2999"),
      ("top 5000 by c2 desc", "sort by c2 desc | take 5000"),
      ("top 0 by c2", "sort by c2 | take 0"),
    ] {
      let expected = try await show(sort, rows: 3000, batch: 100)
      #expect(try await show(top, rows: 3000, batch: 100) == expected)
    }
  }

  @Test("workers that share the rows give what one gives")
  func workers() async throws {
    let source = Self.source(20_000, batch: 300, seed: 12)
    let fixture = SessionFixture(sources: [.fixed("made", source)], memory: 400_000)
    let bound = try await fixture.bound("made | sort by c0, c1")
    let context = fixture.services.context
    let batches = try await source.scan(ScanRequest(), in: context).collect()
    let order = RowOrder(
      of: bound.output,
      by: [0, 1].map {
        BoundExpression(.column($0), bound.output.fields[$0].type, at: .init(0, 0))
      },
      descending: [false, true], stage: "sort")
    var random = SeededGenerator(seed: 5)
    var sorted: [[[Value]]] = []
    var tops: [[[Value]]] = []
    for count in [1, 2, 3] {
      var sorts = (0..<count).map { _ in SortState(order, context) }
      var top = (0..<count).map { _ in
        TopState(order, limit: 40, per: count == 9 ? [] : [order.keys[0]], context)
      }
      for (position, batch) in batches.enumerated() {
        let worker = random.below(count)
        try sorts[worker].update(batch, position: position)
        try top[worker].update(batch.slice(0..<(batch.count / 2)), position: position)
        try top[worker].update(batch.slice((batch.count / 2)..<batch.count), position: position)
      }
      var rows = try sorts[0].finish()
      for place in sorts.indices.dropFirst().reversed() { rows.merge(try sorts[place].finish()) }
      sorted.append(
        Table(schema: bound.output, batches: try await rows.cursor().collect()).rows)
      var all = top.removeLast()
      for other in top { all.merge(other) }
      tops.append(Table(schema: bound.output, batches: [all.finish()]).rows)
    }
    #expect(sorted[0].count == 20_000)
    #expect(sorted[1] == sorted[0] && sorted[2] == sorted[0])
    #expect(tops[1] == tops[0] && tops[2] == tops[0])
  }

  @Test("ties go to the earlier row, and a row without a value comes last")
  func ties() async throws {
    try await expectRows([
      (
        "[{a: 1, n: 1}, {a: 2, n: 2}, {a: 2, n: 3}, {a: null, n: 4}] | top 1 by a", "a,n 2,2"
      ),
      (
        "[{a: null, n: 0}, {a: 1, n: 1}, {a: 2, n: 2}] | top 3 by a", "a,n 2,2 1,1 ,0"
      ),
      ("[{a: null, n: 0}, {a: 1, n: 1}, {a: 2, n: 2}] | top 1 by a asc", "a,n 1,1"),
      ("[{k: null, n: 0}, {k: 1, n: 1}, {k: null, n: 2}] | top 1 by n per k", "k,n ,2 1,1"),
      ("range 1 to 5 | top 2 by value % 3, value asc", "value 2 5"),
      ("range 1 to 0 | top 2 by value per value", "value"),
      ("range 1 to 9 | top 0 by value", "value"),
      ("nav.feed | top 1 by title | select uuid", "uuid c"),
    ])
  }

  @Test("tail counts rows over batches")
  func tails() async throws {
    try await expectRows([
      ("range 1 to 200000 | tail 2", "value 199999 200000"),
      ("range 1 to 200000 | tail 150000 | take 1", "value 50001"),
      ("range 1 to 3 | tail 0", "value"), ("range 1 to 3 | tail 9", "value 1 2 3"),
      ("range 1 to 0 | tail 9", "value"), ("nav.feed | tail 1 | select uuid", "uuid c"),
    ])
  }

  @Test("a sample has its size and its order, and a seed says which rows")
  func samples() async throws {
    let fixture = SessionFixture()
    let one = try await fixture.show("range 1 to 100000 | sample 1000 --seed 1")
    #expect(try await fixture.show("range 1 to 100000 | sample 1000 --seed 1") == one)
    #expect(try await fixture.show("range 1 to 100000 | sample 1000 --seed 2") != one)
    #expect(try await fixture.show("range 1 to 100000 | sample 1000 --seed -2") != one)
    let rows = one.split(separator: "\n").dropFirst().compactMap { Int($0) }
    #expect(rows.count == 1000 && rows == Array(Set(rows)).sorted())
    #expect(400...600 ~= rows.count { $0 <= 50_000 })
    let free = try await fixture.show("range 1 to 100000 | sample 1000")
    #expect(try await fixture.show("range 1 to 100000 | sample 1000") != free)
    try await expectRows([
      ("range 1 to 3 | sample 9 --seed 1", "value 1 2 3"), ("range 1 to 3 | sample 0", "value"),
      ("range 1 to 0 | sample 3", "value"),
    ])
  }

  @Test("each row is as likely as any other")
  func isFair() async throws {
    var counts = [Int](repeating: 0, count: 10)
    let fixture = SessionFixture()
    for seed in 0..<400 {
      let text = try await fixture.show("range 0 to 9 | sample 3 --seed \(seed)")
      for row in text.split(separator: "\n").dropFirst().compactMap({ Int($0) }) {
        counts[row] += 1
      }
    }
    // 120 each on average, with a deviation of 9.
    #expect(counts.allSatisfy { 80...160 ~= $0 })
  }

  @Test("a language orders texts as it does, null last, in few bytes of memory too")
  func languages() async throws {
    try await expectRows([
      (
        "[{a: \"Ö\"}, {a: \"z\"}, {a: null}, {a: \"o\"}, {a: \"Å\"}] | sort by a --locale sv",
        "a o z Å Ö "
      ),
      ("[\"Ö\", \"z\", \"o\", \"p\"] | sort by value --locale de", "value o Ö p z"),
      ("[\"b\", \"A\", \"a\", \"B\"] | sort by value desc --locale en", "value B b A a"),
      ("[\"b\", \"Aa\", \"z\"] | sort by value --locale nb-NO | take 2", "value b z"),
      ("[2, 1] | sort by value --locale nb", "value 1 2"),
    ])
    let stages = "sort by c1 desc, c0 --locale nb"
    let expected = try await show(stages, rows: 3000, batch: 3000)
    #expect(try await show(stages, rows: 3000, batch: 500, memory: 1) == expected)
  }

  @Test("what is wrong is said")
  func messages() async {
    let fixture = SessionFixture()
    #expect(await fixture.message("range 1 to 3 | top 2").contains("by"))
    #expect(await fixture.message("range 1 to 3 | sample 2 --seed x").contains("seed"))
    #expect(await fixture.message("range 1 to 3 | tail").contains("whole number"))
    let language = await fixture.message("range 1 to 3 | sort by value --locale xx")
    #expect(language.contains("no order is known for the language `xx`"))
  }
}
