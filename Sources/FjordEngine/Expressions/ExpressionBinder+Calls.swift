import FjordDiagnostic
import FjordLanguage
import FjordTable

extension ExpressionBinder {
  func bindCall(_ name: Name, _ arguments: [Expression], at span: Span) -> BoundExpression? {
    guard let function = scope.registry.functions[name.text] else {
      if aggregates != nil, scope.registry.aggregates[name.text] != nil {
        return bindInner(Expression(.call(name, arguments), at: span))
      }
      if scope.registry.aggregates[name.text] != nil {
        return fail(.aggregateHere(name.text), at: span)
      }
      let inner = aggregates == nil ? [] : Array(scope.registry.aggregates.keys)
      return fail(
        .unknownFunction(name.text, known: (scope.registry.functions.keys + inner).sorted()),
        at: name.span)
    }
    let bound = arguments.map(bind)
    let parts = bound.compactMap { $0 }
    guard parts.count == arguments.count else { return nil }
    guard let overload = function.overload(parts.map(\.type)) else {
      return fail(
        .functionArguments(
          name.text, signatures: function.signatures, found: parts.map(\.typeText)), at: span)
    }
    let cast = zip(parts, overload.parameters).map { casting($0, to: $1) }
    let call = FunctionCall(
      name: name.text, arguments: cast, isVolatile: function.isVolatile, evaluate: overload.evaluate
    )
    var field = Field.computed(from: cast)
    if function.makesAdditive { field?.semantics.notAdditiveReason = nil }
    return folded(BoundExpression(.call(call), overload.result, at: span, field: field))
  }

  /// Binds an item of `summarize`: a call of an aggregate.
  package func bindAggregate(_ expression: Expression) -> BoundAggregate? {
    guard case .call(let name, let arguments) = expression.kind else {
      return fail(.notAnAggregate(expression.canonicalText), at: expression.span)
    }
    guard let aggregate = scope.registry.aggregates[name.text] else {
      if scope.registry.functions[name.text] != nil {
        return fail(.notAnAggregate(expression.canonicalText), at: expression.span)
      }
      return fail(
        .unknownFunction(name.text, known: scope.registry.aggregates.keys.sorted()), at: name.span)
    }
    let parts = arguments.compactMap(bind)
    guard parts.count == arguments.count else { return nil }
    guard let overload = aggregate.overload(parts.map(\.type)) else {
      return fail(
        .functionArguments(
          name.text, signatures: aggregate.signatures, found: parts.map(\.typeText)),
        at: expression.span)
    }
    if aggregate.addsUp, let first = parts.first, let reason = first.notAdditiveReason {
      return fail(
        .notAdditive(
          column: arguments[0].canonicalText, function: name.text, reason: reason),
        at: expression.span)
    }
    let cast = zip(parts, overload.parameters).map { casting($0, to: $1) }
    return BoundAggregate(
      name: name.text, arguments: cast, result: overload.result, isNullable: aggregate.isNullable,
      keepsMeaning: aggregate.keepsMeaning, makeState: overload.makeState)
  }
}
