import FjordDiagnostic
import FjordLanguage
import FjordTable

/// Where hidden columns of window functions go, while items are bound in which they may stand.
struct WindowSlots {
  /// The place of the next hidden column.
  var next: Int
  /// Whether the stage orders the rows inside partitions.
  let isOrdered: Bool
  /// Windows of the item in hand, in the order in which they must be computed.
  var windows: [BoundWindow] = []
}

extension ExpressionBinder {
  /// A call that is no function's: of a window function, or of an aggregate over a partition.
  func bindWindow(_ name: Name, _ arguments: [Expression], at span: Span) -> BoundExpression? {
    let registry = scope.registry
    let window = registry.windows[name.text]
    guard window != nil || registry.aggregates[name.text] != nil else {
      var known = Array(registry.functions.keys)
      if windowSlots != nil { known += Array(registry.windows.keys) + registry.aggregates.keys }
      if aggregates != nil { known += Array(registry.aggregates.keys) }
      return fail(.unknownFunction(name.text, known: known.sorted()), at: name.span)
    }
    guard let slots = windowSlots else {
      let fault: BindFault = window == nil ? .aggregateHere(name.text) : .windowHere(name.text)
      return fail(fault, at: span)
    }
    guard let window else {
      return bindAggregate(Expression(.call(name, arguments), at: span)).flatMap { aggregate in
        hidden(
          aggregate.result, aggregate.field(named: ""), at: span, aggregate.window(at:))
      }
    }
    if window.needsOrder, !slots.isOrdered {
      return fail(.windowNeedsOrder(name.text), at: span)
    }
    return bind(window, name, arguments, at: span)
  }

  private func bind(
    _ window: WindowDeclaration, _ name: Name, _ arguments: [Expression], at span: Span
  ) -> BoundExpression? {
    let parts = arguments.compactMap(bind)
    guard parts.count == arguments.count else { return nil }
    guard let overload = window.overload(parts.map(\.type)) else {
      return fail(
        .functionArguments(
          name.text, signatures: window.signatures, found: parts.map(\.typeText)), at: span)
    }
    if window.addsUp, let reason = parts.first?.notAdditiveReason {
      return fail(
        .notAdditive(
          column: arguments[0].canonicalText, function: name.text, reason: reason), at: span)
    }
    let cast = zip(parts, overload.parameters).map { casting($0, to: $1) }
    var field = Field(
      "", overload.result, isNullable: window.isNullable,
      semantics: Field.computed(from: cast)?.semantics ?? ColumnSemantics())
    if window.keepsMeaning, let first = cast.first {
      field = first.field(named: "")
      field.isNullable = true
    }
    return hidden(overload.result, field, at: span) {
      BoundWindow(arguments: cast, place: $0, evaluate: overload.evaluate)
    }
  }

  /// A hidden column in the place of the call.
  private func hidden(
    _ type: DataType, _ field: Field, at span: Span, _ make: (Int) -> BoundWindow
  ) -> BoundExpression? {
    guard let place = windowSlots?.next else { return nil }
    windowSlots?.windows.append(make(place))
    windowSlots?.next += 1
    return BoundExpression(.column(place), type, at: span, field: field)
  }

  /// The windows of the item that was bound last.
  func takeWindows() -> [BoundWindow] {
    defer { windowSlots?.windows = [] }
    return windowSlots?.windows ?? []
  }
}
