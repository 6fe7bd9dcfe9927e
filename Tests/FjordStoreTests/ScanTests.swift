import FjordDiagnostic
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import FjordStore

struct ScanTests {
  private let scratch = Scratch()

  private static let types: [DataType] = [
    .int, .float, .string, .bool, .date, .timestamp, .binary, .duration, .list(.int),
  ]

  private static func pool(_ type: DataType) -> [Value] {
    switch type {
    case .int: [-1, 0, 1, 5, .max, .min, 9_007_199_254_740_993].map { .int($0) }
    case .float:
      [-1, -0.0, 0, 0.5, .nan, .infinity, -.infinity, 9_007_199_254_740_992].map { .float($0) }
    case .string: ["", "a", "A", "a\0", "å", "b", "10", "9"].map { .string($0) }
    case .bool: [.bool(true), .bool(false)]
    case .date: [-800_000, -719_528, -1, 0, 1, 20_000, 2_932_896, 3_000_000].map { .date($0) }
    case .timestamp:
      [-63_000_000_000_000_000, -1, 0, 1, 1_777_636_800_000_000, 260_000_000_000_000_000]
        .map { .timestamp($0) }
    case .binary: [[], [0], [0, 1], [255]].map { .binary($0) }
    case .duration: [.duration(CalendarDuration(months: 1, microseconds: 0))]
    default: [.list([]), .list([.int(1)])]
    }
  }

  private func tests(_ random: inout SeededGenerator) -> [Predicate] {
    let comparisons: [Predicate.Test] = [
      .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
    ]
    return Self.types.enumerated().flatMap { place, type in
      let pool = Self.pool(type) + (type.isNumeric ? Self.pool(.int) + Self.pool(.float) : [])
      let name = "c\(place)"
      return pool.flatMap { value in comparisons.map { Predicate(name, $0, [value]) } }
        + [Predicate(name, .isNull, []), Predicate(name, .isNotNull, [])]
        + (0..<4).map { count in
          Predicate(name, .oneOf, (0..<count).map { _ in random.pick(pool) })
        }
    }
  }

  private func holds(_ predicate: Predicate, _ column: Column) -> [Bool] {
    switch predicate.test {
    case .isNull: return (0..<column.count).map { column.isNull($0) }
    case .isNotNull: return (0..<column.count).map { !column.isNull($0) }
    case .oneOf:
      return predicate.values.reduce(Array(repeating: false, count: column.count)) { found, value in
        zip(found, holds(Predicate(predicate.column, .equal, [value]), column)).map { $0 || $1 }
      }
    default:
      guard let comparison = Comparison(rawValue: predicate.test.rawValue) else { return [] }
      return column.compared(comparison, to: predicate.values[0]).values.map { $0 == .bool(true) }
    }
  }

  @Test func `what is taken over exactly gives the rows that the kernels give`() async throws {
    var random = SeededGenerator(seed: 8)
    let fields = Self.types.enumerated().map { Field("c\($0)", $1) }
    let columns = Self.types.map { type in
      Column(type, (0..<60).map { _ in random.oneIn(7) ? .null : random.pick(Self.pool(type)) })
    }
    let store = scratch.store(rowsPerBatch: 16)
    let schema = Schema(fields)
    try await store.save(
      SavePlan("t", .replace, schema: schema), [Batch(columns: columns, count: 60)])
    let source = try await store.source("t")
    let marks = Column(.string, columns[2].values)
    var taken = 0
    for predicate in tests(&random) where source.answer(to: predicate) == .exact {
      taken += 1
      let place = try #require(schema.index(of: predicate.column))
      let wanted = holds(predicate, columns[place])
      let expected = (0..<60).filter { wanted[$0] }.map { marks.value(at: $0) }
      let rows = try await store.rows("t", ScanRequest(predicates: [predicate], projection: ["c2"]))
      #expect(rows.map { $0[2] } == expected, "\(predicate)")
    }
    #expect(taken > 300)
    #expect(source.answer(to: Predicate("c7", .equal, Self.pool(.duration))) == .no)
    #expect(source.answer(to: Predicate("c0", .equal, [.string("1")])) == .no)
    #expect(source.answer(to: Predicate("nowhere", .isNull, [])) == .no)
    #expect(source.answer(toLimit: 5) == .exact)
  }

