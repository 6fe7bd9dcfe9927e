// Byte strings to dense codes in order of first appearance: an open-addressing table whose slots
// hold 32 bits of the hash beside the code, so that most probes touch one cache line and growing reads
// no string again.
//
// Runs are looked up by blocks, in passes that each do one thing to all of a block: hash, load the
// slot, compare the bytes. Within a pass no step waits for the one before it, so that misses of the
// cache overlap. What is not found at its first slot goes the slow way, run by run.

/// Numbers distinct byte strings from 0 on, as they appear.
///
/// Not safe to share between tasks.
package final class Interner {
  // One access to the property covers a whole call; checks at each row cost a tenth of the time.
  private var table = InternTable()

  package init() {}

  /// About how much memory it holds.
  package var byteCount: Int { table.byteCount }

  /// How many distinct strings there are.
  package var count: Int { table.count }

  /// The distinct strings by their codes.
  package var text: Column.Text { table.text }

  /// The code of every run; codes from the count before on are new.
  ///
  /// Without `inserting`, runs that were not seen before get -1.
  ///
  /// Complexity: linear.
  package func codes(_ text: Column.Text, inserting: Bool = true) -> [Int32] {
    table.codes(text, inserting: inserting)
  }

  /// The code of one run, a new one where it was not seen before.
  package func code(_ run: UnsafeRawBufferPointer) -> Int32 {
    table.code(run, hash: Self.hash(run), inserting: true)
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

/// The strings and where to find them.
private struct InternTable {
  /// The upper half of the hash, and one more than the code; 0 where a slot is free.
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var offsets: [Int64] = [0]
  private var bytes: [UInt8] = []
  private var hashes = [UInt64](repeating: 0, count: blockSize)

  private static let blockSize = 1024

  var byteCount: Int { slots.count * 8 + offsets.count * 8 + bytes.count }

  var count: Int { offsets.count - 1 }

  var text: Column.Text { Column.Text(offsets: offsets[...], bytes: bytes) }

  mutating func codes(_ text: Column.Text, inserting: Bool) -> [Int32] {
    let count = text.count
    return text.bytes.withUnsafeBytes { all in
      text.offsets.withUnsafeBufferPointer { offsets in
        [Int32](unsafeUninitializedCapacity: count) { codes, size in
          var start = 0
          while start < count {
            let block = start..<min(start + Self.blockSize, count)
            find(all, offsets, block, codes)
            for row in block where codes[row] < 0 {
              codes[row] = code(
                all.run(offsets, row), hash: hashes[row - start], inserting: inserting)
            }
            start = block.upperBound
          }
          size = count
        }
      }
    }
  }

  /// Looks a block of runs up at their first slots; -1 where another string or none is there.
  private mutating func find(
    _ all: UnsafeRawBufferPointer, _ offsets: UnsafeBufferPointer<Int64>, _ block: Range<Int>,
    _ codes: UnsafeMutableBufferPointer<Int32>
  ) {
    let mask = slots.count - 1
    hashes.withUnsafeMutableBufferPointer { hashes in
      for row in block {
        hashes[row &- block.lowerBound] = Interner.hash(all.run(offsets, row))
      }
      slots.withUnsafeBufferPointer { slots in
        for row in block {
          let hash = hashes[row &- block.lowerBound]
          let slot = slots[Int(hash >> 32) & mask]
          let code = Int32(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1
          codes.initializeElement(at: row, to: slot >> 32 == hash >> 32 ? code : -1)
        }
      }
    }
    bytes.withUnsafeBytes { bytes in
      self.offsets.withUnsafeBufferPointer { known in
        for row in block where codes[row] >= 0 {
          let code = Int(codes[row])
          let (start, end) = (Int(known[code]), Int(known[code &+ 1]))
          let run = all.run(offsets, row)
          let isSame =
            end &- start == run.count && run.isSame(as: bytes, from: start)
          if !isSame { codes[row] = -1 }
        }
      }
    }
  }

  mutating func code(_ run: UnsafeRawBufferPointer, hash: UInt64, inserting: Bool) -> Int32 {
    let mask = slots.count - 1
    var place = Int(hash >> 32) & mask
    while slots[place] != 0 {
      let slot = slots[place]
      if slot >> 32 == hash >> 32 {
        let code = Int(slot & 0xFFFF_FFFF) - 1
        if matches(code, run) { return Int32(truncatingIfNeeded: code) }
      }
      place = (place &+ 1) & mask
    }
    return inserting ? insert(run, hash: hash, at: place) : -1
  }

  private func matches(_ code: Int, _ run: UnsafeRawBufferPointer) -> Bool {
    let start = Int(offsets[code])
    guard Int(offsets[code + 1]) - start == run.count else { return false }
    return bytes.withUnsafeBytes { run.isSame(as: $0, from: start) }
  }

  private mutating func insert(_ run: UnsafeRawBufferPointer, hash: UInt64, at place: Int) -> Int32
  {
    let code = count
    precondition(code < Int(Int32.max), "more distinct keys than a code can number")
    bytes.append(contentsOf: run)
    offsets.append(Int64(bytes.count))
    slots[place] = (hash >> 32) << 32 | UInt64(code + 1)
    if (code + 1) * 2 > slots.count { grow() }
    return Int32(truncatingIfNeeded: code)
  }

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    var larger = [UInt64](repeating: 0, count: mask + 1)
    for slot in slots where slot != 0 {
      var place = Int(slot >> 32) & mask
      while larger[place] != 0 { place = (place &+ 1) & mask }
      larger[place] = slot
    }
    slots = larger
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes of a row.
  @inline(__always)
  fileprivate func run(_ offsets: UnsafeBufferPointer<Int64>, _ row: Int) -> UnsafeRawBufferPointer
  {
    UnsafeRawBufferPointer(rebasing: self[Int(offsets[row])..<Int(offsets[row &+ 1])])
  }

  /// Whether another buffer holds the same bytes from a place on; it must be long enough.
  @inline(__always)
  fileprivate func isSame(as other: UnsafeRawBufferPointer, from start: Int) -> Bool {
    var at = 0
    while at &+ 8 <= count {
      if loadUnaligned(fromByteOffset: at, as: UInt64.self)
        != other.loadUnaligned(fromByteOffset: start &+ at, as: UInt64.self)
      {
        return false
      }
      at &+= 8
    }
    while at < count {
      if self[at] != other[start &+ at] { return false }
      at &+= 1
    }
    return true
  }
}
