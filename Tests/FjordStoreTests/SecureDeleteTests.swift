import FjordPlugin
import FjordTable
import FjordTestSupport
import Foundation
import Testing

@testable import FjordStore

/// What was removed can't be found in the file's bytes when the save has ended.
struct SecureDeleteTests {
  private let scratch = Scratch()

  private func occurrences(of text: String) -> Int {
    let (bytes, wanted) = (scratch.bytes, Data(text.utf8))
    var count = 0
    var rest = bytes.startIndex..<bytes.endIndex
    while let found = bytes.range(of: wanted, in: rest) {
      count += 1
      rest = found.upperBound..<bytes.endIndex
    }
    return count
  }

  @Test func `a removed row is gone from file and log`() async throws {
    let store = scratch.store()
    let plan = SavePlan("t", .maintain)
    try await store.save(
      plan,
      [Batch([Line("KEY-CANARY", "CANARY", at: 1), Line("b", "stays", at: 2)], checkpoint: "1")])
    #expect(scratch.contains("CANARY") && scratch.contains("KEY-CANARY"))
    try await store.save(plan, [Batch([], gone: [Line("KEY-CANARY", at: 3)], checkpoint: "2")])
    #expect(!scratch.contains("CANARY"))
    #expect(scratch.contains("stays"))
  }

  @Test func `what a row said before is gone when it is replaced`() async throws {
    let store = scratch.store()
    let plan = SavePlan("t", .maintain)
    try await store.save(plan, [Batch([Line("a", "CANARY", at: 1)], checkpoint: "1")])
    let writer = try await store.begin(plan)
    try await writer.write(Batch([Line("a", "new", at: 2)], checkpoint: "2"))
    _ = await writer.abandon()
    #expect(!scratch.contains("CANARY"))
  }

  @Test(arguments: [SaveMode.replace, .rewalk])
  func `a replaced table leaves nothing behind`(mode: SaveMode) async throws {
    let store = scratch.store()
    let lines = (0..<3000).map { Line("id \($0)", "CANARY \($0)", at: Int64($0)) }
    try await store.save(SavePlan("t", .maintain), [Batch(lines, checkpoint: "1")])
    try await store.save(SavePlan("t", mode), [Batch([Line("a", "new")], checkpoint: "2")])
    #expect(!scratch.contains("CANARY"))
  }

  @Test func `a dropped table leaves nothing behind, nor do its pending rows`() async throws {
    let store = scratch.store()
    let row = PendingRow(key: [.string("p")], position: 1, payload: "CANARY")
    let lines = (0..<500).map { Line("id \($0)", "CANARY \($0)", at: Int64($0)) }
    try await store.save(
      SavePlan("t", .maintain), [Batch(lines, pending: [row], checkpoint: "CANARY")])
    try await store.drop("t")
    #expect(!scratch.contains("CANARY"))
    #expect(try await store.list().isEmpty)
  }

  @Test func `what a killed run left behind is gone when the next one ends`() async throws {
    let plan = SavePlan("t", .maintain)
    let lines = (0..<400).map { Line("id \($0)", "CANARY \($0)", at: Int64($0)) }
    try await scratch.store().save(plan, [Batch(lines, checkpoint: "1")])
    let killed = scratch.store()
    let writer = try await killed.begin(plan)
    for (page, line) in lines.enumerated().filter({ $0.offset % 7 != 0 }) {
      try await writer.write(Batch([], gone: [line], checkpoint: "2.\(page)"))
    }
    await killed.close()
    let next = scratch.store()
    try await next.save(plan, [Batch([], checkpoint: "3")])
    #expect(try await next.info("t")?.rowCount == 58)
    #expect(occurrences(of: "CANARY") == 58)
    try await next.save(plan, [Batch([], gone: lines, checkpoint: "4")])
    #expect(!scratch.contains("CANARY"))
    #expect(try await next.check() == [])
  }

