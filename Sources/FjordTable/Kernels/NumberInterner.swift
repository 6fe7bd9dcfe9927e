// Ints to dense codes in order of first appearance: what Interner does for bytes, without encoding
// and without a copy of each key's bytes.

/// Numbers distinct ints from 0 on, as they appear.
///
/// Not safe to share between tasks.
package final class NumberInterner {
  /// One more than a code; 0 where a slot is free.
  private var slots = [Int32](repeating: 0, count: 1024)
  private var known: [Int64] = []

  package init() {}

  /// How many distinct numbers there are.
  package var count: Int { known.count }

  /// The code of every number; codes from the count before on are new.
  ///
  /// Complexity: linear.
  package func codes(_ values: ArraySlice<Int64>) -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(values.count)
    for value in values {
      let mask = slots.count - 1
      var place = Self.hash(value) & mask
      while slots[place] != 0, known[Int(slots[place]) - 1] != value { place = (place &+ 1) & mask }
      if slots[place] == 0 {
        precondition(known.count < Int(Int32.max), "more distinct keys than a code can number")
        known.append(value)
        slots[place] = Int32(truncatingIfNeeded: known.count)
        codes.append(Int32(truncatingIfNeeded: known.count - 1))
        if known.count * 2 > slots.count { grow() }
      } else {
        codes.append(slots[place] &- 1)
      }
    }
    return codes
  }

  private func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 4)
    let mask = slots.count - 1
    for (code, value) in known.enumerated() {
      var place = Self.hash(value) & mask
      while slots[place] != 0 { place = (place &+ 1) & mask }
      slots[place] = Int32(truncatingIfNeeded: code + 1)
    }
  }

  @inline(__always) private static func hash(_ value: Int64) -> Int {
    let product = UInt64(bitPattern: value).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }
}
