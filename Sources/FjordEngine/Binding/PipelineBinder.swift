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
      definitions: definitions, variables: scope.variables, source: source,
      registry: scope.registry)
    return try await bind(expanded: expander.expand(pipeline))
  }

  private func bind(expanded pipeline: Pipeline) async throws -> BoundStatement {
    let (bound, end) = try await bindStages(pipeline)
    switch end {
    case .sink(let sink)?: return .sink(bound, sink)
    case .report(let report)?: return .report(report.table(of: bound))
    case nil: return .show(bound)
    }
  }

  /// Binds a pipeline that must give rows.
  package func bindRows(_ pipeline: Pipeline) async throws -> BoundPipeline {
    try rows(of: await bindStatement(pipeline), pipeline)
  }

  /// Binds a pipeline among a stage's arguments, definitions and values put in already.
  func bindRows(expanded pipeline: Pipeline) async throws -> BoundPipeline {
    try rows(of: await bind(expanded: pipeline), pipeline)
  }

  private func rows(of statement: BoundStatement, _ pipeline: Pipeline) throws -> BoundPipeline {
    switch statement {
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

  /// What ends a pipeline.
  enum End { case sink(any Sink), report(any Report) }

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
        switch try await bind(stage, after: part(head, stages, pipeline)) {
        case .stage(let next): stages.append(next)
        case .end(let found): end = found
        }
      } catch {
        faults += error.items
        isKnown = keepsColumns(stage)
      }
    }
    guard faults.isEmpty else { throw Diagnostics(faults) }
    let bound = part(head, stages, pipeline)
    let readers = bound.withTables.map(\.source).filter { $0.name == "stdin" }
    if let second = readers.dropFirst().first {
      throw Diagnostics(BindFault.readTwice(second.name).diagnostic(at: second.span))
    }
    return (bound, end)
  }

  /// The pipeline as far as it is bound.
  private func part(_ head: BoundSource, _ stages: [BoundStage], _ pipeline: Pipeline)
    -> BoundPipeline
  {
    let part = Pipeline(Array(pipeline.stages.prefix(stages.count + 1)), at: pipeline.span)
    // A variable that is left holds a table, whose rows the text does not say.
    return BoundPipeline(
      source: head, stages: stages, text: part.canonicalText,
      isRepeatable: head.isRepeatable && part.variableNames.isEmpty
        && stages.allSatisfy { $0.tables.allSatisfy(\.isRepeatable) })
  }

  private func keepsColumns(_ stage: Stage) -> Bool {
    guard case .call(let call) = stage.kind,
      let type = scope.registry.operators[call.name.text]
    else { return false }
    return type.declaration.keepsColumns
  }
}
