// Many sorted runs as one: a tournament whose leaves are the runs' next rows. Taking the winner and
// giving its run's next row costs one comparison a level, most of them of one word.

/// The next rows of some runs, the first of which can be taken.
///
/// Used by one task at a time. Complexity: a replacement costs the logarithm of the runs.
final class MergeTree: @unchecked Sendable {
  private let heads: UnsafeMutablePointer<SortEntry>
  private let isDone: UnsafeMutablePointer<Bool>
  /// The winner of each match; those of matches `2n` and `2n + 1` meet in match `n`.
  private let winners: UnsafeMutablePointer<Int>
  private let capacity: Int
  private var left: Int

  /// Creates a tree of so many runs, all of them without rows.
  init(count: Int) {
    var capacity = 2
    while capacity < count { capacity *= 2 }
    self.capacity = capacity
    heads = .allocate(capacity: capacity)
    heads.initialize(
      repeating: SortEntry(prefix: .max, chunk: 0 as UInt32, row: 0), count: capacity)
    isDone = .allocate(capacity: capacity)
    isDone.initialize(repeating: true, count: capacity)
    winners = .allocate(capacity: 2 * capacity)
    winners.initialize(repeating: 0, count: 2 * capacity)
    for place in 0..<capacity { winners[capacity + place] = place }
    left = 0
  }

  deinit {
    heads.deallocate()
    isDone.deallocate()
    winners.deallocate()
  }

  /// Whether a row is left.
  var hasRow: Bool { left > 0 }
  /// The run with the first row.
  var winner: Int { winners[1] }
  /// The first row.
  var first: SortEntry { heads[winners[1]] }

  /// Gives each run its first row, or nil where it has none.
  func start(_ rows: [SortEntry?], _ table: SortKeyTable) {
    left = 0
    for (run, row) in rows.enumerated() {
      set(run, row)
      if row != nil { left += 1 }
    }
    for match in stride(from: capacity - 1, through: 1, by: -1) { play(match, table) }
  }

  /// Gives the run that has won its next row, or nil at its end.
  @inline(__always)
  func replaceWinner(with row: SortEntry?, _ table: SortKeyTable) {
    let run = winner
    set(run, row)
    if row == nil { left &-= 1 }
    var match = (capacity &+ run) &>> 1
    while match > 0 {
      play(match, table)
      match &>>= 1
    }
  }

  @inline(__always)
  private func set(_ run: Int, _ row: SortEntry?) {
    if let row {
      heads[run] = row
      isDone[run] = false
    } else {
      heads[run].prefix = .max
      isDone[run] = true
    }
  }

  @inline(__always)
  private func play(_ match: Int, _ table: SortKeyTable) {
    let (a, b) = (winners[2 &* match], winners[2 &* match &+ 1])
    winners[match] = isBefore(a, b, table) ? a : b
  }

  @inline(__always)
  private func isBefore(_ a: Int, _ b: Int, _ table: SortKeyTable) -> Bool {
    let (x, y) = (heads[a].prefix, heads[b].prefix)
    if x != y { return x < y }
    if isDone[a] || isDone[b] { return !isDone[a] }
    return table.order(heads[a], heads[b]) < 0
  }
}
