import FjordTable

/// Counts rows, or values that are not null.
package final class CountState: AggregateState {
  private var counts: [Int64] = []
  package let skippedNulls = 0

  package init() {}

  package func update(
    _ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions
  ) {
    counts.grow(to: groupCount, filling: 0)
    let column = arguments.first.flatMap { $0.nullCount > 0 ? $0 : nil }
    counts.withUnsafeMutableBufferPointer { counts in
      guard let column else {
        for group in groups { counts[Int(group)] &+= 1 }
        return
      }
      for row in groups.indices where !column.isNull(row) { counts[Int(groups[row])] &+= 1 }
    }
  }

  package func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? CountState else { return }
    counts.grow(to: groupCount, filling: 0)
    for (group, count) in zip(groups, other.counts) { counts[Int(group)] &+= count }
  }

  package func finish(groupCount: Int) -> Column {
    counts.grow(to: groupCount, filling: 0)
    return Column(.int, count: groupCount, validity: nil, .int64(counts[..<groupCount]))
  }

  package var byteCount: Int { counts.count * 8 }
}

/// Counts distinct values that are not null.
///
/// Memory: all distinct pairs of group and value.
final class DistinctState: AggregateState {
  private var counts: [Int64] = []
  private let pairs = Grouper()
  private(set) var skippedNulls = 0

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    skippedNulls += arguments[0].nullCount
    count(arguments[0], groups, groupCount: groupCount)
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? DistinctState else { return }
    skippedNulls += other.skippedNulls
    guard let known = other.pairs.keys(), case .int64(let numbers) = known[0].storage else {
      return
    }
    count(known[1], numbers.map { groups[Int($0)] }, groupCount: groupCount)
  }

  private func count(_ column: Column, _ groups: [Int32], groupCount: Int) {
    counts.grow(to: groupCount, filling: 0)
    let numbers = Column(
      .int, count: groups.count, validity: nil, .int64(groups.map(Int64.init)[...]))
    let (_, firsts) = pairs.assign([numbers, column], count: groups.count)
    for row in firsts where !column.isNull(Int(row)) { counts[Int(groups[Int(row)])] &+= 1 }
  }

  func finish(groupCount: Int) -> Column {
    counts.grow(to: groupCount, filling: 0)
    return Column(.int, count: groupCount, validity: nil, .int64(counts[..<groupCount]))
  }

  var byteCount: Int { counts.count * 8 + pairs.byteCount }
}

extension Array {
  /// Appends a filling until the array has so many elements.
  mutating func grow(to count: Int, filling element: Element) {
    guard self.count < count else { return }
    append(contentsOf: repeatElement(element, count: count - self.count))
  }
}
