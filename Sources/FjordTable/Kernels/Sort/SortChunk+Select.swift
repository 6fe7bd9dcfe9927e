// Most rows are out of the question for a top of a hundred as soon as a hundred good ones are known:
// a row costs one comparison of words then, two nanoseconds, and is never gathered.

/// The last row that counts, for each group: a row comes before it or is out of the question.
struct TopBounds {
  /// The first word of the row's key; all ones where there is no such row yet.
  var prefixes: [UInt64] = []
  /// The row among those kept; negative where there is none.
  var rows: [Int32] = []
  /// The rows that were kept, their group before their keys.
  var kept: SortChunk?

  mutating func grow(to count: Int) {
    while prefixes.count < count {
      prefixes.append(.max)
      rows.append(-1)
    }
  }
}

extension SortChunk {
  /// The rows that come before the bound of their group; all are of the first one where no groups
  /// are given.
  func rows(before bounds: TopBounds, groups: [Int32]) -> [Int32] {
    guard let key = keys.first else { return [] }
    if groups.isEmpty, bounds.prefixes[0] < .max { return rows(before: bounds, key) }
    return (0..<Int32(batch.count)).filter { row in
      let group = groups.isEmpty ? 0 : Int(groups[Int(row)])
      let prefix = key.prefix(Int(row))
      let bound = bounds.prefixes[group]
      return prefix < bound || prefix == bound && isBefore(bounds, group, Int(row))
    }
  }

  /// The same of one group: a loop without branches finds the few that may be.
  private func rows(before bounds: TopBounds, _ key: SortKey) -> [Int32] {
    let bound = bounds.prefixes[0]
    let count = batch.count
    let some = [Int32](unsafeUninitializedCapacity: count) { rows, size in
      for row in 0..<count {
        rows[size] = Int32(truncatingIfNeeded: row)
        size &+= key.prefix(row) <= bound ? 1 : 0
      }
    }
    return some.filter { key.prefix(Int($0)) < bound || isBefore(bounds, 0, Int($0)) }
  }

  /// Whether a row comes before the bound whose first word it shares; equal ones come too late.
  private func isBefore(_ bounds: TopBounds, _ group: Int, _ row: Int) -> Bool {
    let other = Int(bounds.rows[group])
    guard other >= 0, let kept = bounds.kept else { return true }
    for place in keys.indices {
      let order = SortKey.order(keys[place], row, kept.keys[place + 1], other)
      if order != 0 { return order < 0 }
    }
    return false
  }
}
