import FjordEngine
import FjordPlugin
import Foundation
import Testing

@testable import fjord

@Suite("What is registered")
struct RegistrationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("every summary is a sentence with its full stop")
  func summaries() {
    let registry = Registry.core(tables: NoTables())
    let sources = registry.sources.values
    let summaries =
      registry.operators.values.map { $0.declaration.summary } + sources.map(\.summary)
      + sources.compactMap { $0.lookup?.summary } + registry.functions.values.map(\.summary)
      + registry.aggregates.values.map(\.summary) + registry.commands.values.map(\.summary)
      + registry.plugins.map(\.summary)
    for summary in summaries {
      #expect(summary.hasSuffix("."), "\(summary)")
      #expect(summary.first?.isLowercase == false, "\(summary)")
    }
  }

  @Test("every folder under Plugins is a registered plugin, and the other way round")
  func plugins() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Plugins").path)
    #expect(Set(folders.map { $0.lowercased() }) == Set(BuiltInPlugins.all.map(\.name)))
    for plugin in BuiltInPlugins.all {
      #expect(plugin.make().name == plugin.name)
      #expect(plugin.make().faults() == [], "\(plugin.name)")
    }
  }

  @Test("every operator's file is registered under its name")
  func operators() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Sources/FjordOperators").path)
    let types = CoreVocabulary.operators.sorted { $0.key < $1.key }
    for (name, type) in types { #expect(type.declaration.name == name) }
    let names = types.map { "\($0.value)" }
    for name in names { #expect(files.contains("\(name).swift"), "\(name) has no file of its own") }
    let declared = try files.filter { $0.hasSuffix(".swift") }.filter { file in
      let path = Self.root.appending(path: "Sources/FjordOperators/\(file)")
      return try String(contentsOf: path, encoding: .utf8)
        .contains("static let declaration = OperatorDeclaration(")
    }
    #expect(Set(declared) == Set(names.map { "\($0).swift" }))
  }

  @Test("the registry is sound: no plugin is left out")
  func soundness() {
    let registry = Registry.core(tables: NoTables())
    #expect(registry.brokenPlugins.isEmpty)
    #expect(registry.isSource("nav.feed"))
  }
}

@Suite("Conformance of the built-in plugins")
struct BuiltInConformanceTests {
  @Test("every built-in plugin passes all checks", arguments: BuiltInPlugins.all.map(\.name))
  func passes(_ name: String) async throws {
    let run = try await Program.run(["check-source", name], home: try Home())
    #expect(run.status == 0, "\(run.lines.filter { $0.hasPrefix("FAIL") })")
    #expect(run.lines.filter { $0.hasPrefix("ok ") }.count >= 30)
    #expect(!run.output.contains("FAIL"))
  }

  @Test("one source alone is checked by its name, and an unknown name is refused with the nearest")
  func names() async throws {
    let one = try await Program.run(["check-source", "nav.token"], home: try Home())
    #expect(one.status == 0 && one.lines.allSatisfy { $0.dropFirst(6).hasPrefix("nav.token: ") })
    let unknown = try await Program.run(["check-source", "nav.fed"], home: try Home())
    #expect(
      unknown.status == 2 && unknown.error.contains("fix: `nav.feed` or `nav` might be meant"))
    let none = try await Program.run(["check-source"], home: try Home())
    #expect(none.status == 2)
  }
}