  @Test(arguments: [1, 2, 3, 4, 10])
  func `a limit gives the first rows, in batches of any size`(limit: Int) async throws {
    let store = scratch.store(rowsPerBatch: 3)
    let lines = (0..<8).map { Line("\($0)") }
    try await store.save(SavePlan("t", .replace), [Batch(lines)])
    let rows = try await store.rows("t", ScanRequest(limit: limit))
    #expect(rows.map { $0[0] } == lines.prefix(limit).map { .string($0.id ?? "") })
    #expect(try await store.rows("t", ScanRequest(limit: 0)).isEmpty)
  }

  @Test func `columns that nobody looks at are null`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [Batch([Line("a", "x"), Line("b", "y")])])
    let rows = try await store.rows("t", ScanRequest(projection: ["title"]))
    #expect(rows == [[.null, .string("x")], [.null, .string("y")]])
    let none = try await store.rows("t", ScanRequest(projection: []))
    #expect(none == [[.null, .null], [.null, .null]])
  }

  @Test func `a scan has the identity of its rows where it is wanted`() async throws {
    let store = scratch.store(rowsPerBatch: 2)
    try await store.save(
      SavePlan("t", .maintain),
      [Batch([Line("a", at: 1), Line("b", at: 2), Line("a", "2", at: 3)], checkpoint: "1")])
    let request = ScanRequest(projection: ["title"], wantsIdentity: true)
    let batch = try #require(try await store.batches("t", request).first)
    let identity = try #require(batch.identity)
    #expect(identity.keys.map(\.values) == [[.string("b"), .string("a")]])
    #expect(identity.states == [.live, .live])
    #expect(identity.expiry == nil)
    guard case .int(let first) = identity.positions.value(at: 0),
      case .int(let second) = identity.positions.value(at: 1)
    else { return }
    #expect(first < second)
    #expect(try await store.batches("t").first?.identity == nil)
    #expect(try await store.source("t").schema.key == Line.schema.key)
  }

  @Test func `a scan sees one moment, and does not keep writers waiting`() async throws {
    let store = scratch.store(rowsPerBatch: 2)
    let lines = (0..<6).map { Line("\($0)", "old", at: Int64($0)) }
    try await store.save(SavePlan("t", .maintain), [Batch(lines, checkpoint: "1")])
    let source = try #require(try await store.source("t") as? SavedTableSource)
    let cursor = source.cursor(ScanRequest())
    let first = try #require(try await cursor.next())
    let changed = lines.map { Line($0.id, "new", at: $0.position + 10) }
    try await store.save(SavePlan("t", .maintain), [Batch(changed, checkpoint: "2")])
    try await store.save(SavePlan("t", .rewalk), [Batch([Line("z", "new")], checkpoint: "3")])
    let rest = try await cursor.collect()
    let titles = ([first] + rest).flatMap { $0.columns[1].values }
    #expect(titles == Array(repeating: .string("old"), count: 6))
    #expect(try await store.lines("t") == ["z=new"])
  }

  @Test func `a table that was given other columns since it was looked up is not misread`()
    async throws
  {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [Batch([Line("a")])])
    let source = try #require(try await store.source("t") as? SavedTableSource)
    try await store.save(SavePlan("t", .replace, schema: Schema([Field("n", .int)])), [])
    let error = await #expect(throws: Diagnostic.self) {
      try await source.cursor(ScanRequest()).next()
    }
    #expect(error?.code == "store.changed-meanwhile")
  }

  @Test func `a name that is not saved is answered with the nearest one`() async throws {
    let store = scratch.store()
    for name in ["bergen", "oslo"] { try await store.save(SavePlan(name, .replace), []) }
    let error = await #expect(throws: Diagnostic.self) { try await store.source("bergn") }
    #expect(error?.code == "store.unknown-table" && error?.status == .check)
    #expect(error?.fix == "`bergen` might be meant")
    #expect(error?.reason == "saved are bergen, oslo")
  }

  @Test func `the plan of a scan is its SQL`() async throws {
    let store = scratch.store()
    try await store.save(SavePlan("t", .replace), [])
    let request = ScanRequest(
      predicates: [Predicate("title", .oneOf, [.string("it's"), .string("?")])],
      projection: ["id"], limit: 5)
    let plan = try await store.source("t").plan(request)
    #expect(
      plan == [
        "reads \(scratch.path)",
        "SELECT \"id\" FROM \"t\" WHERE \"title\" IN ('it''s', '?') LIMIT 5",
      ])
  }
}
