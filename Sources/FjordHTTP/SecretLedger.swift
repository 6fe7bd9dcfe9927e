import Synchronization

/// All secrets that a run knows, and the removal of them from any text.
///
/// A secret is found as it is, percent-encoded, and escaped as JSON or HTML writes it; a part of
/// a secret is not found.
final class SecretLedger: Sendable {
  /// A piece of a text that was searched.
  enum Piece: Equatable {
    case text(String)
    case variable(String)
  }

  private let known = Mutex<[Entry]>([])

  private struct Entry {
    let bytes: [UInt8]
    let variable: String
  }

  /// Adds a secret; one with an empty value is of no interest.
  func remember(_ secret: Secret) {
    let entry = Entry(bytes: Array(secret.exposedValue.utf8), variable: secret.variable)
    guard !entry.bytes.isEmpty else { return }
    known.withLock { known in
      guard !known.contains(where: { $0.bytes == entry.bytes }) else { return }
      known.append(entry)
      known.sort { $0.bytes.count > $1.bytes.count }
    }
  }

  /// The text with `$VARIABLE` in place of each secret.
  func redacted(_ text: String) -> String {
    pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .variable(let name): "$" + name
      }
    }.joined()
  }

  /// The bytes with `$VARIABLE` in place of each secret.
  func redacted(_ bytes: [UInt8]) -> [UInt8] {
    let finds = finds(in: bytes)
    guard !finds.isEmpty else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var start = 0
    for find in finds {
      result += bytes[start..<find.range.lowerBound]
      result += "$\(find.variable)".utf8
      start = find.range.upperBound
    }
    return result + bytes[start...]
  }

  /// The text cut at the secrets.
  ///
  /// Complexity: text × secrets.
  func pieces(of text: String) -> [Piece] {
    let bytes = Array(text.utf8)
    var pieces: [Piece] = []
    var start = 0
    for find in finds(in: bytes) {
      if find.range.lowerBound > start {
        let before = bytes[start..<find.range.lowerBound]
        pieces.append(.text(String(decoding: before, as: UTF8.self)))
      }
      pieces.append(.variable(find.variable))
      start = find.range.upperBound
    }
    if start < bytes.count || pieces.isEmpty {
      pieces.append(.text(String(decoding: bytes[start...], as: UTF8.self)))
    }
    return pieces
  }

  /// Where secrets stand, in order.
  private func finds(in bytes: [UInt8]) -> [(range: Range<Int>, variable: String)] {
    let entries = known.withLock { $0 }
    guard !entries.isEmpty else { return [] }
    // Few bytes can begin a secret: those that do, and those that begin an escape.
    var begins = [Bool](repeating: false, count: 256)
    for byte in entries.map(\.bytes[0]) + "%\\&".utf8 { begins[Int(byte)] = true }
    var finds: [(range: Range<Int>, variable: String)] = []
    var index = 0
    while index < bytes.count {
      guard begins[Int(bytes[index])],
        let (entry, end) = Self.match(entries, in: bytes, at: index)
      else {
        index += 1
        continue
      }
      finds.append((index..<end, entry.variable))
      index = end
    }
    return finds
  }

  private static func match(
    _ entries: [Entry], in text: [UInt8], at index: Int
  ) -> (Entry, end: Int)? {
    for entry in entries {
      if text[index...].starts(with: entry.bytes) { return (entry, index + entry.bytes.count) }
      var position: Int? = index
      for byte in entry.bytes {
        guard let here = position else { break }
        position = EscapedByte.end(of: byte, in: text, at: here)
      }
      if let position { return (entry, position) }
    }
    return nil
  }
}

/// The ways in which one byte can be written in a URL, in JSON or in HTML.
enum EscapedByte {
  /// Where `byte` ends if it stands at `index`, in whatever way it is written.
  static func end(of byte: UInt8, in text: [UInt8], at index: Int) -> Int? {
    guard index < text.count else { return nil }
    switch text[index] {
    case UInt8(ascii: "%"):
      if hex(text, index + 1, count: 2) == Int(byte) { return index + 3 }
    case UInt8(ascii: "\\"):
      guard index + 1 < text.count else { break }
      if text[index + 1] == UInt8(ascii: "u"), hex(text, index + 2, count: 4) == Int(byte) {
        return index + 6
      }
      if text[index + 1] == byte, text[index] != byte { return index + 2 }
    case UInt8(ascii: "&"):
      if let end = entityEnd(of: byte, in: text, at: index) { return end }
    default: break
    }
    return text[index] == byte ? index + 1 : nil
  }

  /// The value of hexadecimal digits, nil where others stand.
  private static func hex(_ text: [UInt8], _ start: Int, count: Int) -> Int? {
    guard start + count <= text.count else { return nil }
    var value = 0
    for digit in text[start..<start + count] {
      guard let digit = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value * 16 + digit
    }
    return value
  }

  /// Where an entity such as `&#43;`, `&#x2B;` or `&amp;` ends, if it stands for `byte`.
  private static func entityEnd(of byte: UInt8, in text: [UInt8], at index: Int) -> Int? {
    guard let end = text[index...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: text[index + 1..<end], as: UTF8.self).lowercased()
    let value: Int? =
      switch name {
      case "amp": 0x26
      case "lt": 0x3C
      case "gt": 0x3E
      case "quot": 0x22
      case "apos": 0x27
      case _ where name.hasPrefix("#x"): Int(name.dropFirst(2), radix: 16)
      case _ where name.hasPrefix("#"): Int(name.dropFirst())
      default: nil
      }
    return value == Int(byte) ? end + 1 : nil
  }
}
