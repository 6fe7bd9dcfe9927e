import FjordTestSupport
import Foundation
import Testing

@Suite struct PseudoTerminalTests {
  @Test("a program sees a terminal of the given size, and of the size it is changed to")
  func hasSize() async throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "stty size; read x; stty size"], columns: 90, rows: 33)
    try await terminal.expect("33 90")
    await terminal.resize(columns: 40, rows: 12)
    try await terminal.send(.enter)
    try await terminal.expect("12 40")
    #expect(try await terminal.waitForExit() == .exited(0))
  }

  @Test("what is typed arrives, and Ctrl-D ends it")
  func typesText() async throws {
    let terminal = try PseudoTerminal("/bin/cat")
    try await terminal.send("blåbær 日本 😀\r")
    try await terminal.expectScreen { $0 == "blåbær 日本 😀\nblåbær 日本 😀" }
    try await terminal.send(.controlD)
    #expect(try await terminal.waitForExit() == .exited(0))
  }

  @Test("the terminal controls its program: Ctrl-C is SIGINT")
  func controlsProgram() async throws {
    let terminal = try PseudoTerminal("/bin/sh", ["-c", "echo ready; exec cat"])
    try await terminal.expect("ready")
    try await terminal.send(.controlC)
    #expect(try await terminal.waitForExit() == .killed(signal: SIGINT))
  }

  @Test("only the given environment is seen, and the exit status is told")
  func hasOwnEnvironment() async throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "echo \"[$HOME][$TERM][$GREETING]\"; exit 7"],
      environment: ["GREETING": "hei på"])
    try await terminal.expect("[][xterm-256color][hei på]")
    #expect(try await terminal.waitForExit() == .exited(7))
  }

  @Test("what does not come is a failure that shows the screen")
  func failsWithScreen() async throws {
    let terminal = try PseudoTerminal("/bin/sh", ["-c", "echo here; exec cat"])
    try await terminal.expect("here")
    let failure = await #expect(throws: PseudoTerminal.Failure.self) {
      try await terminal.expect("elsewhere", within: .milliseconds(50))
    }
    #expect(failure?.description.hasSuffix("the screen:\nhere") == true)
  }

  @Test("a program is gone when its terminal is")
  func killsProgram() async throws {
    var terminal: PseudoTerminal? = try PseudoTerminal("/bin/sh", ["-c", "echo up; exec cat"])
    try await terminal?.expect("up")
    let pid = try #require(terminal?.pid)
    terminal = nil
    #expect(kill(pid, 0) != 0)
  }

  @Test("a program that is not there is told")
  func reportsMissingProgram() {
    #expect(throws: PseudoTerminal.Failure.self) { try PseudoTerminal("/nowhere/program") }
    #expect(throws: BuiltExecutable.Missing.self) { try BuiltExecutable.path(named: "no such one") }
  }
}

@Suite struct ScreenModelTests {
  @Test(
    "the screen shows what a terminal would",
    arguments: [
      ("abc\rX", "Xbc"), ("a\u{8}b", "b"), ("one\r\ntwo", "one\ntwo"),
      ("abc\u{1B}[2D\u{1B}[K", "a"), ("abc\u{1B}[2D\u{1B}[P", "ac"), ("ac\u{8}\u{1B}[@b", "abc"),
      ("a\r\nb\u{1B}[A\r\u{1B}[J", ""), ("\u{1B}[3;4Hx", "\n\n   x"),
      ("x\u{1B}[31mred\u{1B}[0m", "xred"),
      ("0123456789ab", "0123456789\nab"), ("0123456789\rX", "X123456789"),
      ("012345678日", "012345678\n日"), ("日本\rx", "x 本"), ("\u{1B}]0;title\u{7}a", "a"),
      ("1\r\n2\r\n3\r\n4\r\n5", "2\n3\n4\n5"), ("a\tb", "a       b"), ("a\u{1B}[?2004hb", "ab"),
    ])
  func showsText(written: String, shown: String) {
    var screen = ScreenModel(columns: 10, rows: 4)
    screen.write(written.utf8)
    #expect(screen.text == shown)
  }

  @Test("bytes that are no text do no harm")
  func toleratesBytes() {
    var screen = ScreenModel(columns: 10, rows: 4)
    screen.write([0xFF, 0xC3, 0x41, 0x1B, 0x5B, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0x42, 0x42])
    #expect(screen.text == "A\n\n\n B")
  }
}
