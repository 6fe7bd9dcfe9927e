// Byte strings to dense codes in order of first appearance: an open-addressing table whose slots
// hold 32 bits of the hash beside the code, so that most probes touch one cache line.

/// Numbers distinct byte strings from 0 on, as they appear.
///
/// Not safe to share between tasks.
package final class Interner {
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var offsets: [Int] = [0]
  private var bytes: [UInt8] = []

  package init() {}

  /// How many distinct strings there are.
  package var count: Int { offsets.count - 1 }

  /// The code of every run; codes from the count before on are new.
  ///
  /// Complexity: linear.
  package func codes(_ text: Column.Text) -> [Int32] {
    var codes: [Int32] = []
    codes.reserveCapacity(text.count)
    text.bytes.withUnsafeBytes { all in
      text.offsets.withUnsafeBufferPointer { offsets in
        for row in 0..<text.count {
          codes.append(
            code(UnsafeRawBufferPointer(rebasing: all[Int(offsets[row])..<Int(offsets[row &+ 1])])))
        }
      }
    }
    return codes
  }

  /// The code of one run, a new one where it was not seen before.
  package func code(_ run: UnsafeRawBufferPointer) -> Int32 {
    let hash = Self.hash(run)
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] != 0 {
      let slot = slots[place]
      if slot >> 32 == hash >> 32 {
        let code = Int(slot & 0xFFFF_FFFF) - 1
        if matches(code, run) { return Int32(truncatingIfNeeded: code) }
      }
      place = (place &+ 1) & mask
    }
    return insert(run, hash: hash, at: place)
  }

  private func matches(_ code: Int, _ run: UnsafeRawBufferPointer) -> Bool {
    let start = offsets[code]
    guard offsets[code + 1] - start == run.count else { return false }
    return bytes.withUnsafeBytes {
      UnsafeRawBufferPointer(rebasing: $0[start...]).starts(with: run)
    }
  }

  private func insert(_ run: UnsafeRawBufferPointer, hash: UInt64, at place: Int) -> Int32 {
    let code = count
    precondition(code < Int(Int32.max), "more distinct keys than a code can number")
    bytes.append(contentsOf: run)
    offsets.append(bytes.count)
    slots[place] = (hash >> 32) << 32 | UInt64(code + 1)
    if (code + 1) * 2 > slots.count { grow() }
    return Int32(truncatingIfNeeded: code)
  }

  private func grow() {
    let size = slots.count * 4
    slots = [UInt64](repeating: 0, count: size)
    bytes.withUnsafeBytes { all in
      for code in 0..<count {
        let run = UnsafeRawBufferPointer(rebasing: all[offsets[code]..<offsets[code + 1]])
        let hash = Self.hash(run)
        var place = Int(truncatingIfNeeded: hash) & (size - 1)
        while slots[place] != 0 { place = (place + 1) & (size - 1) }
        slots[place] = (hash >> 32) << 32 | UInt64(code + 1)
      }
    }
  }

  /// 64 bits over a run of bytes, eight at a time, by folded multiplication.
  static func hash(_ run: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: run.count) ^ 0x8EBC_6AF0_9C88_C6E3 ^ seed
    var at = 0
    while at &+ 8 <= run.count {
      hash = fold(hash ^ run.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at &+= 8
    }
    var tail: UInt64 = 0
    while at < run.count {
      tail = tail << 8 | UInt64(run[at])
      at &+= 1
    }
    return fold(hash ^ tail)
  }

  @inline(__always) private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
