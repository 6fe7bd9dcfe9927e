import FjordTable
import FjordTestSupport

/// A window's call with the value of the row at a place among its partition's rows, and in SQL.
private struct GeneratedWindow {
  /// Which rows a call in SQL looks at.
  enum Frame {
    case partition, ordered, upToHere, ranked
  }

  let text: String
  let type: DataType
  /// The call, nil where SQLite has none, and its frame; `share` divides by one.
  let sql: (call: String?, frame: Frame, dividend: String?)
  let value: (_ rows: [[Value]], _ place: Int) -> Value

  init(
    text: String, type: DataType, sql: String?, _ frame: Frame, dividend: String? = nil,
    _ value: @escaping (_ rows: [[Value]], _ place: Int) -> Value
  ) {
    self.text = text
    self.type = type
    self.sql = (sql, frame, dividend)
    self.value = value
  }

  /// The value over partitions by keys and in an order.
  func sql(keys: [String], order: [String]) -> String? {
    guard let call = sql.call else { return nil }
    let partition = keys.isEmpty ? "" : "PARTITION BY " + keys.joined(separator: ", ")
    let ordered = " ORDER BY " + (order + ["_o"]).joined(separator: ", ")
    let frame =
      switch sql.frame {
      case .partition: partition
      case .ordered: partition + ordered
      case .upToHere: partition + ordered + " ROWS UNBOUNDED PRECEDING"
      case .ranked: partition + " ORDER BY " + order.joined(separator: ", ")
      }
    return (sql.dividend.map { "1.0 * (\($0)) / " } ?? "") + "\(call) OVER (\(frame))"
  }
}

extension StageGenerator {
  /// `derive` with window functions and aggregates, over partitions in an order or not.
  mutating func windows(_ table: NaiveTable) -> GeneratedStage {
    let keys = (0..<random.below(3)).map { _ in expression(table) }
    let order = (0..<random.below(3)).map { _ in expression(table) }
    let descending = order.map { _ in random.oneIn(2) }
    var text: [String] = []
    var queries: [((String) -> String)?] = []
    let sqlOrder = SQLText.order(order.map(\.sql), descending: descending)
    var next = table
    for _ in 0...random.below(3) {
      let window = window(next, order: order)
      let (name, isOnlyWindow) = (freshName(), random.oneIn(2))
      let addend = isOnlyWindow || window.type != .int ? nil : windowsAddend(next)
      text.append("\(name) = \(window.text)" + (addend.map { " + (\($0.text))" } ?? ""))
      let added = addend.map { " + (\($0.sql))" } ?? ""
      let names = next.names
      queries.append(
        window.sql(keys: keys.map(\.sql), order: sqlOrder).map {
          SQLText.select(names + ["\($0)\(added) AS \(name)"])
        })
      let values = next.windowValues(
        keys: keys.map(\.value), order: order.map(\.value), descending: descending, window.value)
      next.rows = zip(next.rows, values).map { row, value in
        guard let addend else { return row + [value] }
        guard let x = value.naiveInt, let y = addend.value(row).naiveInt else {
          return row + [.null]
        }
        return row + [.int(x + y)]
      }
      next.fields.append((name, window.type))
    }
    let known = queries.compactMap(\.self)
    return GeneratedStage(
      "derive " + text.joined(separator: ", ")
        + (keys.isEmpty ? "" : " per " + named(keys))
        + (order.isEmpty
          ? ""
          : " by "
            + zip(order, descending).map { "(\($0.text))" + ($1 ? " desc" : "") }
            .joined(separator: ", ")),
      next,
      sql: known.count < queries.count
        ? nil : { from in known.reduce(from) { "(\($1($0)))" } + "" })
  }

  private mutating func named(_ keys: [GeneratedExpression]) -> String {
    keys.map { "\(freshName()) = \($0.text)" }.joined(separator: ", ")
  }

  private mutating func windowsAddend(_ table: NaiveTable) -> GeneratedExpression {
    expression(table, .int)
  }

  private mutating func window(_ table: NaiveTable, order: [GeneratedExpression])
    -> GeneratedWindow
  {
    let words =
      ["row", "lag", "lead", "running_sum", "share", "aggregate", "aggregate"]
      + (order.isEmpty ? [] : ["rank", "rank"])
    switch random.pick(words) {
    case "row":
      return GeneratedWindow(text: "row()", type: .int, sql: "row_number()", .ordered) {
        .int(Int64($1 + 1))
      }
    case "rank":
      return GeneratedWindow(text: "rank()", type: .int, sql: "rank()", .ranked) { rows, place in
        var first = place
        while first > 0, order.allSatisfy({ $0.value(rows[first - 1]) == $0.value(rows[place]) }) {
          first -= 1
        }
        return .int(Int64(first + 1))
      }
    case "lag": return shift(table, "lag", -1)
    case "lead": return shift(table, "lead", 1)
    case "running_sum":
      let made = expression(table, .int)
      return GeneratedWindow(
        text: "running_sum(\(made.text))", type: .int, sql: "sum(\(made.sql))", .upToHere
      ) { rows, place in
        let numbers = rows[...place].compactMap { made.value($0).naiveInt }
        return numbers.isEmpty ? .null : .int(numbers.reduce(0, +))
      }
    case "share":
      let made = expression(table, .int)
      return GeneratedWindow(
        text: "share(\(made.text))", type: .float, sql: "sum(\(made.sql))", .partition,
        dividend: made.sql
      ) { rows, place in
        let sum = rows.compactMap { made.value($0).naiveInt }.reduce(0, +)
        guard let own = made.value(rows[place]).naiveInt, sum != 0 else { return .null }
        return .float(Double(own) / Double(sum))
      }
    default:
      let made = aggregate(table)
      // SQLite counts distinct values of groups only.
      let sql = made.sql.flatMap { $0.contains("DISTINCT") ? nil : $0 }
      return GeneratedWindow(text: made.text, type: made.type, sql: sql, .partition) { rows, _ in
        made.value(rows)
      }
    }
  }

  private mutating func shift(_ table: NaiveTable, _ word: String, _ sign: Int) -> GeneratedWindow {
    let made = expression(table)
    let steps = random.oneIn(2) ? nil : random.below(4)
    let text = "\(word)(\(made.text)" + (steps.map { ", \($0))" } ?? ")")
    let call = "\(word)(\(made.sql), \(steps ?? 1))"
    return GeneratedWindow(text: text, type: made.type, sql: call, .ordered) { rows, place in
      let other = place + sign * (steps ?? 1)
      return rows.indices.contains(other) ? made.value(rows[other]) : .null
    }
  }
}

extension NaiveTable {
  /// A value a row of the table, found from its partition's rows in their order.
  fileprivate func windowValues(
    keys: [([Value]) -> Value], order: [([Value]) -> Value], descending: [Bool],
    _ value: ([[Value]], Int) -> Value
  ) -> [Value] {
    // The row's number travels behind its values.
    var numbered = NaiveTable(
      fields: fields, rows: rows.enumerated().map { $1 + [.int(Int64($0))] })
    numbered = numbered.sorted(by: order, descending: descending)
    var values = [Value](repeating: .null, count: rows.count)
    for group in numbered.groups(by: keys) {
      for place in group.rows.indices {
        guard let row = group.rows[place].last?.naiveInt else { continue }
        values[Int(row)] = value(group.rows, place)
      }
    }
    return values
  }
}
