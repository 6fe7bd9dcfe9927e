import FjordDiagnostic
import FjordPlugin
import FjordTestSupport
import Testing

@Suite struct CheckTests {
  @Test("a fault in the last line keeps the first from running")
  func wholeScript() async {
    let script = ScriptedSource.Script()
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)])
    let told = await fixture.message(
      "nav.feed | take 1\nnav.feed | save x\nrange 1 to 3 | where foo == 1")
    #expect(told.hasPrefix("error[bind.unknown-column]: unknown column `foo` (test:3:22)"))
    #expect(fixture.output.shown.isEmpty)
    #expect(script.pages == 0)
    #expect(fixture.tables.plans.isEmpty)
  }

  @Test("a table that a line before saves is known to the lines behind it")
  func plannedTables() async {
    for script in [
      "nav.feed | save x; store.x | where municipal == \"OSLO\"", "nav.feed | save x; refresh x",
      "nav.feed | save; store.nav_feed", "nav.feed | save x; store x --drop",
    ] {
      let fixture = SessionFixture(sources: [AdLog.source()])
      #expect(await fixture.checkMessage(script) == "", "\(script)")
      #expect(await fixture.message(script) == "", "\(script)")
    }
    let told = await SessionFixture(sources: [AdLog.source()])
      .checkMessage("nav.feed | select uuid | save x; store.x | where title == \"a\"")
    #expect(told.contains("unknown column `title`"))
  }

  @Test("a check runs nothing, asks nothing and counts nothing")
  func nothing() async {
    let script = ScriptedSource.Script()
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)])
    #expect(await fixture.checkMessage("let x = 1 / 0; nav.feed | save x; [{a: 1 / 0}]") == "")
    #expect(script.pages == 0 && script.requests.isEmpty)
    #expect(fixture.output.notes.isEmpty && fixture.tables.plans.isEmpty)
  }

  @Test("another pipeline under a taken name is refused before anything runs")
  func otherPipeline() async throws {
    let fixture = SessionFixture()
    try await fixture.run("range 1 to 3 | save x")
    let told = await fixture.message("range 1 to 2\nrange 1 to 4 | save x")
    #expect(
      told == """
        error[store.other-pipeline]: `x` was saved by another pipeline
          why: it was saved by `range 1 to 3`, and this is `range 1 to 4`
          fix: take another name, or say `--replace` or `--append`
        """)
    #expect(fixture.output.shown.isEmpty)
    try await fixture.run("range 1 to 4 | save x --replace")
    #expect(fixture.tables.csv("x") == "value\n1\n2\n3\n4\n")
  }

  @Test("more than five faults are told as five and a number")
  func manyFaults() async {
    let script = (1...7).map { "range 1 to 2 | where x\($0) == 1" }.joined(separator: "\n")
    let told = await SessionFixture().message(script)
    #expect(told.hasSuffix("\n\nand 2 more"))
  }

  @Test("faults of the check have status 3")
  func status() async {
    do {
      try await SessionFixture().session.check(SourceText(name: "s", text: "range 1 to 2 | foo"))
      Issue.record("the script must not pass")
    } catch {
      #expect(error.status == .check)
    }
  }

  @Test("columns for completion are those behind the last stage; nil where the text does not bind")
  func completion() async throws {
    let fixture = SessionFixture(sources: [AdLog.source()])
    let session = fixture.session
    #expect(
      await session.columns(of: "nav.feed | select id = uuid, title")?.names == ["id", "title"])
    #expect(
      await session.columns(of: "nav.feed | summarize n = count() by status")?.names == [
        "status", "n",
      ])
    #expect(await session.columns(of: "nav.feed | where foo == 1") == nil)
    #expect(await session.columns(of: "nav.feed | where") == nil)
    try await fixture.run("range 1 to 2; def f = select twice = value * 2")
    #expect(await session.columns(of: "| f")?.names == ["twice"])
    #expect(await session.names.definitions == ["f"])
  }
}
