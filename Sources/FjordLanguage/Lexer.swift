import FjordDiagnostic

/// Cuts UTF-8 text into tokens, one at a time, as the parser asks for them.
///
/// Three things depend on where the parser is, so it reads them from here when it is there: a
/// regex where an operand may begin (elsewhere `/` divides), the bare word of an option, and the
/// parts of a `"..."` text with expressions inside. The value is copied to look ahead.
///
/// Complexity: linear in the text; no position is read more than a few times.
struct Lexer {
  /// The whole text.
  let bytes: [UInt8]
  /// Where the next token is looked for.
  var position = 0
  /// How many brackets are open; a line end inside them is white space.
  var brackets = 0
  /// Whether the text ends in a comment.
  private(set) var endsInComment = false

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The byte `offset` places on, or 0 past the end.
  func byte(_ offset: Int = 0) -> UInt8 {
    let index = position + offset
    return index < bytes.count ? bytes[index] : 0
  }

  /// The text of a range.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// The scalar at an index and its length in bytes; the text is valid UTF-8.
  func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var decoder = UTF8()
    var iterator = bytes[index..<min(index + length, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return ("\u{FFFD}", 1) }
    return (scalar, length)
  }

  /// The next token.
  mutating func next() -> Token {
    let gap = position
    if let newline = skipSpace() { return newline }
    let start = position
    let isSpaced = start > gap || start == 0 || isSpace(at: start - 1)
    guard start < bytes.count else {
      return Token(kind: .end, span: Span(start, start), isSpaced: isSpaced)
    }
    let kind = scan(isSpaced: isSpaced)
    if position == start { position += 1 }
    return Token(kind: kind, span: Span(start, position), isSpaced: isSpaced)
  }

  private mutating func scan(isSpaced: Bool) -> Token.Kind {
    let first = byte()
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return scanNumber()
    case UInt8(ascii: "\""):
      position += 1
      return .quote
    case UInt8(ascii: "'"): return scanRaw()
    case UInt8(ascii: "`"): return scanQuotedName()
    case UInt8(ascii: "$"): return scanVariable()
    case UInt8(ascii: "-") where isSpaced && byte(1) == UInt8(ascii: "-"): return scanOption()
    case 0x80...: return scanBeyondASCII()
    default: break
    }
    if Unicode.Scalar(first).beginsIdentifier { return scanIdentifier() }
    if let symbol = scanSymbol() { return .symbol(symbol) }
    position += 1
    return .fault(.unexpectedCharacter(String(Unicode.Scalar(first))))
  }

  // MARK: Names

  /// Moves past identifier characters.
  mutating func skipIdentifier() {
    while position < bytes.count {
      let (scalar, length) = scalar(at: position)
      guard scalar.continuesIdentifier else { return }
      position += length
    }
  }

  private mutating func scanIdentifier() -> Token.Kind {
    let start = position
    skipIdentifier()
    let name = text(start, position)
    if let word = ReservedWord(text: name) { return .word(word) }
    return .identifier(name)
  }

  private mutating func scanVariable() -> Token.Kind {
    position += 1
    guard position < bytes.count, scalar(at: position).scalar.beginsIdentifier else {
      return .fault(.loneDollar)
    }
    let start = position
    skipIdentifier()
    return .variable(text(start, position))
  }

  /// `--name`; white space stands before it.
  private mutating func scanOption() -> Token.Kind {
    position += 2
    let start = position
    guard start < bytes.count, scalar(at: start).scalar.beginsIdentifier else {
      return .fault(.loneDashes)
    }
    while position < bytes.count {
      let (scalar, length) = scalar(at: position)
      guard scalar.continuesIdentifier || scalar == "-" || scalar == "." else { break }
      position += length
    }
    return .option(text(start, position))
  }

  private mutating func scanBeyondASCII() -> Token.Kind {
    let (scalar, length) = scalar(at: position)
    if scalar.beginsIdentifier { return scanIdentifier() }
    if let symbol = Symbol(rawValue: String(scalar)) {
      position += length
      return .symbol(symbol)
    }
    if Self.closingQuotes[scalar] != nil { return scanSmartQuotes(scalar, length: length) }
    position += length
    return .fault(.unexpectedCharacter(String(scalar)))
  }

  // MARK: White space

  private func isSpace(at index: Int) -> Bool {
    bytes[index] == UInt8(ascii: " ") || (0x09...0x0D).contains(bytes[index])
  }

  /// The length of the white space at an index that does not end a line, or 0.
  private func spaceLength(at index: Int) -> Int {
    switch bytes[index] {
    case UInt8(ascii: " "), 0x09, 0x0B, 0x0C, 0x0D: return 1
    case 0xC2, 0xE2, 0xE3, 0xEF:
      let (scalar, length) = scalar(at: index)
      let isBlank = scalar.properties.isWhitespace && scalar != "\u{2028}" && scalar != "\u{2029}"
      return isBlank || scalar == "\u{FEFF}" ? length : 0
    default: return 0
    }
  }

  /// Moves past spaces, comments, and line ends that do not count; gives the one that does.
  private mutating func skipSpace() -> Token? {
    var lineEnd: Int?
    while position < bytes.count {
      if byte() == UInt8(ascii: "\n") {
        if brackets == 0, lineEnd == nil { lineEnd = position }
        position += 1
      } else if byte() == UInt8(ascii: "#") {
        skipComment()
      } else {
        let length = spaceLength(at: position)
        if length == 0 { break }
        position += length
      }
    }
    guard let lineEnd, byte() != UInt8(ascii: "|") else { return nil }
    return Token(kind: .newline, span: Span(lineEnd, position), isSpaced: true)
  }

  private mutating func skipComment() {
    while position < bytes.count, byte() != UInt8(ascii: "\n") { position += 1 }
    if position == bytes.count { endsInComment = true }
  }
}
