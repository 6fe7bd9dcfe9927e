import FjordTable

/// The most frequent value of a group, of equally frequent ones the first.
///
/// Memory: all distinct pairs of group and value.
final class ModeState: AggregateState {
  private let type: DataType
  private let pairs = Grouper()
  private var counts: [Int64] = []
  private var firsts: [Int64] = []
  private(set) var skippedNulls = 0

  /// Creates a state for values of a type.
  init(of type: DataType) { self.type = type }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    let column = arguments[0]
    skippedNulls += column.nullCount
    let (places, _) = assign(groups, column)
    for (row, place) in places.enumerated() {
      let place = Int(place)
      firsts[place] = min(counts[place] == 0 ? .max : firsts[place], positions[row])
      counts[place] += 1
    }
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? ModeState else { return }
    skippedNulls += other.skippedNulls
    guard let known = other.pairs.keys(), case .int64(let numbers) = known[0].storage else {
      return
    }
    let (places, _) = assign(numbers.map { groups[Int($0)] }, known[1])
    for (row, place) in places.enumerated() {
      let place = Int(place)
      firsts[place] = min(counts[place] == 0 ? .max : firsts[place], other.firsts[row])
      counts[place] += other.counts[row]
    }
  }

  private func assign(_ groups: [Int32], _ column: Column) -> ([Int32], [Int32]) {
    let numbers = Column(
      .int, count: groups.count, validity: nil, .int64(groups.map(Int64.init)[...]))
    let result = pairs.assign([numbers, column], count: groups.count)
    counts.grow(to: pairs.count, filling: 0)
    firsts.grow(to: pairs.count, filling: 0)
    return result
  }

  func finish(groupCount: Int) -> Column {
    var best = [Int32](repeating: -1, count: groupCount)
    guard let known = pairs.keys(), case .int64(let groups) = known[0].storage else {
      return .nulls(type, count: groupCount)
    }
    for (place, group) in groups.enumerated() where !known[1].isNull(place) {
      let other = Int(best[Int(group)])
      let isBetter =
        other < 0 || counts[place] > counts[other]
        || (counts[place] == counts[other] && firsts[place] < firsts[other])
      if isBetter { best[Int(group)] = Int32(truncatingIfNeeded: place) }
    }
    return known[1].taking(best)
  }

  var byteCount: Int { pairs.byteCount + counts.count * 16 }
}
