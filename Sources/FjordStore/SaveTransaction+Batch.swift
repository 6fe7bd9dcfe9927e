import FjordPlugin
import FjordTable

extension SaveTransaction {
  /// Brings a maintained table up to date with a batch: rows written by key, retractions removed.
  mutating func apply(_ batch: Batch) throws {
    try makeTable()
    let layout = entry.layout
    let events = BatchEvents(batch, layout: layout)
    try settle(events, pending: batch.pending)
    let kept = events.lastOfEachKey()
    guard !kept.isEmpty else { return }
    var rows = try KeyedRows(layout, on: connection)
    let columns = batch.count > 0 ? batch.columns.map { StorableColumn($0) } : []
    let expiry = batch.identity?.expiry
    let rowKeys = events.rowKeys.map { StorableColumn($0) }
    let retractionKeys = events.retractionKeys.map { StorableColumn($0) }
    try withCells(columns) { cells in
      try withCells(rowKeys) { rowKeys in
        try withCells(retractionKeys) { retractionKeys in
          for event in kept {
            let row = Int(event >= 0 ? event : ~event)
            let keys = event >= 0 ? rowKeys : retractionKeys
            if events.state(of: event) == .live {
              if events.hasNullKey(event) { try rows.replaceNullKey(keys, row) }
              try rows.write(cells, row, expires: expiry.flatMap { $0.day(row) })
            } else {
              let count = events.leadingKeys(of: event, count: layout.keyPlaces.count)
              try rows.remove(keys, row, first: count)
            }
          }
        }
      }
    }
    progress.report.inserted += rows.inserted
    progress.report.replaced += rows.replaced
    progress.report.removed += rows.removed
    entry.rowCount += Int64(rows.inserted - rows.removed)
    if rows.replaced + rows.removed > 0 { entry.hasTraces = true }
  }

  /// Forgets pending rows whose state is known now, and keeps new ones.
  private mutating func settle(_ events: BatchEvents, pending: [PendingRow]) throws {
    let layout = entry.layout
    let hasOld = try connection.has(
      "SELECT 1 FROM main._fjord_pending WHERE table_name = ?", [.text(entry.name)])
    guard hasOld || !pending.isEmpty else { return }
    if hasOld { entry.hasTraces = true }
    var latest: [String: Int64] = [:]
    for event in events.events where events.state(of: event) != .pending {
      let key = events.keyText(of: event, fields: layout.keyFields)
      latest[key] = max(latest[key] ?? .min, events.position(of: event))
      guard hasOld else { continue }
      let count = events.leadingKeys(of: event, count: layout.keyPlaces.count)
      if events.state(of: event) == .gone, count < layout.keyPlaces.count {
        try forgetPending(beginning: key, layout.keyFields[count].name)
      } else {
        try connection.run(
          "DELETE FROM main._fjord_pending WHERE table_name = ? AND key = ?",
          [.text(entry.name), .text(key)])
      }
    }
    for row in pending {
      let key = row.keyText(layout)
      if let position = latest[key], position > row.position { continue }
      try keep(row, key: key)
    }
  }

  /// Forgets pending rows that share the values before the first null of a key.
  private func forgetPending(beginning key: String, _ firstNull: String) throws {
    guard let cut = key.range(of: "\"\(firstNull)\":null", options: .backwards) else { return }
    let start = String(key[..<cut.lowerBound])
    try connection.run(
      """
      DELETE FROM main._fjord_pending
      WHERE table_name = ?1 AND substr(key, 1, length(?2)) = ?2
      """, [.text(entry.name), .text(start)])
  }

  /// Keeps a row that is to be asked for again.
  func keep(_ row: PendingRow, key: String) throws {
    try connection.run(
      "INSERT OR REPLACE INTO main._fjord_pending VALUES (?, ?, ?, ?)",
      [.text(entry.name), .text(key), .int(row.position), .text(row.payload)])
  }
}

extension Column {
  /// The days of a row of a date column, or nil where it is null.
  func day(_ row: Int) -> Int64? {
    guard !isNull(row), case .int64(let values) = storage else { return nil }
    return values[values.startIndex + row]
  }
}
