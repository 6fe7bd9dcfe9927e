import FjordPlugin
import FjordTable

/// What stays the same during one save.
struct SaveFacts: Sendable {
  let store: Store
  let plan: SavePlan
  let layout: TableLayout
  /// The table as it was when the save began; nil where there was none.
  let before: SavedEntry?
  /// When the save began.
  let beganAt: Int64

  /// How the save is noted: a walk from the start leaves a table that is maintained.
  var notedMode: SaveMode { plan.mode == .rewalk ? .maintain : plan.mode }

  /// Whether the table before was saved by the same pipeline with the same columns.
  var continues: Bool {
    guard let before else { return false }
    return before.pipelineText == plan.pipelineText
      && layout.differences(from: before.layout).isEmpty
      && layout.keyDifference(from: before.layout) == nil
  }
}

/// How far a save has come.
struct SaveProgress: Sendable {
  /// The number of this run in `_fjord_runs`; nil until it has written something.
  var run: Int64?
  var report = SaveReport()
}
