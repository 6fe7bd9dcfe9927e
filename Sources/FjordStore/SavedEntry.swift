import FjordPlugin
import FjordTable

/// What `_fjord_tables` says of one saved table.
struct SavedEntry: Sendable {
  /// The table as it lies in the file.
  var layout: TableLayout
  /// The run that made the table: the number in the names of its indexes.
  var madeBy: Int64
  var pipeline: String?
  var pipelineText: String
  var mode: SaveMode
  var checkpoint: Checkpoint?
  var start: Checkpoint?
  /// Where days begin and end for the expiry of rows.
  var expiryZone: String
  /// All rows in the file, expired ones too.
  var rowCount: Int64
  /// Whether bytes of rows that are no longer there may still lie in the table's pages.
  ///
  /// True of a fresh one: a table of that name may have been there before.
  var hasTraces = true
  /// The run that wrote last; each write checks that no other run came between.
  var run: Int64
  var savedAt: Int64
  var completedAt: Int64?

  var name: String { layout.name }

  /// The zone in which the sources that have an expiry count days.
  static let usualZone = "Europe/Oslo"

  private static let columns = """
    name, schema, made_by, pipeline, pipeline_text, mode, checkpoint, start, expiry_zone, row_count, \
    run, saved_at, completed_at, has_traces
    """

  /// The entry of a name, or nil where there is none.
  static func named(_ name: String, on connection: Connection) throws -> SavedEntry? {
    try connection.rows("SELECT \(columns) FROM main._fjord_tables WHERE name = ?", [.text(name)]) {
      try SavedEntry($0)
    }.first
  }

  /// All entries by name.
  static func all(on connection: Connection) throws -> [SavedEntry] {
    try connection.rows("SELECT \(columns) FROM main._fjord_tables ORDER BY name") {
      try SavedEntry($0)
    }
  }

  /// All names in order.
  static func names(on connection: Connection) throws -> [String] {
    try connection.rows("SELECT name FROM main._fjord_tables ORDER BY name") { $0.text(0) }
  }

  private init(_ row: PreparedStatement) throws {
    let name = row.text(0)
    guard let text = SchemaText(json: row.text(1)), let mode = SaveMode(rawValue: row.text(5)),
      let layout = try? TableLayout(
        name: name, schema: text.schema, columns: text.fields.map(\.stored)),
      let savedAt = StoredText.instant(row.text(11))
    else { throw StoreFault.damagedEntry(name: name) }
    self.layout = layout
    madeBy = row.int(2)
    pipeline = row.optionalText(3)
    pipelineText = row.text(4)
    self.mode = mode
    checkpoint = row.optionalText(6).map { Checkpoint($0) }
    start = row.optionalText(7).map { Checkpoint($0) }
    expiryZone = row.text(8)
    rowCount = row.int(9)
    run = row.int(10)
    self.savedAt = savedAt
    completedAt = row.optionalText(12).flatMap { StoredText.instant($0) }
    hasTraces = row.int(13) != 0
  }

  /// An entry for a table that is saved for the first time.
  init(layout: TableLayout, plan: SavePlan, run: Int64, now: Int64) {
    self.layout = layout
    madeBy = run
    pipeline = plan.pipeline
    pipelineText = plan.pipelineText
    mode = plan.mode
    start = plan.start
    expiryZone = Self.usualZone
    rowCount = 0
    self.run = run
    savedAt = now
  }

  /// Writes the entry, in the place of the one of that name.
  func store(on connection: Connection) throws {
    let marks = Array(repeating: "?", count: 14).joined(separator: ", ")
    try connection.run(
      "INSERT OR REPLACE INTO main._fjord_tables (\(Self.columns)) VALUES (\(marks))",
      [
        .text(name), .text(SchemaText(layout.schema, stored: layout.columns).json), .int(madeBy),
        StoredValue(pipeline), .text(pipelineText), .text(mode.rawValue),
        StoredValue(checkpoint?.text), StoredValue(start?.text), .text(expiryZone), .int(rowCount),
        .int(run), .text(StoredText.text(instant: savedAt)),
        StoredValue(completedAt.map { StoredText.text(instant: $0) }), .int(hasTraces ? 1 : 0),
      ])
  }

  /// How many rows are expired on a day.
  func expiredCount(today: Int64, on connection: Connection) throws -> Int64 {
    try connection.number(
      "SELECT count(*) FROM \(layout.table) WHERE \(TableLayout.expiry.quotedName) < \(today)")
  }

  /// The entry as operators and commands see it.
  func info(today: Int64, on connection: Connection) throws -> SavedTableInfo {
    let shown = rowCount - (try expiredCount(today: today, on: connection))
    return SavedTableInfo(
      name: name, schema: layout.schema, pipeline: pipeline, pipelineText: pipelineText, mode: mode,
      checkpoint: checkpoint, start: start, rowCount: Int(shown), savedAt: savedAt,
      completedAt: completedAt)
  }
}

extension StoredText {
  /// An instant's text.
  static func text(instant: Int64) -> String {
    var bytes: [UInt8] = []
    append(timestamp: instant, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The instant of a text.
  static func instant(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { timestamp(UnsafeRawBufferPointer($0)) }
  }
}
