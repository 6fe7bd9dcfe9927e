import FjordPlugin
import FjordTable
import FjordTestSupport
import GRDBSQLite
import Testing

@testable import FjordStore

struct RoundTripTests {
  private let scratch = Scratch()

  private static let types: [DataType] = [
    .bool, .int, .float, .string, .date, .timestamp, .duration, .binary, .list(.int),
    .record([
      RecordField("a b", .string), RecordField("é", .list(.record([RecordField("x", .date)]))),
    ]),
  ]

  private func value(_ type: DataType, _ random: inout SeededGenerator, depth: Int = 0) -> Value {
    if random.oneIn(6) { return .null }
    let bits = Int64(bitPattern: random.next()) >> Int64(random.below(64))
    switch type {
    case .bool: return .bool(random.oneIn(2))
    case .int: return .int(bits)
    case .float:
      return .float(random.pick([0, 1, -1.5, .infinity, -.infinity, .pi, Double(bits), 1e300]))
    case .string: return .string(random.pick(Self.hostile))
    case .date: return .date(random.oneIn(3) ? bits : bits % 40_000)
    case .timestamp: return .timestamp(bits)
    case .duration: return .duration(CalendarDuration(months: bits % 50, microseconds: bits))
    case .binary: return .binary((0..<random.below(6)).map { _ in UInt8(random.below(256)) })
    case .list(let element):
      return .list((0..<random.below(4)).map { _ in value(element, &random, depth: depth + 1) })
    case .record(let fields):
      return .record(fields.map { NamedValue($0.name, value($0.type, &random, depth: depth + 1)) })
    }
  }

  private static let hostile = [
    "", " ", "\0", "a\0b", "'", "\"", "');DROP TABLE t;--", "\u{1F600}", "e\u{301}", "ØÆÅ", "NULL",
    "12", "1e3", "\u{FEFF}", "\u{10FFFF}", "a\nb\r\t", "%s", "\\", "NaN",
    String(repeating: "long ", count: 3000),
  ]

  @Test(arguments: 0..<12)
  func `values of every type come back as they were`(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let fields = Self.types.enumerated().map { Field("c\($0)", $1) }
    let plan = SavePlan("t", .replace, schema: Schema(fields))
    let rows = (0..<(1 + random.below(40))).map { _ in
      Self.types.map { value($0, &random) }
    }
    let columns = Self.types.indices.map { place in
      Column(Self.types[place], rows.map { $0[place] })
    }
    let batch = Batch(columns: columns, count: rows.count)
    let cut = random.below(rows.count + 1)
    let store = scratch.store(rowsPerBatch: 7)
    try await store.save(plan, [batch.slice(0..<cut), batch.slice(cut..<rows.count)])
    #expect(try await store.rows("t") == rows)
    #expect(try await store.check() == [])
  }

  @Test(arguments: 0..<6)
  func `values of every type are keys`(seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(100 + seed))
    let type = Self.types[(seed * 2 + 1) % Self.types.count]
    let schema = Schema(
      [Field("k", type), Field("l", .string), Field("n", .int)],
      key: KeySemantics(columns: ["k", "l"]))
    var model: [[Value]: Int64] = [:]
    let store = scratch.store()
    for page in 0..<4 {
      let keys = (0..<20).map { _ in [value(type, &random), value(.string, &random)] }
      for (place, key) in keys.enumerated() { model[key] = Int64(page * 100 + place) }
      let columns = [
        Column(type, keys.map { $0[0] }), Column(.string, keys.map { $0[1] }),
        Column(.int, keys.indices.map { .int(Int64(page * 100 + $0)) }),
      ]
      try await store.save(
        SavePlan("t", .maintain, schema: schema),
        [Batch(columns: columns, count: 20, checkpoint: Checkpoint("\(page)"))])
    }
    let rows = try await store.rows("t")
    #expect(rows.count == model.count)
    for row in rows { #expect(model[[row[0], row[1]]].map { .int($0) } == row[2]) }
    #expect(try await store.check() == [])
  }

  @Test func `a NaN comes back and is a key like another`() async throws {
    let schema = Schema([Field("x", .float)], key: KeySemantics(columns: ["x"]))
    let store = scratch.store()
    let column = Column(.float, [.float(.nan), .float(-0.0), .float(0), .float(.nan)])
    try await store.save(
      SavePlan("t", .maintain, schema: schema),
      [Batch(columns: [column], count: 4, checkpoint: Checkpoint("1"))])
    let rows = try await store.rows("t")
    #expect(rows.count == 2)
    guard case .float(let number)? = rows.last?.first else {
      Issue.record("a float was expected")
      return
    }
    #expect(number.isNaN)
  }

