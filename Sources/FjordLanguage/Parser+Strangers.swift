import FjordDiagnostic

/// Answers to forms of other languages that are met between operands.
extension Parser {
  /// Takes a reserved word in capitals for the word, and reports it.
  ///
  /// Called where an operator or a small word stands, so that no column can be meant.
  mutating func normalizeCase() {
    guard case .identifier(let text) = token.kind, let word = ReservedWord(text: text.lowercased())
    else { return }
    // A word that is being typed is no fault, and completion tells what it can become.
    report(.letterCase(found: text, meant: word.rawValue), at: token.span)
    token.kind = .word(word)
  }

  /// The fault of `=` behind an expression.
  func assignmentFault(after left: Node) -> GrammarFault {
    var ahead = lexer
    let right = ahead.next()
    var end = right.span.end
    if right.isQuote {
      ahead.skipText()
      end = ahead.position
    }
    let operand =
      right.isEnd || right.isNewline
      ? "..." : lexer.text(right.span.start, end)
    return .assignment(left: text(left.span), right: operand, inKey: isInKey)
  }

  /// The fault of something that stands behind an item without a comma.
  mutating func misplaced(in call: Call, _ clause: Clause?) -> Unparsable {
    switch token.kind {
    case .identifier(let word):
      if let fault = sqlClause(word) { return fail(fault) }
      if let direction = direction(meantBy: word, in: clause) {
        return fail(expected("`\(direction)`", fix: "`\(direction)`"))
      }
    case .raw where !token.isSpaced:
      let fix = "a `'` stands in a text in double quotes: `\"it's\"`"
      return fail(expected("`,`, `|` or the end of the line", fix: fix))
    case .symbol(.colon) where peek().isSymbol(.colon):
      let fix = "`int(x)`, `float(x)`, `date(x)` and so on convert"
      return fail(expected("`,`, `|` or the end of the line", fix: fix))
    case .symbol(.question):
      return fail(.noOperator("?", fix: "`if(condition, a, b)` chooses"))
    case .symbol(.arrow): return fail(.lambdaPlace)
    case .symbol(.semicolon): break
    case .symbol(.doublePipe): return fail(.stranger(found: "||", meant: "or"))
    case .word(.not):
      let wanted = "`in`, `between`, `contains` or the like after `not`"
      let fix = peek().isWord(.null) ? "`is not null`" : strangeWord(peek()).map { "`not \($0)`" }
      return fail(.expected(wanted, found: describe(peek()), fix: fix), at: peek().span)
    default: break
    }
    let items = clause?.items ?? call.items
    if let word = items.last?.capitalWord {
      return fail(.letterCase(found: word.text, meant: word.text.lowercased()), at: word.span)
    }
    return fail(expected("`,`, `|` or the end of the line", fix: missingPipe(items)))
  }

  /// The operator that a word of another language stands for.
  private func strangeWord(_ token: Token) -> String? {
    guard case .identifier(let word) = token.kind else { return nil }
    return BinaryOperator(meantBy: word)?.rawValue
  }

  /// `by a descending` for `by a desc`.
  private func direction(meantBy word: String, in clause: Clause?) -> String? {
    guard clause?.keyword == .by else { return nil }
    switch word.lowercased() {
    case "descending", "descend", "down": return "desc"
    case "ascending", "ascend", "up": return "asc"
    default: return nil
    }
  }

  /// `nav.feed where x`: a lone name with more behind it is often an operator.
  private func missingPipe(_ items: [Item]) -> String? {
    guard let last = items.last, case .expression(let value) = last.value else {
      return nil
    }
    return literalHint(value) ?? missingPipe(before: value, isLone: items.count == 1)
  }

  /// `7 days`, `2024-06-01 10:30`.
  private func literalHint(_ value: Expression) -> String? {
    switch value.kind {
    case .binary(_, _, let right): return literalHint(right)
    case .literal(.int):
      guard case .identifier(let word) = token.kind, let unit = DurationUnit.meant(by: word) else {
        return nil
      }
      return "`\(text(value.span))\(unit.rawValue)` is a duration"
    case .literal(.date):
      guard case .integer = token.kind else { return nil }
      return "a `T` stands between date and time: 2024-06-01T10:30:00"
    default: return nil
    }
  }

  private func missingPipe(before value: Expression, isLone: Bool) -> String? {
    var isOperator = false
    if case .identifier = token.kind {
      switch peek().kind {
      case .end, .newline, .symbol: isOperator = !isLone
      default: isOperator = true
      }
    }
    if isOperator { return "a `|` might be missing before \(found)" }
    guard isLone, case .column = value.kind else { return nil }
    return "a `|` might be missing before `\(text(value.span))`"
  }

  private func sqlClause(_ word: String) -> GrammarFault? {
    switch word.lowercased() {
    case "limit", "fetch":
      let count = peek()
      var isNumber = false
      if case .integer = count.kind { isNumber = true }
      return .limit(word, count: isNumber ? text(count.span) : nil)
    case "when": return .sqlClause(word, fix: "case(condition, value, ..., else)")
    case "offset": return .sqlClause(word, fix: "| skip 10")
    case "order": return .sqlClause(word, fix: "| sort ...")
    case "group": return .sqlClause(word, fix: "| summarize ... by ...")
    case "having", "where":
      return .sqlClause(word, fix: "| \(word == "where" ? word : "where") ...")
    case "from": return .sqlClause(word, fix: "SOURCE | ...")
    default: return nil
    }
  }
}

extension Item {
  /// The column that the item is, where its name in small letters is a reserved word.
  fileprivate var capitalWord: Name? {
    guard name == nil, case .expression(let value) = value, case .column(let column) = value.kind,
      ReservedWord(text: column.text) == nil, ReservedWord(text: column.text.lowercased()) != nil
    else { return nil }
    return column
  }
}
