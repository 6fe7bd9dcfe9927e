import FjordDiagnostic
import FjordLanguage
import FjordTable

extension StageBinder {
  /// Binds an item by its form; nil where a fault was recorded.
  mutating func bind(_ item: Item, as form: ItemForm, owner: String) -> BoundItem? {
    guard case .expression(let expression) = item.value else {
      fail(.itemForm(owner, expected: form.words), at: item.span)
      return nil
    }
    if item.direction != nil, form != .order, form != .largestFirst {
      fail(.itemForm(owner, expected: "no `asc` or `desc`"), at: item.span)
      return nil
    }
    let namedForms: [ItemForm] = [.projections, .derivations, .fills, .renames, .aggregates, .keys]
    let takesName = namedForms.contains(form)
    if let name = item.name, !takesName {
      // In text that was moved here from a definition elsewhere, sides can't be told apart.
      if form == .condition || form == .expectations, name.span != item.span,
        let fault = item.comparisonFault(in: source)
      {
        faults.append(fault)
        return nil
      }
      fail(.itemForm(owner, expected: form.words + ", without a name before `=`"), at: item.span)
      return nil
    }
    return bind(item, expression, as: form, owner: owner)
  }

  private mutating func bind(
    _ item: Item, _ expression: Expression, as form: ItemForm, owner: String
  ) -> BoundItem? {
    let name = item.name?.text ?? expression.itemName
    switch form {
    case .none, .table, .tables: return nil
    case .keys: return bindKeys(item, expression)
    case .condition:
      return expressions.bind(expression, expecting: .bool, "`\(owner)`").map {
        let condition = expressions.casting($0, to: .bool)
        return BoundItem(
          name: name, .expression(condition, descending: false), at: item.span,
          conjunctTexts: expression.conjunctTexts)
      }
    case .count: return bindCount(item, expression, owner: owner)
    case .columns: return bindColumn(item, expression, owner: owner)
    case .projections:
      return expressions.bind(expression).map {
        BoundItem(name: name, .expression(typed($0), descending: false), at: item.span)
      }
    case .derivations: return bindDerivation(item, expression, name)
    case .fills: return bindFill(item, expression, owner: owner)
    case .value: return bindValue(item, expression, owner: owner)
    case .renames: return bindRename(item, expression)
    case .order, .largestFirst:
      return expressions.bind(expression).map {
        let descending = (item.direction ?? form.usualDirection) == .descending
        return BoundItem(name: name, .expression(typed($0), descending: descending), at: item.span)
      }
    case .aggregates:
      return expressions.bindAggregate(expression, of: declaration.name).map {
        BoundItem(name: name, .aggregate($0), at: item.span)
      }
    case .expectations:
      return expressions.bindExpectation(expression).map {
        BoundItem(name: $0.text, .expectation($0), at: item.span)
      }
    case .names: return bindName(item, expression, owner: owner)
    case .target: return bindTarget(item, expression, owner: owner)
    }
  }

  /// Null alone gets a type, so that a column can hold it.
  private func typed(_ expression: BoundExpression) -> BoundExpression {
    expression.type == nil ? expressions.casting(expression, to: .string) : expression
  }

  private mutating func bindCount(_ item: Item, _ expression: Expression, owner: String)
    -> BoundItem?
  {
    guard let bound = expressions.bind(expression) else { return nil }
    guard case .int(let count)? = bound.constant, count >= 0 else {
      fail(
        .itemForm(owner, expected: ItemForm.count.words, found: expression.shortText),
        at: item.span)
      return nil
    }
    return BoundItem(name: "", .count(Int(count)), at: item.span)
  }

  private mutating func bindColumn(_ item: Item, _ expression: Expression, owner: String)
    -> BoundItem?
  {
    guard case .column(let name) = expression.kind else {
      fail(
        .itemForm(owner, expected: ItemForm.columns.words, found: expression.shortText),
        at: item.span)
      return nil
    }
    return expressions.bind(expression).map {
      BoundItem(name: name.text, .expression($0, descending: false), at: item.span)
    }
  }

