import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

/// `join` beyond its examples and the generated ones.
@Suite struct JoinTests {
  @Test("keys may be several, of both names, of mixed types, and expressions")
  func keys() async throws {
    try await expectRows([
      (
        "[{a: 1, b: \"x\"}, {a: 1, b: \"y\"}] | join [{a: 1, c: \"y\", d: 7}] on a, b = c",
        "a,b,c,d 1,y,y,7"
      ),
      ("[{a: 1}, {a: 2}] | join [{a: 2.0, b: 1}] on a", "a,b 2,1"),
      ("[{a: 1.0}] | join [{b: 1}] on a = b", "a,b 1.0,1"),
      (
        "[{d: 2024-06-01}] | join [{t: 2024-06-01T00:00:00+02:00, n: 1}] on d = t | select d, n",
        "d,n 2024-06-01,1"
      ),
      ("[{a: \"B\"}] | join [{a: \"b\", c: 1}] on lower(a)", "a,right_a,c B,b,1"),
      ("[{a: \"b\"}] | join [{z: \"B\"}] on a = lower(z)", "a,z b,B"),
      ("[{a: 1}] | join [{a: 1, b: 2}] on a = a", "a,b 1,2"),
    ])
  }

  @Test("names that are taken get right_, and again until they are free")
  func names() async throws {
    try await expectRows([
      (
        "[{k: 1, v: 2, right_v: 3}] | join [{k: 1, v: 4}] on k",
        "k,v,right_v,right_right_v 1,2,3,4"
      ),
      (
        "[{k: 1, v: 2}] | join [{k: 1, v: 4, right_v: 5}] on k",
        "k,v,right_right_v,right_v 1,2,4,5"
      ),
      ("[{k: 1}] | join [{l: 1, k: 9}] on k = l", "k,l,right_k 1,1,9"),
    ])
  }

  @Test("a key that comes once has, in a full join, the value and type of both sides")
  func fullKeys() async throws {
    try await expectRows([
      ("[{a: 1}] | join [{a: 2.5, b: 1}] on a --full", "a,b 1.0, 2.5,1"),
      ("[{a: 1}] | join [{b: 2}] on a = b --full", "a,b 1, ,2"),
      ("[{a: null}] | join [{a: null}] on a --full", "a  "),
    ])
  }

  @Test("what became of the rows is said where they did not stay one to one")
  func notices() async throws {
    for (script, notes) in [
      ("range 1 to 3 | join (range 1 to 3) on value", []),
      ("range 1 to 3 | join (range 1 to 2) on value --left", []),
      ("range 1 to 3 | join (range 1 to 2) on value", ["join: 3 rows in, 2 out; 1 had no match"]),
      (
        "[1] | join [1, 1] on value --full", ["join: 1 row in, 2 out"]
      ),
      (
        "[1, 2] | join [2, 3] on value --full",
        ["join: 2 rows in, 3 out; 1 had no match; 1 row of the other table had none"]
      ),
      ("[1, 2] | join [1, 1] on value", ["join: 2 rows in, 2 out; 1 had no match"]),
      ("[1, 2] | join [1] on value --anti", ["join: 2 rows in, 1 out; 1 had no match"]),
      ("range 1 to 9 | join (range 1 to 2) on value | take 1", []),
    ] as [(String, [String])] {
      let fixture = SessionFixture()
      try await fixture.run(script)
      #expect(fixture.output.notes == notes, "\(script)")
    }
  }

