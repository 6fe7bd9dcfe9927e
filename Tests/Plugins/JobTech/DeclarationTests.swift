import Testing

@testable import JobTechPlugin

@Suite struct DeclarationTests {
  @Test func `the plugin's declarations are sound`() {
    #expect(JobTech.plugin.faults() == [])
  }
}
