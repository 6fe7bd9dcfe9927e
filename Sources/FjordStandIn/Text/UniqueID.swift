/// A UUID as two words.
struct UniqueID: Sendable, Hashable {
  var high: UInt64
  var low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads a UUID as Java's `UUID.fromString` does.
  ///
  /// That is lenient: five hexadecimal parts of any length, each cut to its last digits, so that
  /// `1-1-1-1-1` is taken. Nil where Java throws.
  init?(lenient text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 5, text.utf8.count <= 36 else { return nil }
    var words: [UInt64] = []
    for part in parts {
      guard let word = Self.javaLong(Array(part)) else { return nil }
      words.append(word)
    }
    high = (words[0] & 0xffff_ffff) << 32 | (words[1] & 0xffff) << 16 | words[2] & 0xffff
    low = (words[3] & 0xffff) << 48 | words[4] & 0xffff_ffff_ffff
  }

  /// Java's `Long.parseLong(text, 16)` without a minus sign, which can't stand here.
  private static func javaLong(_ bytes: [UInt8]) -> UInt64? {
    let digits = bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
    guard !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = digitValue(byte), value <= UInt64(Int64.max) >> 4 else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func digitValue(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 48...57: UInt64(byte - 48)
    case 65...70: UInt64(byte - 55)
    case 97...102: UInt64(byte - 87)
    default: nil
    }
  }

  /// Writes the 36 characters over the first bytes of `target`.
  func write(over target: inout [UInt8]) {
    var place = 0
    for nibble in 0..<32 {
      if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
        target[place] = UInt8(ascii: "-")
        place += 1
      }
      let word = nibble < 16 ? high : low
      let digit = UInt8(truncatingIfNeeded: word >> UInt64((15 - nibble & 15) * 4)) & 15
      target[place] = digit < 10 ? 48 + digit : 87 + digit
      place += 1
    }
  }

  /// The 36 characters.
  var text: String {
    var bytes = [UInt8](repeating: 0, count: 36)
    write(over: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
