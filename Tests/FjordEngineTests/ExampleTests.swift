import FjordEngine
import FjordPlugin
import FjordTestSupport
import Testing

@Suite struct ExampleTests {
  private static let registry = CoreRegistry.make(tables: TablesInMemory())

  private static let examples: [(owner: String, example: Example)] =
    registry.operators.values.flatMap { type in
      type.declaration.examples.map { (type.declaration.name, $0) }
    }
    + registry.functions.values.flatMap { item in item.examples.map { (item.name, $0) } }
    + registry.aggregates.values.flatMap { item in item.examples.map { (item.name, $0) } }
    + registry.sources.values.flatMap { item in item.examples.map { (item.name, $0) } }

  @Test("every example of a declaration gives what it says", arguments: examples.indices)
  func exampleHolds(_ place: Int) async throws {
    let (owner, example) = Self.examples[place]
    let shown = try await SessionFixture().run(example.pipeline)
    guard let gives = example.gives else { return }
    #expect(shown.last == gives, "example of `\(owner)`: \(example.pipeline)")
  }
}
