import FjordTable

// Why tables are written anew. `secure_delete` overwrites a row where it lies. But SQLite moves rows
// and keys between pages while it balances its trees, and does not overwrite the place that a row was
// moved from; when the row is removed later, that copy stays, until the page is used up. (Measured: of
// 1,700 rows removed in 40 runs, one to four could still be read.) A dropped table's pages are
// overwritten whole. So a run that removed or replaced rows one by one ends by writing the table anew,
// in sequence, and dropping the old one. A run that is killed leaves a mark, and the next one does it.

extension Store {
  /// The most rows of a table that are written anew when somebody waits for a run to stop.
  static let hastyLimit: Int64 = 100_000

  /// Removes what removed rows left behind in the file and in the log.
  ///
  /// Complexity: linear in the rows of the tables that rows were removed from.
  func wipeTraces(with writer: ConnectionQueue, isHasty: Bool) async throws {
    let marked = try await writer.access { connection in
      try SavedEntry.all(on: connection).filter(\.hasTraces).map(\.name)
    }
    for name in marked {
      try await writer.transaction { connection in
        guard var entry = try SavedEntry.named(name, on: connection), entry.hasTraces,
          !isHasty || entry.rowCount <= Self.hastyLimit
        else { return }
        try entry.writeAnew(on: connection)
      }
    }
    try await writer.truncateLog()
  }
}

extension SavedEntry {
  /// Copies the table and drops the old one.
  fileprivate mutating func writeAnew(on connection: Connection) throws {
    try connection.run(
      "UPDATE main.sqlite_sequence SET seq = seq + 1 WHERE name = '_fjord_runs'")
    madeBy = try connection.number(
      "SELECT seq FROM main.sqlite_sequence WHERE name = '_fjord_runs'")
    let fresh = "_fjord_new"
    try connection.run(layout.createTable("main.\(fresh)"))
    try connection.run("INSERT INTO main.\(fresh) SELECT * FROM \(layout.table)")
    for sql in layout.createIndexes(on: fresh, run: madeBy) { try connection.run(sql) }
    try connection.run("DROP TABLE \(layout.table)")
    try connection.run("ALTER TABLE main.\(fresh) RENAME TO \(name.quotedName)")
    try Self.rewritePending(on: connection)
    hasTraces = false
    try store(on: connection)
  }

  /// Puts all pending rows in afresh; they are few.
  static func rewritePending(on connection: Connection) throws {
    try connection.run("CREATE TEMP TABLE _fjord_kept AS SELECT * FROM main._fjord_pending")
    try connection.run("DELETE FROM main._fjord_pending")
    try connection.run("INSERT INTO main._fjord_pending SELECT * FROM temp._fjord_kept")
    try connection.run("DROP TABLE temp._fjord_kept")
  }
}
