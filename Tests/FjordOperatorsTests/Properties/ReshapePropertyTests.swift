import FjordEngine
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

/// Reshaping of random tables, compared with the plainest code that does the same.
@Suite struct ReshapePropertyTests {
  private func csv(_ table: Table, _ stages: String, pageSize: Int) async throws -> String {
    let events = table.rows.map { ScriptedSource.Event($0[0], .live, Array($0.dropFirst())) }
    let source = ScriptedSource(
      table.schema, events, ScriptedSource.Script(pageSize: pageSize))
    let fixture = SessionFixture(sources: [.fixed("made", source)])
    return try await fixture.show("made | " + stages)
  }

  private func table(_ fields: [(String, DataType)], _ rows: [[Value]]) -> Table {
    NaiveTable(fields: fields.map { (name: $0.0, type: $0.1) }, rows: rows).table
  }

  @Test("what is unpivoted and pivoted again is as it was, however rows lie", arguments: 0..<60)
  func roundTrip(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let width = 1 + random.below(4)
    let type: DataType = random.pick([.int, .float, .string, .date, .bool])
    let fields = [("k", DataType.int)] + (0..<width).map { ("c\($0)", type) }
    // A row of nulls alone would leave nothing to pivot.
    let rows = (0..<(1 + random.below(30))).map { row in
      [Value.int(Int64(row))] + (0..<width).map { _ in random.value(type) }
    }.filter { $0.dropFirst().contains { !$0.isNull } }
    guard !rows.isEmpty else { return }
    let table = table(fields, rows)
    let names = fields.dropFirst().map(\.0)
    let values = names.map { "\"\($0)\"" }.joined(separator: ", ")
    let stages =
      "unpivot \(names.joined(separator: ", ")) into n, v"
      + " | pivot n with first(v) by k --values [\(values)]"
    for size in [1, 7, 1000] {
      #expect(try await csv(table, stages, pageSize: size) == table.csv, "\(stages)")
    }
  }

  @Test("pivot agrees with groups made one by one", arguments: 100..<160)
  func pivot(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let rows = (0..<random.below(60)).map { _ in
      [
        Value.int(Int64(random.below(4))),
        random.oneIn(5) ? .null : .string(random.pick(["x", "y", "z"])),
        random.oneIn(4) ? .null : .int(Int64(random.below(9))),
      ]
    }
    let fields = [("k", DataType.int), ("c", .string), ("n", .int)]
    let naive = NaiveTable(fields: fields.map { (name: $0.0, type: $0.1) }, rows: rows)
    let values = naive.groups(by: [{ $0[1] }]).map { $0.key[0] }
    let groups = naive.groups(by: [{ $0[0] }])
    let pivoted = groups.map { group in
      group.key
        + values.flatMap { value -> [Value] in
          let cell = group.rows.filter { $0[1] == value }
          let numbers = cell.compactMap { $0[2].naiveInt }
          return [
            .int(Int64(cell.count)), numbers.isEmpty ? .null : .int(numbers.reduce(0, +)),
          ]
        }
    }
    let names = values.flatMap { value in
      ["count", "sum_n"].map { "\(value.naiveText ?? "null")_\($0)" }
    }
    let wanted = table([("k", .int)] + names.map { ($0, .int) }, pivoted)
    for size in [1, 7, 1000] {
      let given = try await csv(
        table(fields, rows), "pivot c with count(), sum(n) by k", pageSize: size)
      #expect(given == wanted.csv)
    }
  }

  @Test("unnest agrees with a loop over lists", arguments: 200..<260)
  func unnest(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let element = random.type(depth: 1)
    let rows = (0..<random.below(40)).map { row in
      [Value.int(Int64(row)), random.value(.list(element), nullOdds: 4)]
    }
    let made = table([("k", .int), ("l", .list(element))], rows)
    for isOnly in [false, true] {
      let spread = rows.flatMap { row -> [[Value]] in
        if case .list(let values) = row[1], !values.isEmpty { return values.map { [row[0], $0] } }
        return isOnly ? [] : [[row[0], .null]]
      }
      let wanted = table([("k", .int), ("e", element)], spread).csv
      for size in [1, 7, 1000] {
        let given = try await csv(
          made, "unnest l as e" + (isOnly ? " --only" : ""), pageSize: size)
        #expect(given == wanted)
      }
    }
  }

  @Test(
    "a maintained table of elements is that of the last state of each row", arguments: 300..<400)
  func maintained(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let schema = Schema(
      [Field("k", .string), Field("l", .list(.int))], key: KeySemantics(columns: ["k"]))
    let events = (0..<(1 + random.below(30))).map { _ in
      ScriptedSource.Event(
        .string(random.pick(["a", "b", "c"])), random.oneIn(5) ? .gone : .live,
        [
          random.oneIn(6)
            ? .null : .list((0..<random.below(4)).map { _ in .int(Int64(random.below(9))) })
        ])
    }
    let filter = random.oneIn(2) ? " | where e > 3" : ""
    let only = random.oneIn(2) ? " --only" : ""
    let text = "log | unnest l as e\(only)\(filter) | save t"
    let tables = TablesInMemory()
    for count in [random.below(events.count + 1), events.count] {
      let source = ScriptedSource(
        schema, Array(events.prefix(count)), ScriptedSource.Script(pageSize: 1 + random.below(6)))
      let fixture = SessionFixture(sources: [.fixed("log", source)], tables: tables)
      #expect(try await fixture.status(text) == .done)
    }
    var saved: [[Value]] = []
    for event in events {
      saved.removeAll { $0[0] == event.key }
      guard event.state == .live else { continue }
      var elements: [Value] = []
      if case .list(let values) = event.values[0] { elements = values }
      if elements.isEmpty, only.isEmpty { elements = [.null] }
      for (place, element) in elements.enumerated()
      where filter.isEmpty || element.naiveInt ?? 0 > 3 {
        saved.append([event.key, element, .int(Int64(place))])
      }
    }
    #expect(tables.rows("t") == saved, "\(text)")
    #expect(tables.plans.allSatisfy { $0.mode == .maintain })
    #expect(tables.plans.first?.schema.key?.columns == ["k", "e_place"])
  }
}
