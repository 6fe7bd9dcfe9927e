import FjordTable
import FjordTestSupport

extension StageGenerator {
  /// Some aggregates by no or some keys.
  mutating func summarize(_ table: NaiveTable) -> (String, NaiveTable) {
    var keys: [(name: String, made: GeneratedExpression)] = []
    for _ in 0..<random.below(3) { keys.append((freshName(), expression(table))) }
    var aggregates: [(name: String, text: String, type: DataType, value: ([[Value]]) -> Value)] = []
    for _ in 0...random.below(3) {
      let (text, type, value) = aggregate(table)
      aggregates.append((freshName(), text, type, value))
    }
    let groups =
      keys.isEmpty ? [(key: [], rows: table.rows)] : table.groups(by: keys.map(\.made.value))
    let text =
      "summarize " + aggregates.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")
      + (keys.isEmpty
        ? "" : " by " + keys.map { "\($0.name) = \($0.made.text)" }.joined(separator: ", "))
    return (
      text,
      NaiveTable(
        fields: keys.map { ($0.name, $0.made.type) } + aggregates.map { ($0.name, $0.type) },
        rows: groups.map { group in group.key + aggregates.map { $0.value(group.rows) } })
    )
  }

  mutating func aggregate(_ table: NaiveTable) -> (String, DataType, ([[Value]]) -> Value) {
    let word = random.pick([
      "count", "rows", "distinct", "sum", "avg", "min", "max", "first", "last",
    ])
    if word == "rows" { return ("count()", .int, { .int(Int64($0.count)) }) }
    let made = expression(table, word == "sum" || word == "avg" ? .int : nil)
    let type: DataType =
      switch word {
      case "count", "distinct", "sum": .int
      case "avg": .float
      default: made.type
      }
    return (
      "\(word)(\(made.text))", type,
      { rows in Self.aggregate(word, rows.map(made.value).filter { !$0.isNull }) }
    )
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
