import FjordShell
import Testing

@Suite struct PipedScriptTests {
  @Test(
    "a line `:quit` between two statements ends a script from standard input",
    arguments: [
      ("", ""), ("range 1 to 3", "range 1 to 3"), (":quit", ""), ("\n :q \nx", "\n"),
      ("range 1 to 3\n:quit\nnope", "range 1 to 3\n"), ("a\r\n:exit\r\n", "a\r\n"),
      ("[\n:quit\n]", "[\n:quit\n]"), ("a :quit", "a :quit"), (":quit now", ":quit now"),
    ])
  func quits(_ text: String, _ expected: String) {
    #expect(PipedScript.untilQuit(text) == expected)
  }
}
