import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@Suite struct UnionTests {
  @Test("columns are matched by name, and what a table does not have is null")
  func columns() async throws {
    try await expectRows([
      ("[{a: 1}] | union [{b: 2}], [{a: 3, b: 4}]", "a,b 1, ,2 3,4"),
      ("[{a: 1}] | union [{a: 2.5}]", "a 1.0 2.5"),
      ("[{a: 1.5}] | union [{a: 2}]", "a 1.5 2.0"),
      ("[{a: [1]}] | union [{a: [2.5]}]", "a [1.0] [2.5]"),
      ("range 1 to 2 | union (range 3 to 4 | take 1) | count", "count 3"),
      ("range 1 to 2 | union (range 3 to 4) | take 3", "value 1 2 3"),
      ("let t = [{a: 1}]; $t | union $t, $t | select b = a + 1", "b 2 2 2"),
    ])
  }

  @Test("columns of types that do not mix are found at the check, in every table")
  func clash() async {
    let message = await SessionFixture().checkMessage(
      "[{a: 1, b: 1}] | union [{a: \"x\"}], [{b: true}]")
    #expect(
      message == """
        error[bind.type]: `a` is int before and string in this table
          [{a: 1, b: 1}] | union [{a: "x"}], [{b: true}]
                                 ~~~~~~~~~~
          why: its values stand in one column, and only int and float mix
          fix: `(... | derive a = int(a))` makes them one type

        error[bind.type]: `b` is int before and bool in this table
          [{a: 1, b: 1}] | union [{a: "x"}], [{b: true}]
                                             ~~~~~~~~~~~
          why: its values stand in one column, and only int and float mix
          fix: `(... | derive b = int(b))` makes them one type
        """)
  }

  @Test("a table is asked only when the one before it has ended, and only for what is looked at")
  func asks() async throws {
    let script = ScriptedSource.Script()
    let schema = Schema([Field("k", .int), Field("a", .int)])
    let source = ScriptedSource(schema, [.init(.int(1), .live, [.int(2)])], script)
    let fixture = SessionFixture(sources: [.fixed("made", source)])
    #expect(try await fixture.show("[{k: 7}] | union made | take 1 | select k") == "k\n7\n")
    #expect(script.pages == 0)
    #expect(try await fixture.show("[{k: 7}] | union made | select k") == "k\n7\n1\n")
    #expect(script.requests.last?.projection == ["k"])
  }

  @Test("when a table breaks off, what came is shown and marked, and no further table is asked")
  func brokenTable() async throws {
    for pages in [0, 1] {
      let script = ScriptedSource.Script(pageSize: 1)
      let events = (1...3).map { ScriptedSource.Event(.int(Int64($0)), .live, []) }
      let source = ScriptedSource(Schema([Field("value", .int)]), events, script)
      let fixture = SessionFixture(sources: [.fixed("made", source)])
      script.fail(afterPages: pages)
      let status = try await fixture.status("range 8 to 9 | union made, (range 5 to 6)")
      #expect(status == .incomplete)
      #expect(fixture.output.shown == ["value\n8\n9\n" + (pages == 1 ? "1\n" : "")])
    }
  }
}
