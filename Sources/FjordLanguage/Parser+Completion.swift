import FjordDiagnostic

/// What was noted last about the end of the text.
struct CompletionProbe {
  var found: CompletionContext?
}

extension Parser {
  /// Notes what is expected here, if the text ends here or in the word that stands here.
  ///
  /// Called wherever the grammar has a choice; the last call that applies has the narrowest view.
  /// `start` is where the word began that is being typed, if it has several tokens.
  mutating func note(
    _ kind: CompletionContext.Kind, from start: Int? = nil, afterOperand: Bool = false
  ) {
    guard probe != nil else { return }
    let end = lexer.bytes.count
    let isTyped = token.isWordLike && token.span.end == end
    if token.isEnd {
      if previousIsWordLike, previousEnd == end { return }
    } else if !isTyped {
      return
    }
    let from = isTyped ? start ?? token.span.start : start ?? end
    var found = context(kind, Span(from, end))
    found.isAfterOperand = afterOperand
    found.mayBeSource = kind == .argument && from == sourceMayStandAt
    probe = CompletionProbe(found: found)
  }

  /// Notes that the text ends inside quotes; `start` is where the content begins.
  mutating func noteText(_ start: Int, content: String?) {
    guard probe != nil else { return }
    let end = lexer.bytes.count
    var found = context(.nothing, Span(end, end))
    let span = Span(min(start, end), end)
    found.openText = CompletionContext.OpenText(
      content: content ?? text(span), span: span, comparedWith: compared.flatMap(columnText))
    probe = CompletionProbe(found: found)
    previousIsWordLike = true
    previousEnd = end
  }

  private func columnText(_ expression: Expression) -> String? {
    switch expression.kind {
    case .column(let name): name.text
    case .member: text(expression.span)
    default: nil
    }
  }

  private func context(_ kind: CompletionContext.Kind, _ span: Span) -> CompletionContext {
    var before = place.beforeEnd.map { lexer.text(place.pipelineStart, $0) } ?? ""
    if place.continuesLast { before = before.isEmpty ? "$last" : "$last | " + before }
    return CompletionContext(
      kind: kind, stage: place.name, pipelineBefore: before, partial: text(span), span: span,
      isAfterOperand: false, mayBeSource: false, openText: nil)
  }
}
