/// Base64 with the standard alphabet (`+`, `/`) and padding, as RFC 4648 section 4 has it.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Appends the text form of bytes.
  package static func append(_ run: ArraySlice<UInt8>, to text: inout [UInt8]) {
    var place = run.startIndex
    while place < run.endIndex {
      let count = min(3, run.endIndex - place)
      var group: UInt32 = 0
      for step in 0..<3 { group = group << 8 | (step < count ? UInt32(run[place + step]) : 0) }
      for step in 0..<4 {
        let index = Int(group >> UInt32(18 - 6 * step)) & 63
        text.append(step <= count ? alphabet[index] : UInt8(ascii: "="))
      }
      place += 3
    }
  }

  /// Appends the bytes of a text form; false, with nothing promised about `bytes`, where it is none.
  package static func decode(_ text: Span<UInt8>, into bytes: inout [UInt8]) -> Bool {
    guard text.count % 4 == 0 else { return false }
    var place = 0
    while place < text.count {
      var group: UInt32 = 0
      var padding = 0
      for step in 0..<4 {
        let byte = text[place + step]
        if byte == UInt8(ascii: "=") { padding += 1 }
        guard let value = byte == UInt8(ascii: "=") ? 0 : sextet(byte) else { return false }
        guard padding == 0 || byte == UInt8(ascii: "=") else { return false }
        group = group << 6 | value
      }
      place += 4
      guard padding == 0 || (padding <= 2 && place == text.count) else { return false }
      guard group & (padding == 0 ? 0 : padding == 1 ? 0xFF : 0xFFFF) == 0 else { return false }
      for step in 0..<(3 - padding) {
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * step)))
      }
    }
    return true
  }

  private static func sextet(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
