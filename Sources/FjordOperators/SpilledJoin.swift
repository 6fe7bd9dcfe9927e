// A join whose other table does not fit in memory: both sides are parted into files by a hash of
// their keys, the files of one hash are joined in memory, and the results, each in the order of the
// rows that came in, are merged by row number. What still does not fit is parted again by another
// hash; keys that occur so often that no hash parts them are joined in memory all the same.

import FjordEngine
import FjordPlugin
import FjordTable

/// A join by files.
struct SpilledJoin {
  /// How often rows are parted before they are joined in memory whatever they take.
  private static let depthLimit = 4

  private let work: JoinWork
  private let context: RunContext
  /// Results in the order of the rows that came in, and those of unmatched rows of the other table.
  private var runs: [SpilledRows] = []
  private var lonely: [SpilledRows] = []
  private(set) var tally = JoinTally()
  /// Rows of the other table that nothing matched.
  private(set) var lonelyCount = 0

  init(_ work: JoinWork, _ context: RunContext) {
    self.work = work
    self.context = context
  }

  /// Files for the rows that come in, or for the other table's.
  static func partitions(_ work: JoinWork, there: Bool, depth: Int = 0, _ context: RunContext)
    -> JoinPartitions
  {
    JoinPartitions(
      there ? work.thereKeys : work.hereKeys, seed: UInt64(depth) + 1,
      keepsKeyless: !there || work.kind == .full, context)
  }

  /// What the other table takes once it is looked up, by what its rows take.
  static func byteCount(_ rows: Int, _ bytes: Int) -> Int { bytes * 2 + rows * 40 }

  /// Joins files that were parted alike.
  mutating func join(_ here: [SpilledRows], _ there: [SpilledRows], depth: Int = 0) throws {
    for (left, right) in zip(here, there) { try join(left, right, depth: depth) }
  }

  /// The rows in order, those of the other table without a match last.
  consuming func rows() -> SpilledJoinCursor {
    let column = work.input.fields.count
    return SpilledJoinCursor(
      NumberedRuns(runs, column: column), NumberedRuns(lonely, column: column))
  }

  private mutating func join(_ left: SpilledRows, _ right: SpilledRows, depth: Int) throws {
    try Task.checkCancellation()
    guard left.count > 0 || work.kind == .full && right.count > 0 else { return }
    let held = HeldMemory(context.memory)
    let size = Self.byteCount(right.count, right.byteCount)
    if !held.reserve(size) {
      guard depth >= Self.depthLimit else {
        return try join(
          try split(left, there: false, depth + 1), try split(right, there: true, depth + 1),
          depth: depth + 1)
      }
      held.take(size)
    }
    try joinInMemory(left, right)
  }

  private func split(_ rows: SpilledRows, there: Bool, _ depth: Int) throws -> [SpilledRows] {
    var parts = Self.partitions(work, there: there, depth: depth, context)
    var reader = rows.reader()
    while let batch = try reader.next() {
      try Task.checkCancellation()
      try parts.add(numbered: batch)
    }
    return try parts.finish()
  }

  private mutating func joinInMemory(_ left: SpilledRows, _ right: SpilledRows) throws {
    let build = try JoinBuild(work, try all(right), context)
    var tally = build.emptyTally
    var writer = SpillWriter(context)
    var reader = left.reader()
    while let batch = try reader.next() {
      try Task.checkCancellation()
      var matches = try build.matches(of: batch, &tally)
      while let block = build.next(&matches, &tally) { try writer.append(block) }
    }
    runs.append(try writer.finish())
    if work.kind == .full {
      let places = build.unmatched(tally)
      var writer = SpillWriter(context)
      for start in stride(from: 0, to: places.count, by: JoinBuild.blockSize) {
        let end = min(start + JoinBuild.blockSize, places.count)
        try writer.append(build.alone(Array(places[start..<end])))
      }
      lonelyCount += places.count
      lonely.append(try writer.finish())
    }
    tally.matched = []
    self.tally.merge(tally)
  }

  private func all(_ rows: SpilledRows) throws -> Batch {
    var batches: [Batch] = []
    var reader = rows.reader()
    while let batch = try reader.next() { batches.append(batch) }
    return Batch.concatenating(
      batches, types: work.other.output.fields.map(\.type) + [.int])
  }
}

/// The results of all files, merged.
struct SpilledJoinCursor {
  private var rows: NumberedRuns
  private var lonely: NumberedRuns

  init(_ rows: NumberedRuns, _ lonely: NumberedRuns) {
    self.rows = rows
    self.lonely = lonely
  }

  /// The next rows, or nil at the end.
  mutating func next() throws -> Batch? {
    if let batch = try rows.next() { return batch }
    return try lonely.next()
  }
}
