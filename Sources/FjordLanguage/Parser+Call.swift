import FjordDiagnostic

/// What may come next in a call.
private enum CallState {
  /// An item, or nothing.
  case mayHaveItem
  /// An item: a comma or a small word stands before.
  case needsItem
  /// No item without a comma before it.
  case afterItem
}

extension Parser {
  /// The items, clauses and options of a stage; its name is behind.
  mutating func parseCall(_ name: Name) throws(Unparsable) -> Call {
    var call = Call(name: name)
    var clause: Clause?
    var state = CallState.mayHaveItem
    note(.argument)
    while !atStageEnd {
      if token.kind == .fault(.loneDashes) {
        note(.option)
        throw fail(expected("an option"))
      }
      if case .option = token.kind {
        call.options.append(try parseOption(of: name.text))
      } else if state != .needsItem, let keyword = clauseKeyword() {
        close(&clause, in: &call)
        clause = try openClause(keyword, in: call)
        state = .needsItem
      } else if state == .afterItem {
        normalizeCase()
        if clauseKeyword() != nil { continue }
        guard token.isSymbol(.comma) else { throw misplaced(in: call, clause) }
        advanceOverOperator()
        state = .needsItem
      } else {
        let item = try parseItem(isKey: clause?.keyword == .on)
        clause == nil ? call.items.append(item) : clause?.items.append(item)
        state = .afterItem
      }
      note(.argument, afterOperand: state == .afterItem)
    }
    if state == .needsItem, let item = wordAsName(clause, in: call) {
      call.items = [item]
      return call
    }
    if state == .needsItem { throw fail(expected("a value")) }
    close(&clause, in: &call)
    return call
  }

  /// A small word that stands alone behind a statement that takes any name: `help to`.
  private func wordAsName(_ clause: Clause?, in call: Call) -> Item? {
    guard let clause, clause.items.isEmpty, call.items.isEmpty, call.clauses.isEmpty,
      vocabulary.takesName(call.name.text)
    else { return nil }
    let name = Name(clause.keyword.rawValue, at: clause.keywordSpan)
    return Item(value: .expression(Expression(.column(name), at: name.span)), at: name.span)
  }

  private func clauseKeyword() -> Clause.Keyword? {
    if case .word(let word) = token.kind { word.clause } else { nil }
  }

  private mutating func openClause(
    _ keyword: Clause.Keyword, in call: Call
  ) throws(Unparsable) -> Clause {
    let start = token.span
    if let first = call.clauses.first(where: { $0.keyword == keyword }) {
      throw fail(.clauseTwice(keyword.rawValue, first: first.keywordSpan))
    }
    advance()
    return Clause(keyword, at: start, items: [], span: start)
  }

  private func close(_ clause: inout Clause?, in call: inout Call) {
    guard var finished = clause else { return }
    if let last = finished.items.last { finished.span = finished.span.joined(last.span) }
    call.clauses.append(finished)
    clause = nil
  }

  // MARK: Items

  /// `[name =] value [asc | desc]`.
  private mutating func parseItem(isKey: Bool) throws(Unparsable) -> Item {
    let start = token.span.start
    note(.argument)
    let name = parseItemName()
    if name != nil { note(.argument) }
    let value = try parseItemValue(isKey: isKey)
    var direction: Item.Direction?
    normalizeCase()
    if case .word(let word) = token.kind, let found = word.direction {
      direction = found
      advance()
    }
    return Item(name: name, value: value, direction: direction, at: span(from: start))
  }

  /// The name of an item, with its `=`.
  private mutating func parseItemName() -> Name? {
    let text: String
    switch token.kind {
    case .identifier(let name), .quoted(let name): text = name
    default: return nil
    }
    guard peek().isSymbol(.assign) else { return nil }
    let name = Name(text, at: token.span)
    advance()
    advanceOverOperator()
    return name
  }

  private mutating func parseItemValue(isKey: Bool) throws(Unparsable) -> Item.Value {
    if token.isSymbol(.openParenthesis), let value = try parseItemInParentheses() { return value }
    let wasInKey = isInKey
    isInKey = isKey
    defer { isInKey = wasInKey }
    return .expression(try parseExpression().expression)
  }

  /// A pipeline in parentheses; nil where an expression stands there, perhaps with its first
  /// operand parsed.
  private mutating func parseItemInParentheses() throws(Unparsable) -> Item.Value? {
    let before = (lexer, token, previousEnd)
    let opening = token.span
    advance()
    sourceMayStandAt = token.span.start
    note(.argument)
    if token.isSymbol(.closeParenthesis) {
      throw fail(.emptyParentheses, at: opening.joined(token.span))
    }
    if token.isSymbol(.star), peek().isSymbol(.closeParenthesis) {
      throw fail(.star(stage: place.name))
    }
    if beginsPipeline(inLet: false) {
      let pipeline = parsePipeline(isSource: true)
      try close(opening)
      return .pipeline(pipeline)
    }
    guard token.isSymbol(.openBracket) else {
      (lexer, token, previousEnd) = before
      return nil
    }
    let start = token.span.start
    let list = try parseList()
    guard token.isSymbol(.pipe) else {
      pending = list
      pending = try parseParenthesized(after: opening)
      return nil
    }
    let stage = Stage(.table(list.expression), at: span(from: start))
    let pipeline = parsePipeline(after: stage, from: start)
    try close(opening)
    return .pipeline(pipeline)
  }

  /// Consumes the bracket that closes the one at `opening`.
  mutating func close(_ opening: Span) throws(Unparsable) {
    let closing: Symbol =
      switch text(opening) {
      case "(": .closeParenthesis
      case "[": .closeBracket
      default: .closeBrace
      }
    if token.isSymbol(closing) { return advance() }
    if token.isSymbol(.pipe) { throw fail(.pipeInExpression) }
    throw fail(.unclosed(closing.rawValue, opened: opening, found: found))
  }
}
