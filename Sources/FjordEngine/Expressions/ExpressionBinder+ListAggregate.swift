import FjordDiagnostic
import FjordLanguage
import FjordTable

extension ExpressionBinder {
  /// An aggregate of a list's elements, row by row: `sum(amounts)` where no rows are aggregated.
  ///
  /// The lists are the groups. Nil without a fault where the first argument is no list.
  func bindListAggregate(
    _ aggregate: AggregateDeclaration, _ arguments: [Expression], at span: Span
  ) -> BoundExpression?? {
    guard !arguments.isEmpty, !arguments.contains(where: \.isLambda) else { return nil }
    let known = faults.count
    let parts = arguments.compactMap(bind)
    guard parts.count == arguments.count else { return faults.count > known ? .some(nil) : nil }
    guard case .list(let element)? = parts[0].type else { return nil }
    let rest = parts.dropFirst()
    guard let overload = aggregate.overload([element] + rest.map(\.type)) else {
      return .some(
        fail(
          .functionArguments(
            aggregate.name, signatures: aggregate.signatures, found: parts.map(\.typeText)),
          at: span))
    }
    if aggregate.addsUp, let reason = parts[0].notAdditiveReason {
      return .some(
        fail(
          .notAdditive(
            column: arguments[0].canonicalText, function: aggregate.name, reason: reason), at: span)
      )
    }
    let wanted =
      [DataType.list(overload.parameters.first ?? element)] + overload.parameters.dropFirst()
    let cast = zip(parts, wanted).map { casting($0, to: $1) }
    let call = FunctionCall(name: aggregate.name, arguments: cast) { columns, count, context in
      let runs = columns[0].listRuns()
      let state = overload.makeState()
      let others = columns.dropFirst().map { $0.taking(runs.parents) }
      state.update(
        [runs.child] + others, groups: runs.parents, groupCount: count,
        positions: RowPositions(from: 0))
      let values = state.finish(groupCount: count)
      try context.countFaults(state.faults, "overflow")
      return values.masked(by: columns[0])
    }
    return .some(
      folded(
        BoundExpression(.call(call), overload.result, at: span, field: Field.computed(from: parts)))
    )
  }
}
