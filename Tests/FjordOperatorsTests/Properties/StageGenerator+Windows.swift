import FjordTable
import FjordTestSupport

/// A window's call with the value of the row at a place among its partition's rows.
private struct GeneratedWindow {
  let text: String
  let type: DataType
  let value: (_ rows: [[Value]], _ place: Int) -> Value
}

extension StageGenerator {
  /// `derive` with window functions and aggregates, over partitions in an order or not.
  mutating func windows(_ table: NaiveTable) -> (String, NaiveTable) {
    let keys = (0..<random.below(3)).map { _ in expression(table) }
    let order = (0..<random.below(3)).map { _ in expression(table) }
    let descending = order.map { _ in random.oneIn(2) }
    var text: [String] = []
    var next = table
    for _ in 0...random.below(3) {
      let window = window(next, order: order)
      let (name, isOnlyWindow) = (freshName(), random.oneIn(2))
      let addend = isOnlyWindow || window.type != .int ? nil : windowsAddend(next)
      text.append("\(name) = \(window.text)" + (addend.map { " + (\($0.text))" } ?? ""))
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
    return (
      "derive " + text.joined(separator: ", ")
        + (keys.isEmpty ? "" : " per " + named(keys))
        + (order.isEmpty
          ? ""
          : " by "
            + zip(order, descending).map { "(\($0.text))" + ($1 ? " desc" : "") }
            .joined(separator: ", ")),
      next
    )
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
    case "row": return GeneratedWindow(text: "row()", type: .int) { .int(Int64($1 + 1)) }
    case "rank":
      return GeneratedWindow(text: "rank()", type: .int) { rows, place in
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
      return GeneratedWindow(text: "running_sum(\(made.text))", type: .int) { rows, place in
        let numbers = rows[...place].compactMap { made.value($0).naiveInt }
        return numbers.isEmpty ? .null : .int(numbers.reduce(0, +))
      }
    case "share":
      let made = expression(table, .int)
      return GeneratedWindow(text: "share(\(made.text))", type: .float) { rows, place in
        let sum = rows.compactMap { made.value($0).naiveInt }.reduce(0, +)
        guard let own = made.value(rows[place]).naiveInt, sum != 0 else { return .null }
        return .float(Double(own) / Double(sum))
      }
    default:
      let (text, type, value) = aggregate(table)
      return GeneratedWindow(text: text, type: type) { rows, _ in value(rows) }
    }
  }

  private mutating func shift(_ table: NaiveTable, _ word: String, _ sign: Int) -> GeneratedWindow {
    let made = expression(table)
    let steps = random.oneIn(2) ? nil : random.below(4)
    let text = "\(word)(\(made.text)" + (steps.map { ", \($0))" } ?? ")")
    return GeneratedWindow(text: text, type: made.type) { rows, place in
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
