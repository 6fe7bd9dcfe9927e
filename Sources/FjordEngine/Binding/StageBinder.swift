import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// Binds the arguments of one operator by its declaration, collecting all faults.
struct StageBinder {
  let scope: Scope
  let input: Schema
  let declaration: OperatorDeclaration
  let before: BoundPipeline
  let services: SessionServices
  /// The tables among the items, by their place; missing where one is faulty.
  let tables: [Int: BoundPipeline]
  /// The text that spans count in.
  let source: SourceText
  let expressions: ExpressionBinder
  var faults: [Diagnostic] = []

  init(
    scope: Scope, before: BoundPipeline, declaration: OperatorDeclaration, source: SourceText,
    tables: TableArguments, services: SessionServices
  ) {
    self.scope = scope
    self.before = before
    self.declaration = declaration
    self.source = source
    self.services = services
    self.tables = tables.bound
    input = before.output
    faults = tables.faults
    expressions = ExpressionBinder(input: input, scope: scope)
  }

  mutating func bind(_ call: Call, span: Span) throws(Diagnostics) -> BoundCall {
    let isMisplaced = reportItemsBeforeClause(call)
    expressions.windowSlots = windowSlots(for: call)
    let items =
      isMisplaced
      ? [] : bind(call.items, as: declaration.items, owner: declaration.name, at: call.name.span)
    checkWindows(items, of: call)
    expressions.windowSlots = nil
    var clauses: [Clause.Keyword: [BoundItem]] = [:]
    for clause in call.clauses {
      guard let declared = declaration.clauses.first(where: { $0.keyword == clause.keyword }) else {
        let known = declaration.clauses.map(\.keyword.rawValue)
        fail(
          .unknownClause(
            clause.keyword.rawValue, of: declaration.name, known: known,
            fix: naming(clause, behind: call.items.last)), at: clause.keywordSpan)
        continue
      }
      clauses[clause.keyword] = bind(
        clause.items, as: declared.items, owner: clause.keyword.rawValue, at: clause.keywordSpan)
    }
    for declared in declaration.clauses where !declared.items.isOptional && !isMisplaced {
      guard !call.clauses.contains(where: { $0.keyword == declared.keyword }) else { continue }
      fail(
        .missingClause(
          declared.keyword.rawValue, of: declaration.name, usage: declaration.usage),
        at: call.name.span)
    }
    var arguments = ArgumentBinder(scope: scope)
    let options = arguments.bind(
      call.options, of: declaration.name, declared: declaration.options)
    let all = faults + expressions.faults + arguments.faults
    guard all.isEmpty else {
      throw Diagnostics(all.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) })
    }
    return BoundCall(
      name: declaration.name, before: before, items: items, clauses: clauses, options: options,
      span: span, services: services)
  }

  /// `select a as b` for `select b = a`: the item as it is named here.
  private func naming(_ clause: Clause, behind item: Item?) -> String? {
    let takesNames: [ItemForm] = [.projections, .derivations, .aggregates]
    guard clause.keyword == .as, takesNames.contains(declaration.items.form),
      case .expression(let value)? = item?.value,
      case .expression(let name)? = clause.items.first?.value
    else { return nil }
    return "`\(name.canonicalText) = \(value.canonicalText)`"
  }

  /// `sort a` for `sort by a`: items of an operator that takes them only in a clause.
  private mutating func reportItemsBeforeClause(_ call: Call) -> Bool {
    guard declaration.items.form == .none, let first = call.items.first, let last = call.items.last,
      let clause = declaration.clauses.first,
      !call.clauses.contains(where: { $0.keyword == clause.keyword })
    else { return false }
    let texts = call.items.map { item in
      guard case .expression(let expression) = item.value, item.name == nil else { return "..." }
      return expression.canonicalText + (item.direction.map { " \($0.rawValue)" } ?? "")
    }
    fail(
      .itemsBeforeClause(
        clause.keyword.rawValue, of: declaration.name, found: texts.joined(separator: ", ")),
      at: first.span.joined(last.span))
    return true
  }

  /// Window functions may stand in derivations of an operator that knows partitions; their columns
  /// lie behind all that come out.
  private func windowSlots(for call: Call) -> WindowSlots? {
    guard declaration.items.form == .derivations,
      declaration.clauses.contains(where: { $0.keyword == .per })
    else { return nil }
    var names = Set(input.names)
    for case (let name, .expression(let expression)) in call.items.map({ ($0.name, $0.value) }) {
      names.insert(name?.text ?? expression.itemName)
    }
    return WindowSlots(
      next: names.count,
      isOrdered: call.clauses.contains { $0.keyword == .by && !$0.items.isEmpty })
  }

  private mutating func checkWindows(_ items: [BoundItem], of call: Call) {
    guard expressions.windowSlots != nil, items.count == call.items.count,
      items.allSatisfy(\.windows.isEmpty)
    else { return }
    for clause in call.clauses where [.per, .by].contains(clause.keyword) {
      fail(.noWindow(clause.keyword.rawValue), at: clause.keywordSpan)
    }
  }

  mutating func fail(_ fault: BindFault, at span: Span) {
    faults.append(fault.diagnostic(at: span))
  }

  private mutating func bind(
    _ items: [Item], as declared: ItemsDeclaration, owner: String, at span: Span
  ) -> [BoundItem] {
    let isSingle = [.condition, .count, .value, .target, .table].contains(declared.form)
    let hasRightCount =
      items.isEmpty
      ? declared.isOptional : declared.form != .none && (!isSingle || items.count == 1)
    guard hasRightCount else {
      let expected = declared.form == .none ? "nothing" : declared.form.words
      fail(
        .itemCount(owner, expected: expected, found: items.count, usage: declaration.usage),
        at: items.last?.span ?? span)
      return []
    }
    defer { expressions.input = input }
    if declared.form.isTable {
      return items.indices.compactMap { place in
        tables[place].map { BoundItem(name: "", .table($0), at: items[place].span) }
      }
    }
    var bound: [BoundItem] = []
    for item in items {
      guard let one = bind(item, as: declared.form, owner: owner) else { continue }
      bound.append(one)
    }
    checkNames(bound, declared.form)
    return bound
  }

  private mutating func checkNames(_ items: [BoundItem], _ form: ItemForm) {
    var seen: Set<String> = []
    switch form {
    case .projections, .aggregates:
      for item in items where !seen.insert(item.name).inserted {
        fail(.duplicateColumn(item.name), at: item.span)
      }
    case .columns, .names:
      for item in items where !seen.insert(item.name).inserted {
        fail(.namedTwice(item.name), at: item.span)
      }
    case .renames:
      var places: Set<Int> = []
      for item in items {
        if !seen.insert(item.name).inserted { fail(.duplicateColumn(item.name), at: item.span) }
        guard let place = item.expression?.columnIndex else { continue }
        if !places.insert(place).inserted { fail(.namedTwice(input.names[place]), at: item.span) }
      }
    case .none, .condition, .count, .derivations, .fills, .value, .order, .largestFirst,
      .expectations, .target, .table, .tables, .keys:
      break
    }
  }
}
