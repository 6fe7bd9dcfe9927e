import FjordDiagnostic
import FjordTable
import FjordTestSupport
import Testing

@Suite struct ParameterTests {
  @Test("a parameter has its default unless a value is given")
  func defaults() async throws {
    let script = "param n: int = 2 \"how many\"\nrange 1 to 5 | take $n"
    #expect(try await SessionFixture().show(script) == "value\n1\n2\n")
    #expect(try await SessionFixture().show(script, parameters: ["n": .int(1)]) == "value\n1\n")
  }

  @Test("a parameter without a default needs a value, and says so with status 2")
  func missing() async {
    let fixture = SessionFixture()
    await #expect(throws: Diagnostics.self) { try await fixture.run("param n: int") }
    do {
      try await fixture.session.check(SourceText(name: "s", text: "param n: int\nrange 1 to $n"))
    } catch {
      #expect(error.status == .usage)
    }
  }

  @Test("the default tells the type where none is written")
  func types() async throws {
    try await expectRows([
      ("param d = 2024-06-01; [1] | select x = $d + 1d", "x 2024-06-02"),
      ("param n = -3; range $n to -2", "value -3 -2"),
      ("param l = -7d; [1] | select x = 2024-06-08 + $l", "x 2024-06-01"),
      ("param s = \"OSLO\"; nav.feed | where municipal == $s | count", "count 1"),
      ("param f: float = 2; [1] | select x = $f / 4", "x 0.5"),
    ])
  }
}
