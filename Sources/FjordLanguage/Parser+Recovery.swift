import FjordDiagnostic

extension Parser {
  /// How many brackets are open before the token.
  var bracketsBefore: Int {
    token.opensBracket ? max(lexer.brackets - 1, 0) : lexer.brackets
  }

  /// Goes one bracket or operator deeper, or reports that this is too deep.
  mutating func enter() throws(Unparsable) {
    guard nesting < Self.depthLimit else { throw failTooDeep(at: token.span) }
    nesting += 1
  }

  /// Skips to the end of a stage that began with `brackets` open.
  ///
  /// Brackets that were opened in the stage are expected to close. Where one never does, the
  /// stage is taken to end at the line's end, so that the rest of a file is still parsed.
  mutating func skipStage(brackets: Int) {
    awaitsMore = false
    pending = nil
    let before = (lexer, token, previousEnd)
    while !endsStage(brackets: brackets) { skipToken() }
    guard token.kind == .end, lexer.brackets > brackets, brackets == 0 else { return }
    (lexer, token, previousEnd) = before
    lexer.brackets = 0
    var lineEnd = previousEnd
    while token.kind != .end, !token.isSymbol(.semicolon), !token.isSymbol(.pipe) {
      lexer.brackets = 0
      if lexer.bytes[lineEnd..<token.span.start].contains(UInt8(ascii: "\n")) { return }
      lineEnd = token.span.end
      skipToken()
      lineEnd = max(lineEnd, previousEnd)
      if token.kind == .newline { return }
    }
  }

  private func endsStage(brackets: Int) -> Bool {
    switch token.kind {
    case .end, .newline: true
    case .symbol(.pipe), .symbol(.semicolon): lexer.brackets <= brackets
    default: token.closesBracket && lexer.brackets < brackets
    }
  }

  /// Moves past a token without reporting it; past a whole text at its quote.
  mutating func skipToken() {
    previousIsWordLike = token.isWordLike
    if token.kind == .quote { lexer.skipText() }
    previousEnd = max(token.kind == .quote ? lexer.position : token.span.end, previousEnd)
    token = lexer.next()
  }
}
