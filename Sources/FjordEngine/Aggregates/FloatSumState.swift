import FjordTable

/// Sums or averages floats; a result that is not finite is a counted null.
final class FloatSumState: AggregateState {
  private let isAverage: Bool
  private var sums = FloatSums()
  private(set) var skippedNulls = 0
  private(set) var faults = 0

  init(isAverage: Bool) { self.isAverage = isAverage }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    sums.grow(to: groupCount)
    skippedNulls += arguments[0].nullCount
    sums.add(arguments[0], groups)
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? FloatSumState else { return }
    sums.grow(to: groupCount)
    skippedNulls += other.skippedNulls
    sums.merge(other.sums, groups: groups)
  }

  func finish(groupCount: Int) -> Column {
    sums.grow(to: groupCount)
    let builder = FloatBuilder()
    for group in 0..<groupCount {
      let count = sums.count(group)
      guard count > 0 else {
        builder.appendNull()
        continue
      }
      let sum = sums.sum(group)
      builder.append(finite: isAverage ? sum / Double(count) : sum, &faults)
    }
    return builder.finish()
  }

  var byteCount: Int { sums.byteCount }
}

extension FloatBuilder {
  /// Appends a result; one that is not finite becomes a counted null.
  func append(finite result: Double, _ faults: inout Int) {
    if result.isFinite {
      append(result)
    } else {
      faults += 1
      appendNull()
    }
  }
}
