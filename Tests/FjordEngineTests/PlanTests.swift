import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@Suite struct PlanTests {
  private func plan(
    _ text: String, answer: PushdownAnswer = .no, limit: PushdownAnswer = .exact,
    wantsIdentity: Bool = false, pushdown: Bool = true
  ) async throws -> Plan {
    let script = ScriptedSource.Script(answer: answer, limitAnswer: limit)
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script)])
    return Plan(
      try await fixture.bound("nav.feed" + text), wantsIdentity: wantsIdentity, pushdown: pushdown)
  }

  @Test("conjuncts that are a column beside constants are offered, mirrored where they stand so")
  func predicates() async throws {
    let plan = try await plan(
      """
       | where title == "x" and "B" <= municipal and not (status == "y") and url is not null \
      and uuid in ["a", "b"] | where lower(title) == "x"
      """, answer: .exact)
    #expect(
      plan.request.predicates == [
        Predicate("title", .equal, [.string("x")]),
        Predicate("municipal", .greaterOrEqual, [.string("B")]),
        Predicate("url", .isNotNull, []),
        Predicate("uuid", .oneOf, [.string("a"), .string("b")]),
      ])
    #expect(plan.stages.map(\.name) == ["where", "where"])
  }

  @Test("what a source filters exactly is gone here, what it filters in part is filtered again")
  func answers() async throws {
    #expect(try await plan(" | where title == \"x\"", answer: .exact).stages.isEmpty)
    let inexact = try await plan(" | where title == \"x\" | take 5", answer: .inexact)
    #expect(inexact.stages.map(\.name) == ["where", "take"])
    #expect(inexact.request.predicates.count == 1)
    #expect(inexact.request.limit == nil)
    let no = try await plan(" | where title == \"x\"", answer: .no)
    #expect(no.request.predicates.isEmpty && no.stages.count == 1)
  }

  @Test("a sort keeps only the rows that are looked at behind it")
  func sortedRows() async throws {
    let notes = try await plan(" | sort by title | derive n = 1 | take 3 | take 9").stages
      .map { $0.transform?.note ?? "" }
    #expect(notes == ["keeps only the first 3 rows", "", "", ""])
    let skipping = try await plan(" | sort by title | skip 1 | take 3").stages[0]
    #expect(skipping.transform?.note == "keeps only the first 4 rows")
    for rest in ["where title == \"x\" | take 3", "take 1000000"] {
      #expect(try await plan(" | sort by title | \(rest)").stages[0].transform?.note == "")
    }
  }

  @Test("nothing is offered behind a stage that is no filter, nor where identity is wanted")
  func notOffered() async throws {
    #expect(
      try await plan(" | take 2 | where title == \"x\"", answer: .exact).request.predicates.isEmpty)
    #expect(
      try await plan(" | where title == \"x\"", answer: .exact, wantsIdentity: true)
        .request.predicates.isEmpty)
    #expect(
      try await plan(" | where title == \"x\" | latest", answer: .exact).request.predicates.isEmpty)
    #expect(
      try await plan(" | where title == \"x\"", answer: .exact, pushdown: false)
        .request.predicates.isEmpty)
  }

  @Test("a limit passes up through stages that keep rows one to one, and through nothing else")
  func limits() async throws {
    #expect(try await plan(" | select title | derive a = 1 | take 5").request.limit == 5)
    #expect(try await plan(" | rename t = title | drop url | take 5 | take 2").request.limit == 5)
    #expect(try await plan(" | where title == \"x\" | take 5").request.limit == nil)
    #expect(try await plan(" | where title == \"x\" | take 5", answer: .exact).request.limit == 5)
    #expect(try await plan(" | skip 3 | select title | skip 4 | take 5").request.limit == 12)
    #expect(try await plan(" | take 5 | skip 3").request.limit == 5)
    #expect(try await plan(" | skip 3").request.limit == nil)
    #expect(
      try await plan(" | skip \(Int.max) | take 1").request.limit == nil)
    #expect(
      try await plan(" | skip \(Int.max) | skip 1 | take 0").request.limit == nil)
    for stage in [
      "sort by title", "distinct", "where title == \"x\" | skip 1", "latest", "count by title",
    ] {
      #expect(try await plan(" | \(stage) | take 5").request.limit == nil, "\(stage)")
    }
    #expect(try await plan(" | take 5", limit: .no).request.limit == nil)
  }

  @Test("the columns asked for are those that a stage reads before one drops the rest")
  func projection() async throws {
    #expect(try await plan("").request.projection == nil)
    #expect(try await plan(" | where title == \"x\"").request.projection == nil)
    #expect(
      try await plan(" | where title == \"x\" | sort by municipal | select uuid").request.projection
        == ["title", "municipal", "uuid"])
    #expect(try await plan(" | count").request.projection == [])
    #expect(
      try await plan(" | derive a = title, b = a | summarize max(b) by status").request.projection
        == ["title", "status"])
    #expect(try await plan(" | rename t = title").request.projection == nil)
    #expect(try await plan(" | rename t = title | select t").request.projection == ["title"])
    #expect(
      try await plan(
        " | where url is null | rename title = municipal, municipal = title | select municipal"
      ).request.projection == ["title", "url"])
    #expect(
      try await plan(" | rename a = title | rename b = a | drop uuid | count by b")
        .request.projection == [
          "title", "status", "municipal", "businessName", "sistEndret", "url",
        ])
  }

  @Test("pages may be read ahead only where no limit stands behind")
  func readAhead() async throws {
    #expect(try await plan(" | where title == \"x\" | count").request.mayReadAhead)
    #expect(try await !plan(" | where title == \"x\" | take 5").request.mayReadAhead)
    #expect(try await !plan("", pushdown: false).request.mayReadAhead)
  }

  @Test("no page is pulled that is not needed")
  func pages() async throws {
    let log = (0..<30).map { AdLog.event("k\($0)", "ACTIVE", "t\($0)", "OSLO") }
    for (stages, pages) in [
      (" | take 0", 0), (" | take 3", 1), (" | where title != \"t1\" | take 3", 2),
    ] {
      let script = ScriptedSource.Script(pageSize: 3)
      let fixture = SessionFixture(sources: [AdLog.source(log, script)])
      try await fixture.run("nav.feed" + stages)
      #expect(script.pages == pages, "\(stages)")
    }
  }
}

