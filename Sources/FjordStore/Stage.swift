import FjordPlugin
import FjordTable
import GRDBSQLite

/// Rows that wait in a temporary table until a save may show them.
///
/// Rows lie there as they will in the saved table, keys of rows that are gone in a second table, all
/// numbered in the order of the walk. Temporary tables belong to the connection: they take no lock on
/// the file, and vanish with the process.
struct Stage: Sendable {
  /// A pending row, and the number of the last event before it.
  struct Pending: Sendable {
    var row: PendingRow
    var after: Int64
  }

  let layout: TableLayout
  private let number: Int
  /// The number of the last event.
  private(set) var last: Int64 = 0
  /// Whether a row has null in its key, which SQLite's unique indexes pass over.
  private(set) var hasNullKeys = false
  /// Whether a key is gone, or was at some place of the walk.
  private(set) var hasGone = false
  /// Rows whose state could not be found out.
  private(set) var pending: [Pending] = []

  /// Names a stage.
  init(_ layout: TableLayout, number: Int) {
    self.layout = layout
    self.number = number
  }

  /// The rows' table in SQL.
  var rows: String { "temp._fjord_stage_\(number)" }
  /// The table of keys that are gone, in SQL.
  var gone: String { "temp._fjord_gone_\(number)" }

  /// Makes the tables.
  func create(on connection: Connection) throws {
    try connection.run(layout.createTable(rows))
    guard layout.isKeyed else { return }
    let keys = zip(layout.keyColumns, layout.keyFields)
      .map { "\($0.quotedName) \($1.type.storedType)" }
    let position = "\(TableLayout.position.quotedName) INTEGER"
    try connection.run("CREATE TABLE \(gone) (\(([position] + keys).joined(separator: ", ")))")
  }

  /// Removes the tables.
  func drop(on connection: Connection) throws {
    for table in [rows, gone] { try connection.run("DROP TABLE IF EXISTS \(table)") }
  }

  /// Takes a batch in.
  mutating func add(_ batch: Batch, on connection: Connection) throws {
    let events = BatchEvents(batch, layout: layout)
    let insert = try PreparedStatement(layout.insert(into: rows), on: connection)
    let remove = layout.isKeyed ? try removal(on: connection) : nil
    let columns = batch.count > 0 ? batch.columns.map { StorableColumn($0) } : []
    let expiry = batch.identity?.expiry
    let rowKeys = events.rowKeys.map { StorableColumn($0) }
    let retractionKeys = events.retractionKeys.map { StorableColumn($0) }
    noteNullKeys(events)
    let before = last
    try withCells(columns) { cells in
      try withCells(rowKeys) { rowKeys in
        try withCells(retractionKeys) { retractionKeys in
          for event in events.events {
            last += 1
            let row = Int(event >= 0 ? event : ~event)
            switch events.state(of: event) {
            case .live:
              try insert.bindRow(
                position: last, cells, row, expires: expiry.flatMap { $0.day(row) })
              try insert.execute()
            case .gone:
              try remove?.bindKeys(position: last, event >= 0 ? rowKeys : retractionKeys, row)
              try remove?.execute()
              hasGone = true
            case .pending: break
            }
          }
        }
      }
    }
    note(batch.pending, events, from: before)
  }

  /// Replaces the pending rows by those that are left.
  mutating func setPending(_ rows: [Pending]) { pending = rows }

  private func removal(on connection: Connection) throws -> PreparedStatement {
    let marks = Array(repeating: "?", count: layout.keyPlaces.count + 1).joined(separator: ", ")
    return try PreparedStatement("INSERT INTO \(gone) VALUES (\(marks))", on: connection)
  }

  private mutating func noteNullKeys(_ events: BatchEvents) {
    if events.rowKeys.contains(where: { $0.validity != nil }) { hasNullKeys = true }
  }

  private mutating func note(_ rows: [PendingRow], _ events: BatchEvents, from before: Int64) {
    for row in rows {
      let place = events.events.lastIndex { events.position(of: $0) <= row.position }
      pending.append(Pending(row: row, after: before + Int64((place ?? -1) + 1)))
    }
  }
}

extension PreparedStatement {
  /// Binds an event's number and the values of its key, null where there are fewer than parameters.
  fileprivate func bindKeys(position: Int64, _ keys: [CellPointers], _ row: Int) throws {
    var code = sqlite3_clear_bindings(handle)
    code |= sqlite3_bind_int64(handle, 1, position)
    for index in keys.indices { code |= keys[index].bind(row, to: handle, at: Int32(index + 2)) }
    guard code == SQLITE_OK else { throw connection.lastError(code) }
  }
}
