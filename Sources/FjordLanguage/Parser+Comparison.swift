import FjordDiagnostic

/// An operator that compares, before its right side.
private enum Comparison {
  case binary(BinaryOperator)
  case between(negated: Bool)
  case isNull(negated: Bool)
}

extension Parser {
  /// At most one comparison; two in a row are reported.
  mutating func parseComparison() throws(Unparsable) -> Node {
    let left = try parseArithmetic()
    note(.argument, afterOperand: true)
    var sign = token.span
    guard var comparison = try takeComparison(after: left) else { return left }
    var result = try parseRightSide(of: comparison, left: left, sign: sign)
    while true {
      sign = token.span
      guard let next = try takeComparison(after: result) else { return result }
      let before = result
      result = try parseRightSide(of: next, left: result, sign: sign)
      let rest = text(Span(sign.start, previousEnd))
      report(.chained(fix: chainFix(comparison, before.expression, rest)), at: sign)
      comparison = next
    }
  }

  private func chainFix(
    _ comparison: Comparison, _ first: Expression, _ rest: String
  ) -> String? {
    guard case .binary = comparison, case .binary(_, _, let middle) = first.kind else { return nil }
    return "\(text(first.span)) and \(text(middle.span)) \(rest)"
  }

  private mutating func parseRightSide(
    of comparison: Comparison, left: Node, sign: Span
  ) throws(Unparsable) -> Node {
    let start = left.span.start
    compared = left.expression
    defer { compared = nil }
    switch comparison {
    case .isNull(let negated):
      return try make(
        .isNull(left.expression, negated: negated), at: span(from: start), over: left)
    case .between(let negated):
      let low = try parseArithmetic()
      normalizeCase()
      guard token.isWord(.and) else { throw fail(expected("`and` and the upper end")) }
      advanceOverOperator()
      let high = try parseArithmetic()
      let kind = Expression.Kind.between(
        left.expression, low: low.expression, high: high.expression, negated: negated)
      return try make(kind, at: span(from: start), over: left, low, high)
    case .binary(let operation):
      let right = try parseOperand(of: operation)
      reportNull(operation, left, right)
      return try make(
        .binary(operation, left.expression, right.expression), at: span(from: start),
        over: left, right)
    }
  }

  private mutating func parseOperand(of operation: BinaryOperator) throws(Unparsable) -> Node {
    if token.isWord(.not) { throw fail(.notInOperand) }
    guard operation == .in || operation == .notIn, token.isSymbol(.openParenthesis) else {
      return try parseArithmetic()
    }
    let opening = token.span
    advance()
    let first = try parseExpression()
    guard token.isSymbol(.comma) else {
      pending = try parseRest(of: opening, first)
      return try parseArithmetic()
    }
    while take(.comma) { _ = try parseExpression() }
    let inside = text(Span(opening.end, previousEnd))
    try close(opening)
    report(.parenthesisedList(fix: "[\(inside)]"), at: span(from: opening.start))
    return first
  }

  private mutating func reportNull(_ operation: BinaryOperator, _ left: Node, _ right: Node) {
    guard operation == .equal || operation == .notEqual else { return }
    let operand: Node
    if right.expression.isNull {
      operand = left
    } else if left.expression.isNull {
      operand = right
    } else {
      return
    }
    let whole = left.span.joined(right.span)
    let negated = operation == .notEqual
    report(.nullComparison(operand: text(operand.span), negated: negated), at: whole)
  }

  // MARK: Operators

  private mutating func takeComparison(after left: Node) throws(Unparsable) -> Comparison? {
    normalizeCase()
    switch token.kind {
    case .symbol(let symbol):
      guard let operation = comparison(symbol, after: left) else { return nil }
      advanceOverOperator()
      return .binary(operation)
    case .word(.is): return try takeIs()
    case .word(.not):
      guard let next = peek().wordInAnyCase, next.comparesNegated else { return nil }
      advanceOverOperator()
      normalizeCase()
      return try takeWord(negated: true)
    case .word: return try takeWord(negated: false)
    case .identifier(let text): return takeStrangeWord(text)
    default: return nil
    }
  }

