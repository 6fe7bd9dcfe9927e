import FjordDiagnostic
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

/// Random event logs saved in whatever pages and runs.
@Suite struct SavePropertyTests {
  @Test(
    "a maintained table is the last state of each key, over any pages, runs and faults",
    arguments: 0..<200)
  func maintained(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let log = EventLog(count: 1 + random.below(40), random: &random)
    let stages = RowStages(random: &random)
    let tables = TablesInMemory()
    let text = "log\(stages.text) | save t"
    for _ in 0..<(1 + random.below(4)) {
      let script = ScriptedSource.Script(pageSize: 1 + random.below(6))
      if random.oneIn(2) { script.fail(afterPages: random.below(5)) }
      let part = log.fixture(script, first: random.below(log.events.count + 1), tables: tables)
      _ = await part.message(text)
      if random.oneIn(4) { _ = await part.message("refresh t") }
    }
    let rest = log.fixture(ScriptedSource.Script(pageSize: 1 + random.below(6)), tables: tables)
    #expect(try await rest.status(text) == .done)
    #expect(tables.rows("t") == EventLog.state(log.events, stages.row), "\(text)")
    #expect(tables.plans.allSatisfy { $0.mode == .maintain })
    #expect(try await rest.status("refresh t") == .done)
    #expect(tables.rows("t") == EventLog.state(log.events, stages.row), "\(text)")
  }

  @Test("a source without checkpoints is walked again, and gives the same", arguments: 0..<40)
  func withoutCheckpoints(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(1000 + seed))
    let log = EventLog(count: 30, random: &random)
    let stages = RowStages(random: &random)
    let tables = TablesInMemory()
    for count in [10, 30] {
      let script = ScriptedSource.Script(pageSize: 4, hasCheckpoints: false)
      #expect(
        try await log.fixture(script, first: count, tables: tables).status(
          "log\(stages.text) | save t")
          == .done)
    }
    #expect(tables.rows("t") == EventLog.state(log.events, stages.row))
  }

  @Test(
    "latest gives the last live row of each key, and a filter before it counts as an end",
    arguments: 0..<100)
  func latest(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(2000 + seed))
    let log = EventLog(count: random.below(40), random: &random)
    let stages = RowStages(random: &random)
    let fixture = log.fixture(ScriptedSource.Script(pageSize: 1 + random.below(6)))
    let before = try await fixture.bound("log\(stages.text) | latest")
    let shown = try await fixture.show("log\(stages.text) | latest")
    let rows = EventLog.state(log.events, stages.row)
    #expect(shown == csv(rows, before.output), "log\(stages.text) | latest")
    let after = try await fixture.show("log | latest\(stages.text)")
    let live = EventLog.state(log.events) { $0 }.compactMap(stages.row)
    #expect(after == csv(live, before.output), "log | latest\(stages.text)")
  }

  @Test(
    "take and skip before save mean the rows as they come, however they lie in pages",
    arguments: 0..<100)
  func cut(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(3000 + seed))
    let log = EventLog(count: 1 + random.below(40), random: &random)
    let stages = RowStages(random: &random)
    let count = random.below(8)
    let passing = log.events.indices.filter { stages.row(EventLog.row(log.events[$0])) != nil }
    let taken = count == 0 ? 0 : count > passing.count ? log.events.count : passing[count - 1] + 1
    let skipped = count == 0 ? 0 : count > passing.count ? log.events.count : passing[count - 1] + 1
    for size in [1, 3, 100] {
      let tables = TablesInMemory()
      let fixture = log.fixture(ScriptedSource.Script(pageSize: size), tables: tables)
      try await fixture.run("log\(stages.text) | take \(count) | save a")
      try await fixture.run("log\(stages.text) | skip \(count) | save b")
      #expect(
        tables.rows("a") == EventLog.state(log.events.prefix(taken), stages.row), "\(stages.text)")
      #expect(
        tables.rows("b") == EventLog.state(log.events.dropFirst(skipped), stages.row),
        "\(stages.text)")
      #expect(tables.plans.allSatisfy { $0.mode == .replace && $0.schema.key != nil })
    }
  }

  @Test("a key of one's own keeps the last row of each", arguments: 0..<40)
  func ownKey(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(4000 + seed))
    let log = EventLog(count: random.below(40), random: &random)
    let tables = TablesInMemory()
    let fixture = log.fixture(ScriptedSource.Script(pageSize: 1 + random.below(6)), tables: tables)
    try await fixture.run("log | save t by i, b; refresh t")
    var rows: [[Value]] = []
    for row in log.events.map(EventLog.row) {
      rows.removeAll { $0[1] == row[1] && $0[3] == row[3] }
      rows.append(row)
    }
    #expect(tables.rows("t") == rows)
    #expect(
      tables.plans.allSatisfy { $0.mode == .replace && $0.schema.key?.columns == ["i", "b"] })
  }

  private func csv(_ rows: [[Value]], _ schema: Schema) -> String {
    NaiveTable(fields: schema.fields.map { ($0.name, $0.type) }, rows: rows).table.csv
  }
}
