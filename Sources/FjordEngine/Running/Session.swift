import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// A run of statements with the variables, definitions and the last table that they leave behind.
///
/// A script is checked whole before its first statement runs; a prompt hands in one statement at a
/// time. A session stops at its first error.
package actor Session {
  private let services: SessionServices
  private var environment = Environment()
  /// What `$last` holds, where it is in the store and has not been asked for yet.
  private var unreadLast: (any Source)?

  package init(services: SessionServices) { self.services = services }

  /// Checks a script and runs it; gives the statements' status.
  ///
  /// Errors: `Diagnostics`, placed in the script; what is no fault of the script, as a
  /// `CancellationError` or an output that was closed, is thrown as it is.
  package func run(
    _ source: SourceText, mode: ParseMode = .file, parameters: [String: Value] = [:]
  ) async throws -> ExitStatus {
    do {
      let script = try parse(source, vocabulary: vocabulary, at: mode)
      var check = ScriptCheck(
        services, environment, source, parameters: parameters, willRun: true)
      try await check.check(script)
      for statement in script.statements {
        try await readLast(for: statement)
        try await run(statement, source, parameters)
        let status = services.settle()
        if status != .done { return status }
      }
      return .done
    } catch {
      services.settleAfterFault()
      throw Self.placed(error, in: source)
    }
  }

  /// Checks a script without running or asking anything; throws all faults found, and gives warnings
  /// of what could not be checked.
  @discardableResult
  package func check(_ source: SourceText, parameters: [String: Value] = [:])
    async throws(Diagnostics) -> [Diagnostic]
  {
    do {
      let script = try parse(source, vocabulary: vocabulary)
      var check = ScriptCheck(
        services, environment, source, parameters: parameters, willRun: false)
      try await check.check(script)
      return check.warnings.map { $0.located(in: source) }
    } catch {
      throw Diagnostics(wrapping: error).located(in: source)
    }
  }

  /// The words a parser needs, definitions among them.
  package var vocabulary: Vocabulary {
    let starting = environment.definitions
      .filter { $0.value.beginsWithSource(services.registry) }.map(\.key)
    return services.registry.vocabulary(definitions: Set(starting))
  }

  /// The columns that a pipeline's text gives, for completion; nil where it does not bind.
  package func columns(of text: String) async -> Schema? {
    let source = SourceText(name: "prompt", text: text)
    guard let script = try? parse(source, vocabulary: vocabulary, at: .prompt),
      case .pipeline(let pipeline)? = script.statements.last?.kind
    else { return nil }
    // Nobody is asked behind a person's back, between two keys.
    var services = services
    services.context.mayAskToOpen = false
    services.context.notices = Notices()
    let bound = try? await environment.binder(services, source, for: .check).bindRows(pipeline)
    return bound.flatMap { $0.source.source.isOpen ? nil : $0.output }
  }

  /// Names of variables and definitions, for completion.
  package var names: (variables: [String], definitions: [String]) {
    (environment.variables.keys.sorted(), environment.definitions.keys.sorted())
  }

  /// Operators, sources, functions.
  package var registry: Registry { services.registry }

  private static func placed(_ error: any Error, in source: SourceText) -> any Error {
    switch error {
    case is Diagnostics, is Diagnostic, is any DiagnosticError:
      Diagnostics(wrapping: error).located(in: source)
    default: error
    }
  }

  private func run(
    _ statement: Statement, _ source: SourceText, _ parameters: [String: Value]
  ) async throws {
    switch environment.kind(of: statement) {
    case .letTable(let name, let pipeline):
      let bound = try await environment.binder(services, source, for: .run).bindRows(pipeline)
      let batches = try await Plan(bound).open(in: services.context).collect()
      let table = Table(schema: bound.output, batches: batches.map { $0.withoutIdentity() })
      environment.set(name.text, bound.output, table)
    case .letValue(let name, let expression):
      try environment.set(name.text, expression, services, source)
    case .definition(let name, let parameters, let body):
      try environment.define(name.text, parameters: parameters, body: body, services, in: source)
    case .parameter(let parameter): try environment.set(parameter, given: parameters)
    case .pipeline(let pipeline):
      let binder = environment.binder(services, source, for: .run)
      try await run(binder.bindStatement(pipeline), binder)
    }
  }

  private func run(_ statement: BoundStatement, _ binder: PipelineBinder) async throws {
    let output = services.output
    switch statement {
    case .show(let pipeline):
      var context = services.context
      if services.keepsLast { context.trail = RequestTrail() }
      let rows = try Plan(pipeline).open(in: context)
      let table = try await output.show(
        rows, schema: pipeline.output, format: nil, keeping: services.keepsLast, context: context)
      keep(table, ShownPipeline(pipeline, binder, context.trail))
    case .report(let table):
      _ = try await output.show(
        BatchCursor(table.batches), schema: table.schema, format: nil, keeping: false,
        context: services.context)
      keep(table, nil)
    case .sink(let pipeline, let sink):
      var services = services
      if services.keepsLast { services.context.trail = RequestTrail() }
      keep(
        try await sink.run(pipeline, in: services),
        ShownPipeline(pipeline, binder, services.context.trail))
      try await keepSaved(sink)
    case .command(let command, let call):
      var services = services
      services.last = environment.last
      try await command.run(call, services)
    case .open: preconditionFailure("a pipeline that runs has all its columns")
    }
  }

  /// Keeps a table that was shown, and the pipeline whose rows it holds.
  private func keep(_ table: Table?, _ shown: ShownPipeline?) {
    guard let table else { return }
    unreadLast = nil
    environment.set("last", table.schema, table)
    environment.last = LastTable(table: table, shown: shown)
  }

  /// Makes `$last` what was saved: its columns now, its rows when a statement asks for them.
  private func keepSaved(_ sink: any Sink) async throws {
    guard services.keepsLast, let name = sink.savedName,
      try await services.tables.info(name) != nil
    else { return }
    let source = try await services.tables.source(name)
    unreadLast = source
    environment.set("last", source.schema, nil)
    environment.last = LastTable(table: Table(schema: source.schema, batches: []), shown: nil)
  }

  /// Reads `$last` where it was not read yet, and the statement or a definition names it.
  private func readLast(for statement: Statement) async throws {
    let isNamed =
      statement.mentions(services.registry).contains("$last")
      || environment.definitions.values.contains { $0.body.variableNames.contains("last") }
    guard isNamed, let last = unreadLast else { return }
    let batches = try await last.scan(ScanRequest(), in: services.context).collect()
    unreadLast = nil
    environment.set("last", last.schema, Table(schema: last.schema, batches: batches))
  }
}

extension Definition {
  fileprivate func beginsWithSource(_ registry: Registry) -> Bool {
    switch body.stages.first?.kind {
    case .call(let call)?: registry.isSource(call.name.text)
    case .variable?, .table?: true
    case nil: false
    }
  }
}
