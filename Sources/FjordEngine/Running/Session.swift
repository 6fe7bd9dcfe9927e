import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// A run of statements with the variables, definitions and the last table that they leave behind.
///
/// A script is checked whole before its first statement runs; a prompt hands in one statement at a
/// time. A session stops at its first error.
package actor Session {
  private var services: SessionServices
  private var variables: [String: Variable] = [:]
  private var definitions: [String: Definition] = [:]

  package init(services: SessionServices) { self.services = services }

  /// Checks a script and runs it; the statements' status, or a thrown fault.
  package func run(
    _ source: SourceText, mode: ParseMode = .file, parameters: [String: Value] = [:]
  ) async throws(Diagnostics) -> ExitStatus {
    do {
      let script = try parse(source, vocabulary: vocabulary, at: mode)
      try await check(script, parameters: parameters)
      for statement in script.statements {
        let status = try await run(statement, source, parameters)
        if status != .done { return status }
      }
      return .done
    } catch {
      throw Diagnostics(wrapping: error).located(in: source)
    }
  }

  /// Checks a script without running anything; throws all faults found.
  package func check(_ source: SourceText, parameters: [String: Value] = [:]) async throws(Diagnostics) {
    do {
      try await check(parse(source, vocabulary: vocabulary), parameters: parameters)
    } catch {
      throw Diagnostics(wrapping: error).located(in: source)
    }
  }

  /// The words a parser needs, definitions among them.
  package var vocabulary: Vocabulary {
    let starting = definitions.filter { $0.value.beginsWithSource(services.registry) }.map(\.key)
    return services.registry.vocabulary(definitions: Set(starting))
  }

  /// The columns that a pipeline's text gives, for completion; nil where it does not bind.
  package func columns(of text: String) async -> Schema? {
    let source = SourceText(name: "prompt", text: text)
    guard let script = try? parse(source, vocabulary: vocabulary, at: .prompt),
      case .pipeline(let pipeline)? = script.statements.last?.kind
    else { return nil }
    return try? await binder(Environment(variables, definitions), source).bindRows(pipeline).output
  }

  /// Names of variables and definitions, for completion.
  package var names: (variables: [String], definitions: [String]) {
    (variables.keys.sorted(), definitions.keys.sorted())
  }

  /// Operators, sources, functions.
  package var registry: Registry { services.registry }

  // MARK: Checking

  private struct Environment {
    var variables: [String: Variable]
    var definitions: [String: Definition]
    var planned: [String: Schema] = [:]

    init(_ variables: [String: Variable], _ definitions: [String: Definition]) {
      self.variables = variables
      self.definitions = definitions
    }
  }

  private func binder(_ environment: Environment, _ source: SourceText) -> PipelineBinder {
    PipelineBinder(
      scope: Scope(
        registry: services.registry, variables: environment.variables, context: services.context),
      source: source, definitions: environment.definitions, tables: services.tables,
      plannedTables: environment.planned, services: services)
  }

  /// Binds every statement as if those before it had run; throws all faults found.
  private func check(_ script: Script, parameters: [String: Value]) async throws {
    var environment = Environment(variables, definitions)
    var faults: [Diagnostic] = []
    for statement in script.statements {
      do {
        try await check(statement, script.source, parameters, &environment)
      } catch let error as Diagnostics {
        faults += error.items
      }
    }
    guard faults.isEmpty else { throw Diagnostics(faults) }
  }

  private func check(
    _ statement: Statement, _ source: SourceText, _ parameters: [String: Value],
    _ environment: inout Environment
  ) async throws {
    switch statement.kind {
    case .letTable(let name, let pipeline):
      // A table that fails to bind is unknown to what follows, which would only repeat the fault.
      let schema = try await binder(environment, source).bindRows(pipeline).output
      environment.variables[name.text] = .table(schema, nil)
    case .letValue(let name, let expression):
      environment.variables[name.text] = try value(of: expression, environment, source)
    case .definition(let name, let parameters, let body):
      environment.definitions[name.text] = Definition(
        parameters: parameters.map(\.text), body: body, source: source)
    case .parameter(let parameter):
      environment.variables[parameter.name.text] = try ScriptParameter(parameter)
        .variable(given: parameters[parameter.name.text])
    case .pipeline(let pipeline):
      switch try await binder(environment, source).bindStatement(pipeline) {
      case .show(let bound): environment.variables["last"] = .table(bound.output, nil)
      case .report(let table): environment.variables["last"] = .table(table.schema, nil)
      case .sink(let bound, let sink):
        environment.variables["last"] = .table(bound.output, nil)
        if let name = sink.savedName { environment.planned[name] = bound.output }
      case .command: break
      }
    }
  }

  private func value(
    of expression: Expression, _ environment: Environment, _ source: SourceText
  ) throws -> Variable {
    let scope = Scope(
      registry: services.registry, variables: environment.variables, context: services.context)
    let expander = Expander(
      definitions: [:], variables: environment.variables, source: source)
    let binder = ExpressionBinder(input: Schema([]), scope: scope)
    guard let bound = binder.bind(expander.expand(expression)) else {
      throw Diagnostics(binder.faults)
    }
    return .value(try bound.constantValue(EvaluationContext(services.context, stage: "let")), bound.type)
  }

  // MARK: Running

  private func run(
    _ statement: Statement, _ source: SourceText, _ parameters: [String: Value]
  ) async throws -> ExitStatus {
    let environment = Environment(variables, definitions)
    switch statement.kind {
    case .letTable(let name, let pipeline):
      let bound = try await binder(environment, source).bindRows(pipeline)
      let batches = try await Plan(bound).open(in: services.context).collect()
      variables[name.text] = .table(bound.output, Table(schema: bound.output, batches: batches))
    case .letValue(let name, let expression):
      variables[name.text] = try value(of: expression, environment, source)
    case .definition(let name, let parameters, let body):
      definitions[name.text] = Definition(
        parameters: parameters.map(\.text), body: body, source: source)
    case .parameter(let parameter):
      variables[parameter.name.text] = try ScriptParameter(parameter)
        .variable(given: parameters[parameter.name.text])
    case .pipeline(let pipeline):
      try await run(binder(environment, source).bindStatement(pipeline))
    }
    return settle()
  }

  private func run(_ statement: BoundStatement) async throws {
    let output = services.output
    switch statement {
    case .show(let pipeline):
      let rows = try Plan(pipeline).open(in: services.context)
      let table = try await output.show(
        rows, schema: pipeline.output, format: nil, keeping: services.keepsLast,
        context: services.context)
      if let table { variables["last"] = .table(table.schema, table) }
    case .report(let table):
      _ = try await output.show(
        BatchCursor(table.batches), schema: table.schema, format: nil, keeping: false,
        context: services.context)
      variables["last"] = .table(table.schema, table)
    case .sink(let pipeline, let sink):
      if let table = try await sink.run(pipeline, in: services) {
        variables["last"] = .table(table.schema, table)
      }
    case .command(let command, let call): try await command.run(call, services)
    }
  }

  /// Reports what a statement noticed; a result that is not all ends with status 7.
  private func settle() -> ExitStatus {
    for warning in services.context.notices.takeWarnings() { services.output.report(warning) }
    guard let cause = services.context.notices.takeIncompleteness() else { return .done }
    services.output.report(cause)
    services.output.report(
      Diagnostic(
        .warning, code: "run.incomplete", "the result is not all: the source broke off",
        fix: "run it again; a saved table goes on from where it stopped"))
    return .incomplete
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
