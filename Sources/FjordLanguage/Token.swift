import FjordDiagnostic

/// A piece of text that the grammar takes as one.
struct Token: Equatable {
  /// What a token can be.
  enum Kind: Equatable {
    /// A name that is not reserved.
    case identifier(String)
    /// A reserved word.
    case word(ReservedWord)
    /// A name in backticks, without them.
    case quoted(String)
    /// `$name`, without the `$`.
    case variable(String)
    /// `--name`, without the dashes.
    case option(String)
    /// The opening `"` of a text; the parser reads on from there.
    case quote
    /// A whole `'...'` text.
    case raw(String)
    /// A whole number; its minus, if any, is another token.
    case integer(UInt64)
    /// Any other literal that is one piece: float, date, timestamp, duration, regex.
    case literal(Literal)
    /// An operator or a mark.
    case symbol(Symbol)
    /// The end of a line that ends a statement, with the blank and comment lines after it.
    case newline
    /// The end of the text.
    case end
    /// Text that is none of the above; the parser reports it where it consumes it.
    case fault(LexicalFault)
  }

  /// What it is.
  var kind: Kind
  /// Where it is.
  var span: Span
  /// Whether white space or the beginning of the text stands before it.
  var isSpaced: Bool

  /// Whether it is the symbol.
  func isSymbol(_ symbol: Symbol) -> Bool {
    if case .symbol(let own) = kind { own == symbol } else { false }
  }

  /// Whether it is the reserved word.
  func isWord(_ word: ReservedWord) -> Bool {
    if case .word(let own) = kind { own == word } else { false }
  }

  /// Whether it is a line end that ends a statement.
  var isNewline: Bool {
    if case .newline = kind { true } else { false }
  }

  /// Whether the text ends here.
  var isEnd: Bool {
    if case .end = kind { true } else { false }
  }

  /// Whether it opens a text.
  var isQuote: Bool {
    if case .quote = kind { true } else { false }
  }

  /// The text as a name after a dot or as a record key, where reserved words are free.
  var freeName: String? {
    switch kind {
    case .identifier(let text), .quoted(let text): text
    case .word(let word): word.rawValue
    default: nil
    }
  }

  /// The text as a part of a source's or operator's name, behind a dot.
  var pathPart: String? {
    switch kind {
    case .identifier(let text): text
    case .word(let word): word.rawValue
    default: nil
    }
  }

  /// Whether it opens a bracket, so that line ends up to the closing one are white space.
  var opensBracket: Bool {
    switch kind {
    case .symbol(.openParenthesis), .symbol(.openBracket), .symbol(.openBrace): true
    default: false
    }
  }

  /// Whether it closes a bracket.
  var closesBracket: Bool {
    switch kind {
    case .symbol(.closeParenthesis), .symbol(.closeBracket), .symbol(.closeBrace): true
    default: false
    }
  }

  /// Whether a word that is being typed could be this token.
  var isWordLike: Bool {
    switch kind {
    case .identifier, .word, .quoted, .variable, .option, .integer, .literal: true
    case .fault(.unterminatedText), .fault(.unterminatedName), .fault(.loneDashes),
      .fault(.loneDollar):
      true
    case .fault(.unknownUnit), .fault(.yearMonth), .fault(.looseDate): true
    default: false
    }
  }
}

/// Operators, brackets and marks; those of other languages too, so that they can be answered.
enum Symbol: String, Equatable, Sendable {
  case pipe = "|"
  case comma = ","
  case semicolon = ";"
  case colon = ":"
  case dot = "."
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case assign = "="
  case arrow = "=>"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case matches = "=~"
  case notMatches = "!~"
  case coalesce = "??"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case percent = "%"

  // Strangers.
  case bang = "!"
  case ampersand = "&"
  case doubleAmpersand = "&&"
  case doublePipe = "||"
  case diamond = "<>"
  case tripleEqual = "==="
  case notDoubleEqual = "!=="
  case power = "**"
  case caret = "^"
  case question = "?"
  case lessSign = "≤"
  case greaterSign = "≥"
  case unequalSign = "≠"
  case minusSign = "−"
  case enDash = "–"
}
