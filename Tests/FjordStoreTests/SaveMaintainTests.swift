import FjordDiagnostic
import FjordPlugin
import FjordTable
import Foundation
import Testing

@testable import FjordStore

struct SaveMaintainTests {
  private let scratch = Scratch()

  @Test func `rows are written by key and go on from the cursor`() async throws {
    let store = scratch.store()
    let first = try await store.begin(SavePlan("t", .maintain))
    #expect(first.resume == nil)
    try await first.write(Batch([Line("a", "1", at: 1), Line("b", "1", at: 2)], checkpoint: "p1"))
    let report = try await first.finish()
    #expect(report.inserted == 2 && report.replaced == 0 && report.rowCount == 2)

    let second = try await store.begin(SavePlan("t", .maintain))
    #expect(second.resume == Checkpoint("p1"))
    try await second.write(
      Batch(
        [Line("a", "2", at: 3), Line("c", "1", at: 4), Line("b", "", .gone, at: 5)],
        checkpoint: "p2"))
    let next = try await second.finish()
    #expect(next.inserted == 1 && next.replaced == 1 && next.removed == 1 && next.rowCount == 2)
    #expect(try await store.lines("t") == ["a=2", "c=1"])
    #expect(try await store.info("t")?.checkpoint == Checkpoint("p2"))
  }

  @Test func `of each key the last occurrence by position counts`() async throws {
    let store = scratch.store()
    try await store.save(
      SavePlan("t", .maintain),
      [
        Batch(
          [
            Line("a", "1", at: 1), Line("b", "1", at: 2), Line("a", "2", at: 4),
            Line("c", "1", at: 6),
          ],
          gone: [Line("b", at: 3), Line("a", at: 3), Line("c", at: 5), Line("d", at: 7)],
          checkpoint: "1")
      ])
    #expect(try await store.lines("t") == ["a=2", "c=1"])
  }

  @Test func `a retraction at the position of a row comes before it`() async throws {
    let store = scratch.store()
    try await store.save(
      SavePlan("t", .maintain),
      [Batch([Line("a", "new", at: 1)], gone: [Line("a", at: 1)], checkpoint: "1")])
    #expect(try await store.lines("t") == ["a=new"])
  }