  @Test func `a run that ends early leaves nothing behind in a table of any size`() async throws {
    let store = scratch.store()
    let plan = SavePlan("t", .maintain)
    let lines = (0..<110_000).map { Line("id \($0 % 1000) \($0)", "CANARY \($0)", at: $0) }
    try await store.save(plan, [Batch(lines, checkpoint: "1")])
    let writer = try await store.begin(plan)
    try await writer.write(
      Batch([], gone: lines.filter { $0.position % 11 == 3 }, checkpoint: "2"))
    _ = await writer.abandon()
    let left = Set(
      scratch.bytes.split(separator: UInt8(ascii: "C")).compactMap { part -> Int? in
        let text = String(decoding: part.prefix(13), as: Unicode.ASCII.self)
        guard text.hasPrefix("ANARY ") else { return nil }
        return Int(text.dropFirst(6).prefix { $0.isNumber })
      })
    #expect(left.count >= 100_000)
    let removed = left.filter { $0 % 11 == 3 && $0 < 110_000 }
    #expect(removed.isEmpty, "\(removed.count) removed rows can still be read")
  }

  @Test func `another writer's memory of the pages does not bring removed rows back`() async throws
  {
    let (store, other) = (scratch.store(), scratch.store())
    let plan = SavePlan("t", .maintain)
    let lines = (0..<60).map { Line("id \($0)", "CANARY \($0)", at: Int64($0)) }
    try await store.save(plan, [Batch(lines, checkpoint: "1")])
    try await other.save(plan, [Batch([Line("mine", "1", at: 61)], checkpoint: "2")])
    try await store.save(plan, [Batch([], gone: lines, checkpoint: "3")])
    #expect(!scratch.contains("CANARY"))
    try await other.save(plan, [Batch([Line("more", "2", at: 62)], checkpoint: "4")])
    #expect(!scratch.contains("CANARY"))
    #expect(try await other.lines("t") == ["mine=1", "more=2"])
  }

  @Test func `what a reader keeps from being overwritten is done by the next run`() async throws {
    let store = scratch.store()
    let plan = SavePlan("t", .maintain)
    let lines = (0..<60).map { Line("id \($0)", "CANARY \($0)", at: Int64($0)) }
    try await store.save(plan, [Batch(lines, checkpoint: "1")])
    let source = try #require(try await store.source("t") as? SavedTableSource)
    var cursor: (any Cursor)? = source.cursor(ScanRequest())
    #expect(try await cursor?.next()?.count == 3)
    try await store.save(plan, [Batch([], gone: lines, checkpoint: "2")])
    #expect(try await cursor?.next()?.count == 3)
    cursor = nil
    try await store.save(plan, [Batch([Line("a", at: 100)], checkpoint: "3")])
    #expect(!scratch.contains("CANARY"))
  }

  @Test(arguments: 0..<4)
  func `among many changes every removed row is gone`(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let store = scratch.store()
    let plan = SavePlan("t", .maintain)
    var titles: [String: String] = [:]
    var removed: Set<String> = []
    for page in 0..<40 {
      var lines: [Line] = []
      for _ in 0..<100 {
        let id = "id \(random.below(1500))"
        if let old = titles.removeValue(forKey: id) { removed.insert(old) }
        let state: RowState = random.oneIn(3) ? .gone : .live
        let title =
          "title \(page) \(random.next()) " + String(repeating: "x", count: random.below(400))
          + " end"
        if state == .live { titles[id] = title }
        lines.removeAll { $0.id == id }
        lines.append(Line(id, title, state, at: Int64(page)))
      }
      try await store.save(plan, [Batch(lines, checkpoint: "\(page)")])
    }
    let text = String(decoding: scratch.bytes, as: UTF8.self)
    let found = Set(text.split(separator: "title ").map { $0.prefix(12) })
    let left = removed.filter { found.contains($0.dropFirst("title ".count).prefix(12)) }
    #expect(left.isEmpty, "\(left.count) of \(removed.count) removed rows can still be read")
    #expect(titles.values.allSatisfy { found.contains($0.dropFirst("title ".count).prefix(12)) })
  }
}
