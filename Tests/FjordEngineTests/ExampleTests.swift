import FjordEngine
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@Suite struct ExampleTests {
  private static let registry = CoreRegistry.make(tables: TablesInMemory())

  private typealias Owned = (owner: String, example: Example)

  private static let examples: [Owned] = {
    var examples: [Owned] = []
    func add(_ name: String, _ own: [Example]) { examples += own.map { (name, $0) } }
    for type in registry.operators.values { add(type.declaration.name, type.declaration.examples) }
    for function in registry.functions.values { add(function.name, function.examples) }
    for aggregate in registry.aggregates.values { add(aggregate.name, aggregate.examples) }
    for window in registry.windows.values { add(window.name, window.examples) }
    for source in registry.sources.values { add(source.name, source.examples) }
    for command in registry.commands.values { add(command.name, command.examples) }
    return examples
  }()

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

  @Test("cores and memory change no example")
  func resources() async throws {
    var compared = 0
    for (_, example) in Self.examples {
      var given: [String] = []
      for (memory, threads) in [(nil, 1), (1, 1), (nil, 2), (1, 2)] as [(Int?, Int)] {
        let fixture = SessionFixture(memory: memory, threads: threads)
        guard let bound = try? await fixture.bound(example.pipeline) else { continue }
        let rows = try Plan(bound).open(in: fixture.services.context)
        given.append(Table(schema: bound.output, batches: try await rows.collect()).csv)
      }
      guard let first = given.first else { continue }
      #expect(given.allSatisfy { $0 == first }, "\(example.pipeline)")
      compared += 1
    }
    #expect(compared > 50)
  }
}
