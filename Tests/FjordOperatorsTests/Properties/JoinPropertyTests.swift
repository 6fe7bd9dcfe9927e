import FjordEngine
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

/// Joins of generated tables compared with a loop over both.
@Suite struct JoinPropertyTests {
  /// Two tables whose keys meet often, and a join of them.
  private struct Case {
    let left: NaiveTable
    let right: NaiveTable
    let keyCount: Int
    let kind: String
    let isShared: Bool

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      keyCount = 1 + random.below(2)
      isShared = random.oneIn(2)
      kind = random.pick(["", "--left", "--full", "--semi", "--anti"])
      var lefts: [DataType] = []
      var rights: [DataType] = []
      var pools: [([Value], [Value])] = []
      for _ in 0..<keyCount {
        let type = random.type(depth: 1)
        let values = (0..<(1 + random.below(8))).map { _ in random.value(type, nullOdds: .max) }
        let isMixed = type == .int && random.oneIn(2)
        lefts.append(type)
        rights.append(isMixed ? .float : type)
        pools.append((values, isMixed ? values.map(\.asFloat) : values))
      }
      let names = isShared ? ("k", "k") : ("k", "r")
      let (own, other) = (random.type(depth: 1), random.type(depth: 1))
      func table(
        _ name: String, _ types: [DataType], _ values: [[Value]], _ extra: DataType
      ) -> NaiveTable {
        NaiveTable(
          fields: types.enumerated().map { ("\(name)\($0.offset)", $0.element) } + [("v", extra)],
          rows: (0..<random.below(50)).map { _ in
            values.map { random.oneIn(6) ? .null : random.pick($0) } + [random.value(extra)]
          })
      }
      left = table(names.0, lefts, pools.map(\.0), own)
      right = table(names.1, rights, pools.map(\.1), other)
    }

    var text: String {
      let keys = (0..<keyCount).map { isShared ? "k\($0)" : "k\($0) = r\($0)" }
      return "left | join right on \(keys.joined(separator: ", ")) \(kind)"
    }

    /// What a loop over both tables gives.
    var expected: NaiveTable {
      let keys = 0..<keyCount
      func isMatch(_ a: [Value], _ b: [Value]) -> Bool {
        keys.allSatisfy { a[$0].isSameKey(b[$0]) }
      }
      let hits = left.rows.map { row in right.rows.indices.filter { isMatch(row, right.rows[$0]) } }
      var fields = left.fields
      switch kind {
      case "--semi", "--anti":
        let wants = kind == "--semi"
        let rows = zip(left.rows, hits).filter { $0.1.isEmpty != wants }.map(\.0)
        return NaiveTable(fields: fields, rows: rows)
      default: break
      }
      let kept = right.fields.indices.filter { !isShared || $0 >= keyCount }
      fields += kept.map { place in
        let field = right.fields[place]
        return (field.name == "v" ? "right_v" : field.name, field.type)
      }
      var rows: [[Value]] = []
      for (row, found) in zip(left.rows, hits) {
        rows += found.map { other in row + kept.map { right.rows[other][$0] } }
        if found.isEmpty, kind != "" { rows.append(row + kept.map { _ in Value.null }) }
      }
      guard kind == "--full" else { return NaiveTable(fields: fields, rows: rows) }
      let matched = Set(hits.joined())
      for (place, row) in right.rows.enumerated() where !matched.contains(place) {
        let own = left.fields.indices.map { isShared && $0 < keyCount ? row[$0] : Value.null }
        rows.append(own + kept.map { row[$0] })
      }
      if isShared { for key in keys { fields[key].type = right.fields[key].type } }
      return NaiveTable(fields: fields, rows: rows)
    }

    func run(pageSize: Int, memory: Int? = nil, behind: String = "") async throws -> String {
      func source(_ name: String, _ table: NaiveTable) -> SourceDeclaration {
        let whole = table.table.joined()
        let batches = stride(from: 0, to: whole.count, by: pageSize).map {
          whole.slice($0..<min($0 + pageSize, whole.count))
        }
        return .fixed(name, TableSource(Table(schema: table.table.schema, batches: batches)))
      }
      let fixture = SessionFixture(sources: [source("left", left), source("right", right)])
      let bound = try await fixture.bound(text + behind)
      var context = fixture.services.context
      if let memory { context.memory = MemoryBudget(byteCount: memory) }
      let batches = try await Plan(bound).open(in: context).collect()
      #expect(context.memory.heldByteCount == 0)
      return Table(schema: bound.output, batches: batches).csv
    }
  }

  @Test("a join gives what a loop over both tables gives", arguments: 0..<300)
  func agreesWithNaive(_ seed: Int) async throws {
    let made = Case(seed: UInt64(seed))
    let given = try await made.run(pageSize: 11)
    #expect(
      given == made.expected.table.csv,
      "\(made.text)\n\(made.left.table.csv)\n\(made.right.table.csv)")
  }

  @Test("neither the size of batches nor the memory changes a join", arguments: 300..<400)
  func batchSizeAndMemory(_ seed: Int) async throws {
    let made = Case(seed: UInt64(seed))
    let whole = try await made.run(pageSize: 1000)
    #expect(try await made.run(pageSize: 1) == whole, "\(made.text)")
    for memory in [1, 3_000] {
      #expect(try await made.run(pageSize: 7, memory: memory) == whole, "\(made.text)")
    }
  }

  @Test("columns that nothing looks at change nothing", arguments: 400..<460)
  func narrowed(_ seed: Int) async throws {
    let made = Case(seed: UInt64(seed))
    for behind in [" | select v", " | count", " | count by k0"] {
      let given = try await made.run(pageSize: 9, behind: behind)
      #expect(try await made.run(pageSize: 9, memory: 1, behind: behind) == given)
      if behind == " | count" {
        #expect(given == "count\n\(made.expected.rows.count)\n", "\(made.text)")
      }
      if behind == " | select v" {
        let place = made.left.fields.count - 1
        let expected = NaiveTable(
          fields: [made.expected.fields[place]], rows: made.expected.rows.map { [$0[place]] })
        #expect(given == expected.table.csv, "\(made.text)")
      }
    }
  }
}

extension Value {
  fileprivate var asFloat: Value {
    if case .int(let number) = self { .float(Double(number)) } else { self }
  }

  /// Whether two values are equal as keys: text by its bytes, an int as the float it mixes with.
  fileprivate func isSameKey(_ other: Value) -> Bool {
    switch (self, other) {
    case (.null, _), (_, .null): false
    case (.int(let a), .float(let b)): Double(a) == b
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    default: self == other
    }
  }
}
