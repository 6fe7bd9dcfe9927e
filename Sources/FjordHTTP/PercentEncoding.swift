/// Percent-encoding (RFC 3986 section 2).
enum PercentEncoding {
  /// A value for one path segment or one side of a query item: all but unreserved characters
  /// are encoded.
  static func value(_ text: String) -> String {
    encode(text) { byte, _ in isUnreserved(byte) }
  }

  /// A path or query that is already a URL's text, with what a URL may not hold encoded.
  ///
  /// The rest, with its percent signs, stays. `[`, `]`, `{` and `}` are encoded so that `curl` does not
  /// expand them.
  static func repaired(_ text: String) -> String {
    encode(text) { byte, rest in
      if byte == UInt8(ascii: "%") {
        return rest.count >= 2 && rest.prefix(2).allSatisfy(isHexDigit)
      }
      return isUnreserved(byte) || "!$&'()*+,;=:@/?".utf8.contains(byte)
    }
  }

  /// The text with its percent-encodings undone; what is none stays.
  static func decoded(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func encode(
    _ text: String, keeping keeps: (UInt8, Substring.UTF8View) -> Bool
  ) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      if keeps(byte, rest) {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool { digit(byte) != nil }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
  }
}
