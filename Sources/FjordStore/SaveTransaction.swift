import FjordPlugin
import FjordTable

/// One write transaction of a save: begun with the check that nobody else came between, ended by
/// writing down what the table is now.
///
/// Good only inside the transaction that it was begun in.
struct SaveTransaction {
  let connection: Connection
  let facts: SaveFacts
  /// What will be noted about the table.
  var entry: SavedEntry
  var progress: SaveProgress
  /// The number of this run.
  let run: Int64
  /// Whether the table is in the file yet.
  var isMade: Bool

  /// Begins the transaction of a save.
  ///
  /// The first of a run also takes out expired rows, of all tables.
  init(_ facts: SaveFacts, _ progress: SaveProgress, on connection: Connection) throws {
    self.connection = connection
    self.facts = facts
    let name = facts.plan.name
    if progress.run == nil, facts.store.purgesExpired {
      try facts.store.purgeExpired(on: connection)
    }
    let present = try SavedEntry.named(name, on: connection)
    try Self.check(present, facts, progress)
    if let run = progress.run {
      self.run = run
    } else {
      try connection.run(
        "INSERT INTO main._fjord_runs (table_name, began_at, mode) VALUES (?, ?, ?)",
        [
          .text(name), .text(StoredText.text(instant: facts.beganAt)),
          .text(facts.plan.mode.rawValue),
        ])
      self.run = connection.lastRow
    }
    self.progress = progress
    self.progress.run = run
    isMade = present != nil
    entry =
      present ?? SavedEntry(layout: facts.layout, plan: facts.plan, run: run, now: facts.beganAt)
    if present == nil { try checkNameIsFree() }
    guard present != nil, facts.plan.mode == .maintain else { return }
    entry.layout = facts.layout
    entry.mode = .maintain
    entry.start = entry.start ?? facts.plan.start
  }

  /// A maintained table must be as this run left it, or found it.
  ///
  /// Rows may be added to any state of a table that they fit, and a table may be replaced in any
  /// state that its pipeline made.
  private static func check(
    _ present: SavedEntry?, _ facts: SaveFacts, _ progress: SaveProgress
  ) throws {
    let isSame: Bool
    switch facts.plan.mode {
    case .maintain, .rewalk: isSame = present?.run == (progress.run ?? facts.before?.run)
    case .replace: isSame = present?.pipelineText == facts.before?.pipelineText
    case .append:
      isSame =
        (present == nil) == (facts.before == nil)
        && present.map { facts.layout.differences(from: $0.layout).isEmpty } ?? true
    }
    guard isSame else { throw StoreFault.changedMeanwhile(name: facts.plan.name) }
  }

  private func checkNameIsFree() throws {
    let name = facts.plan.name
    let isTaken = try connection.has(
      "SELECT 1 FROM main.sqlite_schema WHERE name = ? COLLATE NOCASE", [.text(name)])
    if isTaken { throw StoreFault.foreignTable(name: name, path: facts.store.path) }
  }

  /// Makes the table where there is none.
  mutating func makeTable() throws {
    guard !isMade else { return }
    try connection.run(entry.layout.createTable(entry.layout.table))
    try makeIndexes(on: entry.name)
    isMade = true
  }

  /// Makes the indexes of a table that this run made.
  func makeIndexes(on table: String) throws {
    for sql in entry.layout.createIndexes(on: table, run: run) { try connection.run(sql) }
  }

  /// Notes what the table is now.
  mutating func end(checkpoint: Checkpoint?, isWhole: Bool) throws -> SaveProgress {
    try makeTable()
    if let checkpoint { entry.checkpoint = checkpoint }
    if facts.store.purgesExpired {
      try facts.store.purgeExpired(of: &entry, on: connection)
    }
    entry.run = run
    if isWhole { entry.completedAt = facts.store.clock.now }
    try entry.store(on: connection)
    let pending = try connection.number(
      "SELECT count(*) FROM main._fjord_pending WHERE table_name = ?", [.text(entry.name)])
    progress.report.pending = Int(pending)
    let today = facts.store.today(in: entry.expiryZone)
    progress.report.rowCount = Int(
      entry.rowCount - (try entry.expiredCount(today: today, on: connection)))
    try noteRun(isWhole: isWhole)
    return progress
  }

  private func noteRun(isWhole: Bool) throws {
    let report = progress.report
    try connection.run(
      """
      UPDATE main._fjord_runs SET inserted = ?, replaced = ?, removed = ?, pending = ?, whole = ?
      WHERE id = ?
      """,
      [
        .int(Int64(report.inserted)), .int(Int64(report.replaced)), .int(Int64(report.removed)),
        .int(Int64(report.pending)), .int(isWhole ? 1 : 0), .int(run),
      ])
    guard isWhole else { return }
    try connection.run(
      """
      DELETE FROM main._fjord_runs WHERE table_name = ?1 AND id <
        (SELECT id FROM main._fjord_runs WHERE table_name = ?1 ORDER BY id DESC LIMIT 1 OFFSET 999)
      """, [.text(entry.name)])
  }
}

extension Store {
  /// Takes out the expired rows of every table.
  func purgeExpired(on connection: Connection) throws {
    for var entry in try SavedEntry.all(on: connection)
    where try purgeExpired(of: &entry, on: connection) {
      try entry.store(on: connection)
    }
  }

  /// Takes out the expired rows of a table; false where there were none.
  @discardableResult
  func purgeExpired(of entry: inout SavedEntry, on connection: Connection) throws -> Bool {
    let today = today(in: entry.expiryZone)
    let count = try connection.run(
      "DELETE FROM \(entry.layout.table) WHERE \(TableLayout.expiry.quotedName) < \(today)")
    guard count > 0 else { return false }
    entry.rowCount -= Int64(count)
    entry.hasTraces = true
    return true
  }
}
