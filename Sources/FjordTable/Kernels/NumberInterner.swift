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

  /// About how much memory it holds.
  package var byteCount: Int { slots.count * 4 + known.count * 8 }

  /// How many distinct numbers there are.
  package var count: Int { known.count }

  /// The code of every number; codes from the count before on are new.
  ///
  /// Without `inserting`, numbers that were not seen before get -1.
  ///
  /// Complexity: linear.
  package func codes(_ values: ArraySlice<Int64>, inserting: Bool = true) -> [Int32] {
    values.withUnsafeBufferPointer { values in
      [Int32](unsafeUninitializedCapacity: values.count) { codes, size in
        var done = 0
        while done < values.count {
          done = find(values, from: done, codes)
          // A number is new: one the slow way, then on.
          guard done < values.count else { break }
          codes.initializeElement(at: done, to: inserting ? code(values[done]) : -1)
          done &+= 1
        }
        size = values.count
      }
    }
  }

  /// Looks numbers up as far as they are known; gives the place of the first that is not.
  private func find(
    _ values: UnsafeBufferPointer<Int64>, from start: Int,
    _ codes: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    let mask = slots.count - 1
    return slots.withUnsafeBufferPointer { slots in
      known.withUnsafeBufferPointer { known in
        for row in start..<values.count {
          let value = values[row]
          var place = Self.hash(value) & mask
          while slots[place] != 0, known[Int(slots[place]) &- 1] != value {
            place = (place &+ 1) & mask
          }
          guard slots[place] != 0 else { return row }
          codes.initializeElement(at: row, to: slots[place] &- 1)
        }
        return values.count
      }
    }
  }

  private func code(_ value: Int64) -> Int32 {
    let mask = slots.count - 1
    var place = Self.hash(value) & mask
    while slots[place] != 0 {
      if known[Int(slots[place]) - 1] == value { return slots[place] - 1 }
      place = (place &+ 1) & mask
    }
    precondition(known.count < Int(Int32.max), "more distinct keys than a code can number")
    known.append(value)
    slots[place] = Int32(truncatingIfNeeded: known.count)
    let code = Int32(truncatingIfNeeded: known.count - 1)
    if known.count * 2 > slots.count { grow() }
    return code
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
