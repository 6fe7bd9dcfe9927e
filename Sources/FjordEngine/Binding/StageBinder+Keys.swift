import FjordDiagnostic
import FjordLanguage
import FjordTable

extension StageBinder {
  /// Binds `k`, a key of both tables, or `a = b`, a key here and one there, as one type.
  mutating func bindKeys(_ item: Item, _ there: Expression) -> BoundItem? {
    let here =
      item.name.map { Expression(.column($0), at: $0.span) } ?? there
    let left = expressions.bind(here)
    guard let other = tables[0] else { return nil }
    expressions.input = other.output
    expressions.origin = "of the other table"
    let right = expressions.bind(there)
    expressions.input = input
    expressions.origin = "here"
    guard let left, let right else { return nil }
    guard let (first, second) = expressions.unified(left, right) else {
      fail(
        .keyTypes(
          left: (here.canonicalText, left.typeText), right: (there.canonicalText, right.typeText),
          fix: keyFix(here, left, there, right)), at: item.span)
      return nil
    }
    return BoundItem(name: here.itemName, .keys(first, second), at: item.span)
  }

  /// What makes the right side's type that of the left.
  private func keyFix(
    _ here: Expression, _ left: BoundExpression, _ there: Expression, _ right: BoundExpression
  ) -> String? {
    guard let wanted = left.type, scope.registry.functions["\(wanted)"] != nil else { return nil }
    return "`on \(here.canonicalText) = \(wanted)(\(there.canonicalText))` makes them one type"
  }
}
