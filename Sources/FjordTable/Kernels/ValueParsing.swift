// Text to values: strict, nil for anything else, and never a trap, whatever the bytes.

/// Reads the text forms that `ValueText` writes, and their usual variants.
package enum ValueParsing {
  /// Decimal digits with an optional sign; nil where 64 bits do not hold the number.
  package static func int(_ text: Span<UInt8>) -> Int64? {
    var place = 0
    let isNegative = byte(text, 0) == UInt8(ascii: "-")
    if isNegative || byte(text, 0) == UInt8(ascii: "+") { place = 1 }
    guard place < text.count else { return nil }
    var value: Int64 = 0
    while place < text.count {
      let digit = text[place] &- 48
      guard digit < 10 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) =
        isNegative
        ? product.subtractingReportingOverflow(Int64(digit))
        : product.addingReportingOverflow(Int64(digit))
      if overflow || overflow2 { return nil }
      value = sum
      place += 1
    }
    return value
  }

  /// A decimal number with optional sign, fraction and exponent, rounded correctly.
  ///
  /// Also `nan`, `inf` and `-inf`. Nil where the number is too large for a float.
  package static func float(_ text: Span<UInt8>) -> Double? {
    var place = 0
    let isNegative = byte(text, 0) == UInt8(ascii: "-")
    if isNegative || byte(text, 0) == UInt8(ascii: "+") { place = 1 }
    var digits = DecimalDigits()
    let whole = digits.read(text, &place)
    var fraction = 0
    if byte(text, place) == UInt8(ascii: ".") {
      place += 1
      fraction = digits.read(text, &place)
      if fraction == 0 { return nil }
    }
    guard whole + fraction > 0 else { return special(text) }
    var exponent = 0
    if byte(text, place) | 0x20 == UInt8(ascii: "e") {
      place += 1
      guard let value = Self.exponent(text, &place) else { return nil }
      exponent = value
    }
    guard place == text.count else { return nil }
    if let value = digits.exactValue(scaledBy: exponent - fraction) {
      return isNegative ? -value : value
    }
    return slowFloat(text)
  }

  /// `true` or `false`, also capitalised or in capitals.
  package static func bool(_ text: Span<UInt8>) -> Bool? {
    if trueTexts.contains(where: { matches(text, $0) }) { return true }
    return falseTexts.contains { matches(text, $0) } ? false : nil
  }

  private static let trueTexts = ["true", "True", "TRUE"].map { Array($0.utf8) }
  private static let falseTexts = ["false", "False", "FALSE"].map { Array($0.utf8) }

  /// Base64 with the standard alphabet and padding.
  package static func binary(_ text: Span<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    return Base64.decode(text, into: &bytes) ? bytes : nil
  }

  /// The byte at a place, 0 past the end.
  @inline(__always)
  static func byte(_ text: Span<UInt8>, _ place: Int) -> UInt8 {
    place < text.count ? text[place] : 0
  }

  private static func matches(_ text: Span<UInt8>, _ word: [UInt8]) -> Bool {
    guard text.count == word.count else { return false }
    return word.indices.allSatisfy { text[$0] == word[$0] }
  }

  private static func special(_ text: Span<UInt8>) -> Double? {
    if matches(text, Array("nan".utf8)) { return .nan }
    if matches(text, Array("inf".utf8)) { return .infinity }
    return matches(text, Array("-inf".utf8)) ? -.infinity : nil
  }

  /// A signed exponent, kept within ±9999, far past what changes the result.
  private static func exponent(_ text: Span<UInt8>, _ place: inout Int) -> Int? {
    let isNegative = byte(text, place) == UInt8(ascii: "-")
    if isNegative || byte(text, place) == UInt8(ascii: "+") { place += 1 }
    let start = place
    var value = 0
    while byte(text, place) &- 48 < 10 {
      value = min(value * 10 + Int(text[place] - 48), 9999)
      place += 1
    }
    return place == start ? nil : isNegative ? -value : value
  }

  /// The standard library's correctly rounded reading, for long numbers and far exponents.
  private static func slowFloat(_ text: Span<UInt8>) -> Double? {
    var bytes: [UInt8] = []
    for place in text.indices { bytes.append(text[place]) }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }
}

/// Digits of a decimal as one whole number, as far as it is exact.
private struct DecimalDigits {
  var mantissa: UInt64 = 0
  /// Digits from the first that is not zero.
  var significant = 0

  /// Reads digits; gives how many there were.
  mutating func read(_ text: Span<UInt8>, _ place: inout Int) -> Int {
    let start = place
    while place < text.count {
      let digit = text[place] &- 48
      guard digit < 10 else { break }
      if significant > 0 || digit > 0 { significant += 1 }
      if significant <= 19 { mantissa = mantissa &* 10 &+ UInt64(digit) }
      place += 1
    }
    return place - start
  }

  /// The number where both mantissa and power of ten are exact doubles, so that one operation
  /// rounds once; else nil.
  func exactValue(scaledBy exponent: Int) -> Double? {
    guard significant <= 15, exponent >= -22, exponent <= 22 else { return nil }
    let value = Double(mantissa)
    return exponent < 0
      ? value / Self.powers[-exponent] : value * Self.powers[exponent]
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
