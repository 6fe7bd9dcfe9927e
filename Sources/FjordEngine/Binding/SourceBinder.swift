import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// Binds the first stage of a pipeline.
struct SourceBinder {
  let binder: PipelineBinder

  func bind(_ stage: Stage) async throws -> BoundSource {
    switch stage.kind {
    case .variable(let name): return try bindVariable(name)
    case .table(let list):
      let table = try literalTable(list)
      return BoundSource(
        name: "[...]", source: TableSource(table), span: stage.span, isRepeatable: true)
    case .call(let call):
      do {
        return try await bind(call, at: stage.span)
      } catch {
        throw Diagnostics(wrapping: error).located(at: stage.span, in: nil).beforeAnyRow
      }
    }
  }

  private func bindVariable(_ name: Name) throws(Diagnostics) -> BoundSource {
    switch binder.scope.variables[name.text] {
    case .table(let schema, let table)?:
      return BoundSource(
        name: "$" + name.text, source: TableSource(schema: schema, table: table), span: name.span,
        isRepeatable: false)
    case .value?: throw Diagnostics(BindFault.valueAsTable(name.text).diagnostic(at: name.span))
    case nil where name.text == "last":
      throw Diagnostics(BindFault.nothingShownYet.diagnostic(at: name.span))
    case nil:
      throw Diagnostics(
        BindFault.unknownVariable(name.text, known: binder.scope.variables.keys.sorted())
          .diagnostic(at: name.span))
    }
  }

  private func bind(_ call: Call, at span: Span) async throws -> BoundSource {
    let name = call.name.text
    let registry = binder.scope.registry
    if name.hasPrefix(Registry.storePrefix) { return try await bindSaved(call, at: span) }
    guard let declaration = registry.sources[name] else {
      if registry.operators[name] != nil {
        throw Diagnostics(BindFault.operatorFirst(name).diagnostic(at: call.name.span))
      }
      let known = registry.sources.keys.sorted() + registry.commands.keys.sorted()
      throw Diagnostics(BindFault.unknownSource(name, known: known).diagnostic(at: call.name.span))
    }
    var arguments = ArgumentBinder(scope: binder.scope)
    let positional = arguments.bind(
      call.items, of: name, declared: declaration.parameters, at: call.name.span)
    let clauses = call.clauses.compactMap { optionForm($0, of: declaration, &arguments.faults) }
    let options = arguments.bind(
      call.options + clauses, of: name, declared: declaration.options)
    guard arguments.faults.isEmpty else { throw Diagnostics(arguments.faults) }
    let source = try await declaration.open(
      SourceArguments(positional: positional, options: options), binder.scope.context)
    return BoundSource(name: name, source: source, span: span, isRepeatable: name != "stdin")
  }

  /// A clause of a source reads as the option of its name: `range 1 to 10`.
  private func optionForm(
    _ clause: Clause, of source: SourceDeclaration, _ faults: inout [Diagnostic]
  ) -> Option? {
    let word = clause.keyword.rawValue
    let words = Set(Clause.Keyword.allCases.map(\.rawValue))
    guard let option = source.options.first(where: { $0.name == word }) else {
      let known = source.options.map(\.name).filter(words.contains)
      let fault = BindFault.unknownClause(word, of: source.name, known: known)
      faults.append(fault.diagnostic(at: clause.keywordSpan))
      return nil
    }
    guard clause.items.count == 1, let item = clause.items.first, item.name == nil,
      item.direction == nil, case .expression(let expression) = item.value
    else {
      let fault = BindFault.itemForm(word, expected: option.kind?.words ?? "nothing")
      faults.append(fault.diagnostic(at: clause.span))
      return nil
    }
    return Option(
      name: Name(word, at: clause.keywordSpan), value: .expression(expression), at: clause.span)
  }

  private func bindSaved(_ call: Call, at span: Span) async throws -> BoundSource {
    let name = String(call.name.text.dropFirst(Registry.storePrefix.count))
    var arguments = ArgumentBinder(scope: binder.scope)
    _ = arguments.bind(call.items, of: call.name.text, declared: [], at: call.name.span)
    _ = arguments.bind(call.options, of: call.name.text, declared: [])
    arguments.faults += call.clauses.map {
      BindFault.unknownClause($0.keyword.rawValue, of: call.name.text, known: [])
        .diagnostic(at: $0.keywordSpan)
    }
    guard arguments.faults.isEmpty else { throw Diagnostics(arguments.faults) }
    if let planned = binder.plannedTables[name] {
      return BoundSource(
        name: call.name.text, source: TableSource(schema: planned, table: nil), span: span,
        isRepeatable: true)
    }
    guard try await binder.tables.info(name) != nil else {
      let known = try await binder.tables.list().map(\.name) + binder.plannedTables.keys.sorted()
      throw Diagnostics(BindFault.unknownTable(name, known: known).diagnostic(at: call.name.span))
    }
    return BoundSource(
      name: call.name.text, source: try await binder.tables.source(name), span: span,
      isRepeatable: true)
  }

  /// A literal list as a table: records give columns, other values the column `value`.
  private func literalTable(_ list: Expression) throws -> Table {
    let expressions = ExpressionBinder(input: Schema([]), scope: binder.scope)
    guard let bound = expressions.bind(list) else { throw Diagnostics(expressions.faults) }
    let context = EvaluationContext(binder.scope.context, stage: "[...]")
    guard case .list(let element)? = bound.type,
      case .list(let values) = try bound.constantValue(context)
    else { preconditionFailure("a literal table is a list") }
    let column = Column(element, values)
    guard case .record(let fields) = element else {
      return Table(
        schema: Schema([Field("value", element)]),
        batches: [Batch(columns: [column], count: values.count)])
    }
    guard !fields.isEmpty else {
      throw Diagnostics(
        BindFault.tableRows("records with at least one value").diagnostic(at: list.span))
    }
    let columns = fields.indices.map { column.field($0) }
    return Table(
      schema: Schema(fields.map { Field($0.name, $0.type) }),
      batches: [Batch(columns: columns, count: values.count)])
  }
}

extension Diagnostics {
  /// The same where no row was asked for yet: that more requests are needed than may be sent is known
  /// then, and no result is left in part.
  fileprivate var beforeAnyRow: Diagnostics {
    Diagnostics(
      items.map { item in
        var item = item
        if item.code == "http.max-requests" { item.status = .check }
        return item
      })
  }
}
