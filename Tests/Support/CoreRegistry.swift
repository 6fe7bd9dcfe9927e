import FjordEngine
import FjordFile
import FjordOperators
import FjordPlugin

/// The vocabulary of the core for tests, as the executable puts it together.
package enum CoreRegistry {
  /// Every operator.
  package static let operators: [any Operator.Type] = [
    Bin.self, Count.self, Derive.self, Describe.self, Distinct.self, Drop.self, Expect.self,
    Explain.self, Fill.self, Flatten.self, Join.self, Latest.self, Pivot.self, Rename.self,
    Sample.self, Save.self, SchemaReport.self, Select.self, Show.self, Skip.self, Sort.self,
    Summarize.self, Tail.self, Take.self, Tee.self, To.self, Top.self, Union.self, Unnest.self,
    Unpivot.self, Values.self, Where.self,
  ]

  /// Every statement that is no pipeline.
  package static let commands: [CommandDeclaration] = [.help, .refresh, .why]

  /// The core with some sources beside its own.
  package static func make(
    tables: any SavedTables, output: (any Output)? = nil, sources: [SourceDeclaration] = [],
    plugins: [Plugin] = []
  ) -> Registry {
    var registry = Registry(
      operators: Dictionary(uniqueKeysWithValues: operators.map { ($0.declaration.name, $0) }))
    for command in commands { registry.register(command) }
    registry.register(.open)
    registry.register(.range)
    registry.register(
      .store(tables) { rows, schema, path, context in
        try await output?.write(
          rows, schema: schema, toFile: path, isAppending: false, context: context) ?? 0
      })
    for source in sources { registry.register(source) }
    for plugin in plugins { registry.register(plugin: plugin.name) { plugin } }
    registry.register(.operators(registry))
    registry.register(.plugins(registry))
    registry.register(.schema(registry))
    registry.register(.sources(registry))
    return registry
  }
}
