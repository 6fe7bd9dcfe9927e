import FjordEngine
import FjordFile
import FjordOperators
import FjordPlugin

extension Registry {
  /// Everything that fjord has, with the store's tables as sources; without an output nothing can be
  /// exported.
  static func core(
    tables: any SavedTables, output: (any Output)? = nil,
    standardInput: StandardInput = StandardInput(use: .data)
  ) -> Registry {
    var registry = Registry(operators: CoreVocabulary.operators)
    for command in CoreVocabulary.commands { registry.register(command) }
    registry.register(.open)
    registry.register(.range)
    registry.register(.stdin(standardInput))
    registry.register(
      .store(tables) { rows, schema, path, context in
        try await output?.write(
          rows, schema: schema, toFile: path, isAppending: false, context: context) ?? 0
      })
    for plugin in BuiltInPlugins.all { registry.register(plugin: plugin.name, plugin.make) }
    // Listings show what is registered before them.
    registry.register(source: "glossary") { [registry] in .glossary(registry) }
    registry.register(source: "operators") { [registry] in .operators(registry) }
    registry.register(source: "plugins") { [registry] in .plugins(registry) }
    registry.register(source: "schema") { [registry] in .schema(registry) }
    registry.register(source: "sources") { [registry] in .sources(registry) }
    return registry
  }
}
