/// A place in a short ASCII text that is read from left to right.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  /// Passes one character if it is the next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  /// Passes a word, letter case free; the word is given in lower case.
  mutating func skip(word: String) -> Bool {
    let wanted = Array(word.utf8)
    guard bytes.count - position >= wanted.count else { return false }
    for (index, byte) in wanted.enumerated() where lowered(bytes[position + index]) != byte {
      return false
    }
    position += wanted.count
    return true
  }

  /// Passes one of the words and gives its index.
  mutating func index(of words: [String]) -> Int? {
    for (index, word) in words.enumerated() where skip(word: word) { return index }
    return nil
  }

  /// Reads exactly `count` digits.
  mutating func digits(_ count: Int) -> Int? {
    guard bytes.count - position >= count else { return nil }
    var value = 0
    for byte in bytes[position..<position + count] {
      guard isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    position += count
    return value
  }

  /// Reads one or two digits.
  mutating func oneOrTwoDigits() -> Int? {
    digits(2) ?? digits(1)
  }

  /// Reads one to nine digits after a point, as microseconds; what is finer is cut off.
  mutating func fraction() -> Int64? {
    let start = position
    var value: Int64 = 0
    while position < bytes.count, isDigit(bytes[position]), position - start < 9 {
      if position - start < 6 { value = value * 10 + Int64(bytes[position] - 48) }
      position += 1
    }
    let count = position - start
    guard count > 0 else { return nil }
    for _ in 0..<max(0, 6 - count) { value *= 10 }
    return value
  }

  /// Reads `Z`, `+02:00` or nothing at all; false for anything else.
  mutating func offset(into seconds: inout Int64?) -> Bool {
    if isAtEnd { return true }
    if skip("Z") {
      seconds = 0
      return true
    }
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hour = digits(2), hour <= 18, skip(":"),
      let minute = digits(2), minute < 60
    else { return false }
    let magnitude = Int64(hour * 3600 + minute * 60)
    seconds = isNegative ? -magnitude : magnitude
    return true
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private func lowered(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
}
