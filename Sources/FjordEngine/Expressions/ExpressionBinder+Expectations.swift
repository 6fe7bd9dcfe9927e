import FjordDiagnostic
import FjordLanguage
import FjordTable

/// An aggregate that stands inside an expression, with its text.
package struct NamedAggregate: Sendable {
  package let text: String
  package let aggregate: BoundAggregate
}

/// A condition on a table.
package struct BoundExpectation: Sendable {
  /// The condition as written.
  package let text: String
  /// The condition over the input's columns with the aggregates' results behind them.
  package let condition: BoundExpression
  /// The aggregates in it; none where the condition is on each row.
  package let aggregates: [NamedAggregate]
}

extension ExpressionBinder {
  /// Binds a condition on the table: of aggregates and constants, or of each row's columns.
  package func bindExpectation(_ expression: Expression) -> BoundExpectation? {
    aggregates = []
    defer { aggregates = nil }
    guard let bound = bind(expression, expecting: .bool, "`expect`") else { return nil }
    let found = aggregates ?? []
    if !found.isEmpty, let column = bound.readColumns.filter({ $0 < input.fields.count }).min() {
      return fail(.columnBesideAggregate(input.fields[column].name), at: expression.span)
    }
    return BoundExpectation(
      text: expression.canonicalText, condition: casting(bound, to: .bool), aggregates: found)
  }

  /// Binds an aggregate inside an expression: its result is a column behind those of the input.
  func bindInner(_ expression: Expression) -> BoundExpression? {
    var found = aggregates ?? []
    // An aggregate's own arguments are about rows.
    aggregates = nil
    let bound = bindAggregate(expression)
    if let bound { found.append(NamedAggregate(text: expression.canonicalText, aggregate: bound)) }
    aggregates = found
    guard let bound else { return nil }
    return BoundExpression(
      .column(input.fields.count + found.count - 1), bound.result, at: expression.span)
  }
}
