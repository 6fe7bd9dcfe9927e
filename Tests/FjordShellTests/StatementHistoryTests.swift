import Foundation
import Testing

@testable import FjordShell

@Suite final class StatementHistoryTests {
  private let folder = NSTemporaryDirectory() + "fjord-history-\(UUID().uuidString)"
  private var path: String { folder + "/state/fjord/history" }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  private func lines() throws -> [Substring] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  }

  @Test("statements of several lines come back as they were typed")
  func keepsWholeStatements() {
    let typed = ["nav.feed |\n  take 5", #"where a =~ /\n\\x/"#, "select `æøå 日本 😀`\t"]
    let history = StatementHistory(path: path)
    for statement in typed { _ = history.add(statement) }
    #expect(StatementHistory(path: path).statements == typed)
    #expect(history.fault == nil)
  }

  @Test("file and new folders are the owner's alone, also where the file was open to others")
  func isPrivate() throws {
    _ = StatementHistory(path: path).add("first")
    #expect(try mode(path) == 0o600)
    #expect(try mode(folder + "/state/fjord") == 0o700)
    #expect(try mode(folder + "/state") == 0o700)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    _ = StatementHistory(path: path).add("second")
    #expect(try mode(path) == 0o600)
  }

  @Test("nothing is made on disk before a statement is kept")
  func makesNothingEarly() {
    _ = StatementHistory(path: path).add(" not kept")
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test(
    "blank statements, those after a space and giant ones are not kept",
    arguments: ["", "\n\t", " secret", String(repeating: "x", count: 70_000)])
  func leavesOut(statement: String) {
    let history = StatementHistory(path: nil)
    #expect(history.add(statement) == .left)
    #expect(history.statements.isEmpty)
  }

  @Test("a statement typed again is kept once, as the newest")
  func collapsesDuplicates() {
    let history = StatementHistory(path: path)
    #expect(["a", "b", "b", "a"].map(history.add) == [.added, .added, .left, .changed])
    #expect(history.statements == ["b", "a"])
    #expect(StatementHistory(path: path).statements == ["b", "a"])
  }

  @Test("the newest two thousand are kept, in memory and in the file")
  func isBounded() throws {
    let history = StatementHistory(path: path)
    for number in 1...2_300 { _ = history.add("statement \(number)") }
    let newest = (301...2_300).map { "statement \($0)" }
    #expect(history.statements == newest)
    #expect(try lines().count <= 2_200)
    #expect(StatementHistory(path: path).statements == newest)
    #expect(try lines().count == 2_000)
    #expect(try mode(path) == 0o600)
  }

  @Test("shells beside each other keep one another's statements")
  func sharesFile() {
    let one = StatementHistory(path: path)
    let other = StatementHistory(path: path)
    for number in 1...2_300 {
      _ = one.add("one \(number)")
      if number % 100 == 0 { _ = other.add("other \(number)") }
    }
    let kept = StatementHistory(path: path).statements
    #expect(kept.contains("one 2300"))
    #expect(kept.contains("other 2300"))
    #expect(kept.contains("other 1500"))
    #expect(kept.count == 2_000)
  }

  @Test("a line cut short by a crash spoils no later one")
  func survivesCutLine() throws {
    _ = StatementHistory(path: path).add("whole")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data("half of a".utf8))
    try file.close()
    _ = StatementHistory(path: path).add("later")
    #expect(StatementHistory(path: path).statements == ["whole", "half of a", "later"])
  }

  @Test("a link to the history stays a link when the file is shortened")
  func followsLink() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let real = folder + "/real"
    let long = (1...2_500).map { "s\($0)\n" }.joined()
    try long.write(toFile: real, atomically: true, encoding: .utf8)
    let link = folder + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
    _ = StatementHistory(path: link)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == real)
    #expect(try String(contentsOfFile: real, encoding: .utf8).hasPrefix("s501\n"))
  }

  @Test("where the file can't be written the shell goes on and says why")
  func reportsFault() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let history = StatementHistory(path: path)
    #expect(history.add("kept in memory") == .added)
    #expect(history.statements == ["kept in memory"])
    #expect(history.fault?.code == "shell.history")
  }

  @Test("search goes from new to old and minds case where the pattern has a capital")
  func searches() throws {
    let history = StatementHistory(path: nil)
    for statement in ["nav.feed", "where Oslo", "take 5\nwhere oslo", "ÅR 2024"] {
      _ = history.add(statement)
    }
    let newest = try #require(history.find("oslo", from: 0))
    #expect(newest == (1, "take 5\nwhere oslo"))
    #expect(try #require(history.find("oslo", from: 2)) == (2, "where Oslo"))
    #expect(try #require(history.find("Oslo", from: 0)) == (2, "where Oslo"))
    #expect(try #require(history.find("år", from: 0)) == (0, "ÅR 2024"))
    #expect(history.find("oslo", from: 3) == nil)
    #expect(history.find("oslo", from: 99) == nil)
  }
}
