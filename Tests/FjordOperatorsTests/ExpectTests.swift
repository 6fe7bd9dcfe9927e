import FjordDiagnostic
import FjordTestSupport
import Testing

@Suite struct ExpectTests {
  @Test(
    "a condition that does not hold ends with status 8 and says what was found",
    arguments: [
      ("[1, 2] | expect count() > 2", "why: `count()` is 2"),
      ("[1, 2] | expect sum(value) == 3, max(value) < 2", "why: `max(value)` is 2"),
      ("[1, 2, 1] | expect unique(value)", "why: `unique(value)` is false"),
      (
        "[1, 2, 3] | expect value < 2",
        "why: of 3 rows 2 do not hold, first row 2, where `value` is 2"
      ),
      ("[1, null] | expect value > 0", "first row 2, where `value` is null"),
      ("range 1 to 0 | expect max(value) > 0", "why: `max(value)` is null"),
      ("range 1 to 5 | expect count() > 9 | take 1", "why: `count()` is 5"),
      ("range 1 to 5 | expect count() > 9 | summarize count()", "why: `count()` is 5"),
      ("[{a: 1, b: 1}, {a: 1, b: 1}] | expect unique(a, b)", "`unique(a, b)` is false"),
    ])
  func failures(_ script: String, _ text: String) async throws {
    let fixture = SessionFixture()
    do {
      _ = try await fixture.status(script)
      Issue.record("`\(script)` held")
    } catch let faults as Diagnostics {
      #expect(faults.status == .expectation)
      #expect(faults.items.allSatisfy { $0.code == "run.expectation" && $0.span != nil })
      #expect(faults.text.contains(text), "\(faults.text)")
    }
  }

  @Test("all conditions that do not hold are told")
  func all() async throws {
    let message = await SessionFixture().message("[1] | expect count() > 1, value > 1, value > 0")
    #expect(message.contains("`count() > 1` does not hold"))
    #expect(message.contains("`value > 1` does not hold"))
    #expect(!message.contains("`value > 0`"))
  }

  @Test("rows pass on where conditions hold")
  func passes() async throws {
    try await expectRows([
      ("range 1 to 3 | expect count() == 3, avg(value) == 2 | take 1", "value 1"),
      ("range 1 to 0 | expect count() == 0, value > 9", "value"),
      ("[{t: now() - 1d}] | expect max(t) > now() - 2d | count", "count 1"),
      ("[{a: null}, {a: null}] | expect unique(a) | count", "count 2"),
    ])
  }

  @Test("nothing is saved of rows that fail, also behind a keyed source")
  func saves() async throws {
    let tables = TablesInMemory()
    let fixture = SessionFixture(sources: [AdLog.source()], tables: tables)
    _ = await fixture.message("nav.feed | expect count() > 1000 | save t")
    _ = await fixture.message("range 1 to 3 | expect count() > 1000 | save u")
    #expect(tables.csv("t") == nil && tables.csv("u") == nil)
    try await fixture.run("nav.feed | expect count() > 0 | save t")
    #expect(tables.plans.last?.mode == .replace)
    #expect(tables.rows("t").count == 2)
  }

  @Test(
    "what is no condition on the table is told",
    arguments: [
      ("[1] | expect count()", "expected bool, found int"),
      ("[1] | expect value > max(value)", "put it in an aggregate, as `max(value)`"),
      ("[1] | expect counts() > 1", "unknown function `counts`"),
      ("[1] | expect sum(max(value)) > 1", "`max` is an aggregate and can't stand here"),
      ("[1] | expect count() = 1", "`==` compares"),
      ("[1] | expect", "`expect` expected conditions"),
    ])
  func messages(_ script: String, _ text: String) async throws {
    let message = await SessionFixture().message(script)
    #expect(message.contains(text), "\(message)")
  }
}
