import FjordEngine
import FjordPlugin
import FjordTestSupport
import Testing

@Suite struct DeclarationTests {
  private static let registry = CoreRegistry.make(tables: TablesInMemory())

  @Test("every operator says what it does and shows it in an example with its rows")
  func operators() {
    for type in Self.registry.operators.values {
      let declaration = type.declaration
      #expect(!declaration.summary.isEmpty, "\(declaration.name)")
      #expect(!declaration.examples.isEmpty, "\(declaration.name)")
      #expect(declaration.examples.allSatisfy { $0.gives != nil }, "\(declaration.name)")
      for items in [declaration.items] + declaration.clauses.map(\.items) where items.form != .none
      {
        #expect(!items.summary.isEmpty, "\(declaration.name)")
      }
      expectSound(declaration.options, of: declaration.name)
    }
  }

  @Test("every function and aggregate says how it is called, what it gives, and shows it")
  func functions() {
    for function in Self.registry.functions.values {
      #expect(!function.summary.isEmpty && !function.signatures.isEmpty, "\(function.name)")
      #expect(function.examples.contains { $0.gives != nil }, "\(function.name)")
    }
    for aggregate in Self.registry.aggregates.values {
      #expect(!aggregate.summary.isEmpty && !aggregate.signatures.isEmpty, "\(aggregate.name)")
      #expect(aggregate.examples.contains { $0.gives != nil }, "\(aggregate.name)")
    }
    for window in Self.registry.windows.values {
      #expect(!window.summary.isEmpty && !window.signatures.isEmpty, "\(window.name)")
      #expect(window.examples.contains { $0.gives != nil }, "\(window.name)")
    }
  }

  @Test("every source and statement of the core has a summary, and its parts have too")
  func sources() {
    for source in Self.registry.sources.values {
      #expect(!source.summary.isEmpty, "\(source.name)")
      #expect(!source.examples.isEmpty, "\(source.name)")
      #expect(source.columns.allSatisfy { !$0.meaning.isEmpty }, "\(source.name)")
      #expect(source.parameters.allSatisfy { !$0.summary.isEmpty }, "\(source.name)")
      expectSound(source.options, of: source.name)
    }
    for command in Self.registry.commands.values {
      #expect(!command.summary.isEmpty, "\(command.name)")
      expectSound(command.options, of: command.name)
    }
  }

  @Test("a name from elsewhere belongs to one operator and is not itself an operator")
  func namesElsewhere() {
    let names = Self.registry.operators.values.flatMap { $0.declaration.namesElsewhere }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { Self.registry.operators[$0] == nil })
  }

  @Test("no window function bears the name of a function or an aggregate")
  func windowNames() {
    for name in Self.registry.windows.keys {
      #expect(
        Self.registry.functions[name] == nil && Self.registry.aggregates[name] == nil, "\(name)")
    }
  }

  @Test("no name is an operator and a statement at once")
  func commandsAreNoOperators() {
    #expect(Self.registry.commands.keys.allSatisfy { Self.registry.operators[$0] == nil })
  }

  private func expectSound(_ options: [OptionDeclaration], of owner: String) {
    let names = options.map(\.name)
    #expect(Set(names).count == names.count, "\(owner)")
    #expect(options.allSatisfy { !$0.summary.isEmpty }, "\(owner)")
  }
}
