/// How bytes of a file stand for characters.
///
/// All of them agree with ASCII below 128.
package enum TextEncoding: String, Sendable, CaseIterable {
  /// Unicode in one to four bytes.
  case utf8 = "utf-8"
  /// ISO 8859-1: a byte is a character.
  case latin1 = "latin-1"
  /// Latin-1 with printable characters in place of its second control block.
  case windows1252 = "windows-1252"

  /// The encoding of a name as people write it: `UTF8`, `iso-8859-1`, `cp1252`.
  package init?(name: String) {
    switch name.lowercased().filter({ $0.isLetter || $0.isNumber }) {
    case "utf8": self = .utf8
    case "latin1", "iso88591", "l1": self = .latin1
    case "windows1252", "cp1252", "win1252", "1252": self = .windows1252
    default: return nil
    }
  }

  /// What the bytes from 0x80 to 0x9F are in Windows-1252; the five that it leaves open stay
  /// control characters, as the WHATWG encoding standard (read 2026-11) has them.
  private static let windowsBlock: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// Appends a byte's character in UTF-8.
  @inline(__always)
  package func append(_ byte: UInt8, to text: inout [UInt8]) {
    guard byte >= 0x80, self != .utf8 else { return text.append(byte) }
    let isBlock = self == .windows1252 && byte < 0xA0
    let scalar = isBlock ? Self.windowsBlock[Int(byte) - 0x80] : UInt16(byte)
    if scalar < 0x800 {
      text.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
    } else {
      text.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      text.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    }
    text.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }

  /// Bytes as text; what is no UTF-8 there becomes the replacement character.
  package func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes { append(byte, to: &text) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The encoding that a sample seems to have: UTF-8, unless more of its characters beyond ASCII are
  /// broken than whole.
  package static func found(in sample: ArraySlice<UInt8>) -> TextEncoding {
    sample.withUnsafeBytes { buffer in
      // Nearly every text is UTF-8 throughout, which a check sees at a thirtieth of decoding it.
      if JSONBytes(buffer).firstInvalidUTF8() == nil { return .utf8 }
      var (whole, broken) = (0, 0)
      var decoder = UTF8()
      var bytes = buffer.makeIterator()
      while true {
        switch decoder.decode(&bytes) {
        case .scalarValue(let scalar): if scalar.value >= 0x80 { whole += 1 }
        case .error: broken += 1
        case .emptyInput: return broken > whole ? .windows1252 : .utf8
        }
      }
    }
  }

  /// Whether a sample is no text: a byte of zero stands in it, and it is no UTF-8 or much of it is
  /// zero.
  package static func isBinary(_ sample: ArraySlice<UInt8>, _ found: TextEncoding) -> Bool {
    let zeros = sample.withUnsafeBytes { ByteMask.count(of: 0, in: $0) }
    return zeros > 0 && (found != .utf8 || zeros * 8 > sample.count)
  }
}
