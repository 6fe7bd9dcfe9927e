import FjordTable

/// A quantile of numbers: between two values, the point on the line that joins them.
///
/// Memory: all values.
final class QuantileState: AggregateState {
  private var values: [Double] = []
  private var groups: [Int32] = []
  /// The share of values below, from the second argument; the median without one.
  private var share = 0.5
  private(set) var skippedNulls = 0

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    let column = arguments[0]
    skippedNulls += column.nullCount
    guard case .float64(let numbers) = column.storage else { return }
    if arguments.count > 1, column.count > 0, case .float(let given) = arguments[1].value(at: 0) {
      share = given
    }
    for (row, number) in numbers.enumerated() where !column.isNull(row) {
      values.append(number)
      self.groups.append(groups[row])
    }
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? QuantileState else { return }
    skippedNulls += other.skippedNulls
    values += other.values
    self.groups += other.groups.map { groups[Int($0)] }
    if !other.values.isEmpty { share = other.share }
  }

  func finish(groupCount: Int) -> Column {
    let builder = FloatBuilder()
    var sorted = GroupedPlaces(groups, groupCount: groupCount)
    sorted.sort { values[Int($0)].isOrdered(before: values[Int($1)]) }
    for group in 0..<groupCount {
      let places = sorted.places(of: group)
      guard let last = places.indices.last else {
        builder.appendNull()
        continue
      }
      let exact = Double(places.count - 1) * share
      let below = places.startIndex + min(max(Int(exact.rounded(.down)), 0), places.count - 1)
      let low = values[Int(places[below])]
      let high = values[Int(places[min(below + 1, last)])]
      let rest = exact - exact.rounded(.down)
      builder.append(rest == 0 || low == high ? low : low + (high - low) * rest)
    }
    return builder.finish()
  }

  var byteCount: Int { values.count * 12 }
}

extension Double {
  /// Whether it comes first; what is no number comes last.
  func isOrdered(before other: Double) -> Bool { self < other || (other.isNaN && !isNaN) }
}
