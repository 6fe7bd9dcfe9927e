import FjordTable
import FjordTestSupport

/// A stage as text, what the plainest code makes of the rows, and the query that does the same to the
/// rows of another one; nil where SQLite has no such query.
struct GeneratedStage {
  let text: String
  let result: NaiveTable
  let sql: ((_ from: String) -> String)?

  init(_ text: String, _ result: NaiveTable, sql: ((_ from: String) -> String)?) {
    self.text = text
    self.result = result
    self.sql = sql
  }
}

/// Stages as text that bind behind a table, with the plainest function that does the same.
struct GeneratedPipeline {
  /// The stages, each with `|` before it.
  private(set) var text = ""
  /// The query that does the same, in the order of its column `_o`; nil where there is none.
  private(set) var sql: String? = "SELECT * FROM made"
  /// What the stages give.
  private(set) var result: NaiveTable

  /// Makes up to `length` stages behind a table.
  init(behind table: NaiveTable, length: Int, random: inout SeededGenerator) {
    result = table
    var stages = StageGenerator(random: random)
    for _ in 0..<length {
      let stage = stages.stage(behind: result)
      text += " | " + stage.text
      sql = sql.flatMap { from in stage.sql?("(\(from))") }
      result = stage.result
    }
    random = stages.random
  }
}

/// Makes stages.
struct StageGenerator {
  var random: SeededGenerator
  private var names = 0

  init(random: SeededGenerator) { self.random = random }

