/// One escape of a string: the character it stands for, and where it ends.
struct JSONEscape {
  let scalar: Unicode.Scalar
  let end: Int

  /// Reads the escape whose backslash is at `place`.
  init(_ bytes: JSONBytes, at place: Int) throws(JSONFault) {
    let letter = bytes[place + 1]
    guard letter == UInt8(ascii: "u") else {
      guard let scalar = Self.short(letter) else { throw JSONFault(.badEscape, at: place + 1) }
      (self.scalar, end) = (scalar, place + 2)
      return
    }
    let unit = try Self.unit(bytes, place + 2)
    if let scalar = Unicode.Scalar(unit) {
      (self.scalar, end) = (scalar, place + 6)
      return
    }
    guard unit < 0xDC00, bytes[place + 6] == UInt8(ascii: "\\"),
      bytes[place + 7] == UInt8(ascii: "u")
    else { throw JSONFault(.loneSurrogate, at: place) }
    let low = try Self.unit(bytes, place + 8)
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    else { throw JSONFault(.loneSurrogate, at: place) }
    (self.scalar, end) = (scalar, place + 12)
  }

  /// Whether a letter behind a backslash makes an escape by itself.
  @inline(__always)
  static func isShort(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "n"), UInt8(ascii: "\\"), UInt8(ascii: "/"),
      UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      true
    default: false
    }
  }

  private static func short(_ letter: UInt8) -> Unicode.Scalar? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(letter)
    case UInt8(ascii: "b"): "\u{8}"
    case UInt8(ascii: "f"): "\u{C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    default: nil
    }
  }

  /// Four hexadecimal digits.
  private static func unit(_ bytes: JSONBytes, _ place: Int) throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for step in 0..<4 {
      let byte = bytes[place + step]
      let digit: UInt8 =
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
        default: throw JSONFault(.badEscape, at: place + step)
        }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

extension JSONBytes {
  /// Appends a string's bytes with its escapes resolved.
  ///
  /// The string has been scanned before.
  func appendUnescaped(_ range: Range<Int>, to text: inout [UInt8]) {
    var place = range.lowerBound
    while place < range.upperBound {
      let stop = min(stringStop(from: place), range.upperBound)
      text.append(contentsOf: slice(place..<stop))
      guard stop < range.upperBound, let escape = try? JSONEscape(self, at: stop) else { return }
      text.append(contentsOf: UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter)
      place = escape.end
    }
  }

  /// A scanned string or other scalar as text.
  func text(_ token: JSONToken) -> String {
    guard token.kind == .escapedString else {
      return String(decoding: slice(token.content), as: UTF8.self)
    }
    var bytes: [UInt8] = []
    appendUnescaped(token.content, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
