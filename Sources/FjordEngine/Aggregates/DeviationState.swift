import FjordTable

/// The sample standard deviation, from exact sums of the values and of their squares; null for fewer
/// than two values.
final class DeviationState: AggregateState {
  private var sums = FloatSums()
  private var squares = FloatSums()
  private(set) var skippedNulls = 0
  private(set) var faults = 0

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    sums.grow(to: groupCount)
    squares.grow(to: groupCount)
    let column = arguments[0]
    skippedNulls += column.nullCount
    guard case .float64(let values) = column.storage else { return }
    sums.add(column, groups)
    // A square needs two floats: its nearest, and what that leaves over, which may be too small to
    // matter beside it.
    let high = values.map { $0 * $0 }
    let low = zip(values, high).map { value, high in
      let rest = (-high).addingProduct(value, value)
      return abs(rest) > 1e-20 && rest.isFinite ? rest : 0
    }
    for part in [high, low] {
      squares.add(
        Column(.float, count: column.count, validity: column.validity, .float64(part[...])), groups)
    }
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? DeviationState else { return }
    sums.grow(to: groupCount)
    squares.grow(to: groupCount)
    skippedNulls += other.skippedNulls
    sums.merge(other.sums, groups: groups)
    squares.merge(other.squares, groups: groups)
  }

  func finish(groupCount: Int) -> Column {
    sums.grow(to: groupCount)
    squares.grow(to: groupCount)
    let builder = FloatBuilder()
    for group in 0..<groupCount {
      guard sums.count(group) > 1 else {
        builder.appendNull()
        continue
      }
      builder.append(finite: deviation(group), &faults)
    }
    return builder.finish()
  }

  /// √((n·q - s²) / (n·(n - 1))), the difference in twice the digits, since its terms may be near.
  private func deviation(_ group: Int) -> Double {
    let n = Double(sums.count(group))
    let (s, q) = (sums.pair(group), squares.pair(group))
    let left = n * q.high
    let leftRest = (-left).addingProduct(n, q.high) + n * q.low
    let right = s.high * s.high
    let rightRest = (-right).addingProduct(s.high, s.high) + 2 * s.high * s.low
    let difference = (left - right) + (leftRest - rightRest)
    return (max(difference, 0) / (n * (n - 1))).squareRoot()
  }

  var byteCount: Int { sums.byteCount + squares.byteCount }
}
