import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

extension PipelineBinder {
  /// What a stage binds to.
  enum BoundPart { case stage(BoundStage), end(End) }

  func bind(_ stage: Stage, after pipeline: BoundPipeline) async throws(Diagnostics) -> BoundPart {
    guard case .call(let call) = stage.kind else {
      throw Diagnostics(
        BindFault.notAStage(stage.callName).diagnostic(at: stage.span))
    }
    guard let type = scope.registry.operators[call.name.text] else {
      if let source = scope.registry.sources[call.name.text], let lookup = source.lookup {
        return .stage(try bind(lookup, source, call, stage, after: pipeline))
      }
      throw Diagnostics(unknown(call.name))
    }
    var binder = StageBinder(
      scope: scope, before: pipeline, declaration: type.declaration, source: source,
      tables: await bindTables(call, of: type.declaration), services: services)
    let boundCall = try binder.bind(call, span: stage.span)
    let bound: any Operator
    do {
      bound = try type.init(binding: boundCall)
    } catch {
      throw error.located(at: stage.span, in: nil)
    }
    switch bound {
    case let sink as any Sink: return .end(.sink(sink))
    case let report as any Report: return .end(.report(report))
    case let transform as any Transform:
      return .stage(
        BoundStage(
          name: type.declaration.name, work: .transform(transform),
          identity: transform.looksAcrossRows ? .drops : type.declaration.identity,
          isRowToRow: type.declaration.isRowToRow && !transform.looksAcrossRows,
          span: stage.span, text: Pipeline([stage], at: stage.span).canonicalText, syntax: stage,
          tables: boundCall.items.compactMap(\.table)))
    default: preconditionFailure("operator `\(call.name.text)` has no work")
    }
  }

  private func bind(
    _ lookup: LookupDeclaration, _ source: SourceDeclaration, _ call: Call, _ stage: Stage,
    after pipeline: BoundPipeline
  ) throws(Diagnostics) -> BoundStage {
    let missing = lookup.requiredColumns.filter { pipeline.output.index(of: $0) == nil }
    guard missing.isEmpty else {
      throw Diagnostics(
        BindFault.lookupColumns(source.name, missing: missing).diagnostic(at: stage.span))
    }
    var binder = ArgumentBinder(scope: scope)
    let options = binder.bind(call.options, of: source.name, declared: source.options)
    if let item = call.items.first {
      binder.faults.append(
        BindFault.itemCount(
          source.name, expected: "no argument as a stage", found: call.items.count,
          usage: source.name + " [--option value]"
        ).diagnostic(at: item.span))
    }
    binder.faults += call.clauses.map {
      BindFault.unknownClause($0.keyword.rawValue, of: source.name, known: [])
        .diagnostic(at: $0.keywordSpan)
    }
    guard binder.faults.isEmpty else { throw Diagnostics(binder.faults) }
    let made: any Lookup
    do {
      made = try lookup.make(
        SourceArguments(options: options), pipeline.output, scope.context)
    } catch {
      throw Diagnostics(wrapping: error).located(at: stage.span, in: nil)
    }
    return BoundStage(
      name: source.name, work: .lookup(made), identity: .keeps, isRowToRow: true, span: stage.span,
      text: Pipeline([stage], at: stage.span).canonicalText)
  }

  /// A fault in the name of a stage that can't be bound for faults before it.
  func nameFault(_ stage: Stage) -> Diagnostic? {
    guard case .call(let call) = stage.kind,
      scope.registry.operators[call.name.text] == nil,
      scope.registry.sources[call.name.text]?.lookup == nil
    else { return nil }
    return unknown(call.name)
  }

  private func unknown(_ name: Name) -> Diagnostic {
    if scope.registry.isSource(name.text) {
      return BindFault.sourceInMiddle(name.text).diagnostic(at: name.span)
    }
    if scope.registry.commands[name.text] != nil {
      return BindFault.commandInPipeline(name.text).diagnostic(at: name.span)
    }
    let lookups = scope.registry.sources.values.filter { $0.lookup != nil }.map(\.name)
    // A definition that comes later may bear the very name.
    let defined = definitions.keys.filter { $0 != name.text }
    let known = Array(scope.registry.operators.keys) + lookups + defined
    let sameElsewhere = scope.registry.operators.values.map { $0.declaration }
      .filter { $0.namesElsewhere.contains(name.text.lowercased()) }.map(\.name)
    return BindFault.unknownOperator(
      name.text, known: known.sorted(), sameElsewhere: sameElsewhere.sorted()
    ).diagnostic(at: name.span)
  }
}

extension Stage {
  /// The name it was called by, or what stands for it.
  var callName: String {
    switch kind {
    case .call(let call): call.name.text
    case .variable(let name): "$" + name.text
    case .table: "[...]"
    }
  }
}
