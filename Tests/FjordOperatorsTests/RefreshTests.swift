import FjordDiagnostic
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@Suite struct RefreshTests {
  @Test("a refresh goes on from the cursor where the table is maintained")
  func goesOn() async throws {
    let tables = TablesInMemory()
    let first = ScriptedSource.Script(pageSize: 1)
    let part = SessionFixture(
      sources: [AdLog.source(Array(AdLog.events.prefix(2)), first)], tables: tables)
    try await part.run("nav.feed | where municipal == \"BERGEN\" | save t")
    #expect(tables.rows("t").count == 2)
    let second = ScriptedSource.Script(pageSize: 1)
    let whole = SessionFixture(sources: [AdLog.source(AdLog.events, second)], tables: tables)
    try await whole.run("refresh t")
    #expect(second.pages == 2)
    #expect(second.requests.last?.resume == Checkpoint("2"))
    #expect(tables.rows("t").map { $0[0] } == [.string("b")])
  }

  @Test("a refresh keeps the key that the table was saved by")
  func ownKey() async throws {
    let tables = TablesInMemory()
    let fixture = SessionFixture(sources: [AdLog.source()], tables: tables)
    try await fixture.run("nav.feed | save t by title; refresh t")
    #expect(tables.plans.map(\.mode) == [.replace, .replace])
    #expect(tables.plans.last?.schema.key?.columns == ["title"])
    #expect(tables.rows("t").count == 3)
  }

  @Test("a walk begins where the first save began, also when it is replaced")
  func start() async throws {
    let tables = TablesInMemory()
    for (place, start) in ["1", "2"].enumerated() {
      let source = ScriptedSource(
        AdLog.schema, AdLog.events, ScriptedSource.Script(), start: Checkpoint(start))
      let fixture = SessionFixture(sources: [.fixed("nav.feed", source)], tables: tables)
      try await fixture.run(place == 0 ? "nav.feed | take 9 | save t" : "refresh t")
      #expect(tables.plans.last?.start == Checkpoint("1"))
      #expect(tables.rows("t").count == 2)
    }
  }

  @Test("what can't be run again can't be refreshed, and neither can what rows were added to")
  func refused() async throws {
    let fixture = SessionFixture()
    try await fixture.run("let t = range 1 to 3; $t | save a; range 1 to 3 | save b --append")
    #expect(
      await fixture.message("refresh a") == """
        error[store.not-repeatable]: `a` can't be refreshed
          refresh a
                  ~
          why: it was saved from `$t`, which names input that is gone
          fix: save it again
        """)
    #expect(
      await fixture.message("refresh b") == """
        error[store.appended]: `b` can't be refreshed
          refresh b
                  ~
          why: rows were added to it with `--append`, and a refresh would replace them
          fix: run its pipeline again with `save b --append`
        """)
  }

  @Test("--every refreshes again and again, and a source that fails for now does not end it")
  func every() async throws {
    let tables = TablesInMemory()
    let script = ScriptedSource.Script(pageSize: 1)
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)], tables: tables)
    try await fixture.run("nav.feed | take 9 | save t")
    script.fail(afterPages: 0)
    let task = Task { try await fixture.status("refresh t --every 1s") }
    try await eventually { !fixture.output.reports.isEmpty }
    script.fail(afterPages: nil)
    try await eventually { fixture.output.notes.count == 2 }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(fixture.output.reports.map(\.code) == ["test.broken"])
    #expect(tables.rows("t").count == 2)
  }
}
