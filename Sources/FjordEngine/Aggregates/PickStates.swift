import FjordTable

/// Which value of a group is kept.
enum Pick: Sendable {
  case smallest
  case largest
  case first
  case last
}

/// Keeps one value a group: the smallest, largest, first or last that is not null.
///
/// Within a batch only places are compared; a value is taken out once a group and batch.
final class PickState: AggregateState {
  private let pick: Pick
  private let type: DataType
  private var kept: [Value] = []
  private(set) var skippedNulls = 0

  init(_ pick: Pick, _ type: DataType) {
    self.pick = pick
    self.type = type
  }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    kept.grow(to: groupCount, filling: .null)
    let column = arguments[0]
    skippedNulls += column.nullCount
    var best: [Int32: Int32] = [:]
    let keys = pick == .smallest || pick == .largest ? RowKeys([column], count: column.count) : nil
    for row in 0..<column.count where !column.isNull(row) {
      let group = groups[row]
      guard let other = best[group] else {
        best[group] = Int32(row)
        continue
      }
      if isBetter(row, than: Int(other), keys) { best[group] = Int32(row) }
    }
    for (group, row) in best { take(column.value(at: Int(row)), for: Int(group)) }
  }

  func finish(groupCount: Int) -> Column {
    kept.grow(to: groupCount, filling: .null)
    return Column(type, kept.prefix(groupCount))
  }

  private func isBetter(_ row: Int, than other: Int, _ keys: RowKeys?) -> Bool {
    switch pick {
    case .first: false
    case .last: true
    case .smallest: keys.map { $0.text.bytes(row).lexicographicallyPrecedes($0.text.bytes(other)) } ?? false
    case .largest: keys.map { $0.text.bytes(other).lexicographicallyPrecedes($0.text.bytes(row)) } ?? false
    }
  }

  private func take(_ value: Value, for group: Int) {
    guard !kept[group].isNull else {
      kept[group] = value
      return
    }
    switch pick {
    case .first: return
    case .last: kept[group] = value
    case .smallest, .largest:
      let pair = RowKeys([Column(type, [kept[group], value])], count: 2).text
      let isSmaller = pair.bytes(1).lexicographicallyPrecedes(pair.bytes(0))
      if isSmaller == (pick == .smallest), !pair.bytes(0).elementsEqual(pair.bytes(1)) {
        kept[group] = value
      }
    }
  }
}
