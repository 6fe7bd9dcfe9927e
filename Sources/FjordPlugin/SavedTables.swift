import FjordTable

/// How rows get into a saved table.
public enum SaveMode: String, Sendable {
  /// Goes on from the table's cursor: upserts and removals by key, each page with its cursor in one
  /// transaction.
  case maintain
  /// Walks again from the start: staged, and applied in one transaction when the walk has ended.
  case rewalk
  /// Replaces the whole table in one transaction.
  case replace
  /// Adds rows behind those that are there, in one transaction.
  case append
}

/// What is to be saved, and how.
public struct SavePlan: Sendable {
  /// The table's name.
  public var name: String
  /// The visible columns with their semantics; the key names what rows are called by.
  public var schema: Schema
  /// How rows get in.
  public var mode: SaveMode
  /// The pipeline's canonical text without its `save`, params, lets and defs put in; nil where it
  /// can't be run again (standard input, variables).
  public var pipeline: String?
  /// Names the pipeline in messages and comparisons, also where it can't be run again.
  public var pipelineText: String
  /// The source's resolved start.
  public var start: Checkpoint?

  /// Creates a plan.
  public init(
    name: String, schema: Schema, mode: SaveMode, pipeline: String?, pipelineText: String,
    start: Checkpoint? = nil
  ) {
    self.name = name
    self.schema = schema
    self.mode = mode
    self.pipeline = pipeline
    self.pipelineText = pipelineText
    self.start = start
  }
}

/// What is known of a saved table.
public struct SavedTableInfo: Sendable {
  /// Its name.
  public var name: String
  /// Its visible columns.
  public var schema: Schema
  /// The pipeline that made it, where it can be run again.
  public var pipeline: String?
  /// The pipeline's text for messages.
  public var pipelineText: String
  /// How it was last written.
  public var mode: SaveMode
  /// Where its walk stands.
  public var checkpoint: Checkpoint?
  /// Where its walk began.
  public var start: Checkpoint?
  /// Rows that are not expired.
  public var rowCount: Int
  /// When it was first saved, in microseconds since 1970.
  public var savedAt: Int64
  /// When a run last reached the end of its walk; nil where none has.
  public var completedAt: Int64?

  /// Creates an entry.
  public init(
    name: String, schema: Schema, pipeline: String?, pipelineText: String, mode: SaveMode,
    checkpoint: Checkpoint?, start: Checkpoint?, rowCount: Int, savedAt: Int64,
    completedAt: Int64?
  ) {
    self.name = name
    self.schema = schema
    self.pipeline = pipeline
    self.pipelineText = pipelineText
    self.mode = mode
    self.checkpoint = checkpoint
    self.start = start
    self.rowCount = rowCount
    self.savedAt = savedAt
    self.completedAt = completedAt
  }
}

/// What a save did.
public struct SaveReport: Sendable, Hashable {
  /// Rows that are new.
  public var inserted = 0
  /// Rows whose key was there already.
  public var replaced = 0
  /// Rows taken out.
  public var removed = 0
  /// Rows whose state could not be found out and that are asked for again at the next refresh.
  public var pending = 0
  /// Rows in the table afterwards, expired ones not counted.
  public var rowCount = 0

  /// Creates an empty report.
  public init() {}
}

/// A save in progress.
public protocol SaveWriter: Sendable {
  /// Where the walk is to go on; nil for the start.
  var resume: Checkpoint? { get }
  /// Rows that earlier runs left pending.
  var pending: [PendingRow] { get }
  /// Takes a batch in. In `maintain` rows, removals and checkpoint are committed together.
  func write(_ batch: Batch) async throws
  /// Ends a walk that reached its end; the other modes commit here.
  func finish() async throws -> SaveReport
  /// Ends a walk that did not: whole pages stay in `maintain`, nothing in the other modes.
  func abandon() async -> SaveReport
}

/// The saved tables, as operators and commands see them.
public protocol SavedTables: Sendable {
  /// Everything that is saved, by name.
  func list() async throws -> [SavedTableInfo]
  /// One table, or nil where there is none of that name.
  func info(_ name: String) async throws -> SavedTableInfo?
  /// One table's rows as a source, which hides expired rows.
  func source(_ name: String) async throws -> any Source
  /// Begins a save; refuses another pipeline under a taken name where the mode is `maintain`.
  func begin(_ plan: SavePlan) async throws -> any SaveWriter
  /// Removes a table with its cursor.
  func drop(_ name: String) async throws
  /// Past runs of a table, newest first: when, mode, inserted, replaced, removed, pending, whole.
  func history(_ name: String) async throws -> Table
  /// Looks for damage; the faults found, a line each.
  func check() async throws -> [String]
  /// Gives space back.
  func vacuum() async throws
  /// Where the file lies.
  var path: String { get }
}
