import FjordDiagnostic
import FjordPlugin
import FjordTable
import Foundation
import GRDBSQLite
import Testing

@testable import FjordStore

struct StoreFileTests {
  private let scratch = Scratch()

  private func code(_ work: () async throws -> Void) async -> String? {
    do {
      try await work()
      return nil
    } catch {
      return (error as? Diagnostic)?.code
    }
  }

  /// Runs SQL from outside, as another program does.
  private func outside(_ sql: String) throws {
    var handle: OpaquePointer?
    try #require(sqlite3_open(scratch.path, &handle) == SQLITE_OK)
    defer { sqlite3_close(handle) }
    try #require(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? Int) ?? 0
  }

  @Test func `reading makes no file where nothing was saved`() async throws {
    let store = scratch.store()
    #expect(try await store.list().isEmpty)
    #expect(try await store.info("t") == nil)
    #expect(try await store.check().isEmpty)
    try await store.vacuum()
    #expect(await code { _ = try await store.source("t") } == "store.unknown-table")
    #expect(await code { try await store.drop("t") } == "store.unknown-table")
    #expect(await code { _ = try await store.history("t") } == "store.unknown-table")
    #expect(!FileManager.default.fileExists(atPath: scratch.folder + "/data"))
  }

  @Test func `the folder and the files are the owner's alone`() async throws {
    let store = scratch.store()
    let writer = try await store.begin(SavePlan("t", .maintain))
    try await writer.write(Batch([Line("a")], checkpoint: "1"))
    #expect(try mode(scratch.folder + "/data") == 0o700)
    for suffix in ["", "-wal", "-shm"] { #expect(try mode(scratch.path + suffix) == 0o600) }
    _ = try await writer.finish()
  }

  @Test func `a file that others can read is taken back at the next save`() async throws {
    try await scratch.store().save(SavePlan("t", .replace), [Batch([Line("a")])])
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: scratch.path)
    try await scratch.store().save(SavePlan("t", .replace), [Batch([Line("a")])])
    #expect(try mode(scratch.path) == 0o600)
  }

