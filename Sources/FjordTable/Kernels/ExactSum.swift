// A sum of floats without rounding until the end, so that neither the order of the rows, nor their
// batches, nor the cores they were added on can change a result.
//
// A sum is a whole number of 256 bits that counts 2⁻¹²⁸: every float from 2⁻⁷⁵ up to 2⁹⁵ is a whole
// number of these, and 2³² of them fit. An addition is two shifts and two additions with carry,
// about three times the price of a plain one. The few floats outside are for `WideSum`.

/// A sum of floats that is exact until it is read.
package struct ExactSum: Sendable, Equatable {
  /// Least significant first, two's complement over all of them.
  private var a: UInt64 = 0
  private var b: UInt64 = 0
  private var c: UInt64 = 0
  private var d: UInt64 = 0

  /// Nothing added yet.
  package init() {}

  /// The exponent of the lowest bit.
  static let lowestExponent = -128

  /// Adds a float; false, with nothing added, where it lies outside what the sum can hold exactly.
  @inline(__always)
  package mutating func add(_ value: Double) -> Bool {
    let bits = value.bitPattern
    let exponent = Int(truncatingIfNeeded: bits >> 52) & 0x7FF
    // 2⁻⁷⁵ has the biased exponent 948, 2⁹⁵ has 1118; zero may pass.
    guard exponent &- 948 < 170, exponent >= 948 else { return bits << 1 == 0 }
    let mantissa = bits & 0x000F_FFFF_FFFF_FFFF | 0x0010_0000_0000_0000
    let shift = exponent &- 947
    let low = mantissa << UInt64(truncatingIfNeeded: shift & 63)
    let high = (mantissa >> 1) >> UInt64(truncatingIfNeeded: 63 &- (shift & 63))
    if bits >> 63 == 0 {
      add(low, high, at: shift >> 6)
    } else {
      subtract(low, high, at: shift >> 6)
    }
    return true
  }

  /// Adds another sum.
  package mutating func add(_ other: ExactSum) {
    var carry = Self.add(&a, other.a, 0)
    carry = Self.add(&b, other.b, carry)
    carry = Self.add(&c, other.c, carry)
    _ = Self.add(&d, other.d, carry)
  }

  @inline(__always)
  private mutating func add(_ low: UInt64, _ high: UInt64, at place: Int) {
    var carry: UInt64
    switch place {
    case 0:
      carry = Self.add(&a, low, 0)
      carry = Self.add(&b, high, carry)
      carry = Self.add(&c, 0, carry)
      d &+= carry
    case 1:
      carry = Self.add(&b, low, 0)
      carry = Self.add(&c, high, carry)
      d &+= carry
    default:
      carry = Self.add(&c, low, 0)
      d = d &+ high &+ carry
    }
  }

  @inline(__always)
  private mutating func subtract(_ low: UInt64, _ high: UInt64, at place: Int) {
    var borrow: UInt64
    switch place {
    case 0:
      borrow = Self.subtract(&a, low, 0)
      borrow = Self.subtract(&b, high, borrow)
      borrow = Self.subtract(&c, 0, borrow)
      d &-= borrow
    case 1:
      borrow = Self.subtract(&b, low, 0)
      borrow = Self.subtract(&c, high, borrow)
      d &-= borrow
    default:
      borrow = Self.subtract(&c, low, 0)
      d = d &- high &- borrow
    }
  }

  @inline(__always)
  private static func add(_ word: inout UInt64, _ other: UInt64, _ carry: UInt64) -> UInt64 {
    let (first, over) = word.addingReportingOverflow(other)
    let (second, overAgain) = first.addingReportingOverflow(carry)
    word = second
    return (over ? 1 : 0) &+ (overAgain ? 1 : 0)
  }

  @inline(__always)
  private static func subtract(_ word: inout UInt64, _ other: UInt64, _ borrow: UInt64) -> UInt64 {
    let (first, under) = word.subtractingReportingOverflow(other)
    let (second, underAgain) = first.subtractingReportingOverflow(borrow)
    word = second
    return (under ? 1 : 0) &+ (underAgain ? 1 : 0)
  }

  /// The sum without its sign.
  var magnitude: BinaryMagnitude {
    guard d >> 63 == 1 else { return BinaryMagnitude(false, [a, b, c, d], Self.lowestExponent) }
    var turned = ExactSum()
    var borrow = Self.subtract(&turned.a, a, 0)
    borrow = Self.subtract(&turned.b, b, borrow)
    borrow = Self.subtract(&turned.c, c, borrow)
    _ = Self.subtract(&turned.d, d, borrow)
    let words = [turned.a, turned.b, turned.c, turned.d]
    return BinaryMagnitude(true, words, Self.lowestExponent)
  }

  /// The float nearest to the sum.
  package var rounded: Double { magnitude.rounded }

  /// The sum as two floats, the second what the first leaves over.
  package var pair: (high: Double, low: Double) {
    let high = rounded
    var rest = self
    // What a sum rounds to lies inside it, unless it is a rest too small for it.
    guard rest.add(-high) else { return (high, 0) }
    return (high, rest.rounded)
  }
}

/// A whole number of any length times a power of two.
struct BinaryMagnitude {
  let isNegative: Bool
  /// Least significant first.
  let words: [UInt64]
  let lowestExponent: Int

  init(_ isNegative: Bool, _ words: [UInt64], _ lowestExponent: Int) {
    self.isNegative = isNegative
    self.words = words
    self.lowestExponent = lowestExponent
  }

  /// The nearest float, halfway cases to the even one; infinite where none is near.
  var rounded: Double {
    guard let top = words.lastIndex(where: { $0 != 0 }) else { return 0 }
    let length = top * 64 + 64 - words[top].leadingZeroBitCount
    // Floats below 2⁻¹⁰²² keep fewer digits: the lowest bit of all floats is 2⁻¹⁰⁷⁴.
    let dropped = max(length - 53, -1074 - lowestExponent, 0)
    var kept: UInt64 = 0
    for bit in stride(from: length - 1, through: dropped, by: -1) {
      kept = kept << 1 | self.bit(bit)
    }
    if dropped > 0, bit(dropped - 1) == 1, kept & 1 == 1 || hasBits(below: dropped - 1) {
      kept += 1
    }
    let value = Double(sign: .plus, exponent: lowestExponent + dropped, significand: Double(kept))
    return isNegative ? -value : value
  }

  private func bit(_ place: Int) -> UInt64 { words[place >> 6] >> UInt64(place & 63) & 1 }

  private func hasBits(below place: Int) -> Bool {
    for word in 0..<(place >> 6) where words[word] != 0 { return true }
    return place & 63 > 0 && words[place >> 6] << UInt64(64 - place & 63) != 0
  }
}
