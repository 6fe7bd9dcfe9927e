import FjordDiagnostic
import FjordLanguage
import FjordTable

extension StageBinder {
  /// Binds `column = expression` to the column with its nulls replaced.
  mutating func bindFill(_ item: Item, _ expression: Expression, owner: String) -> BoundItem? {
    guard let name = item.name else {
      fail(.itemForm(owner, expected: ItemForm.fills.words), at: item.span)
      return nil
    }
    guard
      let column = expressions.bind(Expression(.column(name), at: name.span)),
      let type = column.type, let field = column.field,
      let filling = expressions.bind(expression)
    else { return nil }
    guard filling.type.fits(type) else {
      fail(
        .expectedType("`\(name.text)`", expected: "\(type)", found: filling.typeText),
        at: expression.span)
      return nil
    }
    var filled = field
    filled.isNullable = field.isNullable && filling.mayBeNull
    let other = filling.field?.semantics
    filled.semantics.notAdditiveReason =
      field.semantics.notAdditiveReason ?? other?.notAdditiveReason
    filled.semantics.isPersonal = field.semantics.isPersonal || other?.isPersonal ?? false
    let parts = [column, expressions.casting(filling, to: type)]
    let bound = BoundExpression(.coalesce(parts), type, at: item.span, field: filled)
    replace(field, by: filled)
    return BoundItem(name: name.text, .expression(bound, descending: false), at: item.span)
  }

  /// Later items see the filled column.
  private func replace(_ field: Field, by filled: Field) {
    let fields = expressions.input.fields.map { $0.name == field.name ? filled : $0 }
    expressions.input = Schema(fields, key: expressions.input.key)
  }

  /// Binds a value that is known before the run.
  mutating func bindValue(_ item: Item, _ expression: Expression, owner: String) -> BoundItem? {
    guard let bound = expressions.bind(expression) else { return nil }
    guard bound.constant != nil else {
      fail(.itemForm(owner, expected: ItemForm.value.words), at: item.span)
      return nil
    }
    return BoundItem(name: "", .expression(bound, descending: false), at: item.span)
  }
}

extension BoundExpression {
  /// Whether null may come out, as far as is known.
  fileprivate var mayBeNull: Bool {
    if let constant { return constant.isNull }
    return columnIndex == nil || field?.isNullable ?? true
  }
}
