/// The format of the file: which version it has, and how an older one is brought to the present.
///
/// `PRAGMA application_id` says that a file is a store, `PRAGMA user_version` which format it has. A
/// step of the list brings a file from the version before; all that are needed run in one
/// transaction, so that a file has either its old format or the present one.
struct StoreFormat: Sendable {
  /// One step: the SQL that makes version `n` out of version `n - 1`.
  typealias Step = [String]

  /// The steps from an empty file to version 1, 2, ...
  let steps: [Step]

  /// The number that says that an SQLite file is a store: `fjrd`.
  static let applicationID: Int64 = 0x666A_7264

  /// The present format.
  static let present = StoreFormat(steps: [firstFormat])

  /// The version that the steps lead to.
  var version: Int64 { Int64(steps.count) }

  /// What a file is.
  enum Finding: Equatable {
    /// Nothing in it yet.
    case empty
    /// A store of a version.
    case store(Int64)
    /// A file of another program.
    case foreign
  }

  /// Looks at a file.
  static func finding(on connection: Connection) throws -> Finding {
    let version = try connection.number("PRAGMA main.user_version")
    if try connection.number("PRAGMA main.application_id") == applicationID {
      return .store(version)
    }
    let isEmpty = try connection.number("SELECT count(*) FROM main.sqlite_schema") == 0
    return isEmpty && version == 0 ? .empty : .foreign
  }

  /// Whether a store's version is the present one; throws where it can't be read here.
  func isPresent(_ version: Int64, path: String) throws -> Bool {
    guard version <= self.version else {
      throw StoreFault.newerFormat(path: path, found: version, known: self.version)
    }
    return version == self.version
  }

  /// Brings a file to the present version, which may be it already.
  func bring(_ connection: Connection, path: String) throws {
    var finding = try Self.finding(on: connection)
    if finding == .empty { try connection.run("PRAGMA main.journal_mode = WAL") }
    try connection.transaction(.immediate) {
      finding = try Self.finding(on: connection)
      let from: Int64
      switch finding {
      case .foreign: throw StoreFault.foreignFile(path: path)
      case .empty: from = 0
      case .store(let version): from = version
      }
      guard try !isPresent(from, path: path) else { return }
      for step in steps[Int(max(from, 0))...] {
        for sql in step { try connection.run(sql) }
      }
      try connection.run("PRAGMA main.application_id = \(Self.applicationID)")
      try connection.run("PRAGMA main.user_version = \(version)")
    }
  }

  private static let firstFormat: Step = [
    """
    CREATE TABLE main._fjord_tables (
      name TEXT PRIMARY KEY NOT NULL,
      schema TEXT NOT NULL,
      made_by INTEGER NOT NULL,
      pipeline TEXT,
      pipeline_text TEXT NOT NULL,
      mode TEXT NOT NULL,
      checkpoint TEXT,
      start TEXT,
      expiry_zone TEXT NOT NULL,
      row_count INTEGER NOT NULL,
      has_traces INTEGER NOT NULL DEFAULT 0,
      run INTEGER NOT NULL,
      saved_at TEXT NOT NULL,
      completed_at TEXT)
    """,
    """
    CREATE TABLE main._fjord_pending (
      table_name TEXT NOT NULL,
      key TEXT NOT NULL,
      position INTEGER NOT NULL,
      payload TEXT NOT NULL,
      PRIMARY KEY (table_name, key)) WITHOUT ROWID
    """,
    """
    CREATE TABLE main._fjord_runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      table_name TEXT NOT NULL,
      began_at TEXT NOT NULL,
      mode TEXT NOT NULL,
      inserted INTEGER NOT NULL DEFAULT 0,
      replaced INTEGER NOT NULL DEFAULT 0,
      removed INTEGER NOT NULL DEFAULT 0,
      pending INTEGER NOT NULL DEFAULT 0,
      whole INTEGER NOT NULL DEFAULT 0)
    """,
    "CREATE INDEX main._fjord_runs_of_table ON _fjord_runs (table_name, id)",
  ]
}
