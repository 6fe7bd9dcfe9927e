// Float sums are made of partial sums over fixed runs of 65,536 input rows, added in row order, so
// that the size of batches changes nothing.

import FjordTable

/// Sums ints; a sum that overflows is null.
final class IntSumState: AggregateState {
  private var sums: [Int64] = []
  private var hasValue: [Bool] = []
  private var hasOverflow: [Bool] = []
  private(set) var skippedNulls = 0

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    grow(to: groupCount)
    let column = arguments[0]
    skippedNulls += column.nullCount
    guard case .int64(let values) = column.storage else { return }
    for (row, value) in values.enumerated() where !column.isNull(row) {
      let group = Int(groups[row])
      let (sum, overflow) = sums[group].addingReportingOverflow(value)
      sums[group] = sum
      hasValue[group] = true
      if overflow { hasOverflow[group] = true }
    }
  }

  func finish(groupCount: Int) -> Column {
    grow(to: groupCount)
    let builder = IntBuilder()
    for group in 0..<groupCount {
      if hasValue[group], !hasOverflow[group] { builder.append(sums[group]) } else { builder.appendNull() }
    }
    return builder.finish()
  }

  private func grow(to count: Int) {
    sums.grow(to: count, filling: 0)
    hasValue.grow(to: count, filling: false)
    hasOverflow.grow(to: count, filling: false)
  }
}

/// Sums or averages floats.
final class FloatSumState: AggregateState {
  fileprivate struct Slot {
    var total = 0.0
    var partial = 0.0
    var run: Int64 = 0
    var count: Int64 = 0
  }

  private let isAverage: Bool
  private var slots: [Slot] = []
  private var rowsBefore: Int64 = 0
  private(set) var skippedNulls = 0

  init(isAverage: Bool) { self.isAverage = isAverage }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    slots.grow(to: groupCount, filling: Slot())
    let column = arguments[0]
    skippedNulls += column.nullCount
    guard case .float64(let values) = column.storage else { return }
    for (row, value) in values.enumerated() where !column.isNull(row) {
      let run = (rowsBefore + Int64(row)) >> 16
      slots[Int(groups[row])].add(value, run: run)
    }
    rowsBefore += Int64(groups.count)
  }

  func finish(groupCount: Int) -> Column {
    slots.grow(to: groupCount, filling: Slot())
    let builder = FloatBuilder()
    for slot in slots.prefix(groupCount) {
      let sum = slot.total + slot.partial
      let result = isAverage ? sum / Double(slot.count) : sum
      if slot.count > 0, result.isFinite { builder.append(result) } else { builder.appendNull() }
    }
    return builder.finish()
  }
}

extension FloatSumState.Slot {
  fileprivate mutating func add(_ value: Double, run: Int64) {
    if run != self.run {
      total += partial
      partial = 0
      self.run = run
    }
    partial += value
    count &+= 1
  }
}
