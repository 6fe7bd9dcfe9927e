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
  /// Brackets that were opened in the stage are expected to close. Where one never does, stages
  /// are taken to end at the line's end, so that the rest of a file is still parsed.
  mutating func skipStage(brackets: Int) {
    awaitsMore = false
    pending = nil
    guard !hasUnclosedBracket || brackets > 0 else { return skipLine() }
    let before = (lexer, token, previousEnd)
    while !endsStage(brackets: brackets) { skipToken() }
    guard token.isEnd, lexer.brackets > brackets, brackets == 0 else { return }
    hasUnclosedBracket = true
    (lexer, token, previousEnd) = before
    skipLine()
  }

  /// Skips to the next bar, semicolon or line, whatever brackets are open.
  private mutating func skipLine() {
    lexer.brackets = 0
    var readTo = previousEnd
    while !token.isEnd, !token.isSymbol(.semicolon), !token.isSymbol(.pipe) {
      lexer.brackets = 0
      if token.isNewline { return }
      if lexer.bytes[readTo..<token.span.start].contains(UInt8(ascii: "\n")) { return }
      readTo = token.span.end
      skipToken()
      readTo = max(readTo, previousEnd)
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
    if token.isQuote { lexer.skipText() }
    previousEnd = max(token.isQuote ? lexer.position : token.span.end, previousEnd)
    token = lexer.next()
  }
}
