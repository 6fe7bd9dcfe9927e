import FjordEngine
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

/// Generated pipelines over generated tables.
@Suite struct PipelinePropertyTests {
  /// One table with stages behind it.
  private struct Case {
    let table: NaiveTable
    let pipeline: GeneratedPipeline

    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      let types = (0..<(2 + random.below(4))).map { _ in random.pick(ExpressionGenerator.types) }
      let fields = types.enumerated().map { ("c\($0.offset)", $0.element) }
      let rows = (0..<random.below(60)).map { _ in
        types.map { ExpressionGenerator.value($0, &random) }
      }
      table = NaiveTable(fields: fields, rows: rows)
      pipeline = GeneratedPipeline(behind: table, length: 1 + random.below(5), random: &random)
    }

    /// What the pipeline gives over a source that behaves as told.
    func run(
      pageSize: Int, answer: PushdownAnswer = .no, limit: PushdownAnswer = .no,
      pushdown: Bool = true, memory: Int? = nil, threads: Int = 1
    ) async throws -> String {
      let script = ScriptedSource.Script(pageSize: pageSize, answer: answer, limitAnswer: limit)
      let events = table.rows.map { ScriptedSource.Event($0[0], .live, Array($0.dropFirst())) }
      let source = ScriptedSource(table.table.schema, events, script)
      let fixture = SessionFixture(
        sources: [.fixed("made", source)], memory: memory, threads: threads)
      let bound = try await fixture.bound("made" + pipeline.text)
      let batches = try await Plan(bound, pushdown: pushdown).open(in: fixture.services.context)
        .collect()
      return Table(schema: bound.output, batches: batches).csv
    }
  }

  @Test("a pipeline gives what the plainest code gives", arguments: 0..<400)
  func agreesWithNaive(_ seed: Int) async throws {
    let made = Case(seed: UInt64(seed))
    let given = try await made.run(pageSize: 7)
    #expect(
      given == made.pipeline.result.table.csv, "made\(made.pipeline.text)\n\(made.table.table.csv)")
  }

  @Test("the size of batches changes nothing", arguments: 400..<600)
  func batchSize(_ seed: Int) async throws {
    let made = Case(seed: UInt64(seed))
    let whole = try await made.run(pageSize: 1000)
    for size in [1, 7] {
      #expect(try await made.run(pageSize: size) == whole, "made\(made.pipeline.text)")
    }
  }

  @Test("what a source takes over changes nothing", arguments: 600..<800)
  func pushdown(_ seed: Int) async throws {
    let made = Case(seed: UInt64(seed))
    let here = try await made.run(pageSize: 5, pushdown: false)
    for answer in [PushdownAnswer.exact, .inexact, .no] {
      for limit in [PushdownAnswer.exact, .no] {
        let there = try await made.run(pageSize: 5, answer: answer, limit: limit)
        #expect(there == here, "\(answer) \(limit): made\(made.pipeline.text)")
      }
    }
  }

  @Test("batches, cores and memory change nothing together", arguments: 800..<900)
  func resources(_ seed: Int) async throws {
    let made = Case(seed: UInt64(seed))
    let expected = try await made.run(pageSize: 1000)
    for (size, memory, threads) in [
      (1, 1, 2), (7, nil, 2), (1000, 2_000, 2), (100_000, 1, 1), (7, 20_000, 3),
    ] {
      let given = try await made.run(pageSize: size, memory: memory, threads: threads)
      #expect(
        given == expected,
        "batches of \(size), memory \(memory ?? -1), \(threads) threads: made\(made.pipeline.text)")
    }
  }
}
