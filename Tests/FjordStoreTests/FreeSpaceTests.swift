import FjordTestSupport
import Foundation
import GRDB
import Testing

@testable import FjordStore

/// Overwriting free space removes what is left of removed rows, and nothing else.
struct FreeSpaceTests {
  private let scratch = Scratch()

  @Test(arguments: [UInt64(1), 2, 3], [512, 4096, 65_536])
  func `what was removed is gone, what is there stays`(seed: UInt64, pageSize: Int) throws {
    var random = SeededGenerator(seed: seed)
    try FileManager.default.createDirectory(
      atPath: scratch.folder + "/data", withIntermediateDirectories: true)
    let queue = try DatabaseQueue(path: scratch.path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA page_size = \(pageSize); PRAGMA secure_delete = ON")
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: "CREATE TABLE a (k INTEGER PRIMARY KEY, v TEXT)")
      try db.execute(sql: "CREATE TABLE b (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID")
      try db.execute(sql: "CREATE INDEX i ON a (v)")
      for number in 0..<3000 {
        let length = random.oneIn(50) ? random.below(20_000) : random.below(200)
        let text = "v\(number)-" + String(repeating: "x", count: length)
        try db.execute(sql: "INSERT INTO a VALUES (?, ?)", arguments: [number, text])
        try db.execute(sql: "INSERT INTO b VALUES (?, ?)", arguments: [text, text])
        if random.oneIn(3) {
          let gone = "k % 7 = \(random.below(7)) AND k > \(number - 60)"
          try db.execute(sql: "DELETE FROM b WHERE k IN (SELECT v FROM a WHERE \(gone))")
          try db.execute(sql: "DELETE FROM a WHERE \(gone)")
        }
      }
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    func contents() throws -> [String] {
      try queue.read { try String.fetchAll($0, sql: "SELECT v FROM a UNION ALL SELECT k FROM b") }
    }
    let before = try contents()
    try queue.write { db in
      #expect(db.hasEmptyLog)
      db.forgetPages()
      let space = try #require(try FreeSpace(of: db))
      try space.overwrite()
    }
    #expect(try contents() == before)
    let checked = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    #expect(checked == ["ok"])
    try queue.close()
    try expectNothingLeft(but: before)
  }

  /// The file names no row but those that are there.
  private func expectNothingLeft(but rows: [String]) throws {
    let kept = Set(rows.map { $0.prefix { $0 != "-" } })
    let text = String(decoding: scratch.bytes, as: Unicode.ASCII.self)
    let left = Set(text.matches(of: #/v[0-9]+(?=-)/#).map(\.output)).subtracting(kept)
    #expect(left.isEmpty, "rows that are gone can still be read")
  }

  @Test func `a page of any bytes gives places within it, or none`() {
    var random = SeededGenerator(seed: 9)
    var found = 0
    for _ in 0..<20_000 {
      var page = (0..<512).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      page[0] = [2, 5, 10, 13, 7][random.below(5)]
      // Numbers of two bytes that are too high for this page are too many to be of use.
      for place in [1, 3, 5] where random.below(8) > 0 { page[place] &= 1 }
      if random.oneIn(2) { (page[1], page[2], page[3]) = (0, 0, 0) }
      guard let gaps = PageGaps(page.span, header: 0, usable: 500) else { continue }
      found += 1
      var end = 8
      for gap in gaps.ranges {
        #expect(gap.lowerBound >= end && gap.upperBound <= 500 && !gap.isEmpty)
        end = gap.upperBound
      }
    }
    #expect(found > 1000)
  }

  @Test func `a file with pointer pages is left alone`() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.folder + "/data", withIntermediateDirectories: true)
    let queue = try DatabaseQueue(path: scratch.path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA auto_vacuum = FULL; PRAGMA journal_mode = WAL")
      try db.execute(sql: "CREATE TABLE a (k)")
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      #expect(try FreeSpace(of: db) == nil)
    }
  }
}
