// Values as text: the form that CSV, JSON and string columns share. Everything written here is read
// back by `ValueParsing` to the same value.

/// Text forms of single values, appended to bytes.
package enum ValueText {
  /// A whole number in decimal digits.
  package static func append(_ value: Int64, to text: inout [UInt8]) {
    appendDigits(to: &text) { digits in
      if value < 0 { digits.put(UInt8(ascii: "-")) }
      digits.put(value.magnitude)
    }
  }

  /// `true` or `false`.
  package static func append(_ value: Bool, to text: inout [UInt8]) {
    text.append(contentsOf: value ? trueText : falseText)
  }

  /// The shortest decimal that reads back as the same number; whole numbers keep `.0`.
  ///
  /// What is no number is `nan`, `inf` or `-inf`, as in DuckDB.
  package static func append(_ value: Double, to text: inout [UInt8]) {
    guard value.magnitude < 1e15, value.magnitude >= 1e-3 || value == 0,
      appendDecimal(value, to: &text)
    else { return text.append(contentsOf: value.description.utf8) }
  }

  /// Bytes in base64 with the standard alphabet and padding.
  package static func append(base64 run: ArraySlice<UInt8>, to text: inout [UInt8]) {
    Base64.append(run, to: &text)
  }

  /// Digits without a sign.
  static func append(magnitude: UInt64, to text: inout [UInt8]) {
    if magnitude < 10 { return text.append(48 &+ UInt8(truncatingIfNeeded: magnitude)) }
    appendDigits(to: &text) { $0.put(magnitude) }
  }

  /// Numbers with at most six decimals and fifteen digits; false where the value is none.
  ///
  /// Two decimals of fifteen digits or fewer never read as one double, so the first number of
  /// decimals that gives the value back is the shortest form.
  private static func appendDecimal(_ value: Double, to text: inout [UInt8]) -> Bool {
    let magnitude = value.magnitude
    var scale: Int64 = 1
    for decimals in 0...6 {
      let scaled = (magnitude * Double(scale)).rounded()
      guard scaled < 1e15 else { return false }
      guard scaled / Double(scale) == magnitude else {
        scale *= 10
        continue
      }
      let (whole, part) = UInt64(scaled).quotientAndRemainder(dividingBy: UInt64(scale))
      appendDigits(to: &text) { digits in
        if value.sign == .minus { digits.put(UInt8(ascii: "-")) }
        digits.put(whole)
        digits.put(UInt8(ascii: "."))
        digits.put(part, width: max(decimals, 1))
      }
      return true
    }
    return false
  }

  static let trueText = Array("true".utf8)
  static let falseText = Array("false".utf8)
}
