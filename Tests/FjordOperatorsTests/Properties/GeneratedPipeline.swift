import FjordTable
import FjordTestSupport

/// Stages as text that bind behind a table, with the plainest function that does the same.
struct GeneratedPipeline {
  /// The stages, each with `|` before it.
  private(set) var text = ""
  /// What the stages give.
  private(set) var result: NaiveTable

  /// Makes up to `length` stages behind a table.
  init(behind table: NaiveTable, length: Int, random: inout SeededGenerator) {
    result = table
    var stages = StageGenerator(random: random)
    for _ in 0..<length {
      let (stage, next) = stages.stage(behind: result)
      text += " | " + stage
      result = next
    }
    random = stages.random
  }
}

/// Makes stages.
struct StageGenerator {
  var random: SeededGenerator
  private var names = 0

  init(random: SeededGenerator) { self.random = random }

  mutating func stage(behind table: NaiveTable) -> (String, NaiveTable) {
    switch random.below(14) {
    case 0, 1: filter(table)
    case 2, 3: select(table)
    case 4: derive(table)
    case 5: rename(table)
    case 6: sort(table)
    case 7: cut(table)
    case 8: distinct(table)
    case 9: summarize(table)
    case 10: latest(table)
    case 11, 12: windows(table)
    default: count(table)
    }
  }

  mutating func freshName() -> String {
    names += 1
    return "x\(names)_\(random.below(1000))"
  }

  mutating func expression(_ table: NaiveTable, _ type: DataType? = nil) -> GeneratedExpression {
    var expressions = ExpressionGenerator(fields: table.fields, random: random)
    defer { random = expressions.random }
    return expressions.expression(type ?? expressions.random.pick(ExpressionGenerator.types))
  }

  private mutating func filter(_ table: NaiveTable) -> (String, NaiveTable) {
    var expressions = ExpressionGenerator(fields: table.fields, random: random)
    let test = expressions.condition()
    random = expressions.random
    var next = table
    next.rows = table.rows.filter { test.value($0).naiveTruth == true }
    return ("where \(test.text)", next)
  }

  private mutating func select(_ table: NaiveTable) -> (String, NaiveTable) {
    var items: [String] = []
    var fields: [(name: String, type: DataType)] = []
    var values: [([Value]) -> Value] = []
    for place in table.fields.indices.shuffled(using: &random).prefix(1 + random.below(3)) {
      items.append(table.fields[place].name)
      fields.append(table.fields[place])
      values.append { $0[place] }
    }
    for _ in 0..<random.below(3) {
      let (name, made) = (freshName(), expression(table))
      items.append("\(name) = \(made.text)")
      fields.append((name, made.type))
      values.append(made.value)
    }
    let rows = table.rows.map { row in values.map { $0(row) } }
    return ("select " + items.joined(separator: ", "), NaiveTable(fields: fields, rows: rows))
  }

  /// A new column, and one in the place of another.
  private mutating func derive(_ table: NaiveTable) -> (String, NaiveTable) {
    var next = table
    let (name, made) = (freshName(), expression(next))
    next.fields.append((name, made.type))
    next.rows = next.rows.map { $0 + [made.value($0)] }
    guard random.oneIn(2) else { return ("derive \(name) = \(made.text)", next) }
    let place = random.below(next.fields.count)
    let other = expression(next)
    let replaced = next.fields[place].name
    next.rows = next.rows.map { row in
      var copy = row
      copy[place] = other.value(row)
      return copy
    }
    next.fields[place].type = other.type
    return ("derive \(name) = \(made.text), \(replaced) = \(other.text)", next)
  }

  private mutating func rename(_ table: NaiveTable) -> (String, NaiveTable) {
    var next = table
    let places = Array(table.fields.indices.shuffled(using: &random).prefix(2))
    if places.count == 2, random.oneIn(2) {
      let (a, b) = (table.fields[places[0]].name, table.fields[places[1]].name)
      (next.fields[places[0]].name, next.fields[places[1]].name) = (b, a)
      return ("rename \(b) = \(a), \(a) = \(b)", next)
    }
    let name = freshName()
    next.fields[places[0]].name = name
    return ("rename \(name) = \(table.fields[places[0]].name)", next)
  }

  private mutating func sort(_ table: NaiveTable) -> (String, NaiveTable) {
    let keys = (0...random.below(2)).map { _ in expression(table) }
    let descending = keys.map { _ in random.oneIn(2) }
    let text = zip(keys, descending).map { "(\($0.text))" + ($1 ? " desc" : "") }
    return (
      "sort by " + text.joined(separator: ", "),
      table.sorted(by: keys.map(\.value), descending: descending)
    )
  }

  private mutating func cut(_ table: NaiveTable) -> (String, NaiveTable) {
    var next = table
    let count = random.below(table.rows.count + 3)
    guard random.oneIn(3) else {
      next.rows = Array(table.rows.prefix(count))
      return ("take \(count)", next)
    }
    next.rows = Array(table.rows.dropFirst(count))
    return ("skip \(count)", next)
  }

  private mutating func distinct(_ table: NaiveTable) -> (String, NaiveTable) {
    var next = table
    switch random.below(3) {
    case 0:
      next.rows = table.groups(by: table.fields.indices.map { place in { $0[place] } }).map(\.key)
      return ("distinct", next)
    case 1:
      let places = Array(table.fields.indices.shuffled(using: &random).prefix(2))
      next.fields = places.map { table.fields[$0] }
      next.rows = table.groups(by: places.map { place in { $0[place] } }).map { group in
        places.map { group.rows[0][$0] }
      }
      return ("distinct " + next.fields.map(\.name).joined(separator: ", "), next)
    default:
      let key = expression(table)
      next.rows = table.groups(by: [key.value]).map { $0.rows[0] }
      return ("distinct by k = \(key.text)", next)
    }
  }

  private mutating func latest(_ table: NaiveTable) -> (String, NaiveTable) {
    let key = expression(table)
    var next = table
    var last: [(key: Value, row: Int)] = []
    for (place, row) in table.rows.enumerated() {
      last.removeAll { $0.key == key.value(row) }
      last.append((key.value(row), place))
    }
    next.rows = last.map { table.rows[$0.row] }
    return ("latest by k = \(key.text)", next)
  }

  private mutating func count(_ table: NaiveTable) -> (String, NaiveTable) {
    guard random.oneIn(2) else {
      return (
        "count", NaiveTable(fields: [("count", .int)], rows: [[.int(Int64(table.rows.count))]])
      )
    }
    let (name, key) = (freshName(), expression(table))
    let rows = table.groups(by: [key.value]).map { $0.key + [.int(Int64($0.rows.count))] }
    return (
      "count by \(name) = \(key.text)",
      NaiveTable(fields: [(name, key.type), ("count", .int)], rows: rows)
    )
  }
}
