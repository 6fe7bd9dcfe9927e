import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@Suite struct WhyTests {
  /// The details of the steps that `why` tells of a row.
  private func details(_ script: String) async throws -> [String] {
    let fixture = SessionFixture(sources: [AdLog.source()])
    let shown = try await fixture.show(script)
    // The detail is the last field, and holds no comma or quote here.
    return shown.split(separator: "\n").dropFirst().map { line in
      String(line.split(separator: ",").last ?? "")
    }
  }

  @Test(
    "a row that stages passed on is told by its place in the source",
    arguments: [
      (
        "range 5 to 9 | where value > 6 | derive a = 1; why 2",
        ["row 4", "kept the row", "kept the row"]
      ),
      (
        "range 1 to 3 | sort by value desc | skip 1; why 1",
        ["row 2", "kept the row", "kept the row"]
      ),
      ("range 1 to 3 | select v = value; why 3", ["row 3", "kept the row"]),
      (
        "[{l: [1]}, {l: [2, 3]}] | unnest l | sort by l desc; why 1",
        ["row 2", "kept the row", "kept the row"]
      ),
      ("let t = [4, 5]; $t | where value > 4; why 1", ["row 2", "kept the row"]),
      (
        "[1] | union [2] | sort by value desc; why 1",
        ["added the row from its table", "kept the row"]
      ),
      ("[1] | union [2] | sort by value desc; why 2", ["row 1", "kept the row", "kept the row"]),
    ])
  func passed(_ script: String, _ wanted: [String]) async throws {
    #expect(try await details(script) == wanted)
  }

  @Test(
    "a row that a stage made is told by the rows that went into it",
    arguments: [
      (
        "range 1 to 9 | summarize count() by value % 2 | sort by count; why 1",
        ["row 2; row 4; row 6; row 8", "made of 4 of 9 rows", "kept the row"]
      ),
      (
        "range 1 to 9 | where value > 2 | count; why 1",
        ["row 3; row 4; row 5; row 6; row 7; and 2 more", "kept these rows", "made of 7 of 7 rows"]
      ),
      (
        "[{m: 1, k: 1}, {m: 2, k: 2}] | pivot m with count() by k | sort by k desc; why 1",
        ["row 2", "made of 1 of 2 rows", "kept the row"]
      ),
      (
        "[1, 1, 2] | count by value | summarize max(count); why 1",
        [
          "row 1 of what `count by value` made; row 2 of what `count by value` made",
          "kept these rows", "made of 2 of 2 rows",
        ]
      ),
      ("[1, 1] | distinct; why 1", ["2 rows went in", "made of 2 rows"]),
    ])
  func made(_ script: String, _ wanted: [String]) async throws {
    #expect(try await details(script) == wanted)
  }

  @Test("a keyed source tells the key")
  func keys() async throws {
    let shown = try await SessionFixture(sources: [AdLog.source()])
      .show("nav.feed | sort by uuid; why 1")
    #expect(shown.contains("uuid = a"), "\(shown)")
  }

  @Test("a source says where a row lies, if it can")
  func places() async throws {
    let fixture = SessionFixture(sources: [.fixed("lines", PlacedSource())])
    let shown = try await fixture.show("lines | where value > 10 | sort by value; why 1")
    #expect(shown.contains("\"ads.csv, line 3\""), "\(shown)")
  }

  @Test(
    "what can't be told is said",
    arguments: [
      ("why 1", "no table was shown yet"), ("[1]; why 2", "there is no row 2"),
      ("[1] | schema; why 1", "the last table is not what a pipeline gave"),
      ("[1] | save t; why 1", "the last table is not what a pipeline gave"),
      ("[1]; why 0", "expected a whole number from 1"), ("why", "`why` expected N"),
      ("[1] | why 1", "`why` stands alone"),
    ])
  func faults(_ script: String, _ text: String) async throws {
    let message = await SessionFixture().message(script)
    #expect(message.contains(text), "\(message)")
  }
}

/// A source without a key whose rows have lines.
private struct PlacedSource: Source {
  let schema = Schema([Field("value", .int, meaning: "a number")])

  func origin(at position: Int64) -> String? { "ads.csv, line \(position)" }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let column = Column(.int, [Value.int(10), .int(20)])
    let places = Column(.int, [Value.int(2), .int(3)])
    return BatchCursor([
      Batch(
        columns: [column], count: 2,
        identity: request.wantsIdentity
          ? RowIdentity(keys: [], states: [.live, .live], positions: places) : nil)
    ])
  }
}
