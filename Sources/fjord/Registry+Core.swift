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
    var registry = Registry()
    for type in CoreVocabulary.operators { registry.register(type) }
    for function in FunctionDeclaration.core { registry.register(function) }
    for aggregate in AggregateDeclaration.core { registry.register(aggregate) }
    for window in WindowDeclaration.core { registry.register(window) }
    for command in CoreVocabulary.commands { registry.register(command) }
    registry.register(.open)
    registry.register(.range)
    registry.register(.stdin(standardInput))
    registry.register(
      .store(tables) { rows, schema, path, context in
        try await output?.write(
          rows, schema: schema, toFile: path, isAppending: false, context: context) ?? 0
      })
    for plugin in BuiltInPlugins.all { registry.register(plugin) }
    // Listings show what is registered, so they come last.
    registry.register(.operators(registry))
    registry.register(.plugins(registry))
    registry.register(.schema(registry))
    registry.register(.sources(registry))
    return registry
  }
}