  mutating func stage(behind table: NaiveTable) -> GeneratedStage {
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

  private mutating func filter(_ table: NaiveTable) -> GeneratedStage {
    var expressions = ExpressionGenerator(fields: table.fields, random: random)
    let test = expressions.condition()
    random = expressions.random
    var next = table
    next.rows = table.rows.filter { test.value($0).naiveTruth == true }
    return GeneratedStage("where \(test.text)", next) {
      "SELECT * FROM \($0) WHERE \(test.sql)"
    }
  }

  private mutating func select(_ table: NaiveTable) -> GeneratedStage {
    var items: [String] = []
    var fields: [(name: String, type: DataType)] = []
    var values: [([Value]) -> Value] = []
    var columns: [String] = []
    for place in table.fields.indices.shuffled(using: &random).prefix(1 + random.below(3)) {
      items.append(table.fields[place].name)
      fields.append(table.fields[place])
      values.append { $0[place] }
      columns.append(table.fields[place].name)
    }
    for _ in 0..<random.below(3) {
      let (name, made) = (freshName(), expression(table))
      items.append("\(name) = \(made.text)")
      fields.append((name, made.type))
      values.append(made.value)
      columns.append("\(made.sql) AS \(name)")
    }
    let rows = table.rows.map { row in values.map { $0(row) } }
    return GeneratedStage(
      "select " + items.joined(separator: ", "), NaiveTable(fields: fields, rows: rows),
      sql: SQLText.select(columns))
  }

  /// A new column, and one in the place of another.
  private mutating func derive(_ table: NaiveTable) -> GeneratedStage {
    var next = table
    let (name, made) = (freshName(), expression(next))
    next.fields.append((name, made.type))
    next.rows = next.rows.map { $0 + [made.value($0)] }
    let added = SQLText.select(table.names + ["\(made.sql) AS \(name)"])
    guard random.oneIn(2) else {
      return GeneratedStage("derive \(name) = \(made.text)", next, sql: added)
    }
    let names = next.names
    let place = random.below(next.fields.count)
    let other = expression(next)
    let replaced = next.fields[place].name
    next.rows = next.rows.map { row in
      var copy = row
      copy[place] = other.value(row)
      return copy
    }
    next.fields[place].type = other.type
    let columns = names.map { $0 == replaced ? "\(other.sql) AS \($0)" : $0 }
    return GeneratedStage("derive \(name) = \(made.text), \(replaced) = \(other.text)", next) {
      SQLText.select(columns)("(\(added($0)))")
    }
  }

  private mutating func rename(_ table: NaiveTable) -> GeneratedStage {
    var next = table
    let places = Array(table.fields.indices.shuffled(using: &random).prefix(2))
    if places.count == 2, random.oneIn(2) {
      let (a, b) = (table.fields[places[0]].name, table.fields[places[1]].name)
      (next.fields[places[0]].name, next.fields[places[1]].name) = (b, a)
      return GeneratedStage(
        "rename \(b) = \(a), \(a) = \(b)", next, sql: SQLText.rename(table.names, to: next.names))
    }
    let name = freshName()
    next.fields[places[0]].name = name
    return GeneratedStage(
      "rename \(name) = \(table.fields[places[0]].name)", next,
      sql: SQLText.rename(table.names, to: next.names))
  }

  private mutating func sort(_ table: NaiveTable) -> GeneratedStage {
    let keys = (0...random.below(2)).map { _ in expression(table) }
    let descending = keys.map { _ in random.oneIn(2) }
    let text = zip(keys, descending).map { "(\($0.text))" + ($1 ? " desc" : "") }
    return GeneratedStage(
      "sort by " + text.joined(separator: ", "),
      table.sorted(by: keys.map(\.value), descending: descending)
    ) {
      SQLText.ordered(
        $0, table.names, by: SQLText.order(keys.map(\.sql), descending: descending) + ["_o"])
    }
  }

  private mutating func cut(_ table: NaiveTable) -> GeneratedStage {
    var next = table
    let count = random.below(table.rows.count + 3)
    guard random.oneIn(3) else {
      next.rows = Array(table.rows.prefix(count))
      return GeneratedStage("take \(count)", next) {
        "SELECT * FROM \($0) ORDER BY _o LIMIT \(count)"
      }
    }
    next.rows = Array(table.rows.dropFirst(count))
    return GeneratedStage("skip \(count)", next) {
      "SELECT * FROM \($0) ORDER BY _o LIMIT -1 OFFSET \(count)"
    }
  }

  private mutating func distinct(_ table: NaiveTable) -> GeneratedStage {
    var next = table
    switch random.below(3) {
    case 0:
      next.rows = table.groups(by: table.fields.indices.map { place in { $0[place] } }).map(\.key)
      return GeneratedStage(
        "distinct", next, sql: SQLText.grouped(keys: table.names.map { ($0, $0) }))
    case 1:
      let places = Array(table.fields.indices.shuffled(using: &random).prefix(2))
      next.fields = places.map { table.fields[$0] }
      next.rows = table.groups(by: places.map { place in { $0[place] } }).map { group in
        places.map { group.rows[0][$0] }
      }
      return GeneratedStage(
        "distinct " + next.names.joined(separator: ", "), next,
        sql: SQLText.grouped(keys: next.names.map { ($0, $0) }))
    default:
      let key = expression(table)
      next.rows = table.groups(by: [key.value]).map { $0.rows[0] }
      return GeneratedStage(
        "distinct by k = \(key.text)", next, sql: SQLText.pick(table.names, per: key.sql, by: "_o"))
    }
  }

  private mutating func latest(_ table: NaiveTable) -> GeneratedStage {
    let key = expression(table)
    var next = table
    var last: [(key: Value, row: Int)] = []
    for (place, row) in table.rows.enumerated() {
      last.removeAll { $0.key == key.value(row) }
      last.append((key.value(row), place))
    }
    next.rows = last.map { table.rows[$0.row] }
    return GeneratedStage(
      "latest by k = \(key.text)", next,
      sql: SQLText.pick(table.names, per: key.sql, by: "_o DESC"))
  }

  private mutating func count(_ table: NaiveTable) -> GeneratedStage {
    guard random.oneIn(2) else {
      return GeneratedStage(
        "count", NaiveTable(fields: [("count", .int)], rows: [[.int(Int64(table.rows.count))]])
      ) { "SELECT count(*) AS count, 1 AS _o FROM \($0)" }
    }
    let (name, key) = (freshName(), expression(table))
    let rows = table.groups(by: [key.value]).map { $0.key + [.int(Int64($0.rows.count))] }
    return GeneratedStage(
      "count by \(name) = \(key.text)",
      NaiveTable(fields: [(name, key.type), ("count", .int)], rows: rows),
      sql: SQLText.grouped(keys: [(name, key.sql)], ["count(*) AS count"]))
  }
}
