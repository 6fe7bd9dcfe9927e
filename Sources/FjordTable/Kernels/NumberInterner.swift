// Ints to dense codes in order of first appearance: what Interner does for bytes, without encoding
// and without a copy of each key's bytes.

/// Numbers distinct ints from 0 on, as they appear.
///
/// Not safe to share between tasks.
package final class NumberInterner {
  // One access to the property covers a whole call, as in `Interner`.
  private var table = NumberTable()

  package init() {}

  /// About how much memory it holds.
  package var byteCount: Int { table.byteCount }

  /// How many distinct numbers there are.
  package var count: Int { table.count }

  /// The code of every number; codes from the count before on are new.
  ///
  /// Without `inserting`, numbers that were not seen before get -1.
  ///
  /// Complexity: linear.
  package func codes(_ values: ArraySlice<Int64>, inserting: Bool = true) -> [Int32] {
    table.codes(values, inserting: inserting)
  }
}

/// The numbers and where to find them.
private struct NumberTable {
  /// One more than a code; 0 where a slot is free.
  private var slots = [Int32](repeating: 0, count: 1024)
  private var known: [Int64] = []

  private static let blockSize = 1024

  var byteCount: Int { slots.count * 4 + known.count * 8 }

  var count: Int { known.count }

  mutating func codes(_ values: ArraySlice<Int64>, inserting: Bool) -> [Int32] {
    values.withUnsafeBufferPointer { values in
      [Int32](unsafeUninitializedCapacity: values.count) { codes, size in
        for start in stride(from: 0, to: values.count, by: Self.blockSize) {
          let block = start..<min(start + Self.blockSize, values.count)
          if inserting {
            insert(values, block, codes)
          } else {
            find(values, block, codes)
          }
        }
        size = values.count
      }
    }
  }

  private mutating func insert(
    _ values: UnsafeBufferPointer<Int64>, _ block: Range<Int>,
    _ codes: UnsafeMutableBufferPointer<Int32>
  ) {
    precondition(
      known.count < Int(Int32.max) - block.count, "more distinct keys than a code can number")
    while (known.count + block.count) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    slots.withUnsafeMutableBufferPointer { slots in
      for row in block {
        let value = values[row]
        var place = Self.hash(value) & mask
        while slots[place] != 0, known[Int(slots[place]) &- 1] != value {
          place = (place &+ 1) & mask
        }
        if slots[place] == 0 {
          known.append(value)
          slots[place] = Int32(truncatingIfNeeded: known.count)
        }
        codes.initializeElement(at: row, to: slots[place] &- 1)
      }
    }
  }

  private func find(
    _ values: UnsafeBufferPointer<Int64>, _ block: Range<Int>,
    _ codes: UnsafeMutableBufferPointer<Int32>
  ) {
    let mask = slots.count - 1
    slots.withUnsafeBufferPointer { slots in
      known.withUnsafeBufferPointer { known in
        for row in block {
          let value = values[row]
          var place = Self.hash(value) & mask
          while slots[place] != 0, known[Int(slots[place]) &- 1] != value {
            place = (place &+ 1) & mask
          }
          codes.initializeElement(at: row, to: slots[place] &- 1)
        }
      }
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
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
