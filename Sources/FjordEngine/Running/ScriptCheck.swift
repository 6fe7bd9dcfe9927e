import FjordDiagnostic
import FjordLanguage
import FjordPlugin
import FjordTable

/// The check of a whole script: every statement is bound as if those before it had run.
///
/// What a faulty statement would have left behind is unknown; statements that name it are not
/// checked, since their faults would only repeat the first.
struct ScriptCheck {
  private var services: SessionServices
  private let source: SourceText
  private let parameters: [String: Value]
  private let willRun: Bool
  private var environment: Environment
  /// Variables (with `$`) and definitions that faulty statements would have made.
  private var unknown: Set<String> = []
  /// Whether a faulty statement might have saved a table.
  private var mayHaveSaved = false
  /// The requests that the statements are known to need.
  private var need = RequestNeed.none

  /// Begins a check; `willRun` says that the parameters' values are those of a run.
  init(
    _ services: SessionServices, _ environment: Environment, _ source: SourceText,
    parameters: [String: Value], willRun: Bool
  ) {
    self.services = services
    // What is computed while checking is computed again at the run, and counted there.
    self.services.context.notices = Notices()
    if !willRun { self.services.context.mayAskToOpen = false }
    self.environment = environment
    self.source = source
    self.parameters = parameters
    self.willRun = willRun
  }

  /// What could not be checked, as it was noticed.
  var warnings: [Diagnostic] { services.context.notices.takeWarnings() }

  /// Checks all statements; throws all faults found.
  mutating func check(_ script: Script) async throws {
    var faults: [Diagnostic] = []
    for statement in script.statements {
      guard unknown.isDisjoint(with: statement.mentions(services.registry)) else {
        forget(statement)
        continue
      }
      do {
        guard try await check(statement) else {
          forget(statement)
          continue
        }
        unknown.subtract(statement.makes)
      } catch let error as Diagnostics {
        // A definition that is used twice has its faults once.
        let items = error.items.filter { !isAboutPlannedTable($0) && !faults.contains($0) }
        faults += items
        forget(statement)
      }
    }
    guard faults.isEmpty else { throw Diagnostics(faults) }
    if willRun, let left = services.context.requestsLeft, need.total > left {
      let sent = services.context.http.requestCount
      throw Diagnostics(
        RunFault.requests(needed: need.total, left: left, sent: sent).diagnostic)
    }
  }

  /// Checks one statement; false where what it leaves behind can't be known before it runs.
  private mutating func check(_ statement: Statement) async throws -> Bool {
    let binder = environment.binder(services, source, for: .check)
    switch environment.kind(of: statement) {
    case .letTable(let name, let pipeline):
      let bound = try await binder.bindRows(pipeline)
      try await checkStages(of: bound)
      guard !bound.isOpen else { return false }
      environment.set(name.text, bound.output, nil)
    case .letValue(let name, let expression):
      try environment.set(name.text, expression, services, source)
    case .definition(let name, let parameters, let body):
      try environment.define(name.text, parameters: parameters, body: body, services, in: source)
    case .parameter(let parameter): try environment.set(parameter, given: parameters)
    case .pipeline(let pipeline):
      return try await check(binder.bindStatement(pipeline))
    }
    return true
  }

  private mutating func check(_ statement: BoundStatement) async throws -> Bool {
    switch statement {
    case .show(let bound):
      try await checkStages(of: bound)
      environment.set("last", bound.output, nil)
    case .report(let table): environment.set("last", table.schema, nil)
    case .sink(let bound, let sink):
      try await checkStages(of: bound)
      if willRun, sink.savedName.map({ environment.planned[$0] == nil }) ?? true {
        try await sink.check(bound, in: services)
      }
      environment.set("last", bound.output, nil)
      if let name = sink.savedName { environment.planned[name] = bound.output }
    case .command: break
    case .open(let bound):
      try await checkStages(of: bound)
      return false
    }
    return true
  }

  /// Checks stages that keep rows, and notes the tables that they will have made and the requests that
  /// they need.
  private mutating func checkStages(of pipeline: BoundPipeline) async throws {
    if willRun, services.context.requestsLeft != nil { need += Plan(pipeline).requestNeed }
    for transform in pipeline.withTables.flatMap(\.stages).compactMap(\.transform) {
      guard let name = transform.savedName else { continue }
      if willRun, environment.planned[name] == nil { try await transform.check() }
      environment.planned[name] = transform.output
    }
  }

  /// What a statement would have made is unknown from here on.
  private mutating func forget(_ statement: Statement) {
    unknown.formUnion(statement.makes)
    guard case .pipeline(let pipeline) = statement.kind else { return }
    let isSink = pipeline.calledNames.contains { services.registry.operators[$0] is any Sink.Type }
    if isSink { mayHaveSaved = true }
  }

  /// Whether a fault only says that a table is not there yet, which a statement before will save.
  private func isAboutPlannedTable(_ fault: Diagnostic) -> Bool {
    guard fault.code == "bind.unknown-table", let span = fault.span else { return false }
    let name = source.text(in: span.range)
    return mayHaveSaved || environment.planned[name] != nil
  }
}

extension Statement {
  /// The variables (with `$`) and called names that the statement uses.
  func mentions(_ registry: Registry) -> Set<String> {
    switch kind {
    case .letTable(_, let pipeline), .definition(_, parameters: _, let pipeline),
      .pipeline(let pipeline):
      pipeline.calledNames(takesTables: registry.takesTables)
        .union(pipeline.variableNames.map { "$" + $0 })
    case .letValue(_, let expression):
      Set(Pipeline(holding: expression).variableNames.map { "$" + $0 })
    case .parameter: []
    }
  }

  /// The variables (with `$`) and definitions that the statement leaves behind.
  fileprivate var makes: Set<String> {
    switch kind {
    case .letTable(let name, _), .letValue(let name, _): ["$" + name.text]
    case .parameter(let parameter): ["$" + parameter.name.text]
    case .definition(let name, parameters: _, _): [name.text]
    case .pipeline: ["$last"]
    }
  }
}

extension Pipeline {
  /// An expression as a pipeline, to look through it.
  fileprivate init(holding expression: Expression) {
    self.init([Stage(.table(expression), at: expression.span)], at: expression.span)
  }
}
