import FjordStandIn
import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String { arguments.joined(separator: " ") }
    let arguments: [String]
    let status: Int32
    let says: String

    init(_ status: Int32, _ says: String, _ arguments: String...) {
      (self.arguments, self.status, self.says) = (arguments, status, says)
    }
  }

  @Test(
    "wrong usage and scripts that don't pass the check end with their own status",
    arguments: [
      Case(2, "unknown option `--bogus`", "--bogus"),
      Case(2, "unknown command `chek`", "chek", "x"),
      Case(2, "can't be opened", "run", "missing.fjord"),
      Case(2, "unknown format `jsn`", "--format", "jsn", "-c", "[1]"),
      Case(2, "`--now` expected", "--now", "yesterday", "-c", "[1]"),
      Case(2, "`-c` needs a value", "-c"),
      Case(2, "`--now` needs a value", "-c", "[1]", "--now"),
      Case(1, "make its folder first", "-c", "[1] | save \"/nowhere/at/all.csv\""),
      Case(3, "`:quit` or Ctrl-D leaves the prompt", "-c", "quit"),
      Case(2, "unknown time zone", "--time-zone", "Europe/Olso", "-c", "[1]"),
      Case(3, "unknown source", "-c", "nav.fed | take 1"),
      Case(3, "no saved table", "refresh", "bergen"),
      Case(3, "unknown option `--evry`", "refresh", "bergen", "--evry", "2m"),
      Case(3, "is not null", "-c", "[{a: 1}] | where a != null"),
      Case(3, "`latest` needs to know", "-c", "[{a: 1}] | latest"),
    ])
  func faults(_ one: Case) async throws {
    let run = try await Program.run(one.arguments, home: try Home())
    #expect(run.status == one.status, "\(run.error)")
    #expect(run.error.contains(one.says), "\(run.error)")
    #expect(run.output == "")
  }

  @Test("help tells of an operator whose name is a small word of the language")
  func helpOfSmallWord() async throws {
    for arguments in [["help", "to"], ["-c", "help to"]] {
      let run = try await Program.run(arguments, home: try Home())
      #expect(run.status == 0, "\(run.error)")
      #expect(run.output.hasPrefix("to: "))
    }
  }

  @Test("the stand-in's command has help of its own, and says what is wrong with its options")
  func standInCommand() async throws {
    for arguments in [["standin", "--help"], ["standin", "nav", "-h"]] {
      let help = try await Program.run(arguments, home: try Home())
      #expect(help.status == 0, "\(help.error)")
      #expect(help.output.contains("--fault"))
    }
    let nameless = try await Program.run(["standin"], home: try Home())
    #expect(nameless.status == 2)
    #expect(nameless.error.contains("needs the name of one API"), "\(nameless.error)")
    let home = try Home()
    let odd = try home.file("odd.json", "{\"events\": [{}]}")
    for (path, why) in [("/no/such.json", "there is no such file"), (odd, "no `event_id`")] {
      let run = try await Program.run(["standin", "nav", "--event-log", path], home: home)
      #expect(run.status == 1)
      #expect(run.error.contains("  why: ") && run.error.contains(why), "\(run.error)")
    }
    for rule in ["some", "under:0", "under:x", "tens:2"] {
      let run = try await Program.run(["standin", "jobindsats", "--withhold", rule], home: home)
      #expect(run.status == 2)
      #expect(run.error.contains("`--withhold` expected a rule, found `\(rule)`"), "\(run.error)")
    }
    let standIn = try await StandIns.start(name: "nav")
    let second = try await Program.run(
      ["standin", "nav", "--port", "\(standIn.port)"], home: home)
    #expect(second.status == 1)
    #expect(second.error.contains("  why: Address already in use"), "\(second.error)")
    await standIn.stop()
  }

  @Test("fjord's own options stand before or after the command")
  func optionOrder() async throws {
    let home = try Home()
    let before = try await Program.run(["--format", "json", "-c", "[1]"], home: home)
    let after = try await Program.run(["-c", "[1]", "--format", "json"], home: home)
    #expect(before.output == "[\n{\"value\":1}\n]\n")
    #expect(after.output == before.output)
  }

  @Test("a script gets its parameters, and --help is made from them")
  func scriptParameters() async throws {
    let home = try Home()
    let path = try home.file(
      "s.fjord",
      """
      #!/usr/bin/env -S fjord run
      param n: int = 3 "how many"
      param since: date
      range 1 to $n | derive day = $since
      """)
    let help = try await Program.run(["run", path, "--help"], home: home)
    #expect(help.status == 0)
    #expect(
      help.output.contains(
        "  --n int       how many (default: 3)\n  --since date  (required)\n"), "\(help.output)")
    let run = try await Program.run(
      ["run", path, "--n", "2", "--since=2024-06-01"], home: home)
    #expect(run.output == "value,day\n1,2024-06-01\n2,2024-06-01\n")
    let missing = try await Program.run(["run", path], home: home)
    #expect(missing.status == 2)
    #expect(missing.error.contains("`since` needs a value"))
    let own = try await Program.run(["run", path, "--format", "json"], home: home)
    #expect(own.status == 2)
    #expect(own.error.contains("fjord's own options stand before the file"))
    let wrong = try await Program.run(["run", path, "--since", "June"], home: home)
    #expect(wrong.status == 2)
    let check = try await Program.run(["check", path], home: home)
    #expect(check.status == 0, "\(check.error)")
  }

  @Test("a script with a first line of its own runs as a command")
  func shebang() async throws {
    let home = try Home()
    let folder = URL(filePath: try Program.path()).deletingLastPathComponent().path
    let path = try home.file(
      "own.fjord", "#!/usr/bin/env -S fjord run\nrange 1 to 2 | count\n", mode: 0o755)
    let process = Process()
    let out = Pipe()
    process.executableURL = URL(filePath: path)
    process.environment = home.environment(["PATH": "\(folder):/usr/bin:/bin"])
    process.standardOutput = out
    try process.run()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == "count\n2\n")
    #expect(process.terminationStatus == 0)
  }

  @Test("standard input is a script, and a fault in its last line keeps the first from running")
  func standardInput() async throws {
    let home = try Home()
    let run = try await Program.run([], home: home, input: "range 1 to 2 | count\n[5]\n")
    #expect(run.output == "count\n2\n\nvalue\n5\n")
    let broken = try await Program.run([], home: home, input: "[1] | save x\n[2] | tak 1\n")
    #expect(broken.status == 3)
    let store = try await Program.run(["store"], home: home)
    #expect(store.lines.count == 1, "nothing may be saved by a script that does not check")
  }

  @Test("a reader that goes away ends it quietly with 0")
  func closedPipe() async throws {
    let home = try Home()
    let command = "'\(try Program.path())' -c 'range 1 to 100000000'; echo \"status $?\" >&2"
    let process = Process()
    let (out, err) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "{ \(command); } | head -n 2"]
    process.environment = home.environment()
    (process.standardOutput, process.standardError) = (out, err)
    try process.run()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text == "value\n1\n")
    #expect(errors == "status 0\n")
  }

  @Test("the trace is curl lines with the token as a variable, and no secret shows anywhere")
  func traceHidesSecrets() async throws {
    let home = try Home()
    var options = StandInOptions()
    options.tokens = ["CANARYTOKEN"]
    let standIn = try await StandIns.start(name: "nav", options: options)
    let run = try await Program.run(
      ["--trace", "--now", "2026-11-02T12:00:00+01:00", "-c", "nav.feed | take 1 | save one"],
      home: home,
      environment: home.environment(["FJORD_NAV_TOKEN": "CANARYTOKEN"], nav: standIn.baseURL))
    #expect(run.status == 0, "\(run.error)")
    #expect(run.error.contains("curl -sS --compressed"))
    #expect(!(run.output + run.error).contains("CANARYTOKEN"))
    let files =
      FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String } ?? []
    for file in files {
      let data = FileManager.default.contents(atPath: home.path + "/" + file) ?? Data()
      #expect(data.range(of: Data("CANARYTOKEN".utf8)) == nil, "\(file)")
    }
    await standIn.stop()
  }

  @Test("a refused private token ends with 5, a dead server with 4, a walk cut short with 7")
  func statusOfSources() async throws {
    let home = try Home()
    let standIn = try await StandIns.start(name: "nav")
    let now = ["--now", "2026-11-02T12:00:00+01:00", "-c"]
    let refused = try await Program.run(
      now + ["nav.feed | take 1"], home: home,
      environment: home.environment(["FJORD_NAV_TOKEN": "wrong"], nav: standIn.baseURL))
    #expect(refused.status == 5, "\(refused.error)")
    standIn.setFaults(try Faults(parsing: ["status=500 on=page at=3-"]))
    let cut = try await Program.run(
      now + ["nav.feed | count"], home: home,
      environment: home.environment(["FJORD_RETRY_TIME": "50ms"], nav: standIn.baseURL))
    #expect(cut.status == 7, "\(cut.error)")
    #expect(cut.lines.first == "count")
    await standIn.stop()
    let dead = try await Program.run(
      now + ["nav.feed | take 1"], home: home,
      environment: home.environment(["FJORD_RETRY_TIME": "50ms"], nav: "http://127.0.0.1:9"))
    #expect(dead.status == 4, "\(dead.error)")
  }

  @Test("SIGINT ends a script with 130, SIGTERM with 143")
  func signals() async throws {
    let home = try Home()
    var options = StandInOptions()
    options.faults = try Faults(parsing: ["delay=60s on=page at=2-"])
    let standIn = try await StandIns.start(name: "nav", options: options)
    for (number, status) in [(SIGINT, Int32(130)), (SIGTERM, 143)] {
      let asked = standIn.requests.pages
      let (process, ending) = try Program.start(
        ["--now", "2026-11-02T12:00:00+01:00", "-c", "nav.feed | save slow"], home: home,
        environment: home.environment(nav: standIn.baseURL))
      while process.isRunning, standIn.requests.pages < asked + 1 {
        try await Task.sleep(for: .milliseconds(2))
      }
      kill(process.processIdentifier, number)
      let end = try await ending()
      #expect(end.status == status, "\(end.error)")
    }
    await standIn.stop()
  }

  @Test("settings that hold a secret and can be read by others are refused")
  func privateSettings() async throws {
    let home = try Home()
    try FileManager.default.createDirectory(
      atPath: home.path + "/.config/fjord", withIntermediateDirectories: true)
    let path = try home.file(".config/fjord/config.yaml", "plugins:\n  nav:\n    token: s3cret\n")
    let open = try await Program.run(["-c", "[1]"], home: home)
    #expect(open.status == 2)
    #expect(open.error.contains("chmod 600") && !open.error.contains("s3cret"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let closed = try await Program.run(["-c", "[1]"], home: home)
    #expect(closed.status == 0)
  }

  @Test("a check asks nobody for columns that only a service knows, and says so")
  func checkOfOpenSource() async throws {
    let home = try Home()
    let script = try home.file(
      "s.fjord", "jobindsats.data \"y25i07\" | where foo == 1 | save t\nstore.t | count\n")
    let run = try await Program.run(["check", script], home: home)
    #expect(run.status == 0)
    #expect(run.error.contains("warning[jobindsats.unasked]"))
    let faulty = try home.file("f.fjord", "jobindsats.data \"y25i07\" | were foo == 1\n")
    #expect(try await Program.run(["check", faulty], home: home).status == 3)
    let keyless = try await Program.run(["run", script], home: home)
    #expect(keyless.status == 5 && keyless.error.contains("FJORD_JOBINDSATS_KEY"))
  }

  @Test(
    "the scripts that are shipped run on the sandbox, and are the same when replayed",
    arguments: [
      "bergen", "active-by-municipality", "jobindsats-labour-market", "jobtech-nurses",
      "nav-archive", "platsannons-cooks",
    ])
  func shippedScripts(_ name: String) async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let script = root.appending(path: "Scripts/\(name).fjord").path
    let home = try Home()
    let run = try await Program.run(
      ["--sandbox", "--record", "t.tape", "run", script], home: home)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.lines.count > 5)
    // Recorded, it is the same again without a service, a key or its store.
    let again = try await Program.run(
      ["--replay", "t.tape", "--store", "own.sqlite", "run", script], home: home)
    #expect(again.status == 0 && again.output == run.output, "\(again.error)")
  }

  @Test("an image is saved as its bytes, and what is none has no such file")
  func image() async throws {
    let home = try Home()
    let script = """
      platsannons.logotyp "7019871" | save "logo.gif"
      platsannons.logotyp "7019871" | select bytes
      """
    let run = try await Program.run(["--sandbox", "--format", "csv", "-c", script], home: home)
    #expect(run.status == 0 && run.error.contains("saved 1 row to logo.gif"), "\(run.error)")
    let data = try #require(FileManager.default.contents(atPath: home.path + "/logo.gif"))
    #expect(data.starts(with: Array("GIF89a".utf8)))
    #expect(run.output == "bytes\n\(data.count)\n")
    let other = try await Program.run(
      ["--sandbox", "-c", "platsannons.lan | save \"lan.gif\""], home: home)
    #expect(other.status == 3 && other.error.contains("bind.file-format"))
    #expect(!FileManager.default.fileExists(atPath: home.path + "/lan.gif"))
  }

  @Test("help of a plugin whose service is gone tells what to take instead")
  func helpOfPlugin() async throws {
    let run = try await Program.run(["help", "platsannons"], home: try Home())
    #expect(run.status == 0 && run.output.contains("The service was shut in 2020."))
    #expect(run.output.contains("`jobtech.search`") && run.output.contains("Sources\n"))
    let asked = try await Program.run(["-c", "platsannons.lan"], home: try Home())
    #expect(asked.status == 4 && asked.error.contains("`help platsannons` tells more"))
  }
}
