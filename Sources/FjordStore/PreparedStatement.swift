import GRDBSQLite

/// A value as SQLite keeps it: for bookkeeping and predicates, not for rows.
enum StoredValue: Sendable, Hashable {
  case null
  case int(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])

  /// Text or null.
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }

  /// A whole number or null.
  init(_ number: Int64?) { self = number.map { .int($0) } ?? .null }
}

/// A prepared statement that is bound and stepped without boxes.
///
/// Good only inside the access to the connection that it was prepared on, which it must not outlive.
final class PreparedStatement {
  let handle: OpaquePointer
  let connection: Connection

  /// Compiles one statement.
  init(_ sql: String, on connection: Connection) throws {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v2(connection.sqliteConnection, sql, -1, &handle, nil)
    guard code == SQLITE_OK, let handle else { throw connection.lastError(code, sql: sql) }
    self.handle = handle
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  /// Goes to the next row; false where there is none.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw connection.lastError(code, sql: String(cString: sqlite3_sql(handle)))
    }
  }

  /// Runs a statement that gives no rows, and makes it ready for the next values.
  @inline(__always)
  func execute() throws {
    let code = sqlite3_step(handle)
    guard code == SQLITE_DONE || code == SQLITE_ROW else {
      throw connection.lastError(code, sql: String(cString: sqlite3_sql(handle)))
    }
    sqlite3_reset(handle)
  }

  /// Binds parameters from a place on; places count from 1.
  func bind(_ values: [StoredValue], from place: Int32 = 1) throws {
    for (offset, value) in values.enumerated() {
      let code = bind(value, at: place + Int32(offset))
      guard code == SQLITE_OK else { throw connection.lastError(code) }
    }
  }

  private func bind(_ value: StoredValue, at place: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, place)
    case .int(let number): return sqlite3_bind_int64(handle, place, number)
    case .real(let number): return sqlite3_bind_double(handle, place, number)
    case .text(var text):
      return text.withUTF8 { run in
        run.withMemoryRebound(to: CChar.self) { run in
          sqlite3_bind_text64(
            handle, place, run.baseAddress ?? Self.nothing, UInt64(run.count), Self.copied,
            UInt8(SQLITE_UTF8))
        }
      }
    case .bytes(let bytes):
      guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, place, 0) }
      return sqlite3_bind_blob64(handle, place, bytes, UInt64(bytes.count), Self.copied)
    }
  }

  /// Tells SQLite to copy what it is given.
  static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  /// What empty text points to: SQLite takes a null pointer for null.
  nonisolated(unsafe) static let nothing: UnsafePointer<CChar> = {
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    place.initialize(to: 0)
    return UnsafePointer(place)
  }()

  /// The whole number of a column of the row; columns count from 0.
  func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// The whole number of a column of the row, or nil where it is null.
  func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

  /// The text of a column of the row; empty where it is null.
  func text(_ column: Int32) -> String { String(decoding: run(column), as: UTF8.self) }

  /// The text of a column of the row, or nil where it is null.
  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// Whether a column of the row is null.
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The bytes of a column of the row, good until the next step.
  @inline(__always)
  func run(_ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
  }
}

extension Connection {
  /// Runs one statement; gives how many rows it changed.
  @discardableResult
  func run(_ sql: String, _ values: [StoredValue] = []) throws -> Int {
    let statement = try PreparedStatement(sql, on: self)
    try statement.bind(values)
    while try statement.step() {}
    return Int(sqlite3_changes64(sqliteConnection))
  }

  /// Every row that a statement gives.
  func rows<Result>(
    _ sql: String, _ values: [StoredValue] = [], _ read: (PreparedStatement) throws -> Result
  ) throws -> [Result] {
    let statement = try PreparedStatement(sql, on: self)
    try statement.bind(values)
    var results: [Result] = []
    while try statement.step() { results.append(try read(statement)) }
    return results
  }

  /// The whole number that a statement gives; 0 where it gives none.
  func number(_ sql: String, _ values: [StoredValue] = []) throws -> Int64 {
    try rows(sql, values) { $0.int(0) }.first ?? 0
  }

  /// Whether a statement gives a row.
  func has(_ sql: String, _ values: [StoredValue] = []) throws -> Bool {
    let statement = try PreparedStatement(sql, on: self)
    try statement.bind(values)
    return try statement.step()
  }

  /// The row that was inserted last.
  var lastRow: Int64 { sqlite3_last_insert_rowid(sqliteConnection) }

  /// How many rows the last statement changed.
  var changeCount: Int { Int(sqlite3_changes64(sqliteConnection)) }
}

extension String {
  /// The text as a name in SQL.
  var quotedName: String { "\"" + replacing("\"", with: "\"\"") + "\"" }

  /// The text as a string in SQL, for showing.
  var quotedText: String { "'" + replacing("'", with: "''") + "'" }
}
