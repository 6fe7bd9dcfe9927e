/// Addresses of e-mail within text, as they stand in JSON, URLs and HTML.
///
/// Found are those of letters, digits and the usual signs, with a host that ends in letters; what is
/// quoted or written in other scripts is not.
enum EmailAddresses {
  /// The ways in which the sign between name and host is written.
  private static let signs = ["@", "%40", "\\u0040", "&#64;", "&commat;"].map { Array($0.utf8) }

  /// The text with something else in place of each address.
  static func replaced(in text: String, by replacement: (String) -> String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      guard let sign = sign(in: bytes, at: index),
        let found = address(in: bytes, around: index..<(index + sign.count), from: start)
      else {
        index += 1
        continue
      }
      result += bytes[start..<found.lowerBound]
      result += replacement(String(decoding: bytes[found], as: UTF8.self)).utf8
      start = found.upperBound
      index = start
    }
    guard start > 0 else { return text }
    return String(decoding: result + bytes[start...], as: UTF8.self)
  }

  private static func sign(in bytes: [UInt8], at index: Int) -> [UInt8]? {
    guard [UInt8(ascii: "@"), 0x25, 0x5C, 0x26].contains(bytes[index]) else { return nil }
    return signs.first { bytes[index...].starts(with: $0) }
  }

  /// The whole address around its sign; nil where there is none.
  private static func address(
    in bytes: [UInt8], around sign: Range<Int>, from start: Int
  ) -> Range<Int>? {
    let before = bytes[start..<sign.lowerBound]
    var name = before.suffix(
      before.reversed().prefix { isWord($0) || "._%+-".utf8.contains($0) }.count)
    if name.startIndex > start, bytes[name.startIndex - 1] == UInt8(ascii: "\\") {
      // What follows a backslash belongs to it.
      name = name.dropFirst(name.first == UInt8(ascii: "u") ? 5 : 1)
    }
    let host = bytes[sign.upperBound...].prefix { isWord($0) || ".-".utf8.contains($0) }
    // A full stop behind the host ends a sentence.
    let labels = host.split(separator: UInt8(ascii: "."))
    guard !name.isEmpty, labels.count > 1, let last = labels.last, last.count > 1,
      last.allSatisfy({ isWord($0) && !(0x30...0x39).contains($0) })
    else { return nil }
    return name.startIndex..<last.endIndex
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
      || byte >= 0x80
  }
}
