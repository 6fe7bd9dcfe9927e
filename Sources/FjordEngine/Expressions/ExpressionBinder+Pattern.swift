import FjordDiagnostic
import FjordLanguage
import FjordPattern
import FjordTable

extension ExpressionBinder {
  /// Compiles a regular expression once for the run.
  func bindPattern(_ text: String, flags: String, at span: Span) -> Pattern? {
    do {
      return try Pattern(text, flags: flags)
    } catch {
      guard case .syntax(let message, let offset) = error else { return nil }
      return fail(
        .pattern(message, before: text, offset: offset), at: span.place(inPattern: text, offset))
    }
  }

  /// `text =~ /pattern/`; a text known before the run is a pattern too.
  func bindMatch(_ left: Expression, _ right: Expression, negated: Bool, at span: Span)
    -> BoundExpression?
  {
    let word = negated ? "!~" : "=~"
    let text = bind(left, expecting: .string, "`\(word)`")
    guard let pattern = bindPattern(right, of: word), let text else { return nil }
    let call = FunctionCall(name: word, arguments: [casting(text, to: .string)]) { columns, _, _ in
      let hits = try columns[0].matched(by: pattern)
      return negated ? hits.not() : hits
    }
    return folded(BoundExpression(.call(call), .bool, at: span))
  }

  private func bindPattern(_ right: Expression, of word: String) -> Pattern? {
    if case .literal(.regex(let text, let flags)) = right.kind {
      return bindPattern(text, flags: flags, at: right.span)
    }
    guard let bound = bind(right) else { return nil }
    guard case .string(let text)? = bound.constant else {
      return fail(
        .refusedArgument(
          word, expected: "a pattern known before the run", found: bound.typeText,
          fix: "a pattern is written between slashes: `/[0-9]+/`"), at: right.span)
    }
    return bindPattern(text, flags: "", at: right.span)
  }
}

extension Span {
  /// The place in a literal `/pattern/` before which something is wrong.
  fileprivate func place(inPattern text: String, _ offset: Int) -> Span {
    // In the literal each slash of the pattern has a backslash before it.
    let slashes = text.utf8.prefix(offset).count { $0 == UInt8(ascii: "/") }
    let place = start + 1 + offset + slashes
    return place < end - 1 ? Span(place, place + 1) : Span(start, end)
  }
}
