import FjordDiagnostic
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@Suite struct TeeTests {
  private func fixture(_ tables: TablesInMemory = TablesInMemory()) -> SessionFixture {
    SessionFixture(sources: [AdLog.source()], tables: tables)
  }

  @Test("tee keeps what passes, says so, and passes it on unchanged")
  func keeps() async throws {
    let tables = TablesInMemory()
    let fixture = fixture(tables)
    #expect(
      try await fixture.run("range 1 to 3 | tee a | where value > 2; store.a | count")
        == ["value\n3\n", "count\n3\n"])
    #expect(
      fixture.output.notes == ["saved a: 3 rows (3 new); the table was replaced whole"])
    #expect(tables.plans.map(\.pipeline) == ["range 1 to 3"])
  }

  @Test("rows that later stages do not ask for are kept too")
  func early() async throws {
    let tables = TablesInMemory()
    try await fixture(tables).run("range 1 to 9 | tee a | tee b | take 1")
    #expect(tables.csv("a") == "value\n1\n2\n3\n4\n5\n6\n7\n8\n9\n")
    #expect(tables.csv("b") == tables.csv("a"))
    try await fixture(tables).run("range 1 to 9 | take 2 | tee c | skip 1 | take 0")
    #expect(tables.csv("c") == "value\n1\n2\n")
  }

  @Test("tee keeps in its place what save would keep there")
  func likeSave() async throws {
    for before in ["nav.feed", "nav.feed | where title != \"x\"", "nav.feed | latest"] {
      let tables = TablesInMemory()
      try await fixture(tables).run(
        "\(before) | tee a | count; \(before) | save b --replace")
      #expect(tables.csv("a") == tables.csv("b"), "\(before)")
      #expect(tables.plans.map { $0.schema.key?.columns } == [["uuid"], ["uuid"]])
    }
  }

  @Test("identity passes, and a save behind tells of the same rows")
  func identity() async throws {
    let tables = TablesInMemory()
    try await fixture(tables).run("nav.feed | tee a | latest | save b")
    #expect(tables.plans.map(\.mode) == [.replace, .replace])
    #expect(tables.plans.map(\.name).sorted() == ["a", "b"])
    #expect(tables.csv("b") == tables.csv("a"))
  }

  @Test("a fault anywhere in the pipeline keeps nothing")
  func faults() async throws {
    let tables = TablesInMemory()
    let script = ScriptedSource.Script(pageSize: 1)
    let events = (1...3).map { ScriptedSource.Event(.int(Int64($0)), .live, []) }
    let source = ScriptedSource(Schema([Field("k", .int)]), events, script)
    let fixture = SessionFixture(sources: [.fixed("made", source)], tables: tables)
    script.fail(afterPages: 2)
    #expect(try await fixture.status("made | tee a") == .incomplete)
    #expect(tables.csv("a") == nil)
    #expect(fixture.output.notes == ["saved nothing in a: the rows broke off"])
    let strict = SessionFixture(tables: tables, isStrict: true)
    let message = await strict.message("[1, 0] | tee a | derive b = 1 % value")
    #expect(message.contains("run.strict"))
    #expect(tables.csv("a") == nil)
  }

  @Test("what tee would refuse is refused before anything runs")
  func refused() async throws {
    let tables = TablesInMemory()
    let fixture = fixture(tables)
    try await fixture.run("range 1 to 3 | tee a")
    for (script, code) in [
      ("range 1 to 4 | tee a", "store.other-pipeline"),
      ("range 1 to 4 | tee \"a.csv\"", "bind.not-supported"),
      ("range 1 to 4 | tee a --append --replace", "bind.options"),
      ("range 1 to 4 | tee", "bind.items"),
    ] {
      let message = await fixture.message("[1] | show; " + script)
      #expect(message.contains("error[\(code)]"), "\(script)\n\(message)")
    }
    #expect(fixture.output.shown.count == 1)
    try await fixture.run("range 4 to 4 | tee a --append; range 5 to 5 | tee b")
    #expect(tables.csv("a") == "value\n1\n2\n3\n4\n")
    try await fixture.run("range 4 to 4 | tee b --replace")
    #expect(tables.csv("b") == "value\n4\n")
  }

  @Test("a later statement of the script may name the table that tee will have made")
  func planned() async throws {
    #expect(await fixture().checkMessage("range 1 to 3 | tee a | count; store.a | take 1") == "")
  }
}
