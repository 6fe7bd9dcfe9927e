import FjordPlugin
import FjordTestSupport
import Testing

/// `schema`, `explain`, `to`, `show`.
@Suite struct ReportTests {
  @Test("explain tells what the source is asked and what is done here")
  func explains() async throws {
    let script = ScriptedSource.Script(answer: .inexact, limitAnswer: .exact)
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)])
    let shown = try await fixture.show(
      "nav.feed | where title in [\"a\", \"b\"] and lower(url) == \"x\" and sistEndret > 2024-06-01 | explain"
    )
    #expect(
      shown == """
        step,runs,detail
        1,source,read the script
        2,source,"filter title in [""a"", ""b""] (inexact)"
        3,source,filter sistEndret > 2024-05-31T22:00:00Z (inexact)
        4,here,"where title in [""a"", ""b""] and lower(url) == ""x"" and sistEndret > 2024-06-01"

        """)
    #expect(script.pages == 0)
  }

  @Test("explain shows of a filter what the source left of it")
  func restOfFilter() async throws {
    let script = ScriptedSource.Script(answer: .exact, limitAnswer: .exact)
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)])
    let shown = try await fixture.show(
      """
      let t = "a"; nav.feed | where lower(url) == $t and title == $t and (status == "x" or uuid == $t) \
      | where title != $t | explain
      """)
    #expect(
      shown == """
        step,runs,detail
        1,source,read the script
        2,source,"filter title == ""a"" (exact)"
        3,source,"filter title != ""a"" (exact)"
        4,here,"where lower(url) == ""a"" and (status == ""x"" or uuid == ""a"")"

        """)
  }

  @Test("schema tells types, units, meanings and what else is known")
  func schemas() async throws {
    try await expectRows([
      (
        "figures | schema",
        """
        column,type,nullable,unit,meaning,notes period,string,false,,,period persons,int,true,persons,, \
        share,float,true,,,not additive: it is a percentage of each month's persons
        """
      ),
      ("let s = nav.feed | schema; $s | where notes == \"key\" | select column", "column uuid"),
      ("schema range", "column,type,nullable,unit,meaning,notes value,int,false,,the number,"),
    ])
  }

  @Test("to and show hand the rows to the output with their format")
  func formats() async throws {
    let fixture = SessionFixture()
    try await fixture.run("range 1 to 2 | to json; range 1 to 2 | show; range 1 to 2")
    #expect(fixture.output.formats == ["json", nil, nil])
    #expect(fixture.output.shown == ["value\n1\n2\n", "value\n1\n2\n", "value\n1\n2\n"])
  }
}
