import FjordDiagnostic

/// `"..."` with escapes and `${expression}`.
extension Parser {
  /// A text; the token is its opening quote, and the lexer stands right behind it.
  mutating func parseText() throws(Unparsable) -> Node {
    let start = token.span.start
    var parts: [InterpolationPart] = []
    var height = 0
    var isOpen = true
    consumed(to: lexer.position)
    while isOpen {
      let partStart = lexer.position
      let part = lexer.scanTextPart()
      comments?.skip(to: lexer.position)
      for (fault, start, end) in part.faults { report(fault, at: Span(start, end)) }
      if !part.text.isEmpty { parts.append(.text(part.text)) }
      switch part.end {
      case .closed: isOpen = false
      case .unterminated:
        noteText(parts.isEmpty || height == 0 ? start + 1 : partStart, content: part.text)
        return endUnterminated(from: start)
      case .expression:
        guard let node = try parseInterpolation() else { return endUnterminated(from: start) }
        parts.append(.expression(node.expression))
        height = max(height, node.height)
      }
    }
    endText(from: start)
    let kind = Self.kind(of: parts)
    guard height < Self.depthLimit else { throw failTooDeep(at: span(from: start)) }
    return Node(expression: Expression(kind, at: span(from: start)), height: height + 1)
  }

  private static func kind(of parts: [InterpolationPart]) -> Expression.Kind {
    if parts.isEmpty { return .literal(.string("")) }
    if parts.count == 1, case .text(let text) = parts[0] { return .literal(.string(text)) }
    return .interpolation(parts)
  }

  /// The expression behind `${`, its `}` consumed but nothing after it; nil at the text's end.
  private mutating func parseInterpolation() throws(Unparsable) -> Node? {
    let brackets = lexer.brackets
    lexer.brackets += 1
    defer { lexer.brackets = brackets }
    let start = lexer.position
    token = lexer.next()
    do {
      if token.isEnd { throw fail(expected("an expression and `}`")) }
      let node = try parseExpression()
      guard token.isSymbol(.closeBrace) else {
        throw fail(
          .unclosed("}", opened: Span(start - 2, start), found: found))
      }
      consumed(to: token.span.end)
      return node
    } catch {
      if token.isEnd { return nil }
      lexer.position = max(token.span.start, start)
      guard lexer.skipInterpolation() else { return nil }
      return Node(expression: Expression(Self.placeholder, at: Span(start, lexer.position)))
    }
  }

  /// Goes on behind the closing quote.
  private mutating func endText(from start: Int) {
    awaitsMore = false
    previousIsWordLike = false
    previousEnd = lexer.position
    noteLongText(Span(start, lexer.position))
    token = lexer.next()
  }

  private mutating func endUnterminated(from start: Int) -> Node {
    lexer.position = lexer.bytes.count
    token = lexer.next()
    report(.unterminatedText, at: Span(start, min(start + 1, lexer.bytes.count)))
    previousEnd = lexer.bytes.count
    return Node(expression: Expression(Self.placeholder, at: Span(start, previousEnd)))
  }

  /// Remembers a text that runs over several lines.
  mutating func noteLongText(_ span: Span) {
    guard lexer.bytes[span.range].contains(UInt8(ascii: "\n")) else { return }
    let lineEnd = lexer.bytes[span.range].firstIndex(of: UInt8(ascii: "\n")) ?? span.end
    longText = (Span(span.start, lineEnd), span.end)
  }
}
