/// An answer that is a line of text.
enum ShortText {
  private static let longest = 200

  /// The first line, blanks around it left out; nil where there is none, or the body is no text but
  /// markup or something long.
  static func line(of body: [UInt8]) -> String? {
    guard let text = String(validating: body.prefix(longest * 4), as: UTF8.self),
      let line = text.split(whereSeparator: \.isNewline).first
    else { return nil }
    let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.isEmpty || words.hasPrefix("<") || words.count > longest ? nil : words
  }
}
