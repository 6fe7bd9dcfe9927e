import FjordDiagnostic

/// Where the stage that is being parsed stands.
struct StagePlace {
  /// Where its pipeline begins.
  var pipelineStart = 0
  /// Where the stage begins.
  var stageStart = 0
  /// Where the stages before it end, if there are any.
  var beforeEnd: Int?
  /// Whether the pipeline goes on from `$last` without saying so.
  var continuesLast = false
  /// Its name, once it is read.
  var name: String?
}

extension Parser {
  /// Stages joined by `|`; a stage that can't be parsed is reported and left out.
  mutating func parsePipeline(isSource: Bool, continuesLast: Bool = false) -> Pipeline {
    let start = token.span.start
    let outer = place
    defer { place = outer }
    place = StagePlace(pipelineStart: start, stageStart: start, continuesLast: continuesLast)
    let first = parseRecovering(isFirst: isSource)
    return parseStages(after: first.map { [$0] } ?? [], from: start)
  }

  /// The rest of a pipeline whose first stage is parsed already.
  mutating func parsePipeline(after first: Stage, from start: Int) -> Pipeline {
    let outer = place
    defer { place = outer }
    place = StagePlace(pipelineStart: start, stageStart: start)
    return parseStages(after: [first], from: start)
  }

  private mutating func parseStages(after parsed: [Stage], from start: Int) -> Pipeline {
    var stages = parsed
    while token.isSymbol(.pipe) {
      place.beforeEnd = previousEnd
      advanceOverOperator()
      if let stage = parseRecovering(isFirst: false) { stages.append(stage) }
    }
    return Pipeline(stages, at: span(from: start))
  }

  private mutating func parseRecovering(isFirst: Bool) -> Stage? {
    let brackets = bracketsBefore
    do {
      return try parseStage(isFirst: isFirst)
    } catch {
      skipStage(brackets: brackets)
      recoveredAt = token.span.start
      return nil
    }
  }

  private mutating func parseStage(isFirst: Bool) throws(Unparsable) -> Stage {
    try enter()
    defer { nesting -= 1 }
    let start = token.span.start
    place.stageStart = start
    place.name = nil
    let kind: CompletionContext.Kind = isFirst ? .sourceOrStatement : .operatorName
    note(kind)
    let stage: Stage
    switch token.kind {
    case .variable(let text):
      let name = Name(text, at: token.span)
      advance()
      stage = Stage(.variable(name), at: name.span)
    case .symbol(.openBracket):
      stage = Stage(.table(try parseList().expression), at: span(from: start))
    default:
      guard let name = parsePath(noting: kind) else {
        throw fail(.stage(found: found, isFirst: isFirst))
      }
      place.name = name.text
      try refuseStrangeStage(name, isFirst: isFirst)
      let call = try parseCall(name)
      return Stage(.call(call), at: span(from: start))
    }
    note(.argument, afterOperand: true)
    guard atStageEnd else { throw fail(expected("`|` or the end of the statement")) }
    return stage
  }

  /// Whether the stage can't go on at the token.
  var atStageEnd: Bool {
    switch token.kind {
    case .end, .newline, .symbol(.pipe), .symbol(.semicolon): true
    default: token.closesBracket
    }
  }

  /// Identifiers joined by dots without spaces; a small word can stand as the first of them.
  mutating func parsePath(noting kind: CompletionContext.Kind) -> Name? {
    let start = token.span.start
    var text: String
    switch token.kind {
    case .identifier(let name): text = name
    case .word(let word) where word.clause != nil: text = word.rawValue
    default: return nil
    }
    advance()
    while token.isSymbol(.dot), !token.isSpaced {
      let next = peek()
      let part = next.isSpaced ? nil : next.pathPart
      guard part != nil || probe != nil && next.isEnd else { break }
      advance()
      note(kind, from: start)
      guard let part else {
        previousIsWordLike = true
        break
      }
      advance()
      text += "." + part
    }
    return Name(text, at: span(from: start))
  }

  /// Whether a pipeline stands here rather than an expression, as far as the next words tell.
  ///
  /// It does where `|` or an option follows the first name, where a value follows it without an
  /// operator, and where the name is a source's and no operator follows.
  func beginsPipeline(inLet: Bool) -> Bool {
    var ahead = lexer
    var path: String
    switch token.kind {
    case .variable: return ahead.next().isSymbol(.pipe)
    case .identifier(let name): path = name
    default: return false
    }
    var following = ahead.next()
    while following.isSymbol(.dot), !following.isSpaced {
      let part = ahead.next()
      guard let name = part.pathPart else { return false }
      path += "." + name
      following = ahead.next()
    }
    switch following.kind {
    case .option, .symbol(.pipe), .quote, .raw, .integer, .literal, .variable: return true
    default: break
    }
    guard vocabulary.isSource(path) else { return false }
    return inLet || !continuesExpression(following)
  }

  private func continuesExpression(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(.openBracket), .symbol(.openParenthesis), .symbol(.openBrace): false
    case .symbol: !token.closesBracket
    case .word(let word): word.clause == nil || word == .with
    default: false
    }
  }

  private mutating func refuseStrangeStage(_ name: Name, isFirst: Bool) throws(Unparsable) {
    let isKnown = vocabulary.isSource(name.text) || definitions.contains(name.text)
    guard !isKnown else { return }
    switch name.text.lowercased() {
    case "limit":
      throw fail(.limit(name.text, count: integerText), at: name.span)
    case "left", "right", "inner", "outer", "full", "cross", "semi", "anti":
      guard case .identifier("join") = token.kind else { return }
      let option = vocabulary.flags("join").contains(name.text) ? " --\(name.text)" : ""
      let fix = "`join TABLE on KEY\(option)`"
      throw fail(.noOperator("\(name.text) join", fix: fix), at: name.span.joined(token.span))
    case "select" where isFirst:
      if let fault = selectFault(name) { throw fail(fault, at: name.span) }
    default: break
    }
  }

  /// The token's text where it is a whole number.
  var integerText: String? {
    if case .integer = token.kind { text(token.span) } else { nil }
  }

  /// SQL's `select a, b from t`: the answer puts the source first.
  private func selectFault(_ name: Name) -> GrammarFault? {
    var ahead = self
    let start = token.span.start
    var columnsEnd = start
    var from: String?
    while !ahead.atStageEnd, from == nil {
      columnsEnd = ahead.previousEnd
      if case .identifier(let word) = ahead.token.kind, word.lowercased() == "from" {
        ahead.advance()
        from = ahead.parsePath(noting: .argument)?.text ?? "SOURCE"
      } else {
        ahead.skipToken()
      }
    }
    if from == nil {
      if name.text == "select" { return nil }
      columnsEnd = ahead.previousEnd
    }
    let columns = columnsEnd > start ? lexer.text(start, columnsEnd) : ""
    return .select(from: from, columns: columns.isEmpty || columns == "*" ? "..." : columns)
  }
}
