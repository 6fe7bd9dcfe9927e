import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

@Suite("The prompt in a terminal", .serialized)
struct PromptTests {
  private func prompt(_ home: Home, _ more: [String] = [], nav: String? = nil) async throws
    -> PseudoTerminal
  {
    let terminal = try PseudoTerminal(
      Program.path(), ["--no-color", "--now", "2026-11-02T12:00:00+01:00"] + more,
      environment: home.environment(nav: nav), columns: 100, rows: 40)
    try await terminal.expectScreen("a prompt") { $0.contains("fjord>") }
    return terminal
  }

  @Test("a statement with Norwegian and Swedish letters is read, run and shown as a table")
  func runsStatement() async throws {
    let home = try Home()
    let terminal = try await prompt(home)
    try await terminal.send("[{a: \"blåbærsyltetøy äö\", b: null}]")
    try await terminal.send(.enter)
    try await terminal.expectScreen("the table") {
      $0.contains("blåbærsyltetøy äö  null") && $0.contains("1 row × 2 columns")
    }
    try await terminal.send(.controlD)
    #expect(try await terminal.waitForExit() == .exited(0))
  }

  @Test("a statement over several lines goes on until it is whole, and `|` goes on from $last")
  func severalLines() async throws {
    let home = try Home()
    let terminal = try await prompt(home)
    try await terminal.send("range 1 to 9 |")
    try await terminal.send(.enter)
    try await terminal.send("  take 3")
    try await terminal.send(.enter)
    try await terminal.expectScreen("three rows") { $0.contains("3 rows × 1 column") }
    try await terminal.send("| count")
    try await terminal.send(.enter)
    try await terminal.expectScreen("the count of the last table") {
      $0.contains("count\n─────\n    3")
    }
  }

  @Test("no empty line stands before a table of the prompt, and Tab completes its own commands")
  func shellCommands() async throws {
    let home = try Home()
    let terminal = try await prompt(home)
    for text in ["[1] | count", "[1, 2] | count"] {
      try await terminal.send(text)
      try await terminal.send(.enter)
      try await terminal.expectScreen("the table") { $0.contains("\(text)\ncount\n─────\n") }
    }
    try await terminal.send(":q\t")
    try await terminal.expectScreen("the command") { $0.contains("fjord> :quit") }
    try await terminal.send(.enter)
    #expect(try await terminal.waitForExit() == .exited(0))
  }

  @Test("Tab completes sources, operators, options and the columns valid at that stage")
  func completes() async throws {
    let home = try Home()
    let terminal = try await prompt(home)
    try await terminal.send("nav.fe\t")
    try await terminal.expectScreen("the source") { $0.contains("fjord> nav.feed") }
    try await terminal.send("--si\t")
    try await terminal.expectScreen("the option") { $0.contains("--since") }
    try await terminal.send("7d | whe\t")
    try await terminal.expectScreen("the operator") { $0.contains("| where") }
    try await terminal.send("munici\t")
    try await terminal.expectScreen("the column") { $0.contains("where municipal") }
    try await terminal.send(.controlC)
    try await terminal.send("[{height: 1}] | rename width = height | select wi\t")
    try await terminal.expectScreen("the renamed column") { $0.contains("select width") }
    try await terminal.send(.controlC)
  }

  @Test("Ctrl-C cancels the line, and a running pipeline, and the shell stays")
  func interrupts() async throws {
    let home = try Home()
    var options = StandInOptions()
    options.faults = try Faults(parsing: ["delay=120s on=page at=2-"])
    let standIn = try await StandIns.start(name: "nav", options: options)
    let terminal = try await prompt(home, nav: standIn.baseURL)
    try await terminal.send("range 1 to")
    try await terminal.send(.controlC)
    try await terminal.send("nav.feed | count")
    try await terminal.send(.enter)
    while standIn.requests.pages < 1 { try await Task.sleep(for: .milliseconds(5)) }
    try await terminal.send(.controlC)
    try await terminal.expectScreen("the prompt again") { screen in
      screen.contains("interrupted") && screen.split(separator: "\n").last == "fjord>"
    }
    try await terminal.send("range 1 to 2 | count")
    try await terminal.send(.enter)
    try await terminal.expectScreen("a working shell") { $0.contains("1 row × 1 column") }
    try await terminal.send(.controlD)
    #expect(try await terminal.waitForExit() == .exited(0))
    await standIn.stop()
  }

  @Test("history is kept in a private file and comes back in the next shell")
  func history() async throws {
    let home = try Home()
    let first = try await prompt(home)
    try await first.send("[\"husk meg\"]")
    try await first.send(.enter)
    try await first.expectScreen("the table") { $0.contains("1 row × 1 column") }
    try await first.send(":quit")
    try await first.send(.enter)
    #expect(try await first.waitForExit() == .exited(0))
    let path = home.path + "/.local/state/fjord/history"
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    let second = try await prompt(home)
    try await second.send(.up)
    try await second.send(.up)
    try await second.expectScreen("the statement") { $0.contains("fjord> [\"husk meg\"]") }
  }

  @Test("a fault is told and the shell stays; help, plugins and sources answer")
  func talks() async throws {
    let home = try Home()
    let terminal = try await prompt(home, ["--sandbox"])
    try await terminal.send("nav.fed | take 1")
    try await terminal.send(.enter)
    try await terminal.expectScreen("the fault") { $0.contains("`nav.feed` might be meant") }
    try await terminal.send("help take")
    try await terminal.send(.enter)
    try await terminal.expectScreen("the page") { $0.contains("take: Keep the first rows.") }
    try await terminal.send("plugins | where plugin == \"nav\" | select plugin, state")
    try await terminal.send(.enter)
    try await terminal.expectScreen("the plugins") { $0.contains("nav     ready") }
    try await terminal.send("sources | where source starts with \"nav.\" | count")
    try await terminal.send(.enter)
    try await terminal.expectScreen("the sources") { $0.contains("    4") }
  }
}
