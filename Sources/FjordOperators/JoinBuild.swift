import FjordEngine
import FjordPlugin
import FjordTable

/// What a join counts while rows pass, and which rows of the other table were matched.
///
/// Each task that probes has a tally of its own; they are merged at the end.
struct JoinTally: Sendable {
  var rowsIn = 0
  var rowsOut = 0
  /// Rows that came in and found no match.
  var unmatched = 0
  /// One bit a row of the other table, set for the first row of each key that was matched; empty
  /// where nobody asks.
  var matched: [UInt64] = []

  /// Adds what another task counted.
  mutating func merge(_ other: JoinTally) {
    rowsIn += other.rowsIn
    rowsOut += other.rowsOut
    unmatched += other.unmatched
    if matched.isEmpty { matched = other.matched }
    for place in zip(matched.indices, other.matched.indices).map(\.0) {
      matched[place] |= other.matched[place]
    }
  }
}

/// The other table of a join in memory, by its keys: it never changes, so that several tasks can
/// probe it at once.
struct JoinBuild: Sendable {
  let work: JoinWork
  private let rows: Batch
  private let table: JoinTable
  private let evaluation: EvaluationContext
  /// A column of nulls for each of the other table's columns that nothing looks at.
  private let unused: [Int: Column]

  /// The most rows of a batch that comes out, where keys occur often.
  static let blockSize = 65_536

  init(_ work: JoinWork, _ rows: Batch, _ context: RunContext) throws {
    self.work = work
    self.rows = rows
    evaluation = EvaluationContext(context, stage: "join")
    let keys = try work.thereKeys.map { [evaluation] in try $0.evaluate(rows, evaluation) }
    table = JoinTable(JoinKeys(keys, count: rows.count))
    let fields = work.other.output.fields
    let places = work.layout.others.filter { !work.isUsed($0) }
    unused = Dictionary(
      uniqueKeysWithValues: places.map {
        ($0, Column.nulls(fields[$0].type, count: Self.blockSize))
      })
  }

  /// The most rows of one key.
  var longestChain: Int { table.longestChain }

  /// A tally that has room for what this table has.
  var emptyTally: JoinTally {
    var tally = JoinTally()
    if work.kind == .full {
      tally.matched = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
    }
    return tally
  }

  /// Looks the keys of a batch up.
  func matches(of batch: Batch, _ tally: inout JoinTally) throws -> JoinMatches {
    let keys = try work.hereKeys.map { try $0.evaluate(batch, evaluation) }
    let heads = table.heads(of: JoinKeys(keys, count: batch.count))
    tally.rowsIn += batch.count
    for head in heads where head < 0 { tally.unmatched += 1 }
    if !tally.matched.isEmpty {
      for head in heads where head >= 0 {
        tally.matched[Int(head) >> 6] |= 1 << UInt64(head & 63)
      }
    }
    return JoinMatches(batch, heads: heads, work.kind)
  }

  /// All rows that a batch gives, at once.
  ///
  /// Where keys occur often on both sides these may be very many: `next` gives them in blocks.
  func probe(_ batch: Batch, _ tally: inout JoinTally) throws -> Batch {
    var matches = try matches(of: batch, &tally)
    return next(&matches, limit: .max, &tally) ?? work.emptyBatch
  }

  /// The next rows of a batch's matches, or nil where all were given.
  func next(
    _ matches: inout JoinMatches, limit: Int = Self.blockSize, _ tally: inout JoinTally
  ) -> Batch? {
    guard !matches.isFinished else { return nil }
    let batch = matches.batch
    let made: Batch
    if work.kind.hasOtherColumns {
      let (rows, matched) = matches.pairs.next(limit, in: table)
      let isWhole = !table.hasDuplicates && rows.count == batch.count
      let here = isWhole ? batch.columns : batch.columns.map { $0.taking(rows) }
      made = Batch(
        columns: widened(here) + others(at: matched), count: rows.count)
    } else {
      let kept = matches.takeRows(matched: work.kind == .semi)
      made = batch.withoutIdentity().keeping(kept)
    }
    tally.rowsOut += made.count
    return made
  }

  private func others(at places: [Int32]) -> [Column] {
    work.layout.others.map { place in
      guard let nulls = unused[place] else { return rows.columns[place].taking(places) }
      return places.count <= nulls.count
        ? nulls.slice(0..<places.count) : .nulls(nulls.type, count: places.count)
    }
  }

  /// Key columns that come once have, in a full join, the type of both tables' keys.
  private func widened(_ columns: [Column]) -> [Column] {
    guard work.kind == .full else { return columns }
    var columns = columns
    for key in work.layout.shared {
      columns[key.here] = columns[key.here].widened(to: key.type, zone: evaluation.run.clock.zone)
    }
    return columns
  }

  /// The rows of the other table that nothing matched, in their order.
  func unmatched(_ tally: JoinTally) -> [Int32] {
    var matched = tally.matched
    for row in 0..<rows.count where matched[row >> 6] & (1 << UInt64(row & 63)) != 0 {
      let follower = table.follower(of: Int32(truncatingIfNeeded: row))
      if follower >= 0 { matched[Int(follower) >> 6] |= 1 << UInt64(follower & 63) }
    }
    return Bitmap(words: matched, count: rows.count).inverted.setRows
  }

  /// Rows of the other table with nulls for what would have come in.
  func alone(_ places: [Int32]) -> Batch {
    var columns = work.input.fields.map { Column.nulls($0.type, count: places.count) }
    // In a join by files the rows' numbers stand behind the columns.
    if rows.columns.count > work.other.output.fields.count, let numbers = rows.columns.last {
      columns.append(numbers.taking(places))
    }
    for key in work.layout.shared {
      columns[key.here] = rows.columns[key.there].taking(places)
        .widened(to: key.type, zone: evaluation.run.clock.zone)
    }
    return Batch(columns: columns + others(at: places), count: places.count)
  }
}

/// A batch with its first matches, as far as its rows have not been given yet.
struct JoinMatches: Sendable {
  let batch: Batch
  fileprivate var pairs: JoinPairs
  private let heads: [Int32]
  private var isTaken = false

  fileprivate init(_ batch: Batch, heads: [Int32], _ kind: JoinKind) {
    self.batch = batch
    self.heads = heads
    pairs = JoinPairs(heads, keepsUnmatched: kind == .left || kind == .full)
  }

  fileprivate var isFinished: Bool { isTaken || pairs.isFinished }

  /// The rows with a match, or those without.
  fileprivate mutating func takeRows(matched: Bool) -> [Int32] {
    isTaken = true
    return heads.indices.filter { (heads[$0] >= 0) == matched }.map(Int32.init)
  }
}

extension JoinWork {
  /// No rows of the result's columns.
  var emptyBatch: Batch {
    Batch(columns: layout.output.fields.map { .nulls($0.type, count: 0) }, count: 0)
  }
}
