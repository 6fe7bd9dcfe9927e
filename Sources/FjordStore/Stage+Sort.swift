import FjordTable

extension Stage {
  /// Leaves the last row of each key, if it is not gone, and of those that are pending what is not
  /// settled by a later row.
  ///
  /// Looks up keys in an index that is made by sorting. Complexity: rows × log rows.
  mutating func keepLastOfEachKey(on connection: Connection) throws {
    guard layout.isKeyed else { return }
    let position = TableLayout.position.quotedName
    try connection.run("CREATE INDEX \(indexName) ON \(bare(rows)) (\(layout.keyList))")
    try connection.run(
      """
      DELETE FROM \(rows) AS a WHERE EXISTS (
        SELECT 1 FROM \(rows) AS b INDEXED BY \(bare(indexName))
        WHERE \(layout.sameKey("b", "a")) AND b.\(position) > a.\(position))
      """)
    if hasGone { try removeGone(on: connection) }
    try settlePending(on: connection)
    try connection.run("DROP INDEX \(indexName)")
  }

  /// Removes rows that are gone later: a key with nulls at its end takes all that begin with the rest.
  private func removeGone(on connection: Connection) throws {
    let position = TableLayout.position.quotedName
    let keys = layout.keyColumns.map { "g.\($0.quotedName)" }
    for count in stride(from: keys.count, to: 0, by: -1) {
      let isPrefix = count < keys.count
      let condition =
        isPrefix
        ? ["\(keys[count - 1]) IS NOT NULL"] + keys[count...].map { "\($0) IS NULL" } : ["1"]
      try connection.run(
        """
        DELETE FROM \(rows) WHERE \(position) IN (
          SELECT s.\(position) FROM \(gone) AS g
          CROSS JOIN \(rows) AS s INDEXED BY \(bare(indexName))
          ON \(layout.sameKey("s", "g", first: count)) AND s.\(position) < g.\(position)
          WHERE \(condition.joined(separator: " AND ")))
        """)
    }
  }

  private mutating func settlePending(on connection: Connection) throws {
    guard !pending.isEmpty else { return }
    let position = TableLayout.position.quotedName
    let goneIndex = "temp._fjord_gone_index_\(bare(gone))"
    try connection.run("CREATE INDEX \(goneIndex) ON \(bare(gone)) (\(layout.keyList))")
    var latest: [String: Pending] = [:]
    for item in pending {
      var isSettled = false
      for table in [rows, gone] where !isSettled {
        isSettled = try connection.has(
          "SELECT 1 FROM \(table) WHERE \(layout.keyCondition()) AND \(position) > ?",
          item.row.storedKey(layout) + [.int(item.after)])
      }
      if !isSettled { latest[item.row.keyText(layout)] = item }
    }
    setPending(latest.values.sorted { ($0.after, $0.row.position) < ($1.after, $1.row.position) })
    try connection.run("DROP INDEX \(goneIndex)")
  }

  /// Whether a key is among those that are gone.
  func isGone(_ key: [StoredValue], on connection: Connection) throws -> Bool {
    guard hasGone else { return false }
    return try connection.has("SELECT 1 FROM \(gone) WHERE \(layout.keyCondition())", key)
  }

  private var indexName: String { "temp._fjord_index_\(bare(rows))" }

  /// A name without its database, as SQLite wants it after `ON` and `INDEXED BY`.
  private func bare(_ name: String) -> String { String(name.dropFirst("temp.".count)) }
}