  @Test func `a file that is no database is named as such and left alone`() async throws {
    try FileManager.default.createDirectory(
      atPath: scratch.folder + "/data", withIntermediateDirectories: true)
    let garbage = Data(String(repeating: "no database ", count: 200).utf8)
    try garbage.write(to: URL(fileURLWithPath: scratch.path))
    let store = scratch.store()
    #expect(await code { _ = try await store.list() } == "store.not-a-database")
    #expect(
      await code { _ = try await store.begin(SavePlan("t", .maintain)) }
        == "store.not-a-database")
    #expect(FileManager.default.contents(atPath: scratch.path) == garbage)
  }

  @Test func `a database of another program is left alone`() async throws {
    try FileManager.default.createDirectory(
      atPath: scratch.folder + "/data", withIntermediateDirectories: true)
    try outside("CREATE TABLE theirs (a)")
    let before = FileManager.default.contents(atPath: scratch.path)
    let store = scratch.store()
    #expect(await code { _ = try await store.list() } == "store.foreign-file")
    #expect(
      await code { _ = try await store.begin(SavePlan("t", .maintain)) } == "store.foreign-file")
    #expect(FileManager.default.contents(atPath: scratch.path) == before)
  }

  @Test func `a newer format is refused with both numbers`() async throws {
    try await scratch.store().save(SavePlan("t", .replace), [Batch([Line("a")])])
    try outside("PRAGMA user_version = 7")
    let error = await #expect(throws: Diagnostic.self) { try await scratch.store().list() }
    #expect(error?.code == "store.newer-format")
    #expect(error?.reason == "it has format 7, and this fjord knows formats up to 1")
    #expect(
      await code { _ = try await scratch.store().begin(SavePlan("t", .maintain)) }
        == "store.newer-format")
  }

  @Test func `an older format is brought to the present one without losing a row`() async throws {
    try await scratch.store().save(
      SavePlan("t", .maintain), [Batch([Line("a", "x")], checkpoint: "1")])
    let next = StoreFormat(
      steps: StoreFormat.present.steps + [
        ["ALTER TABLE main._fjord_tables ADD COLUMN note TEXT DEFAULT 'new'"]
      ])
    let store = scratch.store(format: next)
    #expect(try await store.lines("t") == ["a=x"])
    #expect(try await store.info("t")?.checkpoint == Checkpoint("1"))
    #expect(await code { _ = try await scratch.store().list() } == "store.newer-format")
  }

  @Test func `a step that fails leaves the older format whole`() async throws {
    try await scratch.store().save(SavePlan("t", .replace), [Batch([Line("a", "x")])])
    let broken = StoreFormat(
      steps: StoreFormat.present.steps + [["CREATE TABLE main.half (a)", "no SQL"]])
    #expect(await code { _ = try await scratch.store(format: broken).list() } == "store.failed")
    #expect(try await scratch.store().lines("t") == ["a=x"])
  }

  @Test func `a lock held long is named with what to do, and reading goes on`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [Batch([Line("a", "x")])])
    var handle: OpaquePointer?
    try #require(sqlite3_open(scratch.path, &handle) == SQLITE_OK)
    defer { sqlite3_close(handle) }
    try #require(sqlite3_exec(handle, "BEGIN IMMEDIATE", nil, nil, nil) == SQLITE_OK)
    let other = scratch.store()
    let error = await #expect(throws: Diagnostic.self) {
      try await other.save(SavePlan("u", .replace), [Batch([Line("a")])])
    }
    #expect(error?.code == "store.locked")
    #expect(try await other.lines("t") == ["a=x"])
    #expect(try await other.list().count == 1)
    sqlite3_exec(handle, "COMMIT", nil, nil, nil)
    try await other.save(SavePlan("u", .replace), [Batch([Line("b", "y")])])
    #expect(try await store.lines("u") == ["b=y"])
  }

  @Test func `a folder that can't be made is named`() async throws {
    try Data().write(to: URL(fileURLWithPath: scratch.folder + "/data"))
    let store = scratch.store()
    #expect(
      await code { _ = try await store.begin(SavePlan("t", .maintain)) }
        == "store.cannot-create")
    #expect(try await store.list().isEmpty)
  }

  @Test func `a folder in place of the file is named`() async throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path, withIntermediateDirectories: true)
    let store = scratch.store()
    #expect(await code { _ = try await store.list() } == "store.cannot-open")
    #expect(
      await code { _ = try await store.begin(SavePlan("t", .maintain)) }
        == "store.cannot-create")
  }

  @Test func `a full disk ends the save and leaves what was there`() async throws {
    try await scratch.store().save(
      SavePlan("t", .maintain), [Batch([Line("a", "x")], checkpoint: "1")])
    let store = scratch.store(pageLimit: 20)
    let writer = try await store.begin(SavePlan("t", .maintain))
    let big = String(repeating: "0123456789", count: 40_000)
    let error = await #expect(throws: Diagnostic.self) {
      try await writer.write(Batch([Line("b", big)], checkpoint: "2"))
    }
    #expect(error?.code == "store.full")
    _ = await writer.abandon()
    #expect(try await store.lines("t") == ["a=x"])
    #expect(try await store.info("t")?.checkpoint == Checkpoint("1"))
  }

  @Test func `a file that is cut off is found by the check or named as damaged`() async throws {
    let lines = (0..<2000).map { Line("id \($0)", String(repeating: "x", count: 50)) }
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [Batch(lines)])
    await store.close()
    let data = try #require(FileManager.default.contents(atPath: scratch.path))
    var damaged = data
    for place in (data.count / 2)..<(data.count / 2 + 8192) { damaged[place] = 0xA5 }
    try damaged.write(to: URL(fileURLWithPath: scratch.path))
    let other = scratch.store()
    var faults: [String] = []
    do { faults = try await other.check() } catch let error as Diagnostic { faults = [error.code] }
    #expect(!faults.isEmpty)
    #expect(await code { _ = try await other.rows("t") } == "store.damaged")
  }
}
