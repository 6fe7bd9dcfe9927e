import FjordEngine
import FjordPlugin
import Testing

@testable import fjord

/// The examples of everything that plugins declare, run on the sandbox as a newcomer would.
@Suite("Examples of the plugins' sources")
struct SourceExampleTests {
  private static let examples: [Example] = {
    let registry = Registry.core(tables: NoTables())
    let names = registry.plugins.flatMap { $0.sources.map(\.name) } + ["glossary"]
    return names.sorted().flatMap { registry.sources[$0]?.examples ?? [] }
  }()

  @Test("every example runs on the sandbox and gives what it says", arguments: examples.indices)
  func exampleHolds(_ place: Int) async throws {
    let example = Self.examples[place]
    let home = try Home()
    let run = try await Program.run(
      ["--sandbox", "-c", example.pipeline], home: home, environment: home.environment())
    #expect(run.status == 0, "\(example.pipeline): \(run.error)")
    if let gives = example.gives { #expect(run.output == gives, "\(example.pipeline)") }
  }
}
