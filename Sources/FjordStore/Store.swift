import FjordDiagnostic
import FjordPlugin
import FjordTable
import Synchronization

/// The saved tables, in one SQLite file.
///
/// The file is opened when something is first asked of it, and made when something is first saved:
/// commands that only read leave no trace. Reading has connections of its own and sees one snapshot,
/// so that it neither waits for a writer nor keeps one waiting.
///
/// What stays whole: every write is one transaction of SQLite's write-ahead log. A process that is
/// killed at any moment leaves whole transactions, each with its cursor. After a loss of power the
/// last transactions may be missing (`synchronous = NORMAL`), again whole and with their cursors:
/// the next run goes on from an earlier place and comes to the same rows.
///
/// What is removed is gone: deleted bytes are overwritten (`secure_delete`), and the log is emptied
/// into the file when a save ends. Rows past their last day are never shown, and are removed at the
/// next write, unless the clock is not the real one.
///
/// Safe to share between tasks.
public final class Store: SavedTables {
  /// Where the file lies.
  public let path: String
  let clock: SessionClock
  let purgesExpired: Bool
  let tuning: StoreTuning
  private let format: StoreFormat
  private let connections = Mutex(Connections())
  private let zones = Mutex<[String: ZoneOffsets]>([:])
  private let stageCount = Atomic<Int>(0)

  private struct Connections {
    var writer: ConnectionQueue?
    var reader: ConnectionQueue?
  }

  /// Names a file; nothing is opened or made yet.
  ///
  /// `purgesExpired` is false where the clock is fixed to another day than the real one, so that
  /// looking at the past or the future removes nothing.
  public convenience init(path: String, clock: SessionClock, purgesExpired: Bool) {
    self.init(path: path, clock: clock, purgesExpired: purgesExpired, tuning: StoreTuning())
  }

  /// Names a file and sets measures.
  package convenience init(
    path: String, clock: SessionClock, purgesExpired: Bool, tuning: StoreTuning
  ) {
    self.init(
      path: path, clock: clock, purgesExpired: purgesExpired, tuning: tuning, format: .present)
  }

  init(
    path: String, clock: SessionClock, purgesExpired: Bool, tuning: StoreTuning,
    format: StoreFormat
  ) {
    self.path = path
    self.clock = clock
    self.purgesExpired = purgesExpired
    self.tuning = tuning
    self.format = format
  }

  /// Closes the file; the next use opens it again.
  ///
  /// Scans that still run keep their snapshot.
  public func close() async {
    connections.withLock { connections in
      for connection in [connections.reader, connections.writer] { try? connection?.close() }
      connections = Connections()
    }
  }

  /// The connection for writing; makes the file where there is none.
  func writer() throws -> ConnectionQueue {
    try connections.withLock { connections in
      if let writer = connections.writer { return writer }
      try StoreFile.prepare(path)
      let writer = try ConnectionQueue(path: path, tuning: tuning, isReader: false)
      try writer.now { try format.bring($0, path: path) }
      connections.writer = writer
      return writer
    }
  }

  /// The connection for short reads; nil where nothing was ever saved.
  func reader() throws -> ConnectionQueue? {
    guard StoreFile.exists(path) else { return nil }
    if let reader = connections.withLock({ $0.reader }) { return reader }
    guard let reader = try snapshotReader() else { return nil }
    return connections.withLock { connections in
      connections.reader = connections.reader ?? reader
      return connections.reader
    }
  }

  /// A connection of its own for a scan; nil where nothing was ever saved.
  func snapshotReader() throws -> ConnectionQueue? {
    guard StoreFile.exists(path) else { return nil }
    let reader = try ConnectionQueue(path: path, tuning: tuning, isReader: true)
    switch try reader.now(StoreFormat.finding(on:)) {
    case .empty: return nil
    case .foreign: throw StoreFault.foreignFile(path: path)
    case .store(let version):
      if try !format.isPresent(version, path: path) { _ = try writer() }
      return reader
    }
  }

  /// Numbers the temporary tables of this process.
  func nextStage() -> Int { stageCount.add(1, ordering: .relaxed).newValue }

  /// Today where a table's rows expire.
  func today(in zone: String) -> Int64 {
    let offsets = zones.withLock { zones in
      if let known = zones[zone] { return known }
      let offsets = ZoneOffsets(identifier: zone) ?? .utc
      zones[zone] = offsets
      return offsets
    }
    return clock.today(in: offsets)
  }

  /// Runs work, and puts what SQLite or this target finds wrong with it into words.
  func saying<Result>(
    _ doing: String, isolation: isolated (any Actor)? = #isolation,
    _ work: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await work()
    } catch let fault as StoreFault {
      throw fault.diagnostic
    } catch let error as SQLiteError {
      if Task.isCancelled { throw CancellationError() }
      throw StoreFault.sqlite(
        code: error.primaryCode, message: error.message ?? "", doing: doing, path: path
      ).diagnostic
    }
  }
}
