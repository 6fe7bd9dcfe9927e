import FjordDiagnostic
import FjordPlugin
import FjordTable
import FjordTestSupport
import Synchronization
import Testing

/// A look-up stage behind a keyed source: details that can't be had stay pending.
@Suite struct LookupTests {
  @Test("a detail that can't be had leaves the saved row and is asked for again")
  func pending() async throws {
    let tables = TablesInMemory()
    let details = ScriptedLookup()
    let fixture = SessionFixture(
      sources: [AdLog.source(), details.source], tables: tables)
    details.fail(["b"])
    #expect(try await fixture.status("nav.feed | test.detail | save t") == .incomplete)
    #expect(tables.rows("t").map { $0[0] } == [.string("a")])
    #expect(tables.pending("t").map(\.key) == [[.string("b")]])
    details.fail([])
    #expect(try await fixture.status("refresh t") == .done)
    #expect(tables.rows("t").map { $0[0] } == [.string("a"), .string("b")])
    #expect(tables.rows("t").last?.last == .string("detail of b"))
    #expect(tables.pending("t").isEmpty)
  }

  @Test("a filter can't judge what is not known: a pending row behind it stays as it was")
  func filtered() async throws {
    let tables = TablesInMemory()
    let details = ScriptedLookup()
    let fixture = SessionFixture(sources: [AdLog.source(), details.source], tables: tables)
    details.fail(["b"])
    let text = "nav.feed | test.detail | where detail contains \"detail\" | save t"
    #expect(try await fixture.status(text) == .incomplete)
    #expect(tables.pending("t").map(\.key) == [[.string("b")]])
    details.fail([])
    #expect(try await fixture.status(text) == .done)
    #expect(Set(tables.rows("t").map { $0[0] }) == [.string("a"), .string("b")])
  }

  @Test("a limit passes through a look-up, so that no detail is asked for in vain")
  func limit() async throws {
    let script = ScriptedSource.Script(pageSize: 100, limitAnswer: .exact)
    let details = ScriptedLookup()
    let fixture = SessionFixture(sources: [AdLog.source(AdLog.events, script), details.source])
    try await fixture.run("nav.feed | test.detail | take 2")
    #expect(details.asked == ["a", "b"])
  }

  @Test("a look-up needs its columns, and takes no arguments as a stage")
  func faults() async {
    let fixture = SessionFixture(sources: [AdLog.source(), ScriptedLookup().source])
    #expect(
      await fixture.message("nav.feed | drop uuid | test.detail") == """
        error[bind.lookup-columns]: `test.detail` needs the column `uuid`
          nav.feed | drop uuid | test.detail
                                 ~~~~~~~~~~~
          why: it looks rows up by it
        """)
    #expect(
      await fixture.message("nav.feed | test.detail \"a\" by x") == """
        error[bind.items]: `test.detail` expected no argument as a stage, found 1
          nav.feed | test.detail "a" by x
                                 ~~~
          fix: usage: `test.detail [--option value]`

        error[bind.unknown-clause]: `test.detail` takes no `by`
          nav.feed | test.detail "a" by x
                                     ~~
          why: `test.detail` has no clauses
        """)
  }
}

/// A look-up that adds a column, and fails for keys of the test's choice.
private final class ScriptedLookup: Sendable {
  private let failing = Mutex<Set<String>>([])
  private let asking = Mutex<[String]>([])

  /// Makes details of some keys fail from here on.
  func fail(_ keys: Set<String>) { failing.withLock { $0 = keys } }

  /// The keys whose details were asked for, in order.
  var asked: [String] { asking.withLock { $0 } }

  var source: SourceDeclaration {
    SourceDeclaration(
      name: "test.detail", summary: "A detail.", columns: [Field("uuid", .string)],
      lookup: LookupDeclaration(
        summary: "Adds a detail.", requiredColumns: ["uuid"], columns: [Field("detail", .string)],
        make: { [self] _, input, _ in Stage(owner: self, input: input) }),
      open: { _, _ in throw Diagnostic(code: "test.none", "a stage alone") })
  }

  private struct Stage: Lookup {
    let owner: ScriptedLookup
    let input: Schema

    var output: Schema { Schema(input.fields + [Field("detail", .string)], key: input.key) }

    var plan: String { "a detail a row" }

    func run(_ input: any Cursor, retrying payloads: [PendingRow], in context: RunContext)
      -> any Cursor
    {
      LookupCursor(input, owner, self.input, payloads, context)
    }
  }

  private actor LookupCursor: Cursor {
    private let input: any Cursor
    private let owner: ScriptedLookup
    private let schema: Schema
    private var retried: [PendingRow]
    private let context: RunContext

    init(
      _ input: any Cursor, _ owner: ScriptedLookup, _ schema: Schema, _ retried: [PendingRow],
      _ context: RunContext
    ) {
      self.input = input
      self.owner = owner
      self.schema = schema
      self.retried = retried
      self.context = context
    }

    func next() async throws -> Batch? {
      if let row = retried.first {
        retried.removeFirst()
        let columns = schema.fields.map { field in
          Column(field.type, [field.name == "uuid" ? row.key[0] : .null])
        }
        let identity = RowIdentity(
          keys: [Column(.string, row.key)], states: [.live],
          positions: Column(.int, [.int(row.position)]))
        return complete(Batch(columns: columns, count: 1, identity: identity))
      }
      return try await input.next().map(complete)
    }

    private func complete(_ batch: Batch) -> Batch {
      let keys = batch.columns[schema.index(of: "uuid") ?? 0].values
      var states = batch.identity?.states
      var pending = batch.pending
      var details: [Value] = []
      for (row, key) in keys.enumerated() {
        guard case .string(let text) = key else { continue }
        owner.asking.withLock { $0.append(text) }
        guard owner.failing.withLock({ $0.contains(text) }) else {
          details.append(.string("detail of \(text)"))
          continue
        }
        details.append(.null)
        context.notices.markIncomplete(Diagnostic(.warning, code: "test.detail", "no detail"))
        states?[row] = .pending
        pending.append(PendingRow(key: [key], position: Int64(row), payload: text))
      }
      let identity = batch.identity.map {
        RowIdentity(keys: $0.keys, states: states ?? [], positions: $0.positions)
      }
      return Batch(
        columns: batch.columns + [Column(.string, details)], count: batch.count, identity: identity,
        retractions: batch.retractions, pending: pending, checkpoint: batch.checkpoint)
    }
  }
}
