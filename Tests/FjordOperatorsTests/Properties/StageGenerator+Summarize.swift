import FjordTable
import FjordTestSupport

/// An aggregate as text, what it gives of a group's rows, and in SQL: a call, over rows that have a
/// column more where one is named.
struct GeneratedAggregate {
  let text: String
  let type: DataType
  let value: ([[Value]]) -> Value
  /// Nil where SQLite has no such aggregate.
  let sql: String?
}

extension StageGenerator {
  /// Some aggregates by no or some keys.
  mutating func summarize(_ table: NaiveTable) -> GeneratedStage {
    var keys: [(name: String, made: GeneratedExpression)] = []
    for _ in 0..<random.below(3) { keys.append((freshName(), expression(table))) }
    var aggregates: [(name: String, made: GeneratedAggregate)] = []
    for _ in 0...random.below(3) {
      let made = aggregate(table)
      aggregates.append((freshName(), made))
    }
    let groups =
      keys.isEmpty ? [(key: [], rows: table.rows)] : table.groups(by: keys.map(\.made.value))
    let text =
      "summarize " + aggregates.map { "\($0.name) = \($0.made.text)" }.joined(separator: ", ")
      + (keys.isEmpty
        ? "" : " by " + keys.map { "\($0.name) = \($0.made.text)" }.joined(separator: ", "))
    let called = aggregates.compactMap { aggregate in
      aggregate.made.sql.map { "\($0) AS \(aggregate.name)" }
    }
    return GeneratedStage(
      text,
      NaiveTable(
        fields: keys.map { ($0.name, $0.made.type) } + aggregates.map { ($0.name, $0.made.type) },
        rows: groups.map { group in group.key + aggregates.map { $0.made.value(group.rows) } }),
      sql: called.count < aggregates.count
        ? nil : SQLText.grouped(keys: keys.map { ($0.name, $0.made.sql) }, called))
  }

  mutating func aggregate(_ table: NaiveTable) -> GeneratedAggregate {
    let word = random.pick([
      "count", "rows", "distinct", "sum", "avg", "min", "max", "first", "last",
    ])
    if word == "rows" {
      return GeneratedAggregate(
        text: "count()", type: .int, value: { .int(Int64($0.count)) }, sql: "count(*)")
    }
    let made = expression(table, word == "sum" || word == "avg" ? .int : nil)
    let type: DataType =
      switch word {
      case "count", "distinct", "sum": .int
      case "avg": .float
      default: made.type
      }
    let sql: String? =
      switch word {
      case "first", "last": nil
      case "distinct": "count(DISTINCT \(made.sql))"
      default: "\(word)(\(made.sql))"
      }
    return GeneratedAggregate(
      text: "\(word)(\(made.text))", type: type,
      value: { rows in Self.aggregate(word, rows.map(made.value).filter { !$0.isNull }) }, sql: sql)
  }

  private static func aggregate(_ word: String, _ values: [Value]) -> Value {
    let numbers = values.compactMap(\.naiveInt)
    switch word {
    case "count": return .int(Int64(values.count))
    case "distinct": return .int(Int64(Set(values).count))
    case "sum": return numbers.isEmpty ? .null : .int(numbers.reduce(0, +))
    case "avg":
      return numbers.isEmpty ? .null : .float(Double(numbers.reduce(0, +)) / Double(numbers.count))
    case "first": return values.first ?? .null
    case "last": return values.last ?? .null
    default:
      guard var best = values.first else { return .null }
      for value in values.dropFirst() {
        let order = value.naiveOrder(best) ?? 0
        if word == "min" ? order < 0 : order > 0 { best = value }
      }
      return best
    }
  }
}
