// Counting distinct values in little memory: HyperLogLog with 2^14 registers, so that the standard
// error is 0.8 percent. Source: P. Flajolet et al., "HyperLogLog: the analysis of a near-optimal
// cardinality estimation algorithm", AofA 2007.

import Foundation

/// Estimates how many distinct values were seen.
///
/// The same set of values gives the same estimate, in whatever order and however often they come.
package struct DistinctSketch: Sendable {
  private static let bits: UInt64 = 14
  private var registers = [UInt8](repeating: 0, count: 1 << 14)

  package init() {}

  /// Takes the values of a column in, nulls left out.
  package mutating func add(_ column: Column) {
    let text = RowKeys([column], count: column.count).text
    text.bytes.withUnsafeBytes { all in
      for row in 0..<column.count where !column.isNull(row) {
        let base = text.offsets.startIndex + row
        let range = Int(text.offsets[base])..<Int(text.offsets[base + 1])
        add(Self.mixed(Interner.hash(UnsafeRawBufferPointer(rebasing: all[range]))))
      }
    }
  }

  /// The number of distinct values, about.
  package var estimate: Int {
    let count = Double(registers.count)
    var sum = 0.0
    var zeros = 0
    for register in registers {
      sum += 1 / Double(UInt64(1) << UInt64(register))
      if register == 0 { zeros += 1 }
    }
    let raw = 0.7213 / (1 + 1.079 / count) * count * count / sum
    // Few values leave registers empty, and their number tells more.
    guard raw <= 2.5 * count, zeros > 0 else { return Int(raw.rounded()) }
    let linear = count * log(count / Double(zeros))
    return Int(linear.rounded())
  }

  private mutating func add(_ hash: UInt64) {
    let place = Int(truncatingIfNeeded: hash >> (64 - Self.bits))
    let rank = UInt8(truncatingIfNeeded: min((hash << Self.bits).leadingZeroBitCount, 50) + 1)
    if registers[place] < rank { registers[place] = rank }
  }

  /// Spreads a hash over all bits.
  private static func mixed(_ hash: UInt64) -> UInt64 {
    var mixed = hash
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
