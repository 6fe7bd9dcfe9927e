// Int sums are kept in 128 bits, so that only a sum that does not fit in the end is a fault, whatever
// the order of the rows. Float sums are made of partial sums over fixed runs of 65,536 input rows,
// added in row order, so that the size of batches changes nothing.

import FjordTable

/// Sums ints; a sum that no int can hold is a counted null.
final class IntSumState: AggregateState {
  private var sums: [Int128] = []
  private var hasValue: [Bool] = []
  private(set) var skippedNulls = 0
  private(set) var faults = 0

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
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

/// Sums or averages floats; a result that is not finite is a counted null.
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
  private(set) var faults = 0

  init(isAverage: Bool) { self.isAverage = isAverage }

  func update(_ arguments: [Column], groups: [Int32], groupCount: Int) {
    slots.grow(to: groupCount, filling: Slot())
    let column = arguments[0]
    skippedNulls += column.nullCount
    guard case .float64(let values) = column.storage else { return }
    let validity = column.validity
    let rowsBefore = rowsBefore
    slots.withUnsafeMutableBufferPointer { slots in
      var row = 0
      for value in values {
        defer { row &+= 1 }
        if let validity, !validity[row] { continue }
        slots[Int(groups[row])].add(value, run: (rowsBefore &+ Int64(row)) >> 16)
      }
    }
    self.rowsBefore += Int64(groups.count)
  }

  func finish(groupCount: Int) -> Column {
    slots.grow(to: groupCount, filling: Slot())
    let builder = FloatBuilder()
    for slot in slots.prefix(groupCount) {
      guard slot.count > 0 else {
        builder.appendNull()
        continue
      }
      let sum = slot.total + slot.partial
      let result = isAverage ? sum / Double(slot.count) : sum
      if result.isFinite {
        builder.append(result)
      } else {
        faults += 1
        builder.appendNull()
      }
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
