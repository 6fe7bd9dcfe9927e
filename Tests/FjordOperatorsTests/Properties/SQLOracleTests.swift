import FjordEngine
import FjordPlugin
import FjordTable
import FjordTestSupport
import Foundation
import Testing

/// Generated pipelines are put to SQLite as queries over the same rows.
@Suite struct SQLOracleTests {
  /// How many pipelines are made; ten times as many in a long run.
  private static let seeds =
    0..<(ProcessInfo.processInfo.environment["FJORD_LONG_TESTS"] == nil ? 400 : 4000)

  private static func table(_ random: inout SeededGenerator, rows: Int) -> NaiveTable {
    let types = (0..<(2 + random.below(4))).map { _ in random.pick(ExpressionGenerator.types) }
    return NaiveTable(
      fields: types.enumerated().map { ("c\($0.offset)", $0.element) },
      rows: (0..<rows).map { _ in types.map { ExpressionGenerator.value($0, &random) } })
  }

  private static func given(
    _ text: String, _ tables: [(name: String, table: NaiveTable)]
  ) async throws -> Table {
    let fixture = SessionFixture(
      sources: tables.map { .fixed($0.name, TableSource($0.table.table)) }, threads: 2)
    let bound = try await fixture.bound(text)
    let batches = try await Plan(bound).open(in: fixture.services.context).collect()
    return Table(schema: bound.output, batches: batches)
  }

  /// How many brackets stand within each other.
  private static func depth(_ query: String) -> Int {
    var (depth, deepest) = (0, 0)
    for byte in query.utf8 {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      deepest = max(deepest, depth)
    }
    return deepest
  }

  /// Compares rows: floats within 1e-9 of each other.
  private static func agree(_ a: [[Value]], _ b: [[Value]]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { x, y in
        x.count == y.count
          && zip(x, y).allSatisfy { one, other in
            if case .float(let p) = one, case .float(let q) = other {
              return abs(p - q) <= 1e-9 * max(1, abs(p), abs(q))
            }
            return one == other
          }
      }
  }

  @Test("a pipeline gives what SQLite gives for its query", arguments: seeds)
  func agrees(_ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(900_000 + seed))
    let table = Self.table(&random, rows: random.below(60))
    // Some stages have no query, and SQLite's parser goes so deep only: then another one is made.
    var pipeline: GeneratedPipeline
    repeat {
      pipeline = GeneratedPipeline(behind: table, length: 1 + random.below(5), random: &random)
    } while pipeline.sql.map { Self.depth($0) > 50 } ?? true
    let query = try #require(pipeline.sql)
    let database = try SQLDatabase()
    try database.insert(table, named: "made")
    let given = try await Self.given("made" + pipeline.text, [("made", table)])
    let types = given.schema.fields.map(\.type)
    let names = given.schema.names.joined(separator: ", ")
    let expected = try database.rows("SELECT \(names) FROM (\(query)) ORDER BY _o", as: types)
    #expect(
      Self.agree(given.rows, expected),
      "made\(pipeline.text)\n\(query)\n\(given.rows)\n\(expected)")
  }

  @Test(
    "joins and unions give what SQLite gives",
    arguments: ["", "--left", "--full", "--semi", "--anti", "union"], 0..<12)
  func joins(_ kind: String, _ seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(950_000 + seed))
    func side(_ key: String, _ value: String) -> NaiveTable {
      NaiveTable(
        fields: [(key, .int), (value, .string)],
        rows: (0..<random.below(40)).map { _ in
          [ExpressionGenerator.value(.int, &random), ExpressionGenerator.value(.string, &random)]
        })
    }
    let isUnion = kind == "union"
    let left = side("a", "x")
    let right = isUnion ? side("a", "x") : side("b", "y")
    let database = try SQLDatabase()
    try database.insert(left, named: "l")
    try database.insert(right, named: "r")
    let on = "l.a = r.b"
    let query =
      switch kind {
      case "--left": "SELECT a, x, b, y FROM l LEFT JOIN r ON \(on) ORDER BY l._o, r._o"
      case "--full":
        """
        SELECT a, x, b, y FROM l FULL JOIN r ON \(on) \
        ORDER BY l._o IS NULL, l._o, r._o
        """
      case "--semi":
        "SELECT a, x FROM l WHERE EXISTS (SELECT 1 FROM r WHERE \(on)) ORDER BY _o"
      case "--anti":
        "SELECT a, x FROM l WHERE NOT EXISTS (SELECT 1 FROM r WHERE \(on)) ORDER BY _o"
      case "union":
        """
        SELECT a, x FROM (SELECT a, x, 0 AS s, _o FROM l UNION ALL SELECT a, x, 1, _o FROM r) \
        ORDER BY s, _o
        """
      default: "SELECT a, x, b, y FROM l JOIN r ON \(on) ORDER BY l._o, r._o"
      }
    let text = isUnion ? "l | union r" : "l | join r on a = b \(kind)"
    let given = try await Self.given(text, [("l", left), ("r", right)])
    let expected = try database.rows(query, as: given.schema.fields.map(\.type))
    #expect(Self.agree(given.rows, expected), "\(text)\n\(given.rows)\n\(expected)")
  }
}

extension Table {
  /// The values row by row.
  fileprivate var rows: [[Value]] {
    batches.flatMap { batch in
      (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } }
    }
  }
}
