import FjordDiagnostic
import FjordTable
import FjordTestSupport
import Testing

@Suite struct VariableTests {
  @Test("a value stands in expressions, counts and options, and may be made of others")
  func values() async throws {
    try await expectRows([
      ("let n = 2; let m = $n + 1; range 1 to 10 | take $m", "value 1 2 3"),
      ("let n = 2; range 1 to 10 --step ($n * 2)", "value 1 5 9"),
      ("let n = 4; range 1 to $n | where value > $n - 2", "value 3 4"),
      ("let p = \"OSLO\"; nav.feed | where municipal == $p | select uuid", "uuid a"),
      ("let n = -3; range $n to -1", "value -3 -2 -1"),
    ])
  }

  @Test("a table in a variable is a source, as it was when it was made")
  func tables() async throws {
    try await expectRows([
      ("let t = range 1 to 3; $t | count", "count 3"),
      ("let t = [{a: 1}, {a: 2}]; $t | where a > 1", "a 2"),
      ("let t = nav.feed | schema; $t | where notes == \"key\" | select column", "column uuid"),
      ("let xs = [1, 2, 3]; $xs | count", "count 3"),
    ])
  }

  @Test("behind in a table means its first column, and a list its values")
  func membership() async throws {
    try await expectRows([
      ("let t = [{v: 1, w: 2}, {v: 3, w: 4}]; range 1 to 4 | where value in $t", "value 1 3"),
      ("let t = range 2 to 3; range 1 to 4 | where value not in $t", "value 1 4"),
      ("let t = [1, 3]; range 1 to 4 | where value in $t", "value 1 3"),
      ("let t = [{v: null}] | where v == \"x\"; range 1 to 2 | where value in $t", "value"),
    ])
  }

  @Test("$last is the table shown or saved last")
  func last() async throws {
    try await expectRows([
      ("range 1 to 3 | take 2; $last | count", "count 2"),
      ("range 1 to 3 | save x; $last | count", "count 3"),
      ("nav.feed | schema; $last | count", "count 7"),
      ("range 1 to 3; $last | where value > 1; $last | count", "count 2"),
    ])
  }

  @Test("a saved table is read for $last only when a statement or definition names it")
  func lastOfSave() async throws {
    let fixture = SessionFixture()
    try await fixture.run("range 1 to 3 | save x")
    try await fixture.run("range 1 to 9 | take 0 | save y; store.x | save z --append")
    #expect(fixture.tables.scans == ["x"])
    #expect(try await fixture.show("$last | count") == "count\n3\n")
    #expect(fixture.tables.scans == ["x", "z"])
    try await fixture.run("$last | count; $last")
    #expect(fixture.tables.scans == ["x", "z"])
    try await fixture.run("range 2 to 2 | save x --replace; def known = where value in $last")
    #expect(try await fixture.show("range 1 to 3 | known") == "value\n2\n")
  }

  @Test("a session keeps variables from one run to the next, and a redefinition counts from there")
  func overRuns() async throws {
    let fixture = SessionFixture()
    try await fixture.run("let n = 1; let t = range 1 to 5")
    #expect(try await fixture.show("$t | take $n") == "value\n1\n")
    try await fixture.run("let n = 2")
    #expect(try await fixture.show("$t | take $n") == "value\n1\n2\n")
    #expect(try await fixture.show("$last | count") == "count\n2\n")
  }

  @Test("a line that begins with a bar goes on from the table shown last")
  func continued() async throws {
    let fixture = SessionFixture()
    try await fixture.run("range 1 to 5")
    let text = SourceText(name: "prompt", text: "| where value > 3")
    #expect(try await fixture.session.run(text, mode: .prompt) == .done)
    #expect(fixture.output.shown.last == "value\n4\n5\n")
  }

  @Test("a value made with a fault is null and says so once")
  func faultyValue() async throws {
    let fixture = SessionFixture()
    #expect(
      try await fixture.show("let x = 1 / 0; range 1 to 2 | derive y = $x") == "value,y\n1,\n2,\n")
    #expect(fixture.output.notes == ["1 null by division by zero in `let x`"])
  }
}
