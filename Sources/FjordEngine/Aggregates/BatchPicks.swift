import FjordTable

/// The best row of each group within one batch.
struct BatchPicks {
  /// The groups that have one, in order of appearance.
  private(set) var groups: [Int32] = []
  /// The row of each group, -1 where it has none.
  private var rows: [Int32] = []

  /// Finds the rows; `isBefore` says whether a row's value is smaller than another's.
  mutating func find(
    _ pick: Pick, _ column: Column, _ groups: [Int32], groupCount: Int,
    isBefore: (Int, Int) -> Bool
  ) {
    rows.grow(to: groupCount, filling: -1)
    for row in 0..<column.count where !column.isNull(row) {
      let group = Int(groups[row])
      let other = Int(rows[group])
      if other < 0 {
        self.groups.append(Int32(truncatingIfNeeded: group))
        rows[group] = Int32(truncatingIfNeeded: row)
        continue
      }
      let isBetter =
        switch pick {
        case .first: false
        case .last: true
        case .smallest: isBefore(row, other)
        case .largest: isBefore(other, row)
        }
      if isBetter { rows[group] = Int32(truncatingIfNeeded: row) }
    }
  }

  /// Hands out each group with its row, and forgets them.
  mutating func take(_ body: (_ group: Int, _ row: Int) -> Void) {
    for group in groups {
      body(Int(group), Int(rows[Int(group)]))
      rows[Int(group)] = -1
    }
    groups.removeAll(keepingCapacity: true)
  }
}
