import FjordPlugin
import FjordTable
import Foundation
import Testing

@testable import FjordStore

struct UpkeepTests {
  private let scratch = Scratch()

  @Test func `history tells of every run, newest first`() async throws {
    let store = scratch.store()
    let plan = SavePlan("t", .maintain)
    try await store.save(plan, [Batch([Line("a", at: 1), Line("b", at: 2)], checkpoint: "1")])
    let later = scratch.store(now: Scratch.noon + 1)
    try await later.save(
      plan, [Batch([Line("a", "x", at: 3)], gone: [Line("b", at: 4)], checkpoint: "2")])
    try await later.save(SavePlan("t", .replace), [Batch([Line("c")])])
    let history = try await store.history("t")
    #expect(
      history.rows == [
        [
          .timestamp(Scratch.noon + 1), .string("replace"), .int(1), .int(0), .int(1), .int(0),
          .bool(true),
        ],
        [
          .timestamp(Scratch.noon + 1), .string("maintain"), .int(0), .int(1), .int(1), .int(0),
          .bool(true),
        ],
        [
          .timestamp(Scratch.noon), .string("maintain"), .int(2), .int(0), .int(0), .int(0),
          .bool(true),
        ],
      ])
    #expect(
      history.schema.names
        == ["when", "mode", "inserted", "replaced", "removed", "pending", "whole"])
  }

  @Test func `the list says what is saved, by whom, how many and when`() async throws {
    var plan = SavePlan("t", .maintain)
    plan.pipeline = nil
    plan.start = Checkpoint("2026-04-01")
    try await scratch.store().save(plan, [Batch([Line("a"), Line("b")], checkpoint: "1")])
    try await scratch.store().save(SavePlan("a", .append), [])
    try await scratch.store(now: Scratch.noon + 5).save(plan, [Batch([], checkpoint: "2")])
    let list = try await scratch.store().list()
    #expect(list.map(\.name) == ["a", "t"])
    let info = try #require(list.last)
    #expect(info.pipeline == nil && info.pipelineText == "feed" && info.mode == .maintain)
    #expect(info.start == Checkpoint("2026-04-01") && info.rowCount == 2)
    #expect(info.savedAt == Scratch.noon && info.completedAt == Scratch.noon + 5)
    #expect(info.schema == Line.schema)
  }

  @Test func `the check finds what another program spoilt`() async throws {
    let store = scratch.store()
    for name in ["gone", "fewer", "altered", "fine"] {
      try await store.save(
        SavePlan(name, .maintain), [Batch([Line("a"), Line("b")], checkpoint: "1")])
    }
    #expect(try await store.check() == [])
    try await store.writer().access { connection in
      _ = try connection.run("DROP TABLE gone")
      _ = try connection.run("DELETE FROM fewer WHERE id = 'a'")
      _ = try connection.run("ALTER TABLE altered ADD COLUMN more")
      _ = try connection.run("DROP INDEX \"_fjord_key_4\"")
    }
    #expect(
      try await store.check() == [
        "`altered`: its columns are not those noted", "`fewer`: has 1 rows, noted are 2",
        "`fine`: index `_fjord_key_4` is missing", "`gone`: the table is missing",
      ])
  }

  @Test func `vacuum gives space back and changes nothing`() async throws {
    let store = scratch.store()
    let lines = (0..<5000).map { Line("id \($0)", String(repeating: "x", count: 100)) }
    try await store.save(SavePlan("big", .replace), [Batch(lines)])
    try await store.save(SavePlan("t", .maintain), [Batch([Line("a", "1")], checkpoint: "1")])
    try await store.drop("big")
    let before = scratch.bytes.count
    try await store.vacuum()
    await store.close()
    #expect(scratch.bytes.count < before / 4)
    #expect(try await store.lines("t") == ["a=1"])
    #expect(try await store.check() == [])
  }

  @Test func `a dropped name can be saved anew by another pipeline`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .maintain), [Batch([Line("a")], checkpoint: "1")])
    try await store.drop("t")
    let writer = try await store.begin(SavePlan("t", .maintain, "other"))
    #expect(writer.resume == nil)
    try await writer.write(Batch([Line("b", "1")], checkpoint: "1"))
    _ = try await writer.finish()
    #expect(try await store.lines("t") == ["b=1"])
    #expect(try await store.history("t").rows.count == 1)
  }

  @Test func `a closed store opens again when it is asked`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [Batch([Line("a", "1")])])
    await store.close()
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "-wal"))
    #expect(try await store.lines("t") == ["a=1"])
    try await store.save(SavePlan("t", .append), [Batch([Line("b", "1")])])
    #expect(try await store.lines("t") == ["a=1", "b=1"])
  }

  @Test func `a view that another program made outlives a replaced table`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [Batch([Line("a", "1")])])
    try await store.writer().access { _ = try $0.run("CREATE VIEW v AS SELECT title FROM t") }
    try await store.save(SavePlan("t", .replace), [Batch([Line("a", "2")])])
    let titles = try await store.writer().access { connection in
      try connection.rows("SELECT title FROM v") { $0.text(0) }
    }
    #expect(titles == ["2"])
  }

  @Test func `several tables are saved at once in one process`() async throws {
    let store = scratch.store(patience: .seconds(20))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<6 {
        group.addTask {
          let mode: SaveMode = number % 2 == 0 ? .maintain : .replace
          let pages = (0..<10).map { page in
            Batch([Line("\(page)", "\(number)", at: Int64(page))], checkpoint: "\(page)")
          }
          try await store.save(SavePlan("t\(number)", mode), pages)
        }
      }
      try await group.waitForAll()
    }
    for number in 0..<6 {
      #expect(try await store.lines("t\(number)") == (0..<10).map { "\($0)=\(number)" })
    }
    #expect(try await store.check() == [])
  }
}
