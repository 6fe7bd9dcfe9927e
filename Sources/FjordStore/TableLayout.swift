import FjordTable

/// How a saved table lies in the file, and the SQL that goes with it.
///
///     CREATE TABLE "bergen" (
///       "_fjord_position" INTEGER PRIMARY KEY,   the order of the rows
///       "uuid" TEXT, "title" TEXT, ...           the visible columns, under their own names
///       "_fjord_expires" INTEGER)                the last day to be shown, as days since 1970
///     CREATE UNIQUE INDEX "_fjord_key_7" ON "bergen" ("uuid")
///     CREATE INDEX "_fjord_expiry_7" ON "bergen" ("_fjord_expires") WHERE ... IS NOT NULL
///
/// Names of columns that SQLite would take as one (`Title` and `title`), or that belong to fjord,
/// get a number behind them in the file only. The number in the names of the indexes is the run that
/// made the table.
struct TableLayout: Sendable {
  /// The most visible columns: SQLite has 2000 in all.
  static let columnLimit = 1_998

  static let position = "_fjord_position"
  static let expiry = "_fjord_expires"

  /// The saved table's name.
  let name: String
  /// The visible columns.
  let schema: Schema
  /// Their names in the file.
  let columns: [String]
  /// The places of the key columns among them; empty where rows have no key.
  let keyPlaces: [Int]

  /// Lays out a table to be saved.
  init(name: String, schema: Schema) throws(StoreFault) {
    let lower = name.lowercased()
    guard !name.isEmpty, !name.unicodeScalars.contains("\0"), !lower.hasPrefix("sqlite_"),
      !lower.hasPrefix("_fjord")
    else { throw .refusedName(name: name) }
    guard schema.fields.count <= Self.columnLimit else {
      throw .tooManyColumns(name: name, count: schema.fields.count, limit: Self.columnLimit)
    }
    try self.init(name: name, schema: schema, columns: Self.storedNames(schema.names))
  }

  /// Takes the names that a table has in the file already.
  init(name: String, schema: Schema, columns: [String]) throws(StoreFault) {
    self.name = name
    self.schema = schema
    self.columns = columns
    var places: [Int] = []
    for column in schema.key?.columns ?? [] {
      guard let place = schema.index(of: column) else {
        throw .keyMissing(name: name, column: column)
      }
      places.append(place)
    }
    keyPlaces = places
  }

  private static func storedNames(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      let plain = name.isEmpty ? "column" : name.replacing("\0", with: "\u{2400}")
      var stored = plain
      var number = 2
      while stored.lowercased().hasPrefix("_fjord") || taken.contains(stored.asciiLowercased) {
        stored = (plain.lowercased().hasPrefix("_fjord") ? "column" : "") + plain + "_\(number)"
        number += 1
      }
      taken.insert(stored.asciiLowercased)
      return stored
    }
  }

  /// Whether rows have a key.
  var isKeyed: Bool { !keyPlaces.isEmpty }

  /// The names of the key columns in the file.
  var keyColumns: [String] { keyPlaces.map { columns[$0] } }

  /// The types of the key columns, as the fields of a record.
  var keyFields: [RecordField] {
    keyPlaces.map { RecordField(schema.fields[$0].name, schema.fields[$0].type) }
  }

  /// What differs from another layout so that rows of one do not fit the other, a line each.
  func differences(from saved: TableLayout) -> [String] {
    var lines: [String] = []
    for field in schema.fields {
      guard let place = saved.schema.index(of: field.name) else {
        lines.append("`\(field.name)` is new")
        continue
      }
      let before = saved.schema.fields[place].type
      if before != field.type { lines.append("`\(field.name)` was \(before) and is \(field.type)") }
    }
    for name in saved.schema.names where schema.index(of: name) == nil {
      lines.append("`\(name)` is gone")
    }
    if lines.isEmpty, schema.names != saved.schema.names {
      lines.append("the columns come in another order")
    }
    return Array(lines.prefix(5)) + (lines.count > 5 ? ["and more"] : [])
  }

  /// What differs in the key, in words; nil where nothing does.
  func keyDifference(from saved: TableLayout) -> String? {
    let (new, old) = (schema.key?.columns ?? [], saved.schema.key?.columns ?? [])
    guard new != old else { return nil }
    func words(_ names: [String]) -> String {
      names.isEmpty ? "no column" : names.map { "`\($0)`" }.joined(separator: ", ")
    }
    return "the key was \(words(old)) and is \(words(new))"
  }
}

extension String {
  /// Letters A to Z lowered, as SQLite compares names.
  var asciiLowercased: String {
    String(decoding: utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }
}

extension DataType {
  /// The type of a column in the file.
  var storedType: String {
    switch self {
    case .bool, .int: "INTEGER"
    case .float: "REAL"
    case .binary: "BLOB"
    case .string, .date, .timestamp, .duration, .list, .record: "TEXT"
    }
  }
}
