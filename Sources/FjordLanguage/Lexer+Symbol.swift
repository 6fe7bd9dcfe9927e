extension Lexer {
  /// The longest symbol here, keeping count of brackets.
  mutating func scanSymbol() -> Symbol? {
    var length = min(3, bytes.count - position)
    while length > 0 {
      if let symbol = Self.symbols[key(length)] {
        position += length
        count(symbol)
        return symbol
      }
      length -= 1
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
    switch length {
    case 3: UInt32(byte()) << 16 | UInt32(byte(1)) << 8 | UInt32(byte(2))
    case 2: UInt32(byte()) << 8 | UInt32(byte(1))
    default: UInt32(byte())
    }
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
