import FjordDiagnostic
import FjordTestSupport
import Testing

/// `pivot`, `unpivot`, `unnest` and `flatten` beyond their examples.
@Suite struct ReshapeTests {
  @Test("unpivot leaves nulls out unless asked, counts them, and mixes int and float")
  func unpivots() async throws {
    try await expectRows([
      ("[{a: 1, b: 2.5}] | unpivot a, b", "name,value a,1.0 b,2.5"),
      (
        "[{k: 1, a: 1, b: 2}, {k: 2, a: null, b: 3}] | unpivot b, a into n, v",
        "k,n,v 1,b,2 1,a,1 2,b,3"
      ),
      ("[{a: [1], b: [2.5]}] | unpivot a, b", "name,value a,[1.0] b,[2.5]"),
      ("range 1 to 0 | unpivot value into n, v", "n,v"),
    ])
    let fixture = SessionFixture()
    try await fixture.run("[{a: 1, b: null}, {a: null, b: 2}] | unpivot a, b")
    #expect(fixture.output.notes == ["2 null left out by `unpivot`"])
  }

  @Test("unpivot keeps in mind that a column may not be added up")
  func unpivotSemantics() async throws {
    let fixture = SessionFixture(sources: [Statistics.source])
    let message = await fixture.checkMessage(
      "figures | unpivot share into k, v | summarize sum(v)")
    #expect(message.contains("bind.not-additive"))
    #expect(
      await fixture.checkMessage("figures | unpivot persons into k, v | summarize sum(v)") == "")
  }

  @Test("unnest takes lists in records, lists of records, and rows without elements")
  func unnests() async throws {
    try await expectRows([
      ("[{r: {l: [1, 2]}, z: 3}] | unnest r.l as x | select z, x", "z,x 3,1 3,2"),
      ("[{l: [{a: 1}, {a: 2}]}] | unnest l as e | select e.a", "e_a 1 2"),
      ("[{l: [[1, 2], []]}] | unnest l | unnest l", "l 1 2 "),
      ("[{k: 1, l: [1]}, {k: 2, l: null}] | unnest l", "k,l 1,1 2,"),
      ("[{k: 1, l: [1]}, {k: 2, l: null}] | unnest l --only", "k,l 1,1"),
      ("range 1 to 0 | derive l = [value] | unnest l", "value,l"),
      ("[{l: [1, 2, 3]}] | unnest l | take 2", "l 1 2"),
    ])
  }

  @Test("flatten puts fields where the record stood, and names that are taken behind the record's")
  func flattens() async throws {
    try await expectRows([
      ("[{r: {a: 1, b: 2}, a: 3}] | flatten r", "r_a,b,a 1,2,3"),
      ("[{r: {r: 1}}] | flatten r", "r 1"),
      ("[{r: {a: 1}, s: {a: 2}}] | flatten r, s", "a,s_a 1,2"),
      ("[{k: 1, r: {a: 1}}, {k: 2, r: null}] | flatten r", "k,a 1,1 2,"),
    ])
  }

  @Test("pivot takes the other columns as keys where none are named, and null as a value")
  func pivots() async throws {
    try await expectRows([
      ("[{c: \"x\", k: 1, n: 2}, {c: null, k: 1, n: 3}] | pivot c with sum(n)", "k,x,null 1,2,3"),
      ("[{c: \"x\", n: 2}, {c: \"y\", n: 3}] | pivot c with max(n)", "x,y 2,3"),
      ("[{c: \"k\", k: 1}, {c: \"\", k: 1}] | pivot c with count() by k", "k,c_k,empty 1,1,1"),
      ("[{c: \"1\"}, {c: \"x\"}] | pivot n = length(c) with count()", "1 2"),
      ("[{c: true}, {c: false}] | pivot c with count()", "true,false 1,1"),
      ("[{k: 1, c: 5}] | pivot c with count() by k --values [5, 6, null]", "k,5,6,null 1,1,0,0"),
      ("range 1 to 0 | pivot value with count() by k = value", "k"),
      ("range 1 to 0 | pivot value with count() --values [1, 2]", "1,2 0,0"),
      ("[] | pivot value with count() | count", "count 0"),
    ])
  }

  @Test("stages behind a pivot are bound when its columns are known, by every statement")
  func openColumns() async throws {
    try await expectRows([
      ("[{m: \"a\", n: 1}] | pivot m with sum(n) | derive b = a + 1 | where b > 1", "a,b 1,2"),
      ("let t = [{m: \"a\"}] | pivot m with count(); $t | select a", "a 1"),
      ("[{m: \"a\"}] | pivot m with count() | save p; refresh p; store.p | select a", "a 1"),
      (
        "[{m: \"a\", k: 1}] | pivot m with count() by k | pivot k with sum(a) | rename x = `1`",
        "x 1"
      ),
    ])
    try await expectRows([
      (
        "[{k: 1}] | join ([{m: \"a\", k: 1}] | pivot m with count() by k) on k | where a > 0",
        "k,a 1,1"
      )
    ])
    let fixture = SessionFixture()
    let rest = "[{m: \"a\"}] | pivot m with count() | "
    #expect(await fixture.checkMessage(rest + "where zz > 1") == "")
    #expect(await fixture.checkMessage(rest + "nosuch 1").contains("bind.unknown-operator"))
    #expect(await fixture.message(rest + "where zz > 1").contains("bind.unknown-column"))
    #expect(await fixture.checkMessage(rest + "schema").contains("bind.open-columns"))
    let named = "[{m: \"a\"}] | pivot m with count() --values [\"a\"] | where zz > 1"
    #expect(await fixture.checkMessage(named).contains("bind.unknown-column"))
  }

  @Test("a check of a pivot pulls no row")
  func checkPullsNothing() async throws {
    let script = ScriptedSource.Script()
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)])
    let text = "nav.feed | pivot status with count() | where ACTIVE > 1 | save x; store.x | count"
    #expect(await fixture.checkMessage(text) == "")
    #expect(try await fixture.show("nav.feed | pivot status with count() | explain") != "")
    #expect(script.pages == 0)
  }

  @Test(
    "what does not fit is told with what to do",
    arguments: [
      (
        "[{a: 1, b: \"x\"}] | unpivot a, b",
        "fix: make them one type before: `derive a = string(a)`"
      ),
      ("[{a: 1}] | unpivot a into x", "`into` expected two names, found 1"),
      ("[{a: 1, k: 2}] | unpivot a into k, v", "two columns would be named `k`"),
      ("[{a: {b: 1}}] | unnest a", "fix: `flatten a` makes a record's fields columns"),
      ("[{a: [{b: 1}]}] | flatten a", "fix: `unnest a | flatten a`"),
      ("[{a: 1}] | flatten a", "`flatten` expected a record, found int"),
      ("[{a: [1]}] | unnest a as b, c", "`as` expected one name, found 2"),
      ("[{a: 1}] | pivot a", "`pivot` needs `with`"),
      ("[{a: 1}] | pivot a with count() --values [1, 1]", "a list of different values"),
      ("range 1 to 1001 | pivot value with count()", "would make more than 1000 columns"),
      ("nav.feed | unnest a = [title] | latest", "put `latest` before `unnest`"),
    ])
  func messages(_ script: String, _ text: String) async throws {
    let fixture = SessionFixture(sources: [AdLog.source()])
    let message = await fixture.message(script)
    #expect(message.contains(text), "\(message)")
  }
}
