import FjordTable

/// Keeps a value of any type a group, compared by its encoded key.
final class ValuePickState: AggregateState {
  private let pick: Pick
  private let type: DataType
  private var kept: [(value: Value, key: [UInt8])] = []
  private var picks = BatchPicks()
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    kept.grow(to: groupCount, filling: (.null, []))
    let column = arguments[0]
    skippedNulls += column.nullCount
    let keys = RowKeys([column], count: column.count).text
    picks.find(pick, column, groups, groupCount: groupCount) { a, b in
      keys.bytes(a).lexicographicallyPrecedes(keys.bytes(b))
    }
    picks.take { group, row in
      let new = keys.bytes(row)
      let old = kept[group]
      let isBetter =
        switch pick {
        case _ where old.key.isEmpty: true
        case .first: false
        case .last: true
        case .smallest: new.lexicographicallyPrecedes(old.key)
        case .largest: old.key.lexicographicallyPrecedes(new)
        }
      if isBetter { kept[group] = (column.value(at: row), Array(new)) }
    }
  }

  func finish(groupCount: Int) -> Column {
    kept.grow(to: groupCount, filling: (.null, []))
    return Column(type, kept.prefix(groupCount).map(\.value))
  }
}
