import FjordDiagnostic
import FjordPlugin
import FjordTable
import Testing

@testable import FjordStore

struct SaveStagedTests {
  private let scratch = Scratch()
  private let plain = Schema(Line.schema.fields)

  @Test func `a replaced table holds the new rows in their order, and nothing before the end`()
    async throws
  {
    let store = scratch.store()
    try await store.save(
      SavePlan("t", .replace, schema: plain), [Batch([Line("a", "1"), Line("a", "2")])])
    #expect(try await store.lines("t") == ["a=1", "a=2"])
    let writer = try await store.begin(SavePlan("t", .replace, "other", schema: plain))
    try await writer.write(Batch([Line("z", "1")]))
    try await writer.write(Batch([Line("b", "1"), Line("z", "1")]))
    #expect(try await store.lines("t") == ["a=1", "a=2"])
    let report = try await writer.finish()
    #expect(report.inserted == 3 && report.removed == 2 && report.rowCount == 3)
    #expect(try await store.lines("t") == ["z=1", "b=1", "z=1"])
    #expect(try await store.info("t")?.pipelineText == "other")
    #expect(try await store.check() == [])
  }

  @Test func `a replaced table with a key keeps the last row of each, if it is live`() async throws
  {
    let store = scratch.store()
    let plan = SavePlan("t", .replace)
    try await store.save(plan, [Batch([Line("a", "0"), Line("x", "0")])])
    let report = try await store.save(
      plan,
      [
        Batch([Line("a", "1", at: 1), Line("b", "1", at: 2), Line("c", "1", at: 3)]),
        Batch([Line("a", "2", at: 4), Line("c", "", .gone, at: 5)], gone: [Line("d", at: 6)]),
        Batch([Line("d", "1", at: 7), Line("b", "", .pending, at: 8)]),
      ])
    #expect(try await store.lines("t") == ["b=1", "a=2", "d=1"])
    #expect(report.inserted == 2 && report.replaced == 1 && report.removed == 1)
  }

  @Test func `rows without identity are called by the key columns of the plan`() async throws {
    let store = scratch.store()
    func batch(_ lines: [Line]) -> Batch {
      Batch(columns: Batch(lines).columns, count: lines.count)
    }
    let plan = SavePlan("t", .replace)
    try await store.save(plan, [batch([Line("a", "1"), Line("b", "1")]), batch([Line("a", "2")])])
    #expect(try await store.lines("t") == ["b=1", "a=2"])
    let report = try await store.save(plan, [batch([Line("a", "3")])])
    #expect(report.replaced == 1 && report.removed == 1 && report.inserted == 0)
  }

  @Test func `an abandoned replacement leaves the table as it was`() async throws {
    for mode in [SaveMode.replace, .rewalk, .append] {
      let scratch = Scratch()
      let store = scratch.store()
      try await store.save(SavePlan("t", .maintain), [Batch([Line("a", "1")], checkpoint: "1")])
      let writer = try await store.begin(SavePlan("t", mode))
      try await writer.write(Batch([Line("b", "1")], checkpoint: "2"))
      _ = await writer.abandon()
      #expect(try await store.lines("t") == ["a=1"])
      #expect(try await store.info("t")?.checkpoint == Checkpoint("1"))
      #expect(try await store.history("t").rows.count == 1)
    }
  }

  @Test func `a new table that is abandoned is not there`() async throws {
    let store = scratch.store()
    let writer = try await store.begin(SavePlan("t", .replace))
    try await writer.write(Batch([Line("a")]))
    _ = await writer.abandon()
    #expect(try await store.info("t") == nil)
  }

