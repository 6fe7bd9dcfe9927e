import FjordDiagnostic

extension Item {
  /// The fault of `x = 5` as an item of an operator that takes conditions and names nothing.
  ///
  /// The parser can't tell: in `derive x = 5` the same text is right. Nil where the item has no
  /// name. The span is the whole item.
  public func comparisonFault(in source: SourceText) -> Diagnostic? {
    guard let name else { return nil }
    let valueSpan: Span
    var isNull = false
    switch value {
    case .expression(let expression):
      valueSpan = expression.span
      if case .literal(.null) = expression.kind { isNull = true }
    case .pipeline(let pipeline): valueSpan = pipeline.span
    }
    let left = source.text(in: name.span.range)
    let right = source.text(in: valueSpan.range)
    var text = GrammarFault.assignment(left: left, right: right, inKey: false).text
    if isNull { text.fix = "`\(left) is null`" }
    return text.diagnostic(at: span, in: source)
  }
}
