import FjordTable
import GRDBSQLite

/// What SQLite says of a query, as a fault of a test.
struct SQLFault: Error {
  let message: String
}

/// A database in memory that answers queries over some tables.
final class SQLDatabase {
  private var handle: OpaquePointer?

  init() throws {
    guard sqlite3_open(":memory:", &handle) == SQLITE_OK else { throw fault }
  }

  deinit { sqlite3_close(handle) }

  /// Makes a table of rows, with their places in a column `_o`.
  func insert(_ table: NaiveTable, named name: String) throws {
    let columns = table.fields.map { "\($0.name) \(Self.affinity($0.type))" } + ["_o INTEGER"]
    try run("CREATE TABLE \(name) (\(columns.joined(separator: ", ")))")
    for (place, row) in table.rows.enumerated() {
      let values = row.map(SQLText.literal) + ["\(place)"]
      try run("INSERT INTO \(name) VALUES (\(values.joined(separator: ", ")))")
    }
  }

  /// The rows of a query, its first columns read as the types given.
  func rows(_ query: String, as types: [DataType]) throws -> [[Value]] {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK else { throw fault }
    defer { sqlite3_finalize(statement) }
    var rows: [[Value]] = []
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW:
        rows.append(
          types.enumerated().map { place, type in
            Self.value(statement, Int32(place), type)
          })
      case SQLITE_DONE: return rows
      default: throw fault
      }
    }
  }

  private func run(_ text: String) throws {
    guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw fault }
  }

  private var fault: SQLFault { SQLFault(message: String(cString: sqlite3_errmsg(handle))) }

  private static func affinity(_ type: DataType) -> String {
    switch type {
    case .float: "REAL"
    case .string: "TEXT"
    default: "INTEGER"
    }
  }

  private static func value(_ statement: OpaquePointer?, _ place: Int32, _ type: DataType)
    -> Value
  {
    if sqlite3_column_type(statement, place) == SQLITE_NULL { return .null }
    switch type {
    case .bool: return .bool(sqlite3_column_int64(statement, place) != 0)
    case .int: return .int(sqlite3_column_int64(statement, place))
    case .date: return .date(sqlite3_column_int64(statement, place))
    case .float: return .float(sqlite3_column_double(statement, place))
    default:
      guard let bytes = sqlite3_column_text(statement, place) else { return .null }
      return .string(String(cString: bytes))
    }
  }
}
