import FjordPlugin
import FjordTable

/// Reads a saved table in batches, all from one snapshot on a connection of its own.
///
/// Each batch goes on behind the position of the row before. Complexity: linear in the rows read;
/// memory for one batch.
actor SavedTableCursor: Cursor {
  private let store: Store
  private let entry: SavedEntry
  private let request: ScanRequest
  private let query: SavedTableQuery
  private var connection: ConnectionQueue?
  private var last = Int64.min
  private var left: Int
  private var hasEnded = false

  init(store: Store, entry: SavedEntry, request: ScanRequest) {
    self.store = store
    self.entry = entry
    self.request = request
    left = request.limit ?? .max
    query = SavedTableQuery(
      entry: entry, request: request, today: store.today(in: entry.expiryZone))
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    guard !hasEnded, left > 0 else { return end() }
    return try await store.saying("reading `\(entry.name)`") {
      let connection = try await snapshot()
      let (query, last) = (query, last)
      let limit = min(left, store.tuning.rowsPerBatch)
      let (batch, position) = try await connection.access { connection in
        try query.batch(after: last, limit: limit, on: connection)
      }
      self.last = position
      left -= batch.count
      guard batch.count > 0 else { return end() }
      if batch.count < limit { hasEnded = true }
      return batch
    }
  }

  private func end() -> Batch? {
    hasEnded = true
    connection = nil
    return nil
  }

  /// The connection with its transaction, which sees the file as it was at the first batch.
  private func snapshot() async throws -> ConnectionQueue {
    if let connection { return connection }
    guard let opened = try store.snapshotReader() else {
      throw StoreFault.changedMeanwhile(name: entry.name)
    }
    let entry = entry
    try await opened.access { connection in
      try connection.run("BEGIN")
      let present = try SavedEntry.named(entry.name, on: connection)
      guard let present, present.layout.columns == entry.layout.columns,
        present.layout.differences(from: entry.layout).isEmpty
      else { throw StoreFault.changedMeanwhile(name: entry.name) }
    }
    connection = opened
    return opened
  }
}
