extension Lexer {
  /// The longest symbol here, keeping count of brackets.
  mutating func scanSymbol() -> Symbol? {
    for length in [3, 2, 1] where position + length <= bytes.count {
      guard let symbol = Self.symbols[key(length)] else { continue }
      position += length
      count(symbol)
      return symbol
    }
    return nil
  }

  private mutating func count(_ symbol: Symbol) {
    switch symbol {
    case .openParenthesis, .openBracket, .openBrace: brackets += 1
    case .closeParenthesis, .closeBracket, .closeBrace: brackets = max(brackets - 1, 0)
    default: break
    }
  }

  /// Up to three bytes as a number.
  private func key(_ length: Int) -> UInt32 {
    (0..<length).reduce(0) { $0 << 8 | UInt32(byte($1)) }
  }

  private static let symbols: [UInt32: Symbol] = {
    let all: [Symbol] = [
      .pipe, .comma, .semicolon, .colon, .dot, .openParenthesis, .closeParenthesis, .openBracket,
      .closeBracket, .openBrace, .closeBrace, .assign, .arrow, .equal, .notEqual, .less,
      .lessOrEqual, .greater, .greaterOrEqual, .matches, .notMatches, .coalesce, .plus, .minus,
      .star, .slash, .percent, .bang, .ampersand, .doubleAmpersand, .doublePipe, .diamond,
      .tripleEqual, .notDoubleEqual, .power, .caret, .question,
    ]
    return Dictionary(
      uniqueKeysWithValues: all.map { symbol in
        (symbol.rawValue.utf8.reduce(0) { $0 << 8 | UInt32($1) }, symbol)
      })
  }()
}
