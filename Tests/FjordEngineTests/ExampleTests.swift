import FjordEngine
import FjordPlugin
import FjordTable
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
    + registry.windows.values.flatMap { item in item.examples.map { (item.name, $0) } }
    + registry.sources.values.flatMap { item in item.examples.map { (item.name, $0) } }

  @Test("every example of a declaration gives what it says", arguments: examples.indices)
  func exampleHolds(_ place: Int) async throws {
    let (owner, example) = Self.examples[place]
    let shown = try await SessionFixture().run(example.pipeline)
    guard let gives = example.gives else { return }
    #expect(shown.last == gives, "example of `\(owner)`: \(example.pipeline)")
  }

  @Test("what a source takes over changes no example")
  func pushdown() async throws {
    var compared = 0
    for (_, example) in Self.examples {
      let fixture = SessionFixture()
      // What ends in a sink or holds several statements does not bind as rows.
      guard let bound = try? await fixture.bound(example.pipeline) else { continue }
      var given: [String] = []
      for pushdown in [true, false] {
        let rows = try Plan(bound, pushdown: pushdown).open(in: fixture.services.context)
        given.append(Table(schema: bound.output, batches: try await rows.collect()).csv)
      }
      #expect(given[0] == given[1], "\(example.pipeline)")
      compared += 1
    }
    #expect(compared > 50)
  }
}
