import FjordDiagnostic
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@Suite struct SaveTests {
  private func fixture(_ tables: TablesInMemory = TablesInMemory()) -> SessionFixture {
    SessionFixture(sources: [AdLog.source()], tables: tables)
  }

  @Test(
    "what works row by row is maintained, everything else replaces the table whole",
    arguments: [
      ("nav.feed | save t", SaveMode.maintain),
      ("nav.feed | where title != \"x\" | save t", .maintain),
      ("nav.feed | select uuid, title | save t", .maintain),
      ("nav.feed | derive a = 1 | rename b = a | drop b | save t", .maintain),
      ("nav.feed | derive n = row() per title | save t", .replace),
      ("nav.feed | derive n = count() | save t", .replace),
      ("nav.feed | fill title = \"x\" | save t", .maintain),
      ("nav.feed | bin sistEndret by 1d | save t", .replace),
      ("nav.feed | bin sistEndret by 1d --sparse | save t", .maintain),
      ("nav.feed | save t by uuid", .maintain), ("nav.feed | save t by title", .replace),
      ("nav.feed | take 2 | save t", .replace), ("nav.feed | skip 1 | save t", .replace),
      ("nav.feed | latest | save t", .replace), ("nav.feed | sort by title | save t", .replace),
      ("nav.feed | count by title | save t", .replace), ("nav.feed | distinct | save t", .replace),
      ("nav.feed | where sistEndret < now() | save t", .replace),
      ("nav.feed | derive a = age(sistEndret) | save t", .replace),
      ("let x = [\"a\"]; nav.feed | where uuid in $x | save t", .maintain),
      ("let x = [{u: \"a\"}]; nav.feed | where uuid in $x | save t", .replace),
      ("range 1 to 3 | save t", .replace), ("range 1 to 3 | save t --append", .append),
      ("nav.feed | save t --append", .append), ("nav.feed | save t --restart", .rewalk),
      ("nav.feed | save t --replace", .rewalk), ("range 1 to 3 | save t --restart", .replace),
    ])
  func modes(_ script: String, _ mode: SaveMode) async throws {
    let tables = TablesInMemory()
    try await fixture(tables).run(script)
    #expect(tables.plans.map(\.mode) == [mode], "\(script)")
  }

  @Test("only what keeps its source's key is saved by it")
  func keys() async throws {
    for (script, key) in [
      ("nav.feed | save t", ["uuid"]), ("nav.feed | rename id = uuid | save t", ["id"]),
      ("nav.feed | select title, id = uuid | save t", ["id"]),
      ("nav.feed | take 2 | save t", ["uuid"]),
      ("nav.feed | latest by title | save t", nil), ("nav.feed | sort by title | save t", nil),
      ("nav.feed | save t by title, status", ["title", "status"]), ("range 1 to 2 | save t", nil),
    ] as [(String, [String]?)] {
      let tables = TablesInMemory()
      try await fixture(tables).run(script)
      #expect(tables.plans.first?.schema.key?.columns == key, "\(script)")
    }
  }

  @Test("saving says what came of it, beside the data alone")
  func notes() async throws {
    let fixture = fixture()
    try await fixture.run("nav.feed | save; nav.feed | take 1 | save first")
    #expect(
      fixture.output.notes == [
        "saved nav_feed: 2 rows (2 new)",
        "saved first: 1 row (1 new); the table was replaced whole",
      ])
    #expect(fixture.output.shown.isEmpty)
  }

  @Test("the pipeline that is remembered says it all; one over a variable can't be had again")
  func rememberedText() async throws {
    let tables = TablesInMemory()
    let fixture = fixture(tables)
    try await fixture.run(
      """
      param m = "OSLO"; def there m = where municipal==$m; let n = 2
      nav.feed|there $m|take $n|save a
      let t = range 1 to 2
      $t | save b
      nav.feed | where uuid in $t2 | save c
      """.replacing("let t = ", with: "let t2 = [{u: \"a\"}]; let t = "))
    #expect(
      tables.plans.map(\.pipelineText) == [
        "nav.feed | where municipal == \"OSLO\" | take 2", "$t", "nav.feed | where uuid in $t2",
      ])
    #expect(
      tables.plans.map(\.pipeline) == ["nav.feed | where municipal == \"OSLO\" | take 2", nil, nil])
  }

  @Test("another pipeline under a taken name is refused, unless it replaces or adds")
  func otherPipeline() async throws {
    let tables = TablesInMemory()
    let fixture = fixture(tables)
    try await fixture.run("nav.feed | save t")
    let told = await fixture.message("nav.feed | where title == \"Cook\" | save t")
    #expect(told.hasPrefix("error[store.other-pipeline]: `t` was saved by another pipeline"))
    #expect(await fixture.message("nav.feed | where title == \"Cook\" | save t --restart") == told)
    try await fixture.run("nav.feed | where title == \"Cook\" | save t --replace")
    #expect(tables.plans.last?.mode == .replace)
    #expect(tables.rows("t").count == 1)
    try await fixture.run("nav.feed | where title == \"Cook\" | save t")
    #expect(tables.rows("t").count == 1)
  }

  @Test("a text without an extension names a table, so that a parameter can")
  func namedByText() async throws {
    let tables = TablesInMemory()
    let fixture = fixture(tables)
    try await fixture.run("param name = \"bergen\"; range 1 to 2 | save $name; store.bergen")
    #expect(tables.csv("bergen") == "value\n1\n2\n")
    try await fixture.run("param name = \"b\"; range 1 to 2 | save \"${$name}.csv\"")
    #expect(fixture.output.files == ["b.csv": "value\n1\n2\n"])
  }

  @Test("a file gets all rows as they are, of a keyed source too")
  func files() async throws {
    let fixture = fixture()
    try await fixture.run("nav.feed | select title | save \"out.csv\"")
    #expect(fixture.output.files == ["out.csv": "title\nBaker\nCook\nBaker\nSmith\n"])
    #expect(fixture.output.notes == ["saved 4 rows to out.csv"])
  }

  @Test("a walk that breaks off keeps whole pages where the table is maintained, else nothing")
  func brokenOff() async throws {
    let tables = TablesInMemory()
    let script = ScriptedSource.Script(pageSize: 2)
    script.fail(afterPages: 1)
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)], tables: tables)
    #expect(try await fixture.status("nav.feed | select uuid | save a") == .incomplete)
    #expect(tables.csv("a") == "uuid\na\nb\n")
    script.fail(afterPages: 1)
    #expect(
      try await fixture.status("nav.feed | select uuid | sort by uuid | save b") == .incomplete)
    #expect(tables.csv("b") == nil)
    #expect(fixture.output.notes.last == "saved nothing in b: the rows broke off")
    script.fail(afterPages: 1)
    #expect(try await fixture.status("nav.feed | save \"c.csv\"") == .incomplete)
    #expect(fixture.output.notes.last == "saved nothing in c.csv: the rows broke off")
    script.fail(afterPages: nil)
    #expect(try await fixture.status("nav.feed | select uuid | save a") == .done)
    #expect(tables.csv("a") == "uuid\nb\na\n")
  }

  @Test("a save that is interrupted keeps whole pages and goes on from there")
  func interrupted() async throws {
    let tables = TablesInMemory()
    let gate = SaveGate(AdLog.events, pageSize: 1)
    let fixture = SessionFixture(sources: [.fixed("nav.feed", gate)], tables: tables)
    let task = Task { try await fixture.status("nav.feed | select uuid | save t") }
    try await eventually { gate.askedPages == 3 }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(fixture.output.notes == ["saved t: 2 rows (2 new) (interrupted)"])
    #expect(tables.csv("t") == "uuid\na\nb\n")
    gate.open()
    #expect(try await fixture.status("nav.feed | select uuid | save t") == .done)
    #expect(tables.csv("t") == "uuid\nb\na\n")
  }

  @Test("a saved table as a source is a keyed one, and what is saved from it is walked again")
  func fromStore() async throws {
    let tables = TablesInMemory()
    try await fixture(tables).run(
      "nav.feed | save t; store.t | where municipal == \"OSLO\" | save u; refresh u")
    #expect(tables.rows("u").count == 1)
    #expect(tables.plans.last?.schema.key?.columns == ["uuid"])
  }
}
