import FjordDiagnostic
import FjordLanguage
import FjordTable

extension ExpressionBinder {
  func bindUnary(_ unary: UnaryOperator, _ operand: Expression, at span: Span) -> BoundExpression? {
    switch unary {
    case .not:
      return bind(operand, expecting: .bool, "`not`").map {
        folded(BoundExpression(.not(casting($0, to: .bool)), .bool, at: span))
      }
    case .minus:
      guard let bound = bind(operand) else { return nil }
      if bound.type == .duration { return negatedDuration(bound, at: span) }
      guard let type = bound.type, type.isNumeric else {
        return fail(.expectedType("`-`", expected: "a number", found: bound.typeText), at: span)
      }
      let zero = BoundExpression(.constant(type == .int ? .int(0) : .float(0)), type, at: span)
      return folded(
        BoundExpression(
          .arithmetic(.subtract, zero, bound), type, at: span, field: Field.computed(from: [bound]))
      )
    }
  }

  func bindBinary(_ binary: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span)
    -> BoundExpression?
  {
    switch binary {
    case .and, .or:
      let a = bind(left, expecting: .bool, "`\(binary.rawValue)`")
      let b = bind(right, expecting: .bool, "`\(binary.rawValue)`")
      guard let a, let b else { return nil }
      let (x, y) = (casting(a, to: .bool), casting(b, to: .bool))
      return folded(BoundExpression(binary == .and ? .and(x, y) : .or(x, y), .bool, at: span))
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return bindComparison(binary, left, right, at: span)
    case .in, .notIn: return bindMembership(left, right, negated: binary == .notIn, at: span)
    case .contains, .notContains: return bindSearch(binary, left, right, .anywhere, at: span)
    case .startsWith, .notStartsWith: return bindSearch(binary, left, right, .start, at: span)
    case .endsWith, .notEndsWith: return bindSearch(binary, left, right, .end, at: span)
    case .matches, .notMatches:
      return bindMatch(left, right, negated: binary == .notMatches, at: span)
    case .coalesce: return bindCoalesce(left, right, at: span)
    case .add, .subtract, .multiply, .divide, .remainder:
      guard let a = bind(left), let b = bind(right) else { return nil }
      return bindArithmetic(binary, a, b, at: span)
    }
  }

  private func bindComparison(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, at span: Span
  ) -> BoundExpression? {
    for (side, other) in [(left, right), (right, left)] {
      if case .literal(.null) = side.kind, binary == .equal || binary == .notEqual {
        return fail(
          .comparisonWithNull(isEqual: binary == .equal, operand: other.canonicalText), at: span)
      }
    }
    let (first, second) = (bind(left), bind(right))
    guard let a = first, let b = second else { return nil }
    return compared(binary, a, b, at: span)
  }

  private func compared(
    _ binary: BinaryOperator, _ a: BoundExpression, _ b: BoundExpression, at span: Span
  ) -> BoundExpression? {
    guard let comparison = Comparison(rawValue: binary.rawValue) else {
      preconditionFailure("`\(binary.rawValue)` is no comparison")
    }
    let left = a.asWhole(beside: b, comparison.mirrored)
    let right = b.asWhole(beside: a, comparison)
    guard let (x, y) = unified(left, right) else {
      return fail(
        .typeMismatch(
          binary.rawValue, left: a.typeText, right: b.typeText, fix: comparisonFix(a, b)), at: span)
    }
    return folded(BoundExpression(.compare(comparison, x, y), .bool, at: span))
  }

  /// What to write instead where a text stands beside another type.
  private func comparisonFix(_ a: BoundExpression, _ b: BoundExpression) -> String? {
    for (text, other) in [(a, b), (b, a)] {
      guard case .string(let value)? = text.constant, let type = other.type else { continue }
      switch type {
      case .date, .timestamp: return "a date is written without quotes: `2024-06-01`"
      case .int where Double(value) != nil, .float where Double(value) != nil:
        return "a number is written without quotes: `\(value)`"
      case .bool: return "`true` and `false` are written without quotes"
      default: continue
      }
    }
    let types = [a.type, b.type]
    if types.contains(.string), types.contains(.date) || types.contains(.timestamp) {
      return "`date(...)` or `timestamp(...)` reads one from text"
    }
    guard types.contains(.string), types.contains(.int) || types.contains(.float) else {
      return nil
    }
    return "`int(...)` or `float(...)` reads a number from text"
  }

