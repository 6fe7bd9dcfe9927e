/// Texts in quotes and names in backticks.
extension Lexer {
  /// How a part of a `"..."` text ends.
  enum TextPartEnd {
    /// At the closing quote.
    case closed
    /// At `${`; an expression follows.
    case expression
    /// At the end of the source.
    case unterminated
  }

  /// A part of a `"..."` text, escapes put in, with its faults and their places.
  struct TextPart {
    var text: String
    var end: TextPartEnd
    var faults: [(fault: LexicalFault, start: Int, end: Int)] = []
  }

  /// `'...'`, without escapes.
  mutating func scanRaw() -> Token.Kind {
    position += 1
    let start = position
    while position < bytes.count, byte() != UInt8(ascii: "'") { position += 1 }
    guard position < bytes.count else { return .fault(.unterminatedText) }
    position += 1
    return .raw(text(start, position - 1))
  }

  /// `` `...` `` on one line, a backtick doubled.
  mutating func scanQuotedName() -> Token.Kind {
    position += 1
    var name: [UInt8] = []
    while position < bytes.count, byte() != UInt8(ascii: "\n") {
      if byte() == UInt8(ascii: "`") {
        position += 1
        if byte() != UInt8(ascii: "`") {
          return name.isEmpty ? .fault(.emptyName) : .quoted(String(decoding: name, as: UTF8.self))
        }
      }
      name.append(byte())
      position += 1
    }
    return .fault(.unterminatedName)
  }

  /// Reads a `"..."` text from here to its end or to the next `${`.
  mutating func scanTextPart() -> TextPart {
    var buffer: [UInt8] = []
    var part = TextPart(text: "", end: .unterminated)
    while position < bytes.count {
      switch byte() {
      case UInt8(ascii: "\""):
        position += 1
        part.end = .closed
      case UInt8(ascii: "$") where byte(1) == UInt8(ascii: "{"):
        position += 2
        part.end = .expression
      case UInt8(ascii: "\\"):
        let start = position
        if let fault = scanEscape(into: &buffer) { part.faults.append((fault, start, position)) }
        continue
      default:
        buffer.append(byte())
        position += 1
        continue
      }
      break
    }
    part.text = String(decoding: buffer, as: UTF8.self)
    return part
  }

  private mutating func scanEscape(into buffer: inout [UInt8]) -> LexicalFault? {
    position += 1
    guard position < bytes.count else { return nil }
    let (scalar, length) = scalar(at: position)
    position += length
    switch scalar {
    case "n": buffer.append(UInt8(ascii: "\n"))
    case "t": buffer.append(UInt8(ascii: "\t"))
    case "r": buffer.append(UInt8(ascii: "\r"))
    case "\"", "\\", "$": buffer.append(contentsOf: String(scalar).utf8)
    case "u": return scanUnicodeEscape(into: &buffer)
    default: return .escape("\\" + String(scalar))
    }
    return nil
  }

  /// `{1F600}`; the `\u` is behind.
  private mutating func scanUnicodeEscape(into buffer: inout [UInt8]) -> LexicalFault? {
    let start = position - 2
    guard byte() == UInt8(ascii: "{") else { return .escape("\\u") }
    position += 1
    let digits = position
    while position < bytes.count, Unicode.Scalar(byte()).properties.isASCIIHexDigit {
      position += 1
    }
    let value = UInt32(text(digits, position), radix: 16)
    guard byte() == UInt8(ascii: "}") else {
      return .escape(text(start, position))
    }
    position += 1
    guard let value, let scalar = Unicode.Scalar(value) else {
      return .escapedScalar(text(start, position))
    }
    buffer.append(contentsOf: String(scalar).utf8)
    return nil
  }

  /// Moves past the rest of a `"..."` text without reading it, expressions inside included.
  mutating func skipText() {
    var depths: [Int] = []
    while position < bytes.count {
      let current = byte()
      position += 1
      if let depth = depths.last, depth >= 0 {
        switch current {
        case UInt8(ascii: "{"): depths[depths.count - 1] += 1
        case UInt8(ascii: "}"):
          if depth == 0 { depths.removeLast() } else { depths[depths.count - 1] -= 1 }
        case UInt8(ascii: "\""): depths.append(-1)
        default: break
        }
        continue
      }
      switch current {
      case UInt8(ascii: "\\"): position = min(position + 1, bytes.count)
      case UInt8(ascii: "\""):
        guard depths.popLast() != nil else { return }
      case UInt8(ascii: "$") where byte() == UInt8(ascii: "{"):
        position += 1
        depths.append(0)
      default: break
      }
    }
  }

  /// Moves past the `}` of an expression inside a text; false at the end of the source.
  mutating func skipInterpolation() -> Bool {
    var depth = 0
    while position < bytes.count {
      let current = byte()
      position += 1
      switch current {
      case UInt8(ascii: "\""): skipText()
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        if depth == 0 { return true }
        depth -= 1
      default: break
      }
    }
    return false
  }

  /// The typographic quotes and what closes each.
  static let closingQuotes: [Unicode.Scalar: [Unicode.Scalar]] = [
    "“": ["”", "“"], "”": ["”"], "„": ["“", "”"], "«": ["»"], "»": ["«", "»"], "‘": ["’", "‘"],
    "’": ["’"], "‚": ["‘", "’"],
  ]

  /// `“...”`: a fault as one token, where it closes on the same line.
  mutating func scanSmartQuotes(_ opening: Unicode.Scalar, length: Int) -> Token.Kind {
    position += length
    let start = position
    let closing = Self.closingQuotes[opening] ?? []
    while position < bytes.count, byte() != UInt8(ascii: "\n") {
      let (scalar, length) = scalar(at: position)
      position += length
      if closing.contains(scalar) || scalar == "\"" {
        return .fault(.smartQuotes(String(opening), content: text(start, position - length)))
      }
    }
    position = start
    return .fault(.smartQuotes(String(opening), content: nil))
  }
}
