import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// What the statements of a session have left behind for those that follow.
struct Environment: Sendable {
  /// Variables by name, without `$`.
  var variables: [String: Variable] = [:]
  /// Definitions by name.
  var definitions: [String: Definition] = [:]
  /// Tables that earlier statements of a script will have saved, while the script is checked.
  var planned: [String: Schema] = [:]
  /// The table shown last.
  var last: LastTable?

  /// A binder for a statement.
  func binder(
    _ services: SessionServices, _ source: SourceText, for purpose: PipelineBinder.Purpose
  ) -> PipelineBinder {
    PipelineBinder(
      purpose: purpose,
      scope: Scope(
        registry: services.registry, variables: variables, context: services.context),
      source: source, definitions: definitions, tables: services.tables, plannedTables: planned,
      services: services)
  }

  /// What a statement is, now that it is known which names are definitions: `let t = f` holds the
  /// rows of f, which a parser that does not know f takes for an expression.
  func kind(of statement: Statement) -> Statement.Kind {
    guard case .letValue(let name, let expression) = statement.kind,
      case .column(let called) = expression.kind, definitions[called.text] != nil
    else { return statement.kind }
    let stage = Stage(.call(Call(name: called)), at: expression.span)
    return .letTable(name, Pipeline([stage], at: expression.span))
  }

  /// Takes over a definition.
  mutating func define(
    _ name: String, parameters: [Name], body: Pipeline, _ services: SessionServices,
    in source: SourceText
  ) throws(Diagnostics) {
    definitions[name] = try expander(services, source)
      .define(name, parameters: parameters, body: body)
  }

  /// Takes over a parameter of a script.
  mutating func set(_ parameter: ParameterStatement, given: [String: Value]) throws(Diagnostics) {
    variables[parameter.name.text] = try ScriptParameter(parameter)
      .variable(given: given[parameter.name.text])
  }

  /// Takes over a table.
  ///
  /// Rows in a variable are as they are: nothing says how they go on, so they have no key.
  mutating func set(_ name: String, _ schema: Schema, _ table: Table?) {
    variables[name] = .table(schema.withoutKey(), table)
  }

  /// Takes over a value; what it names must be known by now.
  mutating func set(
    _ name: String, _ expression: Expression, _ services: SessionServices, _ source: SourceText
  ) throws {
    let scope = Scope(
      registry: services.registry, variables: variables, context: services.context)
    let binder = ExpressionBinder(input: Schema([]), scope: scope)
    if let source = expression.dottedName {
      // No column can be meant here, so a bare name is taken for that of a source.
      let known = services.registry.sources.keys.sorted()
      throw Diagnostics(
        BindFault.unknownSource(source, known: known).diagnostic(at: expression.span))
    }
    guard let bound = binder.bind(expander(services, source).expand(expression)) else {
      throw Diagnostics(binder.faults)
    }
    let context = EvaluationContext(services.context, stage: "let \(name)")
    variables[name] = .value(try bound.constantValue(context), bound.type)
  }

  private func expander(_ services: SessionServices, _ source: SourceText) -> Expander {
    Expander(
      definitions: definitions, variables: variables, source: source, registry: services.registry)
  }
}
