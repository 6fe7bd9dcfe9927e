import FjordTable

/// Exact sums of floats, one a group: the rows' order and who added them make no difference.
struct FloatSums {
  private struct Slot {
    var sum = ExactSum()
    var count: Int64 = 0
  }

  private var slots: [Slot] = []
  /// Sums of the groups that met a float outside of the usual range.
  private var wide: [Int32: WideSum] = [:]

  /// Makes room.
  mutating func grow(to groupCount: Int) { slots.grow(to: groupCount, filling: Slot()) }

  /// Adds a column's values to the rows' groups.
  mutating func add(_ column: Column, _ groups: [Int32]) {
    guard case .float64(let values) = column.storage else { return }
    if slots.count == 1, column.validity == nil { return addWhole(values) }
    let validity = column.validity
    slots.withUnsafeMutableBufferPointer { slots in
      var row = 0
      for value in values {
        defer { row &+= 1 }
        if let validity, !validity[row] { continue }
        let group = groups[row]
        slots[Int(group)].count &+= 1
        if !slots[Int(group)].sum.add(value) { wide[group, default: WideSum()].add(value) }
      }
    }
  }

  /// All rows in one group: the sum stays in registers.
  private mutating func addWhole(_ values: ArraySlice<Double>) {
    var sum = slots[0].sum
    for value in values where !sum.add(value) { wide[0, default: WideSum()].add(value) }
    slots[0].sum = sum
    slots[0].count &+= Int64(values.count)
  }

  /// Takes over other sums.
  mutating func merge(_ other: FloatSums, groups: [Int32]) {
    for (group, slot) in zip(groups, other.slots) {
      slots[Int(group)].sum.add(slot.sum)
      slots[Int(group)].count &+= slot.count
    }
    for (group, sum) in other.wide { wide[groups[Int(group)], default: WideSum()].add(sum) }
  }

  /// How many values a group has.
  func count(_ group: Int) -> Int64 { slots[group].count }

  /// The float nearest to a group's sum; not finite where none is.
  func sum(_ group: Int) -> Double {
    guard var sum = wide[Int32(truncatingIfNeeded: group)] else { return slots[group].sum.rounded }
    sum.add(slots[group].sum)
    return sum.rounded
  }

  /// A group's sum as two floats, the second what the first leaves over.
  func pair(_ group: Int) -> (high: Double, low: Double) {
    wide[Int32(truncatingIfNeeded: group)] == nil ? slots[group].sum.pair : (sum(group), 0)
  }

  /// About how much memory they hold.
  var byteCount: Int { slots.count * MemoryLayout<Slot>.stride + wide.count * 640 }
}
