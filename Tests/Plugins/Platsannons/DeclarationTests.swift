import Testing
@testable import PlatsannonsPlugin
@Suite struct DeclarationTests {
  @Test func `the plugin is sound`() { #expect(Platsannons.plugin.faults() == []) }
}
