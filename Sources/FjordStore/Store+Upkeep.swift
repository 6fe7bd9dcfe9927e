import FjordPlugin
import FjordTable

extension Store {
  /// Looks for damage; the faults found, a line each.
  public func check() async throws -> [String] {
    try await saying("checking the store") {
      try await reader()?.access { connection in
        try connection.transaction(.deferred) {
          let damage = try connection.rows("PRAGMA main.integrity_check(100)") { $0.text(0) }
          return try damage.filter { $0 != "ok" } + Self.faultyEntries(on: connection)
        }
      } ?? []
    }
  }

  /// Gives space back.
  public func vacuum() async throws {
    try await saying("giving space back") {
      guard StoreFile.exists(path) else { return }
      let writer = try writer()
      try await writer.access { connection in
        try connection.run("VACUUM main")
        try connection.run("UPDATE main._fjord_tables SET has_traces = 0")
      }
      try await writer.truncateLog()
    }
  }

  /// Where what is noted about tables differs from the tables.
  private static func faultyEntries(on connection: Connection) throws -> [String] {
    var faults: [String] = []
    let names = try SavedEntry.names(on: connection)
    for name in names {
      do {
        guard let entry = try SavedEntry.named(name, on: connection) else { continue }
        faults += try entry.faults(on: connection)
      } catch is StoreFault {
        faults.append("`\(name)`: its row in `_fjord_tables` can't be read")
      }
    }
    let orphans = try connection.rows(
      "SELECT DISTINCT table_name FROM main._fjord_pending EXCEPT SELECT name FROM main._fjord_tables"
    ) { $0.text(0) }
    return faults + orphans.map { "`\($0)`: rows are pending, but no such table is saved" }
  }
}

extension SavedEntry {
  /// Where the table differs from what is noted about it, a line each.
  fileprivate func faults(on connection: Connection) throws -> [String] {
    let found = try connection.rows("PRAGMA main.table_info(\(name.quotedName))") { row in
      [row.text(1), row.text(2)]
    }
    guard !found.isEmpty else { return ["`\(name)`: the table is missing"] }
    let wanted =
      [[TableLayout.position, "INTEGER"]]
      + zip(layout.columns, layout.schema.fields).map { [$0, $1.type.storedType] }
      + [[TableLayout.expiry, "INTEGER"]]
    guard found == wanted else { return ["`\(name)`: its columns are not those noted"] }
    var faults: [String] = []
    let indexes = try connection.rows("PRAGMA main.index_list(\(name.quotedName))") { $0.text(1) }
    for index in [layout.isKeyed ? "_fjord_key_\(madeBy)" : nil, "_fjord_expiry_\(madeBy)"] {
      if let index, !indexes.contains(index) {
        faults.append("`\(name)`: index `\(index)` is missing")
      }
    }
    let count = try connection.number("SELECT count(*) FROM \(layout.table)")
    if count != rowCount { faults.append("`\(name)`: has \(count) rows, noted are \(rowCount)") }
    return faults
  }
}
