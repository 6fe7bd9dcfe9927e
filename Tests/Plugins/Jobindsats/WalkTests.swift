import FjordPlugin
import FjordTable
import Testing

@testable import JobindsatsPlugin

/// The walk over periods, a value that says what to ask and what is gone.
@Suite struct WalkTests {
  private static func choice(_ text: String = "*") throws -> PeriodChoice {
    let facts = MadeTable.wide(areas: 2, jobs: 2)
    return try PeriodChoice(try #require(PeriodWish(text)), type: nil, of: facts)
  }

  private static func keys(_ rows: [[String]]) -> [Column] {
    (0..<3).map { column in Column(.string, rows.map { Value.string($0[column]) }) }
  }

  /// Walks to the end; every period gives a row for each area.
  private static func finish(_ walk: inout DataWalk, areas: [String]) -> [[String]] {
    var gone: [[String]] = []
    while let question = walk.question {
      let rows = question.flatMap { period in areas.map { [period, $0, "j"] } }
      gone += walk.take(keys(rows), for: question)
    }
    return gone
  }

  @Test func `periods are asked for in time's order, so many at a time, each once`() throws {
    var walk = DataWalk(
      try Self.choice(), updated: "2026-10-26", stride: 7, keyCount: 3, revisedMonths: 24)
    #expect(walk.questionCount == 9)
    var asked: [String] = []
    while let question = walk.question {
      #expect(question.count <= 7)
      asked += question
      _ = walk.take(Self.keys(question.map { [$0, "a", "j"] }), for: question)
    }
    #expect(asked == MadeTable.months)
    #expect(walk.place.asOf == "2026-10-26" && walk.place.next == nil)
    #expect(walk.place.through == "2026M08" && walk.place.names == [["a"], ["j"]])
  }

  @Test func `a table that is as it was is not asked for`() throws {
    var walk = DataWalk(
      try Self.choice(), updated: "d1", stride: 99, keyCount: 3, revisedMonths: 24)
    _ = Self.finish(&walk, areas: ["a"])
    let place = try DataPlace(walk.place.checkpoint)
    let again = DataWalk(
      try Self.choice(), updated: "d1", stride: 99, keyCount: 3, revisedMonths: 24, resume: place)
    #expect(again.question == nil && again.isUnchanged)
    let unknown = DataWalk(
      try Self.choice(), updated: nil, stride: 99, keyCount: 3, revisedMonths: 24, resume: place)
    #expect(unknown.question != nil)
  }

  @Test
  func `after an update the latest 24 months are asked for, and rows that come no more are gone`()
    throws
  {
    var walk = DataWalk(
      try Self.choice(), updated: "d1", stride: 10, keyCount: 3, revisedMonths: 24)
    #expect(Self.finish(&walk, areas: ["a", "b"]) == [])
    let before = walk.place.position
    var again = DataWalk(
      try Self.choice(), updated: "d2", stride: 99, keyCount: 3, revisedMonths: 24,
      resume: try DataPlace(walk.place.checkpoint))
    #expect(again.question == Array(MadeTable.months.suffix(24)))
    let gone = Self.finish(&again, areas: ["b", "c"])
    #expect(gone == MadeTable.months.suffix(24).map { [$0, "a", "j"] })
    #expect(again.place.asOf == "d2" && again.place.names[0] == ["a", "b", "c"])
    #expect(again.place.position == before)
  }

  @Test func `a walk that broke off goes on with the period behind the last that came`() throws {
    var walk = DataWalk(
      try Self.choice(), updated: "d1", stride: 10, keyCount: 3, revisedMonths: 24)
    let first = try #require(walk.question)
    _ = walk.take(Self.keys(first.map { [$0, "a", "j"] }), for: first)
    // Meanwhile the table is updated: what came is older, and is asked for again another time.
    let rest = DataWalk(
      try Self.choice(), updated: "d2", stride: 100, keyCount: 3, revisedMonths: 24,
      resume: try DataPlace(walk.place.checkpoint))
    #expect(rest.question == Array(MadeTable.months.dropFirst(10)))
    #expect(rest.place.asOf == "d1")
  }

  @Test func `a relative start stays where it was at the first walk`() throws {
    let place = DataPlace(from: "2026M05")
    let walk = DataWalk(
      try Self.choice("latest:1"), updated: "d", stride: 9, keyCount: 3, revisedMonths: 24,
      resume: place)
    #expect(walk.question == ["2026M05", "2026M06", "2026M07", "2026M08"])
  }

  @Test func `with no months of revision only what came since is asked for`() throws {
    var place = DataPlace(from: "2026M01")
    place.asOf = "d1"
    place.through = "2026M06"
    let walk = DataWalk(
      try Self.choice("latest:1"), updated: "d2", stride: 9, keyCount: 3, revisedMonths: 0,
      resume: place)
    #expect(walk.question == ["2026M07", "2026M08"])
  }

  @Test func `a cursor of another source is refused`() {
    for text in ["", "{}x", "changes:2026@1", "[]"] {
      #expect(throws: JobindsatsFault.self) { try DataPlace(Checkpoint(text)) }
    }
  }
}