  @Test("keys of types that do not mix are found at the check, with what makes them one type")
  func keyTypes() async {
    let message = await SessionFixture().checkMessage(
      "[{a: 1}] | join [{b: \"1\"}] on a = b")
    #expect(
      message == """
        error[bind.key-type]: a key can't be `a` (int) = `b` (string)
          [{a: 1}] | join [{b: "1"}] on a = b
                                        ~~~~~
          why: keys are compared as one type; int and float mix, and so do date and timestamp
          fix: `on a = int(b)` makes them one type
        """)
  }

  @Test("faults of a join have their places")
  func faults() async {
    for (script, code) in [
      ("range 1 to 2 | join (range 1 to 2) on nope", "bind.unknown-column"),
      ("range 1 to 2 | join 5 on value", "bind.items"),
      ("range 1 to 2 | join x = (range 1 to 2) on value", "bind.items"),
      ("range 1 to 2 | join (range 1 to 2), (range 1 to 2) on value", "bind.items"),
      ("range 1 to 2 | join on value", "bind.items"),
      ("range 1 to 2 | join (range 1 to 2)", "bind.missing-clause"),
      ("range 1 to 2 | join (range 1 to 2) on value --semi --anti", "bind.options"),
      ("range 1 to 2 | join (range 1 to 2 | save x) on value", "bind.command-in-pipeline"),
      ("range 1 to 2 | join nav.feed on value", "bind.unknown-column"),
      ("range 1 to 2 | join $nope on value", "bind.unknown-variable"),
      ("range 1 to 2 | join nope on value", "bind.unknown-source"),
    ] {
      let message = await SessionFixture(sources: [AdLog.source()]).checkMessage(script)
      #expect(message.contains("error[\(code)]") && message.contains("~"), "\(script)\n\(message)")
    }
  }

  @Test("what may not be added up may not be added up behind a join or a union either")
  func notAdditive() async {
    for stage in [
      "join [{period: \"2026M01\"}] on period", "union figures",
    ] {
      let message = await SessionFixture(sources: [Statistics.source]).checkMessage(
        "figures | \(stage) | summarize sum(share)")
      #expect(message.contains("error[bind.not-additive]"), "\(stage)\n\(message)")
    }
    let other = await SessionFixture(sources: [Statistics.source]).checkMessage(
      "[{period: \"2026M01\"}] | join figures on period | summarize sum(share)")
    #expect(other.contains("error[bind.not-additive]"), "\(other)")
  }

  @Test("a saved pipeline that joins is replaced whole and remembered with its text")
  func saves() async throws {
    let tables = TablesInMemory()
    let fixture = SessionFixture(sources: [AdLog.source()], tables: tables)
    try await fixture.run(
      "[{uuid: \"a\", n: 1}] | save names; nav.feed | join store.names on uuid | select uuid, n | save t"
    )
    #expect(tables.plans.map(\.mode) == [.replace, .replace])
    #expect(
      tables.plans.last?.pipeline == "nav.feed | join store.names on uuid | select uuid, n")
    try await fixture.run("let x = [{uuid: \"a\"}]; nav.feed | join $x on uuid | save u")
    #expect(tables.plans.last?.pipeline == nil)
  }

  @Test("a check asks nothing, neither of the rows nor of the other table")
  func checkAsksNothing() async throws {
    let script = ScriptedSource.Script()
    let source = ScriptedSource(
      Schema([Field("k", .int)]), [.init(.int(1), .live, [])], script)
    let fixture = SessionFixture(sources: [.fixed("made", source)])
    #expect(await fixture.checkMessage("made | join made on k | union (made | take 1)") == "")
    #expect(script.requests.isEmpty && script.pages == 0)
  }

  @Test("the other table is asked for no column that nothing looks at")
  func projection() async throws {
    let script = ScriptedSource.Script()
    let schema = Schema([Field("k", .int), Field("a", .int), Field("b", .int)])
    let source = ScriptedSource(schema, [.init(.int(1), .live, [.int(2), .int(3)])], script)
    let fixture = SessionFixture(sources: [.fixed("made", source)])
    let shown = try await fixture.show("[{k: 1, a: 5}] | join made on k | select k, right_a")
    #expect(shown == "k,right_a\n1,2\n")
    #expect(script.requests.map(\.projection) == [["k", "a"]])
  }

  @Test("another table that breaks off is a fault, for its rows can't be told from unmatched ones")
  func brokenTable() async throws {
    let script = ScriptedSource.Script(pageSize: 1)
    let events = (1...3).map { ScriptedSource.Event(.int(Int64($0)), .live, []) }
    let source = ScriptedSource(Schema([Field("k", .int)]), events, script)
    let fixture = SessionFixture(sources: [.fixed("made", source)])
    script.fail(afterPages: 2)
    let message = await fixture.message("[{k: 3}] | join made on k --anti")
    #expect(message.contains("error[test.broken]"), "\(message)")
    #expect(fixture.output.shown.isEmpty)
  }

  @Test("explain shows the other table's plan indented")
  func explains() async throws {
    try await expectRows([
      (
        "range 1 to 9 | join (range 1 to 5 | where value > 2) on value | explain",
        "step,runs,detail 1,source,count from 1 to 9 "
          + "2,here,join (range 1 to 5 | where value > 2) on value "
          + "3,source,  count from 1 to 5 4,here,  where value > 2"
      )
    ])
  }
}
