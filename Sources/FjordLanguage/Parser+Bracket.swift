import FjordDiagnostic

/// Parentheses, lists and records.
extension Parser {
  /// An expression in parentheses, the opening one behind; the span takes in both.
  mutating func parseParenthesized(after opening: Span) throws(Unparsable) -> Node {
    if pending == nil, token.isSymbol(.closeParenthesis) {
      throw fail(.emptyParentheses, at: opening.joined(token.span))
    }
    return try parseRest(of: opening, try parseExpression())
  }

  /// The closing bracket behind a parenthesised expression.
  mutating func parseRest(of opening: Span, _ inner: Node) throws(Unparsable) -> Node {
    try close(opening)
    var node = inner
    node.expression.span = span(from: opening.start)
    return node
  }

  /// `[1, 2]`; a comma may stand behind the last element.
  mutating func parseList() throws(Unparsable) -> Node {
    let opening = token.span
    advance()
    var elements: [Expression] = []
    var height = 0
    while !token.isSymbol(.closeBracket) {
      let element = try parseExpression()
      elements.append(element.expression)
      height = max(height, element.height)
      guard token.isSymbol(.comma) else { break }
      advanceOverOperator()
    }
    try close(opening)
    return try bracketed(.list(elements), from: opening, height: height)
  }

  /// `{name: "Oslo", "a key": 1}`; a comma may stand behind the last field.
  mutating func parseRecord() throws(Unparsable) -> Node {
    let opening = token.span
    advance()
    var fields: [(key: Name, value: Expression)] = []
    var seen: [String: Span] = [:]
    var height = 0
    while !token.isSymbol(.closeBrace) {
      let key = try parseKey()
      if let first = seen.updateValue(key.span, forKey: key.text) {
        report(.keyTwice(key.text, first: first), at: key.span)
      }
      guard token.isSymbol(.colon) else {
        throw fail(expected("`:` after the key", fix: token.isSymbol(.assign) ? "`:`" : nil))
      }
      advanceOverOperator()
      let value = try parseExpression()
      fields.append((key, value.expression))
      height = max(height, value.height)
      guard token.isSymbol(.comma) else { break }
      advanceOverOperator()
    }
    try close(opening)
    return try bracketed(.record(fields), from: opening, height: height)
  }

  /// A node above others whose greatest height is known.
  mutating func bracketed(
    _ kind: Expression.Kind, from opening: Span, height: Int
  ) throws(Unparsable) -> Node {
    var node = try make(kind, at: span(from: opening.start))
    node.height += height
    guard node.height <= Self.depthLimit else { throw failTooDeep(at: node.span) }
    return node
  }

  /// A name, a reserved word, or a text without expressions.
  private mutating func parseKey() throws(Unparsable) -> Name {
    let start = token.span.start
    if let name = token.freeName {
      let key = Name(name, at: token.span)
      advance()
      return key
    }
    switch token.kind {
    case .quote, .raw:
      guard case .literal(.string(let text)) = try parsePrimary().expression.kind else { break }
      return Name(text, at: span(from: start))
    default: break
    }
    throw fail(expected("a key"))
  }
}
