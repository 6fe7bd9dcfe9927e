import FjordPlugin
import FjordTable
import Testing

@testable import FjordStore

struct PendingRowTests {
  private let scratch = Scratch()
  private let plan = SavePlan("t", .maintain)

  private func row(_ id: String, at position: Int64) -> PendingRow {
    PendingRow(key: [.string(id)], position: position, payload: "look up \(id)")
  }

  @Test func `a pending row stays as it was and is asked for again`() async throws {
    let store = scratch.store()
    try await store.save(plan, [Batch([Line("a", "old", at: 1)], checkpoint: "1")])
    let report = try await store.save(
      plan,
      [
        Batch(
          [Line("a", "", .pending, at: 2), Line("b", "", .pending, at: 3)],
          pending: [row("a", at: 2), row("b", at: 3)], checkpoint: "2")
      ])
    #expect(report.pending == 2)
    #expect(try await store.lines("t") == ["a=old"])
    let writer = try await store.begin(plan)
    #expect(writer.pending == [row("a", at: 2), row("b", at: 3)])
    try await writer.write(Batch([Line("a", "new", at: 2), Line("b", "", .gone, at: 3)]))
    let end = try await writer.finish()
    #expect(end.pending == 0 && end.replaced == 1)
    #expect(try await store.lines("t") == ["a=new"])
    #expect(try await store.begin(plan).pending.isEmpty)
  }

  @Test func `a later state of the key settles a pending row, in the same batch too`() async throws
  {
    let store = scratch.store()
    let report = try await store.save(
      plan,
      [
        Batch(
          [Line("a", "", .pending, at: 1), Line("b", "", .pending, at: 2), Line("a", "x", at: 3)],
          gone: [Line("c", at: 9)],
          pending: [row("a", at: 1), row("b", at: 2), row("c", at: 5)], checkpoint: "1")
      ])
    #expect(report.pending == 1)
    #expect(try await store.begin(plan).pending == [row("b", at: 2)])
    let next = try await store.save(plan, [Batch([], gone: [Line("b", at: 4)], checkpoint: "2")])
    #expect(next.pending == 0)
  }

  @Test func `a walk from the start keeps what it could not look up`() async throws {
    let store = scratch.store()
    try await store.save(
      plan,
      [
        Batch(
          [Line("a", "old", at: 1), Line("b", "old", at: 2), Line("c", "old", at: 3)],
          checkpoint: "1")
      ])
    let walk = try await store.begin(SavePlan("t", .rewalk))
    #expect(walk.pending.isEmpty && walk.resume == nil)
    try await walk.write(
      Batch(
        [
          Line("b", "new", at: 1), Line("a", "", .pending, at: 2), Line("c", "", .pending, at: 3),
          Line("d", "", .pending, at: 4), Line("c", "newer", at: 5),
        ],
        pending: [row("a", at: 2), row("c", at: 3), row("d", at: 4)], checkpoint: "2"))
    let report = try await walk.finish()
    #expect(try await store.lines("t") == ["b=new", "c=newer", "a=old"])
    #expect(report.pending == 2 && report.replaced == 2)
    #expect(report.inserted == 0 && report.removed == 0 && report.rowCount == 3)
    #expect(try await store.begin(plan).pending == [row("a", at: 2), row("d", at: 4)])
    #expect(try await store.check() == [])
  }

  @Test func `a replaced table that can be gone on with keeps its pending rows`() async throws {
    let store = scratch.store()
    let report = try await store.save(
      SavePlan("t", .replace),
      [
        Batch(
          [Line("a", at: 1), Line("b", "", .pending, at: 2)], pending: [row("b", at: 2)],
          checkpoint: "1")
      ])
    #expect(report.pending == 1 && report.rowCount == 1)
    let writer = try await store.begin(plan)
    #expect(writer.resume == Checkpoint("1") && writer.pending == [row("b", at: 2)])
    try await writer.write(Batch([Line("b", "x", at: 2)], checkpoint: "2"))
    _ = try await writer.finish()
    #expect(try await store.info("t")?.mode == .maintain)
    #expect(try await store.lines("t") == ["a=", "b=x"])
  }

  @Test func `a table that another pipeline replaces asks again for the new one's pending rows`()
    async throws
  {
    let store = scratch.store()
    try await store.save(
      plan,
      [
        Batch(
          [Line("a", "old", at: 1), Line("z", "", .pending, at: 2)], pending: [row("z", at: 2)],
          checkpoint: "1")
      ])
    let other = SavePlan("t", .replace, "other")
    let report = try await store.save(
      other,
      [
        Batch(
          [Line("b", "new", at: 1), Line("c", "", .pending, at: 2)], pending: [row("c", at: 2)],
          checkpoint: "7")
      ])
    #expect(report.pending == 1)
    let next = try await store.begin(SavePlan("t", .maintain, "other"))
    #expect(next.resume == Checkpoint("7") && next.pending == [row("c", at: 2)])
    #expect(try await store.lines("t") == ["b=new"])
  }

  @Test func `a key of several columns of any type finds its pending row`() async throws {
    let schema = Schema(
      [Field("a", .int), Field("b", .date), Field("c", .list(.string))],
      key: KeySemantics(columns: ["a", "b", "c"]))
    let key: [Value] = [.int(1), .null, .list([.string("x\"y")])]
    let columns = zip(schema.fields, key).map { Column($0.type, [$1]) }
    let plan = SavePlan("t", .maintain, schema: schema)
    let pending = PendingRow(key: key, position: 1, payload: "p\0q")
    func batch(_ state: RowState, _ pending: [PendingRow], _ checkpoint: String) -> Batch {
      Batch(
        columns: columns, count: 1,
        identity: RowIdentity(keys: columns, states: [state], positions: Column(.int, [.int(1)])),
        pending: pending, checkpoint: Checkpoint(checkpoint))
    }
    let store = scratch.store()
    try await store.save(plan, [batch(.pending, [pending], "1")])
    #expect(try await store.begin(plan).pending == [pending])
    try await store.save(plan, [batch(.live, [], "2")])
    #expect(try await store.begin(plan).pending.isEmpty)
    #expect(try await store.rows("t") == [key])
  }
}
