import FjordLanguage
import FjordPlugin

/// Everything that is registered at startup, by name.
package struct Registry: Sendable {
  /// Operators.
  package private(set) var operators: [String: any Operator.Type] = [:]
  /// Sources, those of plugins among them.
  package private(set) var sources: [String: SourceDeclaration] = [:]
  /// Functions.
  package private(set) var functions: [String: FunctionDeclaration] = [:]
  /// Aggregates.
  package private(set) var aggregates: [String: AggregateDeclaration] = [:]
  /// Window functions.
  package private(set) var windows: [String: WindowDeclaration] = [:]
  /// Statements about fjord itself.
  package private(set) var commands: [String: CommandDeclaration] = [:]
  /// Plugins in the order registered.
  package private(set) var plugins: [Plugin] = []
  /// Plugins that were left out, with their faults.
  package private(set) var brokenPlugins: [(name: String, faults: [String])] = []

  package init() {}

  package mutating func register(_ type: any Operator.Type) {
    operators[type.declaration.name] = type
  }

  package mutating func register(_ source: SourceDeclaration) { sources[source.name] = source }

  package mutating func register(_ function: FunctionDeclaration) {
    functions[function.name] = function
  }

  package mutating func register(_ aggregate: AggregateDeclaration) {
    aggregates[aggregate.name] = aggregate
  }

  package mutating func register(_ window: WindowDeclaration) { windows[window.name] = window }

  package mutating func register(_ command: CommandDeclaration) { commands[command.name] = command }

  /// Registers a plugin's sources, or leaves the plugin out where its declarations are faulty.
  package mutating func register(_ plugin: Plugin) {
    var faults = plugin.faults()
    for source in plugin.sources where sources[source.name] != nil {
      faults.append("`\(source.name)` is taken by another source")
    }
    guard faults.isEmpty else {
      brokenPlugins.append((plugin.name, faults))
      return
    }
    plugins.append(plugin)
    for source in plugin.sources { register(source) }
  }

  /// Names under which saved tables appear as sources begin with this.
  package static let storePrefix = "store."

  /// Whether a name begins a pipeline.
  package func isSource(_ name: String) -> Bool {
    sources[name] != nil || name.hasPrefix(Self.storePrefix)
  }

  /// Whether the items of an operator are tables.
  package func takesTables(_ name: String) -> Bool {
    operators[name]?.declaration.items.form.isTable ?? false
  }

  /// The options of a stage or statement by its name.
  package func options(of name: String) -> [OptionDeclaration] {
    // One name may be operator and source (`schema`); their options must not contradict.
    (operators[name]?.declaration.options ?? []) + (sources[name]?.options ?? [])
      + (commands[name]?.options ?? [])
  }

  /// What the parser has to know.
  package func vocabulary(definitions: Set<String> = []) -> Vocabulary {
    Vocabulary(
      isSource: { isSource($0) || definitions.contains($0) },
      flags: { Set(options(of: $0).filter { $0.kind == nil }.map(\.name)) },
      takesName: { commands[$0] != nil })
  }
}
