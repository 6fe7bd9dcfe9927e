// Int sums are kept in 128 bits, so that only a sum that does not fit in the end is a fault, whatever
// the order of the rows.

import FjordTable

/// Sums ints; a sum that no int can hold is a counted null.
final class IntSumState: AggregateState {
  private var sums: [Int128] = []
  private var hasValue: [Bool] = []
  private(set) var skippedNulls = 0
  private(set) var faults = 0

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int, positions: RowPositions) {
    grow(to: groupCount)
    let column = arguments[0]
    skippedNulls += column.nullCount
    guard case .int64(let values) = column.storage else { return }
    let validity = column.validity
    if groupCount == 1, validity == nil, !values.isEmpty {
      // All rows in one group: the sum stays in registers.
      var sum: Int128 = 0
      for value in values { sum &+= Int128(value) }
      sums[0] &+= sum
      hasValue[0] = true
      return
    }
    sums.withUnsafeMutableBufferPointer { sums in
      hasValue.withUnsafeMutableBufferPointer { hasValue in
        var row = 0
        for value in values {
          defer { row &+= 1 }
          if let validity, !validity[row] { continue }
          let group = Int(groups[row])
          sums[group] &+= Int128(value)
          hasValue[group] = true
        }
      }
    }
  }

  func merge(_ other: any AggregateState, groups: [Int32], groupCount: Int) {
    guard let other = other as? IntSumState else { return }
    grow(to: groupCount)
    skippedNulls += other.skippedNulls
    for (place, group) in groups.prefix(other.sums.count).enumerated() where other.hasValue[place] {
      sums[Int(group)] &+= other.sums[place]
      hasValue[Int(group)] = true
    }
  }

  var byteCount: Int { sums.count * 17 }

  func finish(groupCount: Int) -> Column {
    grow(to: groupCount)
    let builder = IntBuilder()
    for group in 0..<groupCount {
      guard hasValue[group] else {
        builder.appendNull()
        continue
      }
      if let sum = Int64(exactly: sums[group]) {
        builder.append(sum)
      } else {
        faults += 1
        builder.appendNull()
      }
    }
    return builder.finish()
  }

  private func grow(to count: Int) {
    sums.grow(to: count, filling: 0)
    hasValue.grow(to: count, filling: false)
  }
}
