/// JSON text without the white space between its tokens.
enum CompactJSON {
  /// The text with white space outside strings removed; nothing is checked.
  static func bytes(_ text: [UInt8]) -> [UInt8] {
    var compact: [UInt8] = []
    compact.reserveCapacity(text.count)
    var isInString = false
    var isEscaped = false
    for byte in text {
      if isInString {
        compact.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      if byte == 32 || byte == 10 || byte == 13 || byte == 9 { continue }
      isInString = byte == UInt8(ascii: "\"")
      compact.append(byte)
    }
    return compact
  }
}
