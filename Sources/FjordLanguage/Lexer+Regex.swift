import FjordDiagnostic

/// Regular expressions; the parser asks for one where an operand may begin with `/`.
extension Lexer {
  /// `/pattern/flags` on one line, from `start` on, where a `/` stands.
  mutating func scanRegex(from start: Int) -> Token {
    position = start + 1
    let isSpaced = start == 0 || bytes[start - 1] <= UInt8(ascii: " ")
    let kind = regexKind(from: start)
    return Token(kind: kind, span: Span(start, position), isSpaced: isSpaced)
  }

  private mutating func regexKind(from start: Int) -> Token.Kind {
    if byte() == UInt8(ascii: "/") || byte() == UInt8(ascii: "*") {
      while position < bytes.count, byte() != UInt8(ascii: "\n") { position += 1 }
      return .fault(.slashComment)
    }
    var pattern: [UInt8] = []
    while position < bytes.count, byte() != UInt8(ascii: "\n") {
      if byte() == UInt8(ascii: "/") {
        position += 1
        return regexWithFlags(String(decoding: pattern, as: UTF8.self))
      }
      if byte() == UInt8(ascii: "\\"), position + 1 < bytes.count, byte(1) != UInt8(ascii: "\n") {
        if byte(1) != UInt8(ascii: "/") { pattern.append(byte()) }
        position += 1
      }
      pattern.append(byte())
      position += 1
    }
    return .fault(.unterminatedRegex)
  }

  private mutating func regexWithFlags(_ pattern: String) -> Token.Kind {
    let start = position
    skipIdentifier()
    let flags = text(start, position)
    if let stranger = flags.first(where: { !"ims".contains($0) }) {
      return .fault(.regexFlag(String(stranger)))
    }
    return .literal(.regex(pattern, flags: String(Set(flags).sorted())))
  }
}
