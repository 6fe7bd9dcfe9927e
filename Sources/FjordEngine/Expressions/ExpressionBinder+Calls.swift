import FjordDiagnostic
import FjordLanguage
import FjordPattern
import FjordTable

extension ExpressionBinder {
  func bindCall(_ name: Name, _ arguments: [Expression], at span: Span) -> BoundExpression? {
    guard let function = scope.registry.functions[name.text] else {
      return bindOther(name, arguments, at: span)
    }
    if let place = arguments.firstIndex(where: \.isLambda) {
      return bindLambdaCall(function, arguments, lambdaAt: place, at: span)
    }
    var shapes: [CallArgument] = []
    var values: [BoundExpression] = []
    for (place, argument) in arguments.enumerated() {
      guard let shape = bindArgument(argument, words: function.words[place], into: &values) else {
        continue
      }
      shapes.append(shape)
    }
    guard shapes.count == arguments.count else { return nil }
    switch function.resolve(shapes) {
    case .overload(let overload): return call(function, overload, values, at: span)
    case .mismatch:
      return fail(
        .functionArguments(
          name.text, signatures: function.signatures, found: shapes.map(\.typeText)), at: span)
    case .refused(let place, let expected, let found, let fix):
      return fail(
        .refusedArgument(name.text, expected: expected, found: found, fix: fix),
        at: arguments[place].span)
    }
  }

  /// A call that is no function's: of an aggregate or of a window function.
  private func bindOther(_ name: Name, _ arguments: [Expression], at span: Span)
    -> BoundExpression?
  {
    guard let aggregate = scope.registry.aggregates[name.text] else {
      return bindWindow(name, arguments, at: span)
    }
    // An aggregate's own arguments are about rows.
    let found = aggregates
    aggregates = nil
    let ofList = bindListAggregate(aggregate, arguments, at: span)
    aggregates = found
    if let ofList { return ofList }
    return found == nil
      ? bindWindow(name, arguments, at: span)
      : bindInner(Expression(.call(name, arguments), at: span))
  }

  /// What an argument is; its value, where it is one, is added to the values.
  private func bindArgument(
    _ argument: Expression, words: [String]?, into values: inout [BoundExpression]
  ) -> CallArgument? {
    switch argument.kind {
    case .literal(.regex(let text, let flags)):
      return bindPattern(text, flags: flags, at: argument.span).map { .pattern($0) }
    case .column(let name) where words?.contains(name.text) ?? false: return .word(name.text)
    case .column(let name) where words != nil && input.index(of: name.text) == nil:
      return .word(name.text)
    default:
      guard let value = bind(argument) else { return nil }
      values.append(value)
      return .value(value.type, constant: value.constant)
    }
  }

  private func call(
    _ function: FunctionDeclaration, _ overload: FunctionDeclaration.Overload,
    _ values: [BoundExpression], at span: Span
  ) -> BoundExpression {
    let cast = zip(values, overload.parameters).map { casting($0, to: $1) }
    var field = Field.computed(from: cast)
    if function.makesAdditive { field?.semantics.notAdditiveReason = nil }
    let kind: BoundExpression.Kind
    switch overload.form {
    case .eager:
      kind = .call(
        FunctionCall(
          name: function.name, arguments: cast, isVolatile: function.isVolatile,
          evaluate: overload.evaluate))
    case .choice: kind = .choice(cast)
    case .coalescing: kind = .coalesce(cast)
    }
    return folded(BoundExpression(kind, overload.result, at: span, field: field))
  }

  /// Binds an item that must be a call of an aggregate, as `summarize` takes them.
  package func bindAggregate(
    _ expression: Expression, of owner: String = "summarize"
  ) -> BoundAggregate? {
    guard case .call(let name, let arguments) = expression.kind else {
      return fail(
        .notAnAggregate(
          expression.canonicalText, of: owner, holding: aggregatesInside(expression)),
        at: expression.span)
    }
    guard let aggregate = scope.registry.aggregates[name.text] else {
      if scope.registry.windows[name.text] != nil {
        return fail(.windowHere(name.text), at: expression.span)
      }
      if scope.registry.functions[name.text] != nil {
        return fail(
          .notAnAggregate(
            expression.canonicalText, of: owner, holding: aggregatesInside(expression)),
          at: expression.span)
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
    if let range = aggregate.constantRange, let last = cast.last {
      guard case .float(let value)? = last.constant, range.contains(value) else {
        return fail(
          .argumentRange(
            name.text, argument: arguments.last?.canonicalText ?? "", low: range.lowerBound,
            high: range.upperBound), at: last.span)
      }
    }
    return BoundAggregate(
      name: name.text, arguments: cast, result: overload.result, isNullable: aggregate.isNullable,
      keepsMeaning: aggregate.keepsMeaning, makeState: overload.makeState)
  }

  /// The texts of the aggregates that an expression is made of.
  private func aggregatesInside(_ expression: Expression) -> [String] {
    let trial = ExpressionBinder(input: input, scope: scope)
    trial.aggregates = []
    _ = trial.bind(expression)
    var texts: [String] = []
    for aggregate in trial.aggregates ?? [] where !texts.contains(aggregate.text) {
      texts.append(aggregate.text)
    }
    return texts
  }
}
