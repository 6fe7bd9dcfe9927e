import FjordLanguage
import FjordPlugin

/// Everything that is registered at startup, by name.
///
/// Only names are registered then; declarations are made when they are looked for.
package struct Registry: Sendable {
  /// Operators.
  package private(set) var operators: [String: any Operator.Type]
  /// Sources, those of plugins among them.
  package private(set) var sources = Catalogue<SourceDeclaration>()
  /// Functions.
  package private(set) var functions = Catalogue<FunctionDeclaration>()
  /// Aggregates.
  package private(set) var aggregates = Catalogue<AggregateDeclaration>()
  /// Window functions.
  package private(set) var windows = Catalogue<WindowDeclaration>()
  /// Statements about fjord itself.
  package private(set) var commands: [String: CommandDeclaration] = [:]
  private var registeredPlugins: [RegisteredPlugin] = []

  /// Creates a registry of operators by their names, with the core's functions, aggregates and window
  /// functions.
  package init(operators: [String: any Operator.Type] = [:]) {
    self.operators = operators
    functions.insert { byName(FunctionDeclaration.core, \.name) }
    aggregates.insert { byName(AggregateDeclaration.core, \.name) }
    windows.insert { byName(WindowDeclaration.core, \.name) }
  }

  package mutating func register(_ source: SourceDeclaration) {
    sources.insert(source, named: source.name)
  }

  /// Registers a source that is made when it is looked for.
  package mutating func register(
    source name: String, _ make: @escaping @Sendable () -> SourceDeclaration
  ) {
    sources.insert(prefix: name) { [name: make()] }
  }

  package mutating func register(_ command: CommandDeclaration) { commands[command.name] = command }

  /// Registers a plugin by its name.
  ///
  /// Its sources are left out where its declarations are faulty, or where the name is taken.
  package mutating func register(plugin name: String, _ make: @escaping @Sendable () -> Plugin) {
    let isTaken = registeredPlugins.contains { $0.name == name }
    let plugin = RegisteredPlugin(name: name, isTaken: isTaken, make)
    registeredPlugins.append(plugin)
    sources.insert(prefix: name + ".") { byName(plugin.sound?.sources ?? [], \.name) }
  }

  /// Plugins in the order registered, but those left out.
  package var plugins: [Plugin] { registeredPlugins.compactMap(\.sound) }

  /// Plugins that were left out, with their faults.
  package var brokenPlugins: [(name: String, faults: [String])] {
    registeredPlugins.filter { $0.sound == nil }.map { ($0.name, $0.faults) }
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

/// A plugin with what is wrong with it, made when one of its names is looked for.
private struct RegisteredPlugin: Sendable {
  let name: String
  private let made: Deferred<(plugin: Plugin, faults: [String])>

  init(name: String, isTaken: Bool, _ make: @escaping @Sendable () -> Plugin) {
    self.name = name
    made = Deferred {
      let plugin = make()
      var faults = plugin.faults()
      if isTaken { faults.append("the name `\(name)` is taken by another plugin") }
      if plugin.name != name { faults.append("it is registered as `\(name)`") }
      return (plugin, faults)
    }
  }

  var faults: [String] { made.value.faults }

  /// The plugin where nothing is wrong with it.
  var sound: Plugin? { faults.isEmpty ? made.value.plugin : nil }
}

private func byName<Declaration>(
  _ declarations: [Declaration], _ name: KeyPath<Declaration, String>
) -> [String: Declaration] {
  Dictionary(declarations.map { ($0[keyPath: name], $0) }) { first, _ in first }
}
