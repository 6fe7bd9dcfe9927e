import FjordTable

extension TableLayout {
  /// The saved table in SQL.
  var table: String { "main." + name.quotedName }

  private var allColumns: [String] { [Self.position] + columns + [Self.expiry] }

  /// Makes the table, or a temporary one like it, without its indexes.
  func createTable(_ table: String) -> String {
    let visible = zip(columns, schema.fields).map { "\($0.quotedName) \($1.type.storedType)" }
    let parts =
      ["\(Self.position.quotedName) INTEGER PRIMARY KEY"] + visible
      + ["\(Self.expiry.quotedName) INTEGER"]
    return "CREATE TABLE \(table) (\(parts.joined(separator: ", ")))"
  }

  /// Makes the indexes of a table that was made in a run.
  func createIndexes(on table: String, run: Int64) -> [String] {
    var statements: [String] = []
    if isKeyed {
      statements.append(
        "CREATE UNIQUE INDEX main.\(Self.keyIndex(run)) ON \(table.quotedName) (\(keyList))")
    }
    statements.append(
      "CREATE INDEX main.\(Self.expiryIndex(run)) ON \(table.quotedName) "
        + "(\(Self.expiry.quotedName)) WHERE \(Self.expiry.quotedName) IS NOT NULL")
    return statements
  }

  static func keyIndex(_ run: Int64) -> String { "_fjord_key_\(run)".quotedName }
  static func expiryIndex(_ run: Int64) -> String { "_fjord_expiry_\(run)".quotedName }

  /// The key columns as a list.
  var keyList: String { keyColumns.map(\.quotedName).joined(separator: ", ") }

  /// A whole row put in: position, visible columns, expiry.
  func insert(into table: String) -> String {
    let marks = Array(repeating: "?", count: allColumns.count).joined(separator: ", ")
    return "INSERT INTO \(table) VALUES (\(marks))"
  }

  /// A whole row put in, in the place of one with the same key.
  var upsert: String {
    let keys = Set(keyPlaces.map { $0 + 1 })
    let others = allColumns.indices.filter { !keys.contains($0) }.map { allColumns[$0].quotedName }
    let sets = others.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    return insert(into: table) + " ON CONFLICT (\(keyList)) DO UPDATE SET \(sets)"
  }

  /// The condition that the first columns of the key have given values, null equal to null.
  func keyCondition(first count: Int? = nil) -> String {
    keyColumns.prefix(count ?? keyColumns.count).map { "\($0.quotedName) IS ?" }
      .joined(separator: " AND ")
  }

  /// The condition that rows of two tables have the same key.
  func sameKey(_ a: String, _ b: String, first count: Int? = nil) -> String {
    keyColumns.prefix(count ?? keyColumns.count)
      .map { "\(a).\($0.quotedName) IS \(b).\($0.quotedName)" }.joined(separator: " AND ")
  }

  /// The condition that a row is not expired on a day.
  static func isShown(today: Int64) -> String {
    "(\(expiry.quotedName) IS NULL OR \(expiry.quotedName) >= \(today))"
  }
}
