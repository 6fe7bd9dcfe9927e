import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTestSupport
import Testing

/// `range`, `store`, the listings, and `help`.
@Suite struct CoreSourceTests {
  @Test("range counts up and down, stops at the ends of ints, and gives no more than is asked for")
  func ranges() async throws {
    try await expectRows([
      ("range 10 to 1 --step -4", "value 10 6 2"), ("range 3 to 1", "value"),
      (
        "range 9223372036854775806 to 9223372036854775807",
        "value 9223372036854775806 9223372036854775807"
      ),
      ("range 1 to 9223372036854775807 | take 2", "value 1 2"),
      ("range 1 to 131073 | summarize n = count(), m = max(value)", "n,m 131073,131073"),
    ])
  }

  @Test("store lists what is saved, tells of one, and drops it")
  func store() async throws {
    let fixture = SessionFixture()
    try await fixture.run("range 1 to 2 | save a; range 1 to 3 | where value > 1 | save b")
    #expect(
      try await fixture.show("store | select table, rows, pipeline")
        == "table,rows,pipeline\na,2,range 1 to 2\nb,2,range 1 to 3 | where value > 1\n")
    #expect(try await fixture.show("store b | select table") == "table\nb\n")
    #expect(try await fixture.show("store a --drop") == "drop\ndropped a\n")
    #expect(try await fixture.show("store | count") == "count\n1\n")
    #expect(try await fixture.show("store --check") == "check\nno damage found\n")
    #expect(try await fixture.show("store --path") == "path\nmemory\n")
    #expect(
      await fixture.message("store --drop").hasPrefix("error[bind.items]: `store --drop` needs"))
    #expect(
      await fixture.message("store b --check --path")
        .hasPrefix("error[bind.options]: `store` does one thing at a time"))
    #expect(await fixture.message("store c --drop").hasPrefix("error[bind.unknown-table]"))
  }

  @Test("what a check or explain looks at is not dropped")
  func dropOnlyWhenRun() async throws {
    let fixture = SessionFixture()
    try await fixture.run("range 1 to 2 | save a")
    #expect(await fixture.checkMessage("store a --drop") == "")
    try await fixture.run("store a --drop | explain; store a --drop | schema")
    #expect(fixture.tables.csv("a") != nil)
  }

  @Test("listings show operators, sources and plugins, those left out too")
  func listings() async throws {
    let broken = Plugin(name: "broken", summary: "", homePage: "", sources: [])
    let whole = Plugin(
      name: "whole", summary: "Whole.", homePage: "https://example.org", sources: [])
    let fixture = SessionFixture(sources: [AdLog.source()], plugins: [broken, whole])
    #expect(
      try await fixture.show("plugins | select plugin, state")
        == "plugin,state\nwhole,ready\nbroken,left out\n")
    #expect(
      try await fixture.show("operators | where operator == \"take\" | select usage")
        == "usage\ntake N\n")
    #expect(
      try await fixture.show("sources | where source == \"nav.feed\" | count") == "count\n1\n")
  }

  @Test("help has a page for everything that there is, with its examples")
  func help() async throws {
    let fixture = SessionFixture(sources: [AdLog.source()])
    let registry = fixture.services.registry
    let names =
      Array(registry.operators.keys) + Array(registry.functions.keys) + Array(registry.sources.keys)
    for name in names {
      try await fixture.run("help \"\(name)\"")
    }
    #expect(fixture.output.printed.allSatisfy { $0.contains("\n") })
    try await fixture.run("help; help take; help functions")
    let pages = fixture.output.printed.suffix(3)
    #expect(pages.first?.contains("nav.feed") == true)
    #expect(pages.dropFirst().first?.contains("[1, 2, 3] | take 2") == true)
    #expect(pages.last?.contains("lower(text)") == true)
  }
}
