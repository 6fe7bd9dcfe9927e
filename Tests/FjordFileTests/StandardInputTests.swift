import FjordEngine
import FjordTestSupport
import Testing

@testable import FjordFile

@Suite struct StandardInputTests {
  private func fixture(_ text: String, use: StandardInput.Use = .data) -> SessionFixture {
    let bytes = Array(text.utf8)
    let input = StandardInput(use: use, name: "input") { MemoryStream(bytes, step: 5) }
    return SessionFixture(sources: [.stdin(input, sizes: .init(first: 8, usual: 8))])
  }

  @Test("the check looks at the beginning, and the run loses nothing")
  func sampleAndRun() async throws {
    for text in ["a,b\n1,x\n2,y\n", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n"] {
      #expect(try await fixture(text).show("stdin | where a > 1") == "a,b\n2,y\n")
      let message = await fixture(text).message("stdin | select c")
      #expect(message.hasPrefix("error[bind.unknown-column]"))
    }
  }

  @Test("options hold for standard input too")
  func options() async throws {
    #expect(
      try await fixture("1;2,5\n").show("stdin --format csv --header no --delimiter \";\"")
        == "column0,column1\n1,2.5\n")
  }

  @Test("standard input comes once; a variable keeps it")
  func once() async throws {
    let twice = await fixture("a\n1\n").message("stdin; stdin")
    #expect(twice.hasPrefix("error[file.stdin-taken]"))
    #expect(
      try await fixture("a\n1\n").run("let t = stdin; $t; $t | count") == ["a\n1\n", "count\n1\n"])
  }

  @Test("where the script itself comes through standard input there are no rows")
  func script() async throws {
    let message = await fixture("a\n1\n", use: .script).checkMessage("stdin")
    #expect(message.hasPrefix("error[file.stdin-script]"))
  }
}
