import FjordTable

/// Parts of queries over rows that have the places of their order in a column `_o`.
enum SQLText {
  /// A value as SQL writes it; dates are their days, truth is 1 or 0.
  static func literal(_ value: Value) -> String {
    switch value {
    case .bool(let bit): bit ? "1" : "0"
    case .int(let number), .date(let number): "(\(number))"
    case .float(let number): "(\(number))"
    case .string(let text): "'\(text.replacing("'", with: "''"))'"
    default: "NULL"
    }
  }

  /// A search that ignores case; what is searched has capitals of ASCII only.
  static func search(_ text: String, _ word: String, _ part: String) -> String {
    let (a, b) = ("lower(\(text))", "lower(\(part))")
    let test =
      switch word {
      case "starts with": "substr(\(a), 1, length(\(b))) = \(b)"
      case "ends with":
        "\(b) = '' OR length(\(a)) >= length(\(b)) AND substr(\(a), -length(\(b))) = \(b)"
      default: "instr(\(a), \(b)) > 0"
      }
    return
      "CASE WHEN (\(text)) IS NULL OR (\(part)) IS NULL THEN NULL ELSE (\(test)) END"
  }

  /// Columns of each row, which stays at its place.
  static func select(_ columns: [String]) -> (String) -> String {
    { "SELECT \(columns.joined(separator: ", ")), _o FROM \($0)" }
  }

  /// The same columns under other names.
  static func rename(_ old: [String], to new: [String]) -> (String) -> String {
    select(zip(old, new).map { "\($0) AS \($1)" })
  }

  /// Terms of an order with null last either way.
  static func order(_ keys: [String], descending: [Bool]) -> [String] {
    zip(keys, descending).flatMap { ["(\($0)) IS NULL", "(\($0))" + ($1 ? " DESC" : "")] }
  }

  /// Rows with new places.
  static func ordered(_ from: String, _ names: [String], by order: [String]) -> String {
    let place = "row_number() OVER (ORDER BY \(order.joined(separator: ", ")))"
    return "SELECT \(names.joined(separator: ", ")), \(place) AS _o FROM \(from)"
  }

  /// A row a group, at the place of its first: keys by their names, then what is made of the rows;
  /// without keys one row.
  static func grouped(keys: [(name: String, sql: String)], _ made: [String] = [])
    -> (String) -> String
  {
    guard !keys.isEmpty else {
      return { "SELECT \(made.joined(separator: ", ")), 1 AS _o FROM \($0)" }
    }
    // Keys are columns of their own first: a number alone would stand for a column's place.
    let inner = keys.enumerated().map { "\($1.sql) AS _k\($0)" }
    let groups = keys.indices.map { "_k\($0)" }.joined(separator: ", ")
    let columns = keys.enumerated().map { "_k\($0) AS \($1.name)" } + made + ["min(_o) AS _o"]
    return { from in
      """
      SELECT \(columns.joined(separator: ", ")) \
      FROM (SELECT *, \(inner.joined(separator: ", ")) FROM \(from)) GROUP BY \(groups)
      """
    }
  }

  /// The first row of each partition in an order, at its own place.
  static func pick(_ names: [String], per key: String, by order: String) -> (String) -> String {
    { from in
      let number = "row_number() OVER (PARTITION BY \(key) ORDER BY \(order)) AS _r"
      return """
        SELECT \(names.joined(separator: ", ")), _o FROM (SELECT *, \(number) FROM \(from)) \
        WHERE _r = 1
        """
    }
  }
}
