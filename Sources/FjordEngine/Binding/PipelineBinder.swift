import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// What a pipeline's statement does once it is bound.
package enum BoundStatement: Sendable {
  /// Shows the rows.
  case show(BoundPipeline)
  /// Hands the rows to a sink.
  case sink(BoundPipeline, any Sink)
  /// Shows what a report tells.
  case report(Table)
  /// Runs a command.
  case command(CommandDeclaration, CommandCall)
}

/// Binds pipelines: names, types, the schema of every stage.
///
/// Sends no request and writes nothing.
package struct PipelineBinder: Sendable {
  let scope: Scope
  let source: SourceText
  let definitions: [String: Definition]
  let tables: any SavedTables
  /// Tables that earlier statements of the same script will have saved.
  let plannedTables: [String: Schema]
  /// Services that commands are checked with.
  let services: SessionServices

  /// Binds a pipeline that stands as a statement.
  package func bindStatement(_ pipeline: Pipeline) async throws -> BoundStatement {
    if let command = try await bindCommand(pipeline) { return command }
    let expander = Expander(
      definitions: definitions, variables: scope.variables, source: source)
    let (bound, end) = try await bindStages(expander.expand(pipeline))
    switch end {
    case .sink(let sink)?: return .sink(bound, sink)
    case .report(let report)?: return .report(report.table(of: bound))
    case nil: return .show(bound)
    }
  }

  /// Binds a pipeline that must give rows.
  package func bindRows(_ pipeline: Pipeline) async throws -> BoundPipeline {
    switch try await bindStatement(pipeline) {
    case .show(let bound): return bound
    case .report(let table):
      return BoundPipeline(
        source: BoundSource(
          name: "report", source: TableSource(table), span: pipeline.span, isRepeatable: false),
        stages: [], text: pipeline.canonicalText, isRepeatable: false)
    case .sink, .command:
      let name = pipeline.stages.last?.callName ?? ""
      throw Diagnostics(BindFault.commandInPipeline(name).diagnostic(at: pipeline.span))
    }
  }

  private func bindCommand(_ pipeline: Pipeline) async throws -> BoundStatement? {
    guard case .call(let call)? = pipeline.stages.first?.kind,
      let command = scope.registry.commands[call.name.text]
    else { return nil }
    guard pipeline.stages.count == 1, call.clauses.isEmpty else {
      throw Diagnostics(BindFault.commandInPipeline(command.name).diagnostic(at: pipeline.span))
    }
    var arguments = ArgumentBinder(scope: scope)
    let options = arguments.bind(call.options, of: command.name, declared: command.options)
    let parameters =
      command.argument.isEmpty
      ? []
      : [
        ParameterDeclaration(
          command.argument, .word([], others: true), "", isOptional: command.argument.hasPrefix("[")
        )
      ]
    let positional = arguments.bind(
      call.items, of: command.name, declared: parameters, at: call.name.span)
    guard arguments.faults.isEmpty else { throw Diagnostics(arguments.faults) }
    let bound = CommandCall(
      target: positional.first, options: options, span: pipeline.span)
    try await command.check(bound, services)
    return .command(command, bound)
  }

  // MARK: Stages

  private enum End { case sink(any Sink), report(any Report) }

  /// Binds all stages; throws all faults found.
  ///
  /// What comes out of a faulty stage is unknown, unless its declaration says that the columns stay;
  /// stages behind it are then checked by name alone.
  private func bindStages(_ pipeline: Pipeline) async throws -> (BoundPipeline, End?) {
    guard let first = pipeline.stages.first else {
      preconditionFailure("a pipeline has at least one stage")
    }
    let head: BoundSource
    do {
      head = try await SourceBinder(binder: self).bind(first)
    } catch let error as Diagnostics {
      throw Diagnostics(error.items + pipeline.stages.dropFirst().compactMap(nameFault))
    }
    var faults: [Diagnostic] = []
    var stages: [BoundStage] = []
    var isKnown = true
    var end: End?
    for (place, stage) in pipeline.stages.enumerated().dropFirst() {
      guard end == nil else {
        let name = pipeline.stages[place - 1].callName
        faults.append(BindFault.afterEnd(name).diagnostic(at: stage.span))
        break
      }
      guard isKnown else {
        faults += nameFault(stage).map { [$0] } ?? []
        continue
      }
      do {
        switch try bind(stage, after: part(head, stages, pipeline)) {
        case .stage(let next): stages.append(next)
        case .end(let found): end = found
        }
      } catch {
        faults += error.items
        isKnown = keepsColumns(stage)
      }
    }
    guard faults.isEmpty else { throw Diagnostics(faults) }
    return (part(head, stages, pipeline), end)
  }

  /// The pipeline as far as it is bound.
  private func part(_ head: BoundSource, _ stages: [BoundStage], _ pipeline: Pipeline)
    -> BoundPipeline
  {
    let part = Pipeline(Array(pipeline.stages.prefix(stages.count + 1)), at: pipeline.span)
    // A variable that is left holds a table, whose rows the text does not say.
    return BoundPipeline(
      source: head, stages: stages, text: part.canonicalText,
      isRepeatable: head.isRepeatable && part.variableNames.isEmpty)
  }

  private func keepsColumns(_ stage: Stage) -> Bool {
    guard case .call(let call) = stage.kind,
      let type = scope.registry.operators[call.name.text]
    else { return false }
    return type.declaration.keepsColumns
  }

  private enum BoundPart { case stage(BoundStage), end(End) }

  private func bind(_ stage: Stage, after pipeline: BoundPipeline) throws(Diagnostics) -> BoundPart
  {
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
      scope: scope, input: pipeline.output, declaration: type.declaration,
      sourceName: pipeline.source.name, source: source)
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
          identity: type.declaration.identity, isRowToRow: type.declaration.isRowToRow,
          span: stage.span, text: Pipeline([stage], at: stage.span).canonicalText))
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
  private func nameFault(_ stage: Stage) -> Diagnostic? {
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

extension Diagnostics {
  /// An error of any kind as diagnostics.
  package init(wrapping error: any Error) {
    switch error {
    case let many as Diagnostics: self = many
    case let one as Diagnostic: self.init(one)
    case let fault as any DiagnosticError: self.init(fault.diagnostic)
    default: self.init(Diagnostic(code: "run.fault", "\(error)"))
    }
  }
}
