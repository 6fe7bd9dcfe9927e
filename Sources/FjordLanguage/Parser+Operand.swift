import FjordDiagnostic

/// Operands: literals, columns, variables, calls, brackets, and what follows them directly.
extension Parser {
  mutating func parsePostfix() throws(Unparsable) -> Node {
    let start = token.span.start
    let isPath = pending == nil
    return try parsePostfix(of: try parsePrimary(), pathStart: isPath ? start : nil)
  }

  /// `.field` and `[index]` behind an operand.
  mutating func parsePostfix(of operand: Node, pathStart: Int? = nil) throws(Unparsable) -> Node {
    var node = operand
    while true {
      if token.isSymbol(.dot) {
        node = try parseMember(of: node, pathStart: pathStart)
      } else if token.isSymbol(.openBracket) {
        let opening = token.span
        advance()
        let index = try parseExpression()
        try close(opening)
        node = try make(
          .index(node.expression, index.expression), at: span(from: node.span.start),
          over: node, index)
      } else {
        return node
      }
    }
  }

  private mutating func parseMember(of node: Node, pathStart: Int?) throws(Unparsable) -> Node {
    advance()
    note(.argument, from: pathStart)
    guard let field = token.freeName else {
      if case .integer = token.kind { throw fail(.indexByDot(text(token.span))) }
      let isRange = token.isSymbol(.dot)
      throw fail(
        expected(
          "a name after `.`", fix: isRange ? "`between 1 and 10`; `range 1 to 10` as a source" : nil
        ))
    }
    let name = Name(field, at: token.span)
    advance()
    if token.isSymbol(.openParenthesis), !token.isSpaced {
      throw fail(.method(field), at: name.span)
    }
    return try make(
      .member(node.expression, name), at: span(from: node.span.start), over: node)
  }

  mutating func parsePrimary() throws(Unparsable) -> Node {
    if let node = pending {
      pending = nil
      return node
    }
    note(.argument)
    return try parseToken()
  }

  /// An operand by its first token.
  mutating func parseToken() throws(Unparsable) -> Node {
    if token.isSymbol(.slash) { token = lexer.scanRegex(from: token.span.start) }
    let start = token.span
    switch token.kind {
    case .identifier(let text): return try parseNamed(text)
    case .quoted(let text): return literalNode(.column(Name(text, at: start)))
    case .variable(let text): return literalNode(.variable(Name(text, at: start)))
    case .word(.null): return literalNode(.literal(.null))
    case .word(.true): return literalNode(.literal(.bool(true)))
    case .word(.false): return literalNode(.literal(.bool(false)))
    case .integer(let value):
      guard let small = Int64(exactly: value) else {
        report(.integerRange(text(start)), at: start)
        return literalNode(Self.placeholder)
      }
      return literalNode(.literal(.int(small)))
    case .literal(let literal): return literalNode(.literal(literal))
    case .raw(let text):
      noteLongText(start)
      return literalNode(.literal(.string(text)))
    case .quote: return try parseText()
    case .symbol(.openParenthesis):
      advance()
      return try parseParenthesized(after: start)
    case .symbol(.openBracket): return try parseList()
    case .symbol(.openBrace): return try parseRecord()
    case .fault(let fault): return try parseFaulty(fault)
    default: throw missingOperand()
    }
  }

  /// A node that is one token.
  private mutating func literalNode(_ kind: Expression.Kind) -> Node {
    let node = Node(expression: Expression(kind, at: token.span))
    advance()
    return node
  }

  /// A token with a fault of its own stands for a value, so that the rest is still parsed.
  private mutating func parseFaulty(_ fault: LexicalFault) throws(Unparsable) -> Node {
    switch fault {
    case .unterminatedText: noteText(token.span.start + 1, content: nil)
    case .slashComment, .loneDashes, .loneDollar, .unexpectedCharacter,
      .smartQuotes(_, content: nil):
      throw fail(expected("a value"))
    default: break
    }
    return literalNode(Self.placeholder)
  }

  /// What stands for a value with a fault in it; such a tree is never returned.
  static let placeholder = Expression.Kind.list([])

  private mutating func missingOperand() -> Unparsable {
    switch token.kind {
    case .option(let name): return fail(.optionPlace(name))
    case .word(.not): return fail(.notInOperand)
    case .word(let word): return fail(.reserved(word.rawValue, use: "a value"))
    case .symbol(.dot):
      let digits = peek()
      if case .integer = digits.kind {
        return fail(.leadingDot(text(digits.span)), at: token.span.joined(digits.span))
      }
      if let name = digits.freeName {
        let fix = "a column has no dot before it: `\(name)`"
        return fail(expected("a value", fix: fix), at: token.span.joined(digits.span))
      }
    case .symbol(.star) where peek().isSymbol(.closeParenthesis): return fail(.star(stage: nil))
    case .symbol(.star) where place.name == "select":
      return fail(expected("a value", fix: "without `select` there are all columns"))
    case .symbol(.assign):
      return fail(expected("a value", fix: "`==` compares"))
    default: break
    }
    return fail(expected("a value"))
  }

  // MARK: Calls

  private mutating func parseNamed(_ text: String) throws(Unparsable) -> Node {
    let name = Name(text, at: token.span)
    advance()
    guard token.isSymbol(.openParenthesis) else {
      if token.isSymbol(.arrow) { throw fail(.lambdaPlace) }
      return Node(expression: Expression(.column(name), at: name.span))
    }
    let opening = token.span
    advance()
    var arguments: [Node] = []
    while !token.isSymbol(.closeParenthesis) {
      arguments.append(try parseArgument())
      guard token.isSymbol(.comma) else { break }
      advanceOverOperator()
      if token.isSymbol(.closeParenthesis) { throw fail(expected("an argument")) }
    }
    if case .identifier = token.kind, arguments.count == 1, arguments[0].isNamed("distinct") {
      throw fail(
        expected("`)`", fix: "`distinct(\(self.text(token.span)))` counts different values"))
    }
    try close(opening)
    let height = arguments.reduce(0) { max($0, $1.height) }
    let kind = Expression.Kind.call(name, arguments.map(\.expression))
    return try bracketed(kind, from: name.span, height: height)
  }

  /// An expression or `name => expression`.
  private mutating func parseArgument() throws(Unparsable) -> Node {
    guard case .identifier(let text) = token.kind, peek().isSymbol(.arrow) else {
      return try parseExpression()
    }
    let name = Name(text, at: token.span)
    advance()
    advanceOverOperator()
    let body = try parseExpression()
    return try make(
      .lambda(name, body.expression), at: span(from: name.span.start), over: body)
  }
}

extension Node {
  /// Whether it is a column of a name, whatever the case of its letters.
  fileprivate func isNamed(_ word: String) -> Bool {
    if case .column(let name) = expression.kind { name.text.lowercased() == word } else { false }
  }
}
