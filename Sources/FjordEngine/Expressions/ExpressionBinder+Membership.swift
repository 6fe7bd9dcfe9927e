import FjordDiagnostic
import FjordLanguage
import FjordTable

extension ExpressionBinder {
  /// A table's column with more rows than this is hashed once; one with less is a list of constants,
  /// which a source may take over.
  private static let listLimit = 1_000

  /// `x in [1, 2]`, `x in $t`: the members are known before the run; `x in tags`: they are the row's.
  func bindMembership(
    _ left: Expression, _ right: Expression, negated: Bool, at span: Span
  ) -> BoundExpression? {
    if let members = longColumn(right) {
      return bind(left).flatMap { bindLong($0, members, negated: negated, at: span) }
    }
    let (first, second) = (bind(left), bindMembers(right))
    guard let value = first, let list = second else { return nil }
    guard case .list(let element)? = list.type else {
      return fail(.expectedType("`in`", expected: "a list", found: list.typeText), at: right.span)
    }
    guard case .list(let members)? = list.constant else {
      return bindMembership(value, ofRowsIn: list, element, negated: negated, at: span)
    }
    // Members that are all null, or none at all, fit any type.
    let isUntyped = members.allSatisfy(\.isNull)
    let sample = BoundExpression(
      .constant(members.first { !$0.isNull } ?? .null), isUntyped ? nil : element, at: right.span)
    guard let (test, typed) = unified(value, sample), let type = test.type else {
      return fail(
        .typeMismatch("in", left: value.typeText, right: "list<\(element)>", fix: nil), at: span)
    }
    let wanted = typed.type ?? type
    let cast = isUntyped ? members : casting(list, to: .list(wanted)).listConstant ?? members
    return folded(BoundExpression(.oneOf(test, cast, negated: negated), .bool, at: span))
  }

  /// A table variable's first column, where it is long.
  private func longColumn(_ right: Expression) -> Column? {
    guard case .variable(let name) = right.kind,
      case .table(_, let table?)? = scope.variables[name.text], table.count > Self.listLimit,
      let column = table.joined().columns.first, column.nullCount < column.count
    else { return nil }
    return column
  }

  private func bindLong(
    _ value: BoundExpression, _ members: Column, negated: Bool, at span: Span
  ) -> BoundExpression? {
    let sample = BoundExpression(.column(0), members.type, at: span)
    guard let (test, typed) = unified(value, sample), let type = typed.type else {
      return fail(
        .typeMismatch("in", left: value.typeText, right: "list<\(members.type)>", fix: nil),
        at: span)
    }
    let set = MemberSet(members.widened(to: type, zone: scope.context.clock.zone))
    return BoundExpression(.member(test, set, negated: negated), .bool, at: span)
  }

  /// Each row's value among the elements of the row's list, all lists at once.
  private func bindMembership(
    _ value: BoundExpression, ofRowsIn list: BoundExpression, _ element: DataType, negated: Bool,
    at span: Span
  ) -> BoundExpression? {
    let sample = BoundExpression(.constant(.null), element, at: list.span)
    guard let (test, typed) = unified(value, sample), let wanted = typed.type else {
      return fail(
        .typeMismatch("in", left: value.typeText, right: list.typeText, fix: nil), at: span)
    }
    let call = FunctionCall(
      name: "in", arguments: [test, casting(list, to: .list(wanted))]
    ) { columns, _, _ in
      let runs = columns[1].listRuns()
      let hits = runs.child.compared(.equal, to: columns[0].taking(runs.parents))
      let found = runs.anyTrue(hits).masked(by: columns[0])
      return negated ? found.not() : found
    }
    return folded(BoundExpression(.call(call), .bool, at: span))
  }

  /// The right side of `in`: a list, or a table variable's first column.
  private func bindMembers(_ right: Expression) -> BoundExpression? {
    guard case .variable(let name) = right.kind,
      case .table(let schema, let table)? = scope.variables[name.text],
      let field = schema.fields.first
    else { return bind(right) }
    let values = table?.joined().columns[0].values ?? []
    return BoundExpression(.constant(.list(values)), .list(field.type), at: right.span)
  }
}

extension BoundExpression {
  fileprivate var listConstant: [Value]? {
    guard case .list(let values)? = constant else { return nil }
    return values
  }
}
