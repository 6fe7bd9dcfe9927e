// Which rows of both sides stand beside each other in a join's result, made in blocks, so that keys
// that occur often on both sides can't fill the memory.

/// The matches of a batch that are still to be given.
package struct JoinPairs: Sendable {
  private let heads: [Int32]
  private let keepsUnmatched: Bool
  private var row = 0
  /// The other side's row that is next for `row`; nil where none was given yet.
  private var other: Int32?

  /// Begins with the first matches of each row, as `JoinTable.heads` gives them; rows without one
  /// come too where they are to be kept.
  package init(_ heads: [Int32], keepsUnmatched: Bool) {
    self.heads = heads
    self.keepsUnmatched = keepsUnmatched
  }

  /// Whether all have been given.
  package var isFinished: Bool { row == heads.count }

  /// The next pairs: rows in order, each with its matches in order, -1 standing for none.
  ///
  /// Complexity: linear in the rows passed and pairs given.
  package mutating func next(_ limit: Int, in table: JoinTable) -> (rows: [Int32], others: [Int32])
  {
    var rows: [Int32] = []
    var others: [Int32] = []
    let room = table.hasDuplicates ? limit : min(limit, heads.count - row)
    rows.reserveCapacity(room)
    others.reserveCapacity(room)
    while row < heads.count {
      var match = other ?? heads[row]
      if match < 0, keepsUnmatched {
        guard rows.count < limit else { return (rows, others) }
        rows.append(Int32(truncatingIfNeeded: row))
        others.append(-1)
      }
      while match >= 0 {
        guard rows.count < limit else {
          other = match
          return (rows, others)
        }
        rows.append(Int32(truncatingIfNeeded: row))
        others.append(match)
        match = table.follower(of: match)
      }
      other = nil
      row += 1
    }
    return (rows, others)
  }
}
