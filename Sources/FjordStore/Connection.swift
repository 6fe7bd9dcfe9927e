import Foundation
import GRDB
import GRDBSQLite

// The only file that sees GRDB's names, many of which (`Column`, `Table`, `Cursor`) FjordTable also
// has. The rest of the target knows a connection, its errors, and prepared statements.

/// One connection to the file, used on its own serial queue.
typealias Connection = GRDB.Database

/// What SQLite reports when something goes wrong.
typealias SQLiteError = GRDB.DatabaseError

/// One connection with the queue that serialises its use.
final class ConnectionQueue: Sendable {
  private let queue: DatabaseQueue
  private let gate: LockGate

  /// Opens a file that exists.
  init(path: String, tuning: StoreTuning, isReader: Bool) throws {
    let gate = LockGate(patience: tuning.lockPatience)
    self.gate = gate
    var configuration = Configuration()
    configuration.busyMode = .callback { gate.waits(tries: $0) }
    configuration.allowsUnsafeTransactions = isReader
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { connection in
      try connection.prepare(tuning: tuning, isReader: isReader)
    }
    queue = try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Uses the connection; cancelling the task interrupts SQLite.
  func access<Result: Sendable>(
    _ body: @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    try await queue.writeWithoutTransaction(body)
  }

  /// Uses the connection in one write transaction, which is dropped whole where the body throws.
  func transaction<Result: Sendable>(
    _ body: @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    try await access { connection in try connection.transaction(.immediate) { try body(connection) }
    }
  }

  /// Uses the connection on this thread, for opening and closing.
  func now<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    try queue.writeWithoutTransaction(body)
  }

  /// Uses the connection for what can be done at another time: locks are waited for only a moment.
  func hastily<Result: Sendable>(
    _ body: @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    let gate = gate
    return try await access { connection in
      gate.isHasty = true
      defer { gate.isHasty = false }
      return try body(connection)
    }
  }

  /// Copies the log into the file and empties it, unless a reader that stays keeps it from that.
  func truncateLog() async throws {
    try await hastily { connection in
      _ = sqlite3_wal_checkpoint_v2(
        connection.sqliteConnection, "main", SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    }
  }

  /// Closes the file.
  func close() throws { try queue.close() }
}

extension Connection {
  /// Settings of every connection.
  ///
  /// Removed bytes are overwritten in the file but not in temporary files, which have no name and
  /// vanish with the connection. Renaming a table leaves other people's views alone.
  fileprivate func prepare(tuning: StoreTuning, isReader: Bool) throws {
    try run("PRAGMA main.secure_delete = ON")
    try run("PRAGMA temp.secure_delete = OFF")
    try run("PRAGMA main.cache_size = -\(tuning.cacheKiB)")
    try run("PRAGMA temp.cache_size = -\(tuning.cacheKiB)")
    try run("PRAGMA synchronous = NORMAL")
    try run("PRAGMA wal_autocheckpoint = 4000")
    try run("PRAGMA legacy_alter_table = ON")
    try run("PRAGMA trusted_schema = OFF")
    try run("PRAGMA threads = 2")
    if let limit = tuning.pageLimit { try run("PRAGMA main.max_page_count = \(limit)") }
    if isReader { try run("PRAGMA query_only = ON") }
  }

  /// Runs a body in a transaction, which is dropped whole where the body throws.
  func transaction<Result>(
    _ kind: TransactionKind, _ body: () throws -> Result
  ) throws -> Result {
    var result: Result?
    try inTransaction(kind) {
      result = try body()
      return .commit
    }
    guard let result else { preconditionFailure("a committed transaction must have a result") }
    return result
  }

  /// Whether nothing waits in the log to be copied into the file.
  var hasEmptyLog: Bool {
    guard let name = sqlite3_db_filename(sqliteConnection, "main"),
      let log = sqlite3_filename_wal(name)
    else { return false }
    var status = stat()
    return stat(log, &status) != 0 || status.st_size == 0
  }

  /// Drops the pages that are kept in memory.
  func forgetPages() { sqlite3_db_release_memory(sqliteConnection) }

  /// The last error of SQLite on this connection.
  func lastError(_ code: Int32, sql: String? = nil) -> SQLiteError {
    SQLiteError(resultCode: ResultCode(rawValue: code), message: lastErrorMessage, sql: sql)
  }
}

extension SQLiteError {
  /// The error of a result code.
  init(code: Int32) { self.init(resultCode: ResultCode(rawValue: code)) }

  /// The result code without its extension, as in sqlite3.h.
  var primaryCode: Int32 { resultCode.primaryResultCode.rawValue }
}
