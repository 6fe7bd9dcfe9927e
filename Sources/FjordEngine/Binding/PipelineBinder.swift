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
  /// A pipeline of which no more can be known before it runs.
  case open(BoundPipeline)
}

/// Binds pipelines: names, types, the schema of every stage.
///
/// A check sends no request and writes nothing. For a run, stages up to one whose columns depend on
/// its rows are run, so that those behind it can be bound.
package struct PipelineBinder: Sendable {
  /// What a pipeline is bound for.
  package enum Purpose: Sendable {
    /// To find its faults.
    case check
    /// To run it.
    case run
  }

  var purpose: Purpose
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
    // A report tells of a pipeline without running any of it.
    var binder = self
    if pipeline.stages.last.map(isReport) ?? false { binder.purpose = .check }
    let (bound, end) = try await binder.bindStages(pipeline)
    switch end {
    case .sink(let sink)?: return .sink(bound, sink)
    case .report(let report)?: return .report(try report.table(of: bound))
    case nil: return bound.isOpen ? .open(bound) : .show(bound)
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
    case .show(let bound), .open(let bound): return bound
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
          command.argument, command.argumentKind, "", isOptional: command.argument.hasPrefix("[")
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
  /// stages behind it are then checked by name alone, and so are those behind an open one in a check.
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
    var bound = BoundStages(head)
    var isKnown = !head.source.isOpen
    var end: End?
    for (place, stage) in pipeline.stages.enumerated().dropFirst() {
      guard end == nil else {
        let name = pipeline.stages[place - 1].callName
        faults.append(BindFault.afterEnd(name).diagnostic(at: stage.span))
        break
      }
      guard isKnown || (bound.isOpen && !head.source.isOpen && isReport(stage)) else {
        faults += nameFault(stage).map { [$0] } ?? []
        if bound.isOpen { bound.unbound.append(stage.text) }
        continue
      }
      do {
        switch try await bind(stage, after: part(bound, pipeline.stages.prefix(place))) {
        case .stage(let next): bound.stages.append(next)
        case .end(let found): end = found
        }
      } catch {
        faults += error.items
        isKnown = keepsColumns(stage)
      }
      guard bound.isOpen, isKnown else { continue }
      if purpose == .check || !faults.isEmpty {
        isKnown = false
      } else {
        bound = try await settled(part(bound, pipeline.stages.prefix(place + 1)))
      }
    }
    guard faults.isEmpty else { throw Diagnostics(faults) }
    let whole = part(bound, pipeline.stages.dropLast(end == nil ? 0 : 1))
    let readers = whole.withTables.map(\.source).filter { $0.name == "stdin" }
    if let second = readers.dropFirst().first {
      throw Diagnostics(BindFault.readTwice(second.name).diagnostic(at: second.span))
    }
    return (whole, end)
  }

  /// Source and stages as far as they are bound.
  private struct BoundStages {
    var head: BoundSource
    var stages: [BoundStage] = []
    var unbound: [String] = []

    init(_ head: BoundSource) { self.head = head }

    /// Whether the last stage's columns depend on its rows, or the source's are not known.
    var isOpen: Bool { stages.last?.isOpen ?? head.source.isOpen }
  }

  /// Runs a pipeline that ends in an open stage; its table takes their place.
  private func settled(_ pipeline: BoundPipeline) async throws -> BoundStages {
    guard let open = pipeline.stages.last?.transform as? any OpenTransform else {
      preconditionFailure("only an open stage is settled")
    }
    let before = BoundPipeline(
      source: pipeline.source, stages: pipeline.stages.dropLast(), text: pipeline.text,
      isRepeatable: pipeline.isRepeatable)
    let rows = try Plan(before).open(in: scope.context)
    let table = try await open.table(of: rows, in: scope.context)
    return BoundStages(
      BoundSource(
        name: pipeline.source.name, source: TableSource(table), span: pipeline.source.span,
        isRepeatable: pipeline.source.isRepeatable, settled: SettledStages(pipeline)))
  }

  /// The pipeline as far as it is bound, with the stages that its text says.
  private func part(_ bound: BoundStages, _ stages: ArraySlice<Stage>) -> BoundPipeline {
    let span = stages.last.map { bound.head.span.joined($0.span) } ?? bound.head.span
    let part = Pipeline(Array(stages), at: span)
    // A variable that is left holds a table, whose rows the text does not say.
    return BoundPipeline(
      source: bound.head, stages: bound.stages, text: part.canonicalText,
      isRepeatable: bound.head.isRepeatable && part.variableNames.isEmpty
        && bound.stages.allSatisfy { $0.tables.allSatisfy(\.isRepeatable) },
      unbound: bound.unbound)
  }

  private func isReport(_ stage: Stage) -> Bool {
    guard case .call(let call) = stage.kind else { return false }
    return scope.registry.operators[call.name.text] is any Report.Type
  }

  private func keepsColumns(_ stage: Stage) -> Bool {
    guard case .call(let call) = stage.kind,
      let type = scope.registry.operators[call.name.text]
    else { return false }
    return type.declaration.keepsColumns
  }
}

extension Stage {
  /// The stage as a pipeline writes it.
  fileprivate var text: String { Pipeline([self], at: span).canonicalText }
}
