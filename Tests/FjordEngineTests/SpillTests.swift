import FjordDiagnostic
import FjordEngine
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Foundation
import Testing

/// Rows in temporary files.
@Suite struct SpillTests {
  private static func context(folder: String = NSTemporaryDirectory()) -> RunContext {
    var context = RunContext(clock: SessionClock(zone: .utc), http: HTTPStack())
    context.temporaryFolder = folder
    return context
  }

  private static func rows(_ batches: [Batch]) -> [[Value]] {
    batches.flatMap { batch in
      (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } }
    }
  }

  @Test("rows of every type come back as they were", arguments: 0..<40 as Range<UInt64>)
  func roundTrips(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let whole = random.table(columns: 1 + random.below(5), rows: random.below(300), depth: 2)
      .joined()
    let share = 1 << random.below(14)
    var writer = SpillWriter(Self.context(), pieceByteCount: share)
    var start = 0
    while start < whole.count {
      let end = min(whole.count, start + 1 + random.below(100))
      try writer.append(whole.slice(start..<end))
      start = end
    }
    let rows = try writer.finish()
    #expect(rows.count == whole.count)
    for _ in 0..<2 {
      let batches = try await rows.cursor().collect()
      #expect(Self.rows(batches) == Self.rows([whole]))
      #expect(batches.allSatisfy { $0.count == 1 || $0.byteCount <= 4 * share })
    }
  }

  @Test("a file without rows gives none, and makes no file")
  func empty() async throws {
    var writer = SpillWriter(Self.context(folder: "/nonexistent"))
    try writer.append(Batch(columns: [Column(.int, [])], count: 0))
    #expect(try await writer.finish().cursor().collect().isEmpty)
  }

  @Test("nothing shows in the folder while a file is in use")
  func hasNoName() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var writer = SpillWriter(Self.context(folder: folder.path))
    try writer.append(Batch(columns: [Column(.int, [.int(1)])], count: 1))
    let rows = try writer.finish()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    #expect(rows.count == 1)
  }

  @Test("a folder that can't be written to is named, with what to do")
  func namesTheFolder() {
    var writer = SpillWriter(Self.context(folder: "/nonexistent"))
    let fault = #expect(throws: SpillFault.self) {
      try writer.append(Batch(columns: [Column(.int, [.int(1)])], count: 1))
    }
    #expect(
      fault?.diagnostic.message == "could not create a temporary file in `/nonexistent`")
    #expect(fault?.diagnostic.fix?.contains("TMPDIR") == true)
  }

  @Test("a budget gives until it is spent, and again what came back")
  func budget() {
    let budget = MemoryBudget(byteCount: 100)
    #expect(budget.reserve(60))
    #expect(!budget.reserve(50))
    #expect(budget.reserve(40))
    budget.release(50)
    #expect(budget.heldByteCount == 50)
    #expect(budget.reserve(50))
    budget.take(1000)
    #expect(budget.heldByteCount == 1100)
    #expect(MemoryBudget().byteCount > 1 << 24)
  }
}
