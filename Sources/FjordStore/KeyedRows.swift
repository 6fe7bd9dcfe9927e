import FjordTable
import GRDBSQLite

/// Writes and removes rows of a keyed table one by one, and counts what it did.
///
/// One prepared statement an operation; values are bound from the columns' own memory. A row that
/// replaces another moves to the end: rows stay in the order in which they were last written, which
/// does not depend on how a walk was cut into runs.
struct KeyedRows {
  private let layout: TableLayout
  private let connection: Connection
  private let upsert: PreparedStatement
  private var removals: [Int: PreparedStatement] = [:]
  private var position: Int64
  private(set) var inserted = 0
  private(set) var replaced = 0
  private(set) var removed = 0

  /// Prepares to write to a table that is in the file.
  init(_ layout: TableLayout, on connection: Connection) throws {
    self.layout = layout
    self.connection = connection
    upsert = try PreparedStatement(layout.upsert, on: connection)
    // Positions are used again when the last rows are removed: only an insert from here on tells.
    sqlite3_set_last_insert_rowid(connection.sqliteConnection, 0)
    position = try connection.number(
      "SELECT max(\(TableLayout.position.quotedName)) FROM \(layout.table)")
  }

  /// Writes a row, in the place of the one with its key.
  mutating func write(_ cells: [CellPointers], _ row: Int, expires: Int64?) throws {
    position += 1
    try upsert.bindRow(position: position, cells, row, expires: expires)
    try upsert.execute()
    if connection.lastRow == position { inserted += 1 } else { replaced += 1 }
  }

  /// Removes the row with a key that has null in it, which SQLite's unique indexes do not find, to
  /// make room for its successor.
  mutating func replaceNullKey(_ keys: [CellPointers], _ row: Int) throws {
    let before = removed
    try remove(keys, row, first: layout.keyPlaces.count)
    let count = removed - before
    removed = before
    replaced += count
    inserted -= count
  }

  /// Removes the rows whose first key columns have the values of a row.
  mutating func remove(_ keys: [CellPointers], _ row: Int, first count: Int) throws {
    let statement = try removal(first: count)
    for place in 0..<count {
      let code =
        place < keys.count
        ? keys[place].bind(row, to: statement.handle, at: Int32(place + 1))
        : sqlite3_bind_null(statement.handle, Int32(place + 1))
      guard code == SQLITE_OK else { throw connection.lastError(code) }
    }
    try statement.execute()
    removed += connection.changeCount
  }

  private mutating func removal(first count: Int) throws -> PreparedStatement {
    if let statement = removals[count] { return statement }
    let statement = try PreparedStatement(
      "DELETE FROM \(layout.table) WHERE \(layout.keyCondition(first: count))", on: connection)
    removals[count] = statement
    return statement
  }
}

extension PreparedStatement {
  /// Binds a whole row: position, visible columns, expiry.
  @inline(__always)
  func bindRow(position: Int64, _ cells: [CellPointers], _ row: Int, expires: Int64?) throws {
    var code = sqlite3_bind_int64(handle, 1, position)
    var place: Int32 = 2
    for index in cells.indices {
      code |= cells[index].bind(row, to: handle, at: place)
      place &+= 1
    }
    if let expires {
      code |= sqlite3_bind_int64(handle, place, expires)
    } else {
      code |= sqlite3_bind_null(handle, place)
    }
    guard code == SQLITE_OK else { throw connection.lastError(code) }
  }
}
