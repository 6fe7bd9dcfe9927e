import FjordDiagnostic

extension Parser {
  /// `--name value`, or `--name` for a flag of the stage.
  mutating func parseOption(of stage: String) throws(Unparsable) -> Option {
    guard case .option(let text) = token.kind else { throw fail(expected("an option")) }
    let name = Name(text, at: token.span)
    note(.option)
    let flags = vocabulary.flags(stage)
    let isTyped = probe != nil && token.span.end == lexer.bytes.count
    if flags.contains(text) || isTyped {
      advance()
      return Option(name: name, value: nil, at: name.span)
    }
    if lexer.byte() == UInt8(ascii: "=") {
      throw fail(.optionAssignment(text), at: Span(name.span.start, name.span.end + 1))
    }
    advance()
    if token.isEnd { note(.optionValue(text)) }
    guard let value = try parseOptionValue(of: text) else {
      // Whether there is such an option and what it takes is told where options are declared.
      if probe == nil, atStageEnd || token.isOption {
        return Option(name: name, value: nil, at: name.span)
      }
      let known = flags.sorted()
      throw fail(
        .optionValue(text, found: found, flags: known), at: token.span)
    }
    return Option(name: name, value: value, at: span(from: name.span.start))
  }

  private mutating func parseOptionValue(of name: String) throws(Unparsable) -> Option.Value? {
    switch token.kind {
    case .quote, .raw, .variable, .symbol(.openBracket), .symbol(.openBrace):
      if case .variable = token.kind { note(.optionValue(name)) }
      return .expression(try parseToken().expression)
    case .symbol(.openParenthesis), .fault(.unterminatedText):
      return .expression(try parseToken().expression)
    case .symbol(.minus) where peek().isNumber && !peek().isSpaced:
      return .expression(try parseUnary().expression)
    case .end, .newline, .option, .fault(.loneDashes): return nil
    case .symbol(.pipe), .symbol(.comma), .symbol(.semicolon), .symbol(.minus): return nil
    default: break
    }
    if token.closesBracket { return nil }
    return try parseWord(of: name)
  }

  /// A regex, a literal or a bare word, read anew from where the token begins.
  private mutating func parseWord(of name: String) throws(Unparsable) -> Option.Value? {
    let start = token.span.start
    let before = (lexer, token)
    if token.isSymbol(.slash) {
      let regex = lexer.scanRegex(from: start)
      if case .literal = regex.kind {
        token = regex
        return .expression(try parseToken().expression)
      }
    }
    guard let word = lexer.scanWord(from: start) else {
      (lexer, token) = before
      return nil
    }
    token = word
    note(.optionValue(name))
    guard case .identifier(let text) = word.kind else {
      return .expression(try parseToken().expression)
    }
    advance()
    return .word(Name(text, at: word.span))
  }
}

extension Token {
  fileprivate var isOption: Bool {
    if case .option = kind { true } else { false }
  }

  /// Whether it is a number or another literal that a minus can stand before.
  fileprivate var isNumber: Bool {
    switch kind {
    case .integer, .literal: true
    default: false
    }
  }
}
