import FjordEngine
import FjordLanguage
import FjordPlugin
import FjordTable

/// What could stand at the cursor: sources, operators, options, columns valid there, functions.
package struct StatementCompletion {
  private let registry: Registry
  private let variables: [String]
  private let definitions: [String]
  private let savedTables: [String]
  /// The columns that a pipeline's text gives, nil where it does not bind.
  private let columns: (String) -> Schema?

  package init(
    registry: Registry, variables: [String], definitions: [String], savedTables: [String],
    columns: @escaping (String) -> Schema?
  ) {
    self.registry = registry
    self.variables = variables
    self.definitions = definitions
    self.savedTables = savedTables
    self.columns = columns
  }

  /// The candidates that begin with what was typed, sorted.
  package func complete(_ text: String, cursor: Int) -> Completion {
    let context = completionContext(
      for: text, cursor: cursor, vocabulary: registry.vocabulary(definitions: Set(definitions)))
    if context.partial.hasPrefix("$") {
      return filtered(variables.map { Completion.Candidate("$" + $0) }, context)
    }
    switch context.kind {
    case .sourceOrStatement: return filtered(beginnings, context)
    case .operatorName: return filtered(stages, context)
    case .option: return filtered(options(of: context.stage), context)
    case .optionValue(let option): return filtered(words(of: context.stage, option), context)
    case .argument: return filtered(arguments(context), context)
    case .nothing: return .none
    }
  }

  private func filtered(_ candidates: [Completion.Candidate], _ context: CompletionContext)
    -> Completion
  {
    let fitting = candidates.filter { $0.text.hasPrefix(context.partial) }
    return Completion(
      start: context.span.start, candidates: fitting.sorted { $0.text < $1.text })
  }

  private var beginnings: [Completion.Candidate] {
    registry.sources.values.map { Completion.Candidate($0.name, meaning: $0.summary) }
      + registry.commands.values.map { Completion.Candidate($0.name, meaning: $0.summary) }
      + savedTables.map { Completion.Candidate("store.\($0)", meaning: "a saved table") }
      + definitions.map { Completion.Candidate($0, meaning: "a definition") }
      + ["let", "def", "param"].map { Completion.Candidate($0) }
  }

  private var stages: [Completion.Candidate] {
    registry.operators.values.map {
      Completion.Candidate($0.declaration.name, meaning: $0.declaration.summary)
    }
      + registry.sources.values.compactMap { source in
        source.lookup.map { Completion.Candidate(source.name, meaning: $0.summary) }
      }
      + definitions.map { Completion.Candidate($0, meaning: "a definition") }
  }

  private func options(of stage: String?) -> [Completion.Candidate] {
    guard let stage else { return [] }
    return registry.options(of: stage).map {
      Completion.Candidate("--" + $0.name, meaning: $0.summary)
    }
  }

  private func words(of stage: String?, _ option: String) -> [Completion.Candidate] {
    guard let stage,
      case .word(let words, _)?? = registry.options(of: stage).first(where: { $0.name == option })?
        .kind
    else { return [] }
    return words.map { Completion.Candidate($0) }
  }

  private func arguments(_ context: CompletionContext) -> [Completion.Candidate] {
    guard let stage = context.stage else { return [] }
    if registry.commands[stage] != nil { return targets(of: stage) }
    guard let declaration = registry.operators[stage]?.declaration else {
      return stage == "store" || stage == "schema" ? targets(of: stage) : options(of: stage)
    }
    let clauses = declaration.clauses.map { Completion.Candidate($0.keyword.rawValue) }
    if context.isAfterOperand { return clauses + options(of: stage) }
    let fields = columns(context.pipelineBefore)?.fields ?? []
    let names = fields.flatMap(paths).map {
      Completion.Candidate($0.text, meaning: $0.meaning, endsWord: false)
    }
    let functions = functions(in: declaration)
    return names + clauses + options(of: stage)
      + functions.map { Completion.Candidate($0 + "(", meaning: "a function", endsWord: false) }
  }

  /// What may be called in an operator's items.
  private func functions(in declaration: OperatorDeclaration) -> Set<String> {
    switch declaration.items.form {
    case .aggregates: Set(registry.aggregates.keys)
    case .derivations where declaration.clauses.contains(where: { $0.keyword == .per }):
      Set(registry.functions.keys).union(registry.aggregates.keys).union(registry.windows.keys)
    default: Set(registry.functions.keys)
    }
  }

  /// A column, quoted where its name needs it, and the fields of a record.
  private func paths(_ field: Field) -> [(text: String, meaning: String)] {
    let isPlain =
      !field.name.isEmpty
      && field.name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && !(field.name.first?.isNumber ?? true)
    let name = isPlain ? field.name : "`" + field.name.replacing("`", with: "``") + "`"
    var found = [(name, field.meaning.isEmpty ? "\(field.type)" : field.meaning)]
    if case .record(let parts) = field.type {
      found += parts.map { ("\(name).\($0.name)", "\($0.type)") }
    }
    return found
  }

  private func targets(of command: String) -> [Completion.Candidate] {
    switch command {
    case "refresh", "store": return savedTables.map { Completion.Candidate($0) }
    case "schema": return registry.sources.keys.map { Completion.Candidate($0) }
    default:
      let names =
        Array(registry.operators.keys) + Array(registry.sources.keys)
        + Array(registry.functions.keys) + Array(registry.aggregates.keys)
        + Array(registry.windows.keys)
      return Set(names).map { Completion.Candidate($0) }
    }
  }
}