  /// Binds with the columns derived so far, and adds its own.
  private mutating func bindDerivation(_ item: Item, _ expression: Expression, _ name: String)
    -> BoundItem?
  {
    let found = expressions.bind(expression).map(typed)
    let windows = expressions.takeWindows()
    guard let bound = found else { return nil }
    if item.name == nil, expressions.input.index(of: name) != nil {
      fail(.duplicateColumn(name), at: item.span)
      return nil
    }
    let field = bound.field(named: name)
    var fields = expressions.input.fields
    if let index = expressions.input.index(of: name) {
      fields[index] = field
    } else {
      fields.append(field)
    }
    expressions.input = Schema(fields, key: expressions.input.key)
    return BoundItem(
      name: name, .expression(bound, descending: false), windows: windows, at: item.span)
  }

  private mutating func bindRename(_ item: Item, _ expression: Expression) -> BoundItem? {
    guard let name = item.name, case .column = expression.kind else {
      fail(.itemForm(declaration.name, expected: ItemForm.renames.words), at: item.span)
      return nil
    }
    return expressions.bind(expression).map {
      BoundItem(name: name.text, .expression($0, descending: false), at: item.span)
    }
  }

  private mutating func bindName(_ item: Item, _ expression: Expression, owner: String)
    -> BoundItem?
  {
    guard case .column(let name) = expression.kind else {
      fail(.itemForm(owner, expected: ItemForm.names.words), at: item.span)
      return nil
    }
    return BoundItem(name: name.text, .target(name.text, isQuoted: false), at: item.span)
  }

  private mutating func bindTarget(_ item: Item, _ expression: Expression, owner: String)
    -> BoundItem?
  {
    if let name = expression.dottedName {
      return BoundItem(name: name, .target(name, isQuoted: false), at: item.span)
    }
    let isText =
      switch expression.kind {
      case .literal(.string), .interpolation: true
      default: false
      }
    if isText {
      guard let bound = expressions.bind(expression) else { return nil }
      if case .string(let text)? = bound.constant {
        return BoundItem(name: text, .target(text, isQuoted: true), at: item.span)
      }
    }
    fail(
      .itemForm(owner, expected: ItemForm.target.words, found: expression.shortText), at: item.span)
    return nil
  }
}

extension ItemForm {
  /// The form in words, for messages.
  package var words: String {
    switch self {
    case .none: "nothing"
    case .condition: "one condition"
    case .count: "one whole number that is not negative"
    case .columns: "names of columns"
    case .projections: "columns, or `name = expression`"
    case .derivations: "`name = expression`"
    case .fills: "`column = expression`"
    case .value: "one value known before the run"
    case .renames: "`new = old`"
    case .order, .largestFirst: "columns or expressions to order by"
    case .aggregates: "aggregates, as `count()` or `mean = avg(x)`"
    case .expectations: "conditions, as `count() > 0`"
    case .names: "names of new columns"
    case .target: "one name"
    case .table: "one table: `$x`, a source's name, or a pipeline in parentheses"
    case .tables: "tables: `$x`, a source's name, or a pipeline in parentheses"
    case .keys: "a column of both tables, or `here = there`"
    }
  }
}

extension ItemForm {
  /// The direction of an item that says none.
  fileprivate var usualDirection: Item.Direction {
    self == .largestFirst ? .descending : .ascending
  }
}

extension Expression {
  /// The text, where it is short enough for a message.
  fileprivate var shortText: String? {
    let text = canonicalText
    return text.count <= 40 ? text : nil
  }

  /// The texts of the conditions that `and` joins, each as it may stand beside another `and`.
  var conjunctTexts: [String] {
    guard case .binary(.and, let left, let right) = kind else { return [canonicalText] }
    return [left, right].flatMap { side in
      if case .binary(.or, _, _) = side.kind { return ["(\(side.canonicalText))"] }
      return side.conjunctTexts
    }
  }

  /// The name that an unnamed item gets: a column's own, else one made from the text.
  var itemName: String {
    if case .column(let name) = kind { return name.text }
    return derivedName
  }
}
