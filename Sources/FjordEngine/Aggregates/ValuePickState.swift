import FjordTable

/// Keeps a value of any type a group, compared by its encoded key.
final class ValuePickState: AggregateState {
  private struct Kept {
    let value: Value
    let key: [UInt8]
    let position: Int64
  }

  private let pick: Pick
  private let type: DataType
  private var kept: [Kept?] = []
  private var picks = BatchPicks()
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    kept.grow(to: groupCount, filling: nil)
    let column = arguments[0]
    skippedNulls += column.nullCount
    let keys = RowKeys([column], count: column.count).text
    picks.find(pick, column, groups, groupCount: groupCount) { a, b in
      keys.bytes(a).lexicographicallyPrecedes(keys.bytes(b))
    }
    picks.take { group, row in
      let new = Kept(
        value: column.value(at: row), key: Array(keys.bytes(row)), position: positions[row])
      if isBetter(new, than: kept[group]) { kept[group] = new }
    }
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? ValuePickState else { return }
    kept.grow(to: groupCount, filling: nil)
    skippedNulls += other.skippedNulls
    for (group, new) in zip(groups, other.kept) {
      if let new, isBetter(new, than: kept[Int(group)]) { kept[Int(group)] = new }
    }
  }

  private func isBetter(_ new: Kept, than old: Kept?) -> Bool {
    guard let old else { return true }
    return switch pick {
    case .first: new.position < old.position
    case .last: new.position > old.position
    case .smallest: new.key.lexicographicallyPrecedes(old.key)
    case .largest: old.key.lexicographicallyPrecedes(new.key)
    }
  }

  var byteCount: Int { kept.count * MemoryLayout<Kept?>.stride * 2 }

  func finish(groupCount: Int) -> Column {
    kept.grow(to: groupCount, filling: nil)
    return Column(type, kept.prefix(groupCount).map { $0?.value ?? .null })
  }
}