  func bindBetween(
    _ value: Expression, _ low: Expression, _ high: Expression, negated: Bool, at span: Span
  ) -> BoundExpression? {
    let (middle, lowest, highest) = (bind(value), bind(low), bind(high))
    guard let middle, let lowest, let highest else { return nil }
    let lower = compared(.greaterOrEqual, middle, lowest, at: value.span.joined(low.span))
    let upper = compared(.lessOrEqual, middle, highest, at: span)
    guard let lower, let upper else { return nil }
    let both = folded(BoundExpression(.and(lower, upper), .bool, at: span))
    return folded(negated ? BoundExpression(.not(both), .bool, at: span) : both)
  }

  private func bindSearch(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ position: TextPosition,
    at span: Span
  ) -> BoundExpression? {
    guard let text = bind(left) else { return nil }
    if case .list? = text.type {
      let fix = "`\(right.canonicalText) in \(left.canonicalText)` looks among the elements"
      return fail(
        .refusedArgument(
          binary.rawValue, expected: "a text before it", found: text.typeText, fix: fix),
        at: left.span)
    }
    guard text.type == nil || text.type == .string else {
      return fail(
        .expectedType("`\(binary.rawValue)`", expected: "string", found: text.typeText),
        at: left.span)
    }
    guard let needle = bind(right, expecting: .string, "`\(binary.rawValue)`") else { return nil }
    let search = BoundExpression(
      .search(casting(text, to: .string), casting(needle, to: .string), position), .bool, at: span)
    let isNegated = [.notContains, .notStartsWith, .notEndsWith].contains(binary)
    return folded(isNegated ? BoundExpression(.not(search), .bool, at: span) : search)
  }

  private func bindCoalesce(_ left: Expression, _ right: Expression, at span: Span)
    -> BoundExpression?
  {
    guard let a = bind(left), let b = bind(right) else { return nil }
    guard let (x, y) = unified(a, b) else {
      return fail(
        .typeMismatch("??", left: a.typeText, right: b.typeText, fix: nil), at: span)
    }
    return folded(
      BoundExpression(.coalesce([x, y]), x.type, at: span, field: Field.computed(from: [x, y])))
  }

  /// Both sides as one type, or nil where they don't mix.
  func unified(_ a: BoundExpression, _ b: BoundExpression) -> (BoundExpression, BoundExpression)? {
    guard let x = a.type, let y = b.type else {
      let type = a.type ?? b.type ?? .string
      return (casting(a, to: type), casting(b, to: type))
    }
    if let common = LooseType.common(of: [LooseType(a), LooseType(b)])?.settled {
      return (casting(a, to: common), casting(b, to: common))
    }
    if x == .date, y == .timestamp { return (casting(a, to: .timestamp), b) }
    if x == .timestamp, y == .date { return (a, casting(b, to: .timestamp)) }
    return nil
  }

  /// An expression as a type it is known to fit: null as any, int as float, date as the timestamp of
  /// its midnight in the session's zone.
  func casting(_ expression: BoundExpression, to type: DataType) -> BoundExpression {
    guard let from = expression.type else {
      return BoundExpression(.constant(.null), type, at: expression.span)
    }
    if from == type { return expression }
    let call = FunctionCall(name: "cast", arguments: [expression], isTotal: true) {
      columns, _, context in
      columns[0].widened(to: type, zone: context.run.clock.zone)
    }
    return folded(
      BoundExpression(
        .call(call), type, at: expression.span, field: Field.computed(from: [expression])))
  }
}