  @Test func `a batch without a checkpoint leaves the cursor where it was`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .maintain), [Batch([Line("a", "1")], checkpoint: "1")])
    try await store.save(SavePlan("t", .maintain), [Batch([Line("b", "1")])])
    #expect(try await store.lines("t") == ["a=1", "b=1"])
    #expect(try await store.info("t")?.checkpoint == Checkpoint("1"))
  }

  @Test func `a batch of a cursor alone moves the cursor`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .maintain), [Batch([], checkpoint: "1")])
    try await store.save(SavePlan("t", .maintain), [Batch([], checkpoint: "2")])
    #expect(try await store.info("t")?.checkpoint == Checkpoint("2"))
    #expect(try await store.lines("t").isEmpty)
  }

  @Test func `a walk without checkpoints is walked again whole, and old states do not win`()
    async throws
  {
    let store = scratch.store()
    let plan = SavePlan("t", .maintain)
    try await store.save(plan, [Batch([Line("a", "1"), Line("b", "1")]), Batch([Line("a", "2")])])
    #expect(try await store.lines("t") == ["b=1", "a=2"])
    let writer = try await store.begin(plan)
    #expect(writer.resume == nil)
    try await writer.write(Batch([Line("a", "1"), Line("c", "1")]))
    #expect(try await store.lines("t") == ["b=1", "a=2"])
    try await writer.write(Batch([Line("a", "2")]))
    let report = try await writer.finish()
    #expect(try await store.lines("t") == ["c=1", "a=2"])
    #expect(report.inserted == 1 && report.replaced == 1 && report.removed == 1)
  }

  @Test func `a run that ends early leaves whole pages with their cursor`() async throws {
    let store = scratch.store()
    let writer = try await store.begin(SavePlan("t", .maintain))
    try await writer.write(Batch([Line("a", "1", at: 1)], checkpoint: "1"))
    try await writer.write(Batch([Line("b", "1", at: 2)], checkpoint: "2"))
    let report = await writer.abandon()
    #expect(report.inserted == 2)
    #expect(try await store.lines("t") == ["a=1", "b=1"])
    let info = try #require(try await store.info("t"))
    #expect(info.checkpoint == Checkpoint("2") && info.completedAt == nil)
    #expect(try await store.history("t").rows.map { $0[6] } == [.bool(false)])
  }

  @Test func `a save that has ended takes nothing more`() async throws {
    let writer = try await scratch.store().begin(SavePlan("t", .maintain))
    try await writer.write(Batch([Line("a")], checkpoint: "1"))
    let report = try await writer.finish()
    #expect(try await writer.finish() == report)
    #expect(await writer.abandon() == report)
    let error = await #expect(throws: Diagnostic.self) {
      try await writer.write(Batch([Line("b")]))
    }
    #expect(error?.code == "store.save-ended")
  }

  @Test func `a cancelled task leaves whole pages, and abandoning it still cleans up`() async throws
  {
    let store = scratch.store()
    let writer = try await store.begin(SavePlan("t", .maintain))
    try await writer.write(Batch([Line("a", "1")], checkpoint: "1"))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      do {
        try await writer.write(Batch([Line("b", "1")], checkpoint: "2"))
        return false
      } catch {
        _ = await writer.abandon()
        return error is CancellationError
      }
    }
    #expect(await task.value)
    #expect(try await store.lines("t") == ["a=1"])
    #expect(try await store.info("t")?.checkpoint == Checkpoint("1"))
    let log = try FileManager.default.attributesOfItem(atPath: scratch.path + "-wal")[.size] as? Int
    #expect(log == 0)
  }

  @Test func `another pipeline under a taken name is refused with both texts`() async throws {
    let store = scratch.store()
    try await store.save(
      SavePlan("t", .maintain, "feed | where a"), [Batch([Line("a")], checkpoint: "1")])
    let error = await #expect(throws: Diagnostic.self) {
      try await store.begin(SavePlan("t", .maintain, "feed | where b"))
    }
    #expect(error?.code == "store.other-pipeline" && error?.status == .check)
    #expect(error?.reason == "saved is `feed | where a`, and this is `feed | where b`")
    _ = try await store.begin(SavePlan("t", .replace, "feed | where b"))
  }

  @Test func `other columns of the same pipeline are refused until it is walked again`()
    async throws
  {
    let store = scratch.store()
    try await store.save(SavePlan("t", .maintain), [Batch([Line("a")], checkpoint: "1")])
    let changed = Schema(
      [Field("id", .string), Field("title", .int), Field("more", .bool)], key: Line.schema.key)
    let error = await #expect(throws: Diagnostic.self) {
      try await store.begin(SavePlan("t", .maintain, schema: changed))
    }
    #expect(error?.code == "store.schema-changed")
    #expect(error?.reason == "`title` was string and is int; `more` is new")
    let columns = [
      Column(.string, [.string("b")]), Column(.int, [.int(5)]), Column(.bool, [.bool(true)]),
    ]
    let batch = Batch(columns: columns, count: 1, checkpoint: Checkpoint("9"))
    try await store.save(SavePlan("t", .rewalk, schema: changed), [batch])
    #expect(try await store.rows("t") == [[.string("b"), .int(5), .bool(true)]])
    #expect(try await store.info("t")?.mode == .maintain)
  }

  @Test func `a changed meaning of a column is taken over`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .maintain), [Batch([Line("a")], checkpoint: "1")])
    let schema = Schema(
      [Field("id", .string, meaning: "the name"), Field("title", .string)], key: Line.schema.key)
    try await store.save(SavePlan("t", .maintain, schema: schema), [Batch([], checkpoint: "2")])
    #expect(try await store.info("t")?.schema == schema)
  }

  @Test func `null is a key like another`() async throws {
    let store = scratch.store()
    let plan = SavePlan("t", .maintain)
    try await store.save(
      plan, [Batch([Line(nil, "1", at: 1), Line("a", "1", at: 2)], checkpoint: "1")])
    let report = try await store.save(plan, [Batch([Line(nil, "2", at: 3)], checkpoint: "2")])
    #expect(report.inserted == 0 && report.replaced == 1 && report.rowCount == 2)
    #expect(try await store.lines("t") == ["a=1", "null=2"])
    try await store.save(plan, [Batch([], gone: [Line(nil, at: 4)], checkpoint: "3")])
    #expect(try await store.lines("t") == ["a=1"])
    #expect(try await store.check() == [])
  }

  @Test func `two runs at once never mix: the one that is overtaken is told`() async throws {
    let (one, two) = (scratch.store(), scratch.store())
    let plan = SavePlan("t", .maintain)
    try await one.save(plan, [Batch([Line("a", "1")], checkpoint: "1")])
    let first = try await one.begin(plan)
    try await first.write(Batch([Line("b", "1")], checkpoint: "2"))
    let second = try await two.begin(plan)
    #expect(second.resume == Checkpoint("2"))
    try await second.write(Batch([Line("c", "1")], checkpoint: "3"))
    let error = await #expect(throws: Diagnostic.self) {
      try await first.write(Batch([Line("c", "old")], checkpoint: "2b"))
    }
    #expect(error?.code == "store.changed-meanwhile")
    _ = await first.abandon()
    _ = try await second.finish()
    #expect(try await one.lines("t") == ["a=1", "b=1", "c=1"])
    #expect(try await one.info("t")?.checkpoint == Checkpoint("3"))
  }

  @Test func `a table dropped meanwhile is not brought back by half a walk`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .maintain), [Batch([Line("a")], checkpoint: "1")])
    let writer = try await store.begin(SavePlan("t", .maintain))
    try await store.drop("t")
    let error = await #expect(throws: Diagnostic.self) {
      try await writer.write(Batch([Line("b")], checkpoint: "2"))
    }
    #expect(error?.code == "store.changed-meanwhile")
    #expect(try await store.list().isEmpty)
  }

  @Test func `a name that differs in case only, or that another program took, is refused`()
    async throws
  {
    let store = scratch.store()
    try await store.save(SavePlan("Bergen", .maintain), [Batch([Line("a")], checkpoint: "1")])
    let cased = await #expect(throws: Diagnostic.self) {
      try await store.begin(SavePlan("bergen", .replace))
    }
    #expect(cased?.code == "store.name-case")
    try await store.writer().access { _ = try $0.run("CREATE VIEW theirs AS SELECT 1") }
    let taken = await #expect(throws: Diagnostic.self) {
      try await store.begin(SavePlan("Theirs", .replace))
    }
    #expect(taken?.code == "store.foreign-table")
  }
}
