/// An exact sum for the floats that `ExactSum` can't hold: very small and very large ones.
///
/// Memory: 560 bytes.
package struct WideSum: Sendable {
  /// Digits of 32 bits, each with room for 2³¹ additions; the lowest bit of the first is 2⁻¹⁰⁷⁴.
  private var digits = [Int64](repeating: 0, count: 70)
  private var additions = 0
  /// Whether something was added that is no number or infinite, so that there is no sum.
  package private(set) var isBroken = false

  /// Nothing added yet.
  package init() {}

  /// Adds a float.
  package mutating func add(_ value: Double) {
    guard value.isFinite else {
      isBroken = true
      return
    }
    guard value != 0 else { return }
    let exponent = Int(value.bitPattern >> 52) & 0x7FF
    let fraction = value.bitPattern & 0x000F_FFFF_FFFF_FFFF
    let mantissa = exponent == 0 ? fraction : fraction | 0x0010_0000_0000_0000
    let shift = max(exponent - 1, 0)
    let wide = UInt128(mantissa) << UInt128(shift & 31)
    for place in 0..<3 {
      let digit = Int64(truncatingIfNeeded: wide >> UInt128(32 * place)) & 0xFFFF_FFFF
      digits[shift >> 5 + place] += value < 0 ? -digit : digit
    }
    additions += 1
    if additions == 1 << 30 { carry() }
  }

  /// Adds another sum.
  package mutating func add(_ other: WideSum) {
    isBroken = isBroken || other.isBroken
    carry()
    var other = other
    other.carry()
    for place in digits.indices { digits[place] += other.digits[place] }
    additions = 2
  }

  /// Adds a sum of the middle range.
  package mutating func add(_ sum: ExactSum) {
    let magnitude = sum.magnitude
    let base = (ExactSum.lowestExponent + 1074)
    carry()
    for (place, word) in magnitude.words.enumerated() where word != 0 {
      let at = base + place * 64
      let wide = UInt128(word) << UInt128(at & 31)
      for step in 0..<3 {
        let digit = Int64(truncatingIfNeeded: wide >> UInt128(32 * step)) & 0xFFFF_FFFF
        digits[at >> 5 + step] += magnitude.isNegative ? -digit : digit
      }
    }
    additions = 8
  }

  /// Brings all digits but the last between 0 and 2³².
  private mutating func carry() {
    for place in digits.indices.dropLast() {
      digits[place + 1] += digits[place] >> 32
      digits[place] &= 0xFFFF_FFFF
    }
    additions = 1
  }

  /// The float nearest to the sum; not finite where it is out of range.
  package var rounded: Double {
    guard !isBroken else { return .nan }
    var sum = self
    sum.carry()
    let isNegative = (sum.digits.last ?? 0) < 0
    if isNegative {
      for place in sum.digits.indices { sum.digits[place] = -sum.digits[place] }
      sum.carry()
    }
    let words = stride(from: 0, to: sum.digits.count, by: 2).map { place in
      UInt64(bitPattern: sum.digits[place]) | UInt64(bitPattern: sum.digits[place + 1]) << 32
    }
    return BinaryMagnitude(isNegative, words, -1074).rounded
  }
}