@Suite struct BrokenSourceTests {
  private func fixture(failsAfter pages: Int, pageSize: Int = 2) -> SessionFixture {
    let script = ScriptedSource.Script(pageSize: pageSize)
    script.fail(afterPages: pages)
    return SessionFixture(sources: [AdLog.source(AdLog.events, script)])
  }

  @Test("a walk that fails before its first page ends with the source's own fault")
  func atOnce() async {
    let fixture = fixture(failsAfter: 0)
    #expect(
      await fixture.message("nav.feed | select uuid")
        == "error[test.broken]: the scripted source broke off")
    #expect(fixture.output.shown.isEmpty)
  }

  @Test("after that, what came is shown and the run ends with status 7, naming the cause")
  func later() async throws {
    let fixture = fixture(failsAfter: 1)
    #expect(try await fixture.status("nav.feed | select uuid; range 1 to 3") == .incomplete)
    #expect(fixture.output.shown == ["uuid\na\nb\n"])
    #expect(fixture.output.reports.map(\.code) == ["test.broken", "run.incomplete"])
  }

  @Test("nothing of a broken walk shows in the statement behind it")
  func forgotten() async throws {
    let fixture = fixture(failsAfter: 1)
    #expect(try await fixture.status("nav.feed") == .incomplete)
    #expect(try await fixture.status("range 1 to 3 | save x") == .done)
    #expect(fixture.tables.csv("x") == "value\n1\n2\n3\n")
  }

  @Test("what a failing statement counted is told then, not with the next")
  func counts() async throws {
    let fixture = fixture(failsAfter: 0)
    _ = await fixture.message("range 1 to 2 | select 1 / 0 | save x; nav.feed")
    #expect(fixture.output.notes.contains("2 null by division by zero in `select`"))
    #expect(try await fixture.status("range 1 to 1") == .done)
    #expect(fixture.output.reports.isEmpty)
  }

  @Test("an error that is no fault of the script is thrown as it is")
  func otherErrors() async {
    struct Gone: Error {}
    let failing = SourceDeclaration(
      name: "gone", summary: "Gone.", columns: [Field("a", .int)],
      open: { _, _ in ClosureSource { throw Gone() } })
    let fixture = SessionFixture(sources: [failing])
    await #expect(throws: Gone.self) { try await fixture.run("gone") }
  }
}

/// A source with one column whose batches a closure makes.
private struct ClosureSource: Source {
  let schema = Schema([Field("a", .int)])
  let next: @Sendable () async throws -> Batch?

  init(_ next: @escaping @Sendable () async throws -> Batch?) { self.next = next }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    GeneratorCursor(next)
  }
}
