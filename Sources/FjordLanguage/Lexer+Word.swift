import FjordDiagnostic

/// Bare words; the parser asks for one where the value of an option stands.
extension Lexer {
  /// A run of word characters from `start` on: a literal where all of it is one, else a name.
  ///
  /// `0180` is a word, because as a number it would lose its zero; so are `2024-06` and `2026M05`,
  /// which some sources take as text. A date that is not on the calendar is a fault.
  mutating func scanWord(from start: Int) -> Token? {
    position = start
    while position < bytes.count {
      let (scalar, length) = scalar(at: position)
      guard scalar.continuesIdentifier || "-.:/+*@%~".unicodeScalars.contains(scalar) else { break }
      position += length
    }
    let end = position
    guard end > start, bytes[start] != UInt8(ascii: "-") else { return nil }
    let kind = literalKind(from: start, to: end) ?? .identifier(text(start, end))
    position = end
    return Token(kind: kind, span: Span(start, end), isSpaced: true)
  }

  private mutating func literalKind(from start: Int, to end: Int) -> Token.Kind? {
    position = start
    guard isDigit() else {
      guard let word = ReservedWord(text: text(start, end)) else { return nil }
      return [.null, .true, .false].contains(word) ? .word(word) : nil
    }
    let kind = scanNumber()
    guard position == end else { return nil }
    switch kind {
    case .integer(let value):
      let isCode = end - start > 1 && bytes[start] == UInt8(ascii: "0")
      return isCode || value > UInt64(Int64.max) ? nil : kind
    case .fault(.dateRange), .fault(.timeRange): return kind
    case .fault: return nil
    default: return kind
    }
  }
}
