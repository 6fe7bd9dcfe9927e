import FjordDiagnostic

extension Parser {
  /// The whole text as statements; faults are recorded.
  mutating func parseScript() -> Script {
    var statements: [Statement] = []
    skipSeparators()
    while !token.isEnd {
      let start = token.span.start
      let brackets = bracketsBefore
      do {
        statements.append(try parseStatement())
        try endStatement()
      } catch {
        skipStage(brackets: brackets)
        while token.isSymbol(.pipe) { skipPipeline() }
      }
      if token.span.start == start, !token.isEnd { advance() }
      skipSeparators()
    }
    consumed(to: token.span.end)
    return Script(source: source, statements: statements)
  }

  private mutating func skipSeparators() {
    var isAtStart = previousEnd == 0
    while token.isNewline || token.isSymbol(.semicolon) {
      isAtStart = true
      advance()
    }
    guard token.isEnd, isAtStart else { return }
    place = StagePlace()
    note(.sourceOrStatement)
  }

  /// Parses what stands after the `|` of a pipeline that was given up, for its faults.
  private mutating func skipPipeline() {
    advanceOverOperator()
    _ = parsePipeline(isSource: false)
  }

  private mutating func endStatement() throws(Unparsable) {
    switch token.kind {
    case .end, .newline, .symbol(.semicolon): return
    default:
      if token.span.start == recoveredAt { return }
      throw fail(expected("the end of the statement"))
    }
  }

  private mutating func parseStatement() throws(Unparsable) -> Statement {
    let start = token.span.start
    place = StagePlace()
    switch token.kind {
    case .word(.let): return try parseLet()
    case .word(.def): return try parseDefinition()
    case .word(.param): return try parseParameter()
    case .symbol(.pipe):
      return Statement(.pipeline(try parseContinuation()), at: span(from: start))
    default:
      return Statement(.pipeline(parsePipeline(isSource: true)), at: span(from: start))
    }
  }

  /// `| take 5` at the prompt; in a file a fault.
  private mutating func parseContinuation() throws(Unparsable) -> Pipeline {
    let bar = token.span
    if mode == .file { report(.leadingPipe, at: bar) }
    let last = Span(bar.start, bar.start)
    let source = Stage(.variable(Name("last", at: last)), at: last)
    advanceOverOperator()
    let rest = parsePipeline(isSource: false, continuesLast: true)
    return Pipeline([source] + rest.stages, at: span(from: bar.start))
  }

  // MARK: let

  private mutating func parseLet() throws(Unparsable) -> Statement {
    let start = token.span.start
    advance()
    let name = try parseNewName("a name after `let`")
    try require(.assign, "`=` after the name")
    if let pipeline = try parseTable() {
      return Statement(.letTable(name, pipeline), at: span(from: start))
    }
    let node = try parseExpression()
    if token.isSymbol(.pipe) { throw fail(.pipeInExpression) }
    return Statement(.letValue(name, node.expression), at: span(from: start))
  }

  /// The pipeline of a `let`; nil, perhaps with a list parsed, where an expression stands.
  private mutating func parseTable() throws(Unparsable) -> Pipeline? {
    sourceMayStandAt = token.span.start
    if beginsPipeline(inLet: true) { return parsePipeline(isSource: true) }
    guard token.isSymbol(.openBracket) else { return nil }
    let start = token.span.start
    let list = try parseList()
    let isTable = token.isSymbol(.pipe) || list.expression.isListOfRecords
    guard isTable, !token.isSymbol(.openBracket), !token.isSymbol(.dot) else {
      pending = list
      return nil
    }
    let stage = Stage(.table(list.expression), at: span(from: start))
    return parsePipeline(after: stage, from: start)
  }

  /// A name that a statement gives: an identifier.
  private mutating func parseNewName(_ wanted: String) throws(Unparsable) -> Name {
    guard case .identifier(let text) = token.kind else {
      if case .word(let word) = token.kind {
        throw fail(.reserved(word.rawValue, use: wanted))
      }
      if case .variable(let text) = token.kind {
        throw fail(expected(wanted, fix: "`\(text)`; the `$` stands where the name is used"))
      }
      throw fail(expected(wanted))
    }
    let name = Name(text, at: token.span)
    advance()
    return name
  }

  mutating func require(_ symbol: Symbol, _ wanted: String) throws(Unparsable) {
    guard token.isSymbol(symbol) else { throw fail(expected(wanted)) }
    advanceOverOperator()
  }

  // MARK: def

  private mutating func parseDefinition() throws(Unparsable) -> Statement {
    let start = token.span.start
    advance()
    let name = try parseNewName("a name after `def`")
    definitions.insert(name.text)
    var parameters: [Name] = []
    while !token.isSymbol(.assign) {
      if token.isSymbol(.comma), !parameters.isEmpty {
        throw fail(expected("a parameter or `=`", fix: "parameters are parted by spaces"))
      }
      parameters.append(try parseNewName("a parameter or `=`"))
    }
    advanceOverOperator()
    let pipeline = parsePipeline(isSource: false)
    return Statement(
      .definition(name, parameters: parameters, pipeline), at: span(from: start))
  }

  // MARK: param

  private mutating func parseParameter() throws(Unparsable) -> Statement {
    let start = token.span.start
    advance()
    var parameter = ParameterStatement(
      name: try parseNewName("a name after `param`"), type: nil, fallback: nil, summary: nil)
    if take(.colon) { parameter.type = try parseNewName("a type after `:`") }
    if token.isSymbol(.assign) {
      advanceOverOperator()
      parameter.fallback = try parseFallback()
    }
    switch token.kind {
    case .quote, .raw:
      guard case .literal(.string(let text)) = try parseFallback().kind else { break }
      parameter.summary = text
    default: break
    }
    return Statement(.parameter(parameter), at: span(from: start))
  }

  /// A literal, a list or record of literals, or a literal after `-`.
  private mutating func parseFallback() throws(Unparsable) -> Expression {
    let start = token.span.start
    let expression = try parseUnary().expression
    if !expression.isLiteral { throw fail(.fallback, at: span(from: start)) }
    return expression
  }
}

extension Expression {
  /// Whether the expression is a list that holds records and nothing else.
  fileprivate var isListOfRecords: Bool {
    guard case .list(let elements) = kind, !elements.isEmpty else { return false }
    return elements.allSatisfy { if case .record = $0.kind { true } else { false } }
  }

  /// Whether the expression is made of literals alone.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .literal: true
    case .unary(.minus, let operand):
      if case .literal = operand.kind { true } else { false }
    case .list(let elements): elements.allSatisfy(\.isLiteral)
    case .record(let fields): fields.allSatisfy(\.value.isLiteral)
    default: false
    }
  }
}
