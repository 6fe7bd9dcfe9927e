import FjordDiagnostic

/// An expression with the height of its tree.
struct Node {
  var expression: Expression
  var height = 1

  var span: Span { expression.span }
}

/// Expressions, loosest first: `or`, `and`, `not`, comparison, `??`, `+ -`, `* / %`, minus.
extension Parser {
  mutating func parseExpression() throws(Unparsable) -> Node {
    try enter()
    defer { nesting -= 1 }
    return try parseLogical(.or)
  }

  /// A node above others, if the tree does not get too high.
  mutating func make(
    _ kind: Expression.Kind, at span: Span, over operands: Node...
  ) throws(Unparsable) -> Node {
    let height = 1 + operands.reduce(0) { max($0, $1.height) }
    guard height <= Self.depthLimit else { throw failTooDeep(at: span) }
    return Node(expression: Expression(kind, at: span), height: height)
  }

  // MARK: or, and, not

  private mutating func parseLogical(_ operation: BinaryOperator) throws(Unparsable) -> Node {
    var operands: [Node] = []
    repeat {
      operands.append(operation == .or ? try parseLogical(.and) : try parseNot())
    } while takeLogical(operation)
    return try balanced(operands[...], operation)
  }

  private mutating func takeLogical(_ operation: BinaryOperator) -> Bool {
    normalizeCase()
    if token.isWord(operation == .or ? .or : .and) {
      advanceOverOperator()
      return true
    }
    let strangers: [Symbol] = operation == .or ? [.doublePipe] : [.doubleAmpersand, .ampersand]
    guard case .symbol(let symbol) = token.kind, strangers.contains(symbol) else { return false }
    report(.stranger(found: symbol.rawValue, meant: operation.rawValue), at: token.span)
    advanceOverOperator()
    return true
  }

  /// Joins operands two by two, so that a long row of `or` is a low tree.
  private mutating func balanced(
    _ operands: ArraySlice<Node>, _ operation: BinaryOperator
  ) throws(Unparsable) -> Node {
    if operands.count == 1, let only = operands.first { return only }
    let middle = operands.startIndex + (operands.count + 1) / 2
    let left = try balanced(operands[..<middle], operation)
    let right = try balanced(operands[middle...], operation)
    let kind = Expression.Kind.binary(operation, left.expression, right.expression)
    return try make(kind, at: left.span.joined(right.span), over: left, right)
  }

  private mutating func parseNot() throws(Unparsable) -> Node {
    normalizeNot()
    guard pending == nil, token.isWord(.not) else { return try parseComparison() }
    try enter()
    defer { nesting -= 1 }
    let start = token.span.start
    advanceOverOperator()
    let operand = try parseNot()
    return try make(.unary(.not, operand.expression), at: span(from: start), over: operand)
  }

  /// Takes `NOT` before an operand for `not`, where a name can't be meant.
  private mutating func normalizeNot() {
    guard pending == nil, case .identifier(let text) = token.kind, text == "NOT" else { return }
    switch peek().kind {
    case .identifier, .quoted, .variable: normalizeCase()
    default: break
    }
  }

  // MARK: Arithmetic

  /// `??`, `+ -` and `* / %`, from a level of tightness on.
  mutating func parseArithmetic(_ minimum: Int = 0) throws(Unparsable) -> Node {
    var left = try parseUnary()
    while let (operation, level) = arithmeticOperator(), level >= minimum {
      advanceOverOperator()
      let right = try parseArithmetic(level + 1)
      left = try make(
        .binary(operation, left.expression, right.expression), at: left.span.joined(right.span),
        over: left, right)
    }
    return left
  }

  private mutating func arithmeticOperator() -> (BinaryOperator, level: Int)? {
    guard case .symbol(let symbol) = token.kind else { return nil }
    switch symbol {
    case .coalesce: return (.coalesce, 0)
    case .plus: return (.add, 1)
    case .minus: return (.subtract, 1)
    case .star: return (.multiply, 2)
    case .slash:
      if lexer.byte() == UInt8(ascii: "/") {
        let both = Span(token.span.start, token.span.end + 1)
        report(.noOperator("//", fix: "`floor(a / b)`; a comment begins with `#`"), at: both)
        advance()
      }
      return (.divide, 2)
    case .percent: return (.remainder, 2)
    case .minusSign, .enDash:
      report(.stranger(found: symbol.rawValue, meant: "-"), at: token.span)
      return (.subtract, 1)
    case .power, .caret:
      report(.noOperator(symbol.rawValue, fix: "`x * x`, or `exp` and `log`"), at: token.span)
      return (.multiply, 2)
    default: return nil
    }
  }

  /// A minus before an operand; the smallest integer is a literal of its own.
  mutating func parseUnary() throws(Unparsable) -> Node {
    guard pending == nil, case .symbol(let symbol) = token.kind else { return try parsePostfix() }
    let start = token.span.start
    switch symbol {
    case .minus: break
    case .bang:
      report(.stranger(found: "!", meant: "not"), at: token.span)
    case .minusSign, .enDash:
      report(.stranger(found: symbol.rawValue, meant: "-"), at: token.span)
    default: return try parsePostfix()
    }
    try enter()
    defer { nesting -= 1 }
    advanceOverOperator()
    if symbol != .bang, token.kind == .integer(1 << 63) {
      advance()
      let smallest = Expression(.literal(.int(.min)), at: span(from: start))
      return try parsePostfix(of: Node(expression: smallest))
    }
    let operand = try parseUnary()
    return try make(.unary(.minus, operand.expression), at: span(from: start), over: operand)
  }
}