  private mutating func comparison(_ symbol: Symbol, after left: Node) -> BinaryOperator? {
    if let operation = BinaryOperator(rawValue: symbol.rawValue), operation.isSign {
      return operation
    }
    switch symbol {
    case .assign:
      report(assignmentFault(after: left), at: token.span)
      return .equal
    case .tripleEqual: return answer(symbol, .equal)
    case .diamond, .notDoubleEqual, .unequalSign: return answer(symbol, .notEqual)
    case .lessSign: return answer(symbol, .lessOrEqual)
    case .greaterSign: return answer(symbol, .greaterOrEqual)
    default: return nil
    }
  }

  private mutating func answer(_ symbol: Symbol, _ meant: BinaryOperator) -> BinaryOperator {
    report(.stranger(found: symbol.rawValue, meant: meant.rawValue), at: token.span)
    return meant
  }

  private mutating func takeIs() throws(Unparsable) -> Comparison {
    advanceOverOperator()
    let isNegated = token.isWord(.not)
    if isNegated { advanceOverOperator() }
    normalizeCase()
    guard token.isWord(.null) else { throw fail(.isWithoutNull(found: found)) }
    advance()
    return .isNull(negated: isNegated)
  }

  private mutating func takeWord(negated: Bool) throws(Unparsable) -> Comparison? {
    guard case .word(let word) = token.kind else { return nil }
    switch word {
    case .in: advanceOverOperator()
    case .contains: advanceOverOperator()
    case .between:
      advanceOverOperator()
      return .between(negated: negated)
    case .starts, .ends:
      advanceOverOperator()
      normalizeCase()
      guard token.isWord(.with) else { throw fail(expected("`with` after `\(word.rawValue)`")) }
      advanceOverOperator()
    default: return nil
    }
    return .binary(word.comparison(negated: negated))
  }

  private mutating func takeStrangeWord(_ text: String) -> Comparison? {
    guard let meant = BinaryOperator(meantBy: text) else { return nil }
    report(.stranger(found: text, meant: meant.rawValue), at: token.span)
    advanceOverOperator()
    return .binary(meant)
  }
}

extension Token {
  /// The reserved word, also where it is written in capitals.
  fileprivate var wordInAnyCase: ReservedWord? {
    switch kind {
    case .word(let word): word
    case .identifier(let text): ReservedWord(text: text.lowercased())
    default: nil
    }
  }
}

extension ReservedWord {
  /// Whether the word compares also with `not` before it.
  fileprivate var comparesNegated: Bool {
    switch self {
    case .in, .between, .contains, .starts, .ends: true
    default: false
    }
  }

  /// The operator that the word, or its first word, stands for.
  fileprivate func comparison(negated: Bool) -> BinaryOperator {
    switch self {
    case .in: negated ? .notIn : .in
    case .starts: negated ? .notStartsWith : .startsWith
    case .ends: negated ? .notEndsWith : .endsWith
    default: negated ? .notContains : .contains
    }
  }
}

extension BinaryOperator {
  /// The operator that a word of another language stands for.
  init?(meantBy word: String) {
    switch word.lowercased() {
    case "like", "ilike", "has": self = .contains
    case "startswith": self = .startsWith
    case "endswith": self = .endsWith
    case "matches", "regexp", "rlike": self = .matches
    case "equals", "eq": self = .equal
    case "ne", "neq": self = .notEqual
    default: return nil
    }
  }

  /// Whether the operator compares and is written as a sign.
  fileprivate var isSign: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches, .notMatches:
      true
    default: false
    }
  }
}

extension Expression {
  fileprivate var isNull: Bool {
    if case .literal(.null) = kind { true } else { false }
  }
}
