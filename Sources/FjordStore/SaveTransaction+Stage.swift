import FjordPlugin
import FjordTable
import GRDBSQLite

extension SaveTransaction {
  /// Puts the staged rows in the place of all that the table holds.
  ///
  /// The new table is filled and indexed beside the old one, which is then dropped: both steps are
  /// sequential however the keys are spread. Throws SQLite's constraint error where a key is staged
  /// twice.
  mutating func replaceAll(with stage: Stage) throws {
    let old = isMade ? entry : nil
    let oldRows = old?.rowCount ?? 0
    entry = replacementEntry()
    let target = old == nil ? entry.name : "_fjord_new"
    try connection.run(entry.layout.createTable("main.\(target.quotedName)"))
    let count = try connection.run(
      "INSERT INTO main.\(target.quotedName) SELECT * FROM \(stage.rows)")
    try makeIndexes(on: target)
    var kept = 0
    if let old, facts.continues { kept = try keepPendingRows(of: old, stage, in: target) }
    let replaced = try old.map { try sharedKeys(target, $0) } ?? 0
    if let old {
      try connection.run("DROP TABLE \(old.layout.table)")
      try connection.run("ALTER TABLE main._fjord_new RENAME TO \(entry.name.quotedName)")
    }
    isMade = true
    entry.rowCount = Int64(count + kept)
    progress.report.inserted += count + kept - replaced
    progress.report.replaced += replaced - kept
    progress.report.removed += Int(oldRows) - replaced
    try notePending(stage)
  }

  /// A replaced table is a new one, but for when it was first saved.
  private func replacementEntry() -> SavedEntry {
    var fresh = SavedEntry(layout: facts.layout, plan: facts.plan, run: run, now: facts.beganAt)
    fresh.mode = facts.notedMode
    fresh.savedAt = entry.savedAt
    fresh.expiryZone = entry.expiryZone
    return fresh
  }

  /// How many keys both tables have.
  ///
  /// Goes through both indexes in the order of the keys.
  private func sharedKeys(_ target: String, _ old: SavedEntry) throws -> Int {
    guard entry.layout.isKeyed, old.layout.keyColumns == entry.layout.keyColumns,
      old.layout.keyFields == entry.layout.keyFields
    else { return 0 }
    return Int(
      try connection.number(
        """
        SELECT count(*) FROM main.\(target.quotedName) AS a INDEXED BY \(TableLayout.keyIndex(run))
        CROSS JOIN \(old.layout.table) AS b INDEXED BY \(TableLayout.keyIndex(old.madeBy))
        ON \(entry.layout.sameKey("b", "a"))
        """))
  }

  /// Rows whose state could not be found out stay as they were.
  private func keepPendingRows(of old: SavedEntry, _ stage: Stage, in target: String) throws -> Int
  {
    var kept = 0
    for item in stage.pending {
      // A row that stands for several has null in the last parts of its key.
      let stored = item.row.storedKey(entry.layout)
      let count = max(1, stored.count - stored.reversed().prefix { $0 == .null }.count)
      let key = Array(stored.prefix(count))
      let condition = entry.layout.keyCondition(first: count)
      let isThere = try connection.has(
        "SELECT 1 FROM main.\(target.quotedName) WHERE \(condition)", key)
      if try isThere || stage.isGone(stored, on: connection) { continue }
      let columns = ["NULL"] + (entry.layout.columns + [TableLayout.expiry]).map(\.quotedName)
      kept += try connection.run(
        """
        INSERT INTO main.\(target.quotedName) SELECT \(columns.joined(separator: ", "))
        FROM \(old.layout.table) WHERE \(condition)
        """, key)
    }
    return kept
  }

  private func notePending(_ stage: Stage) throws {
    try connection.run(
      "DELETE FROM main._fjord_pending WHERE table_name = ?", [.text(entry.name)])
    for item in stage.pending { try keep(item.row, key: item.row.keyText(entry.layout)) }
  }

  /// Adds the staged rows behind those that are there; of a keyed table, in their place.
  ///
  /// A table that another pipeline maintains goes on being maintained by it.
  mutating func append(_ stage: Stage) throws {
    try makeTable()
    if entry.mode != .maintain {
      entry.mode = .append
      entry.pipeline = facts.plan.pipeline
      entry.pipelineText = facts.plan.pipelineText
    }
    let table = entry.layout.table
    let position = TableLayout.position.quotedName
    var replaced = 0
    if entry.layout.isKeyed {
      replaced = try connection.run(
        """
        DELETE FROM \(table) WHERE \(position) IN (
          SELECT t.\(position) FROM \(stage.rows) AS s
          CROSS JOIN \(table) AS t INDEXED BY \(TableLayout.keyIndex(entry.madeBy))
          ON \(entry.layout.sameKey("t", "s")))
        """)
    }
    let last = try connection.number("SELECT max(\(position)) FROM \(table)")
    let columns = (entry.layout.columns + [TableLayout.expiry]).map(\.quotedName)
    let count = try connection.run(
      """
      INSERT INTO \(table)
      SELECT \(position) + \(last), \(columns.joined(separator: ", ")) FROM \(stage.rows)
      """)
    entry.rowCount += Int64(count - replaced)
    if replaced > 0 { entry.hasTraces = true }
    progress.report.inserted += count - replaced
    progress.report.replaced += replaced
  }
}
