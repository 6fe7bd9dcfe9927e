import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// Gives names and types to expressions over one input schema, collecting all faults.
///
/// A method that gives nil has recorded why.
package final class ExpressionBinder {
  /// The columns that names mean.
  package var input: Schema
  let scope: Scope
  /// Names that lambdas around the present place give to elements; their columns stand behind the
  /// input's.
  var locals: [Local] = []
  /// Faults found so far, in the order found.
  package private(set) var faults: [Diagnostic] = []
  /// Aggregates found inside the expression, where they may stand there; nil where none may.
  ///
  /// Their results are columns behind those of the input.
  var aggregates: [NamedAggregate]?
  /// How the place of the columns is called in messages.
  var origin = "here"
  /// Where window functions leave their columns; nil where none may stand.
  var windowSlots: WindowSlots?

  package init(input: Schema, scope: Scope) {
    self.input = input
    self.scope = scope
  }

  /// Records a fault; gives nil so that it can be returned.
  func fail<Result>(_ fault: BindFault, at span: Span) -> Result? {
    faults.append(fault.diagnostic(at: span))
    return nil
  }

  /// The evaluation context for values known before the run: a value that would become null by a
  /// fault is left to the run, which counts it for each row.
  var constantContext: EvaluationContext {
    var context = scope.context
    context.notices = Notices()
    context.isStrict = true
    return EvaluationContext(context, stage: "constant")
  }

  /// Binds an expression.
  package func bind(_ expression: Expression) -> BoundExpression? {
    let span = expression.span
    switch expression.kind {
    case .literal(let literal): return bind(literal, at: span)
    case .interpolation(let parts): return bindInterpolation(parts, at: span)
    case .list(let items): return bindList(items, at: span)
    case .record(let parts): return bindRecord(parts, at: span)
    case .column(let name): return bindColumn(name)
    case .variable(let name): return bindVariable(name)
    case .unary(let unary, let operand): return bindUnary(unary, operand, at: span)
    case .binary(let binary, let left, let right):
      return bindBinary(binary, left, right, at: span)
    case .between(let value, let low, let high, let negated):
      return bindBetween(value, low, high, negated: negated, at: span)
    case .isNull(let operand, let negated):
      return bind(operand).map {
        folded(BoundExpression(.isNull($0, negated: negated), .bool, at: span))
      }
    case .member(let base, let name): return bindMember(base, name, at: span)
    case .index(let base, let index): return bindIndex(base, index, at: span)
    case .call(let name, let arguments): return bindCall(name, arguments, at: span)
    case .lambda:
      return fail(
        .notSupported(
          "a lambda stands only behind a list in a call", instead: "`map(list, x => x.city)`"),
        at: span)
    }
  }

  /// Binds an expression that must be of a type; null alone fits.
  package func bind(_ expression: Expression, expecting type: DataType, _ what: String)
    -> BoundExpression?
  {
    guard let bound = bind(expression) else { return nil }
    guard bound.type == nil || bound.type == type else {
      return fail(
        .expectedType(what, expected: "\(type)", found: bound.typeText), at: expression.span)
    }
    return bound
  }

  private func bindColumn(_ name: Name) -> BoundExpression? {
    if let place = locals.lastIndex(where: { $0.name == name.text }) {
      let local = locals[place]
      return BoundExpression(
        .column(input.fields.count + place), local.type, at: name.span, field: local.field)
    }
    guard let index = input.index(of: name.text) else {
      let known = input.names + locals.map(\.name)
      return fail(.unknownColumn(name.text, known: known, origin: origin), at: name.span)
    }
    let field = input.fields[index]
    return BoundExpression(.column(index), field.type, at: name.span, field: field)
  }

  private func bindVariable(_ name: Name) -> BoundExpression? {
    switch scope.variables[name.text] {
    case .value(let value, let type)?:
      return BoundExpression(.constant(value), type, at: name.span)
    case .table?: return fail(.tableAsValue(name.text), at: name.span)
    case nil where name.text == "last": return fail(.nothingShownYet, at: name.span)
    case nil:
      return fail(
        .unknownVariable(
          name.text, known: scope.variables.keys.sorted(),
          isColumn: input.index(of: name.text) != nil), at: name.span)
    }
  }

  private func bind(_ literal: Literal, at span: Span) -> BoundExpression? {
    let value: Value
    switch literal {
    case .null: value = .null
    case .bool(let bit): value = .bool(bit)
    case .int(let number): value = .int(number)
    case .float(let number): value = .float(number)
    case .string(let text): value = .string(text)
    case .date(let days): value = .date(days)
    case .timestamp(let instant): value = .timestamp(instant)
    case .localTimestamp(let local):
      value = .timestamp(scope.context.clock.zone.instant(ofLocal: local))
    case .duration(let months, let microseconds):
      value = .duration(CalendarDuration(months: months, microseconds: microseconds))
    case .regex: return fail(.patternPlace, at: span)
    }
    return BoundExpression(.constant(value), value.type, at: span)
  }

  private func bindInterpolation(_ parts: [InterpolationPart], at span: Span) -> BoundExpression? {
    var arguments: [BoundExpression] = []
    for part in parts {
      switch part {
      case .text(let text):
        arguments.append(BoundExpression(.constant(.string(text)), .string, at: span))
      case .expression(let expression):
        guard let bound = bind(expression) else { return nil }
        arguments.append(bound)
      }
    }
    let call = FunctionCall(name: "text", arguments: arguments, isTotal: true) {
      columns, count, context in
      .joiningText(columns.map { $0.texts(in: context.run.clock.zone) }, count: count)
    }
    return folded(
      BoundExpression(.call(call), .string, at: span, field: Field.computed(from: arguments)))
  }

  private func bindList(_ items: [Expression], at span: Span) -> BoundExpression? {
    let bound = items.map(bind)
    let parts = bound.compactMap { $0 }
    guard parts.count == items.count else { return nil }
    guard let element = LooseType.common(of: parts.map(LooseType.init))?.settled else {
      let types = parts.map(\.typeText).joined(separator: ", ")
      return fail(.expectedType("a list", expected: "elements of one type", found: types), at: span)
    }
    let cast = parts.map { casting($0, to: element) }
    return folded(
      BoundExpression(.list(cast), .list(element), at: span, field: Field.computed(from: parts)))
  }

  private func bindRecord(_ parts: [(key: Name, value: Expression)], at span: Span)
    -> BoundExpression?
  {
    var seen: Set<String> = []
    var bound: [(name: String, value: BoundExpression)] = []
    for part in parts {
      guard seen.insert(part.key.text).inserted else {
        return fail(.duplicateColumn(part.key.text), at: part.key.span)
      }
      guard let value = bind(part.value) else { continue }
      bound.append((part.key.text, value))
    }
    guard bound.count == parts.count else { return nil }
    let values = bound.map(\.value)
    let type = DataType.record(bound.map { RecordField($0.name, $0.value.type ?? .string) })
    return folded(
      BoundExpression(.record(bound), type, at: span, field: Field.computed(from: values)))
  }

  private func bindMember(_ base: Expression, _ name: Name, at span: Span) -> BoundExpression? {
    guard let record = bind(base) else { return nil }
    guard case .record(let fields)? = record.type else {
      if case .list(.record)? = record.type {
        return fail(.fieldOfList(base.canonicalText, name.text), at: span)
      }
      return fail(
        .expectedType("`.\(name.text)`", expected: "a record before it", found: record.typeText),
        at: span)
    }
    guard let place = fields.firstIndex(where: { $0.name == name.text }) else {
      return fail(.unknownField(name.text, known: fields.map(\.name)), at: name.span)
    }
    return folded(
      BoundExpression(
        .field(record, place), fields[place].type, at: span, field: Field.computed(from: [record])))
  }

  private func bindIndex(_ base: Expression, _ index: Expression, at span: Span)
    -> BoundExpression?
  {
    guard let list = bind(base), let place = bind(index) else { return nil }
    guard case .list(let element)? = list.type else {
      if case .record? = list.type, case .string(let name)? = place.constant {
        return fail(
          .refusedArgument(
            "[...]", expected: "a list before it", found: list.typeText,
            fix: "a record's field stands behind a dot: `\(base.canonicalText).\(name)`"), at: span)
      }
      return fail(
        .expectedType("`[...]`", expected: "a list before it", found: list.typeText), at: span)
    }
    guard place.type == .int else {
      return fail(.expectedType("an index", expected: "int", found: place.typeText), at: index.span)
    }
    return folded(
      BoundExpression(
        .element(list, place), element, at: span, field: Field.computed(from: [list])))
  }

  /// The same expression computed now, where nothing in it depends on rows or on time.
  func folded(_ expression: BoundExpression) -> BoundExpression {
    guard expression.readColumns.isEmpty, !expression.isVolatile, expression.isFoldable,
      let value = try? expression.constantValue(constantContext)
    else { return expression }
    return BoundExpression(.constant(value), expression.type, at: expression.span)
  }
}

extension BoundExpression {
  /// Whether all that it is made of is constant; of a lambda, its list.
  fileprivate var isFoldable: Bool {
    if case .lambda(let call) = kind { return call.list.constant != nil }
    return children.allSatisfy { $0.constant != nil }
  }

  /// The type as messages name it.
  var typeText: String { type.map { "\($0)" } ?? "null" }
}