  @Test(arguments: [
    "a\"b", "drop table x", "år", "select", "'; --", "\u{1F600}", "t.u", "[x]", "1",
  ])
  func `any name can be a table and a column`(name: String) async throws {
    let schema = Schema(
      [Field(name, .string), Field(name.uppercased() + "x", .int), Field(name + "X", .int)],
      key: KeySemantics(columns: [name]))
    let columns = [
      Column(.string, [.string("k")]), Column(.int, [.int(1)]), Column(.int, [.int(2)]),
    ]
    let store = scratch.store()
    let plan = SavePlan(name, .maintain, name, schema: schema)
    for checkpoint in ["1", "2"] {
      try await store.save(
        plan, [Batch(columns: columns, count: 1, checkpoint: Checkpoint(checkpoint))])
    }
    #expect(try await store.rows(name) == [[.string("k"), .int(1), .int(2)]])
    #expect(try await store.info(name)?.schema == schema)
    try await store.save(
      SavePlan(name, .replace, name, schema: schema), [Batch(columns: columns, count: 1)])
    #expect(try await store.check() == [])
    try await store.drop(name)
    #expect(try await store.list().isEmpty)
  }

  @Test func `as many columns as a table can have are saved`() async throws {
    let fields = (0..<TableLayout.columnLimit).map { Field("c\($0)", .int) }
    let columns = fields.indices.map { Column(.int, [.int(Int64($0))]) }
    let store = scratch.store()
    try await store.save(
      SavePlan("t", .replace, schema: Schema(fields)), [Batch(columns: columns, count: 1)])
    #expect(try await store.rows("t") == [fields.indices.map { .int(Int64($0)) }])
  }

  @Test func `a dictionary column and slices of columns are saved by their values`() async throws {
    let values = Column(.string, [.string("x"), .string("y")])
    guard case .text(let text) = values.storage else { return }
    let codes: [Int32] = [0, 1, 1, 0, 1]
    let column = Column(
      .string, count: 5, validity: Bitmap([true, true, false, true, true]),
      .dictionary(codes: codes[...], values: text))
    let bits = Column(.bool, [true, false, true, false, true].map { .bool($0) })
    let batch = Batch(columns: [column, bits], count: 5).slice(1..<4)
    let schema = Schema([Field("s", .string), Field("b", .bool)])
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace, schema: schema), [batch])
    #expect(
      try await store.rows("t")
        == [[.string("y"), .bool(false)], [.null, .bool(true)], [.string("x"), .bool(false)]])
  }

  @Test func `another tool sees plain columns of plain types`() async throws {
    let schema = Schema([
      Field("s", .string), Field("b", .bool), Field("d", .date), Field("t", .timestamp),
      Field("l", .list(.int)), Field("x", .float),
    ])
    let values: [Value] = [
      .string("å"), .bool(true), .date(0), .timestamp(1), .list([.int(1)]), .float(2),
    ]
    let store = scratch.store()
    let columns = zip(schema.fields, values).map { Column($0.type, [$1]) }
    try await store.save(
      SavePlan("t", .replace, schema: schema), [Batch(columns: columns, count: 1)])
    let found = try await store.writer().access { connection in
      try connection.rows("SELECT quote(s), b, d, t, l, typeof(x) FROM t") { row in
        (0..<6).map { row.text($0) }
      }
    }
    #expect(found == [["'å'", "1", "1970-01-01", "1970-01-01T00:00:00.000001Z", "[1]", "real"]])
  }

  @Test(arguments: ["x'C3'", "x'61C3'", "x'A561'", "x'EDA080'"])
  func `text that another tool wrote in no UTF-8 is mended`(bytes: String) async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [Batch([Line("a", "å"), Line("b", "ø")])])
    try await store.writer().access { connection in
      _ = try connection.run("UPDATE t SET title = CAST(\(bytes) AS TEXT) WHERE id = 'a'")
    }
    let rows = try await store.rows("t")
    guard case .string(let title) = rows[0][1] else { return }
    #expect(title.contains("\u{FFFD}"))
    #expect(rows[1] == [.string("b"), .string("ø")])
  }

  @Test(arguments: [
    ("i", "'x'"), ("d", "'2026-02-30'"), ("d", "12"), ("l", "'[1'"), ("b", "x'00'"), ("x", "'abc'"),
  ])
  func `a value that another tool spoilt is named`(column: String, value: String) async throws {
    let schema = Schema([
      Field("i", .int), Field("d", .date), Field("l", .list(.int)), Field("b", .bool),
      Field("x", .float),
    ])
    let store = scratch.store()
    let columns = schema.fields.map { Column($0.type, [.null]) }
    try await store.save(
      SavePlan("t", .replace, schema: schema), [Batch(columns: columns, count: 1)])
    try await store.writer().access { _ = try $0.run("UPDATE t SET \(column) = \(value)") }
    let error = await #expect(throws: (any Error).self) { try await store.rows("t") }
    #expect("\(error.map { "\($0)" } ?? "")".contains("store.unreadable-value"))
  }
}