  @Test func `a table can be replaced by one with other columns and no rows`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [Batch([Line("a", "1")])])
    let schema = Schema([Field("n", .int)])
    let report = try await store.save(SavePlan("t", .replace, "other", schema: schema), [])
    #expect(report.removed == 1 && report.rowCount == 0)
    #expect(try await store.info("t")?.schema == schema)
    #expect(try await store.rows("t").isEmpty)
  }

  @Test func `a walk from the start ends as a fresh run, with its cursor`() async throws {
    let store = scratch.store()
    try await store.save(
      SavePlan("t", .maintain),
      [Batch([Line("a", "9", at: 1), Line("b", "9", at: 2)], checkpoint: "9")])
    let report = try await store.save(
      SavePlan("t", .rewalk),
      [
        Batch([Line("a", "1", at: 1)], checkpoint: "1"),
        Batch([Line("c", "1", at: 2), Line("a", "2", at: 3)], checkpoint: "2"),
      ])
    #expect(report.inserted == 1 && report.replaced == 1 && report.removed == 1)
    #expect(try await store.lines("t") == ["c=1", "a=2"])
    let next = try await store.begin(SavePlan("t", .maintain))
    #expect(next.resume == Checkpoint("2"))
  }

  @Test func `a walk from the start gives way to a run that went on meanwhile`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .maintain), [Batch([Line("a", "1")], checkpoint: "1")])
    let walk = try await store.begin(SavePlan("t", .rewalk))
    try await walk.write(Batch([Line("a", "1")], checkpoint: "1"))
    try await store.save(SavePlan("t", .maintain), [Batch([Line("a", "2")], checkpoint: "2")])
    let error = await #expect(throws: Diagnostic.self) { try await walk.finish() }
    #expect(error?.code == "store.changed-meanwhile")
    _ = await walk.abandon()
    #expect(try await store.lines("t") == ["a=2"])
  }

  @Test func `appended rows come behind those that are there`() async throws {
    let store = scratch.store()
    let plan = SavePlan("t", .append, schema: plain)
    try await store.save(plan, [Batch([Line("a", "1")])])
    let report = try await store.save(plan, [Batch([Line("a", "1"), Line("b", "1")])])
    #expect(report.inserted == 2 && report.rowCount == 3)
    #expect(try await store.lines("t") == ["a=1", "a=1", "b=1"])
    #expect(try await store.info("t")?.mode == .append)
  }

  @Test func `rows appended to a keyed table take the place of their key`() async throws {
    let store = scratch.store()
    try await store.save(
      SavePlan("t", .maintain),
      [Batch([Line("a", "1"), Line("b", "1"), Line(nil, "1")], checkpoint: "1")])
    let other = SavePlan("t", .append, "other", schema: plain)
    let report = try await store.save(
      other, [Batch([Line("a", "2"), Line(nil, "2"), Line("c", "2")]), Batch([Line("c", "3")])])
    #expect(report.replaced == 2 && report.inserted == 1 && report.rowCount == 4)
    #expect(try await store.lines("t") == ["b=1", "a=2", "null=2", "c=3"])
    let info = try #require(try await store.info("t"))
    #expect(info.mode == .maintain && info.pipelineText == "feed")
    #expect(info.checkpoint == Checkpoint("1"))
    #expect(try await store.check() == [])
  }

  @Test func `rows that do not fit are not appended`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace, schema: plain), [Batch([Line("a")])])
    for schema in [
      Schema([plain.fields[0]]), Schema(plain.fields.reversed()), Line.schema,
      Schema([plain.fields[0], Field("title", .int)]),
    ] {
      let error = await #expect(throws: Diagnostic.self) {
        try await store.begin(SavePlan("t", .append, schema: schema))
      }
      #expect(error?.code == "store.append-mismatch")
    }
  }

  @Test func `a row that is gone with half a key takes along all that begin with it`() async throws
  {
    let schema = Schema(
      [Field("id", .string), Field("n", .int)], key: KeySemantics(columns: ["id", "n"]))
    func columns(_ rows: [(String, Int64?)]) -> [Column] {
      [
        Column(.string, rows.map { .string($0.0) }),
        Column(.int, rows.map { $0.1.map { .int($0) } ?? .null }),
      ]
    }
    func batch(_ rows: [(String, Int64?)], at: Int64, gone: [(String, Int64?)] = []) -> Batch {
      let live = columns(rows)
      func identity(_ keys: [Column], _ state: RowState) -> RowIdentity {
        RowIdentity(
          keys: keys, states: Array(repeating: state, count: keys[0].count),
          positions: .repeating(.int(at), type: .int, count: keys[0].count))
      }
      return Batch(
        columns: live, count: rows.count, identity: identity(live, .live),
        retractions: gone.isEmpty ? nil : identity(columns(gone), .gone),
        checkpoint: Checkpoint("\(at)"))
    }
    let walk = [
      batch([("a", 0), ("a", 1), ("a", nil), ("b", 0), ("b", 1)], at: 1),
      batch([("a", 5)], at: 2, gone: [("a", nil)]), batch([("b", nil)], at: 3, gone: [("b", nil)]),
      batch([("c", 0)], at: 4, gone: [("b", 7)]),
    ]
    let expected: [[Value]] = [
      [.string("a"), .int(5)], [.string("b"), .null], [.string("c"), .int(0)],
    ]
    let store = scratch.store()
    for mode in [SaveMode.maintain, .replace] {
      try await store.save(SavePlan("t-\(mode)", mode, schema: schema), walk)
      #expect(try await store.rows("t-\(mode)") == expected)
    }
  }
}
