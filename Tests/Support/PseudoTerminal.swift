import Foundation

/// A program running in a terminal of its own, with a screen that tests can read.
///
///     let shell = try PseudoTerminal(BuiltExecutable.path(named: "fjord"), environment: ["HOME": home])
///     try await shell.expectScreen { $0.hasSuffix("fjord>") }
///     try await shell.send("range 1 to 3\r")
///     try await shell.expectScreen { $0.contains("3") }
///     try await shell.send(.controlD)
///     #expect(try await shell.waitForExit() == .exited(0))
///
/// Output is read whenever the test waits for something. The program is killed when the terminal
/// goes away.
package actor PseudoTerminal {
  /// Other tests may hold every core for long: only a hang may run into this.
  package static let patience = Duration.seconds(240)

  /// How a program ended.
  package enum Ending: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
  }

  /// What did not happen in time, with the screen as it was.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// The program's process.
  package nonisolated let pid: pid_t
  /// What the program wrote, byte for byte.
  package private(set) var output: [UInt8] = []

  private nonisolated let terminal: Int32
  private var expectedUpTo = 0
  private var model: ScreenModel
  private var ending: Ending?

  /// Starts a program.
  ///
  /// The environment holds only what is given, `PATH`, and `TERM=xterm-256color` and `LANG=C.UTF-8`
  /// where these are not given.
  package init(
    _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
    columns: Int = 80, rows: Int = 24
  ) throws {
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let variables = ["PATH": inherited, "TERM": "xterm-256color", "LANG": "C.UTF-8"]
      .merging(environment) { _, given in given }
    (terminal, pid) = try Self.start(
      executable, arguments, variables.map { "\($0)=\($1)" }, columns: columns, rows: rows)
    model = ScreenModel(columns: columns, rows: rows)
  }

  deinit {
    if ending == nil {
      kill(pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    close(terminal)
  }

  /// What the screen shows now.
  package var screen: String {
    readOutput()
    return model.text
  }

  /// Types text as it is; Enter is `\r`.
  package func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    let deadline = ContinuousClock.now + .seconds(10)
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) }
      readOutput()
      guard ContinuousClock.now < deadline else { throw failure("the program does not read") }
    }
  }

  /// Presses a key.
  package func send(_ key: Key) throws { try send(key.rawValue) }

  /// Gives the terminal another size; the program is told by SIGWINCH.
  package func resize(columns: Int, rows: Int) {
    readOutput()
    var size = winsize(
      ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    model = model.resized(columns: columns, rows: rows)
  }

  /// Sends the program a signal.
  package nonisolated func signal(_ number: Int32) { kill(pid, number) }

  /// Waits until the program has written `text`, after what was expected before.
  ///
  /// For what a program prints. Coloured prompts and what is being typed come in pieces with
  /// cursor movements between them: `expectScreen` sees these.
  package func expect(_ text: String, within limit: Duration = PseudoTerminal.patience) async throws
  {
    let wanted = Array(text.utf8)
    try await wait(within: limit, for: "output `\(text)`") {
      guard let end = Self.end(of: wanted, in: output, from: expectedUpTo) else { return false }
      expectedUpTo = end
      return true
    }
  }

  /// Waits until the screen is as it should be.
  package func expectScreen(
    _ what: String = "the screen", within limit: Duration = PseudoTerminal.patience,
    _ holds: @Sendable (String) -> Bool
  ) async throws {
    try await wait(within: limit, for: what) { holds(model.text) }
  }

  /// Waits until the program ends.
  package func waitForExit(within limit: Duration = PseudoTerminal.patience) async throws -> Ending
  {
    try await wait(within: limit, for: "the end of the program") {
      ending = ending ?? Self.ending(of: pid)
      return ending != nil
    }
    readOutput()
    guard let ending else { throw failure("no ending") }
    return ending
  }

  private func wait(
    within limit: Duration, for what: String, _ holds: () -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + limit
    while true {
      readOutput()
      if holds() { return }
      guard ContinuousClock.now < deadline else { throw failure("\(what) did not come") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private func readOutput() {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = read(terminal, &buffer, buffer.count)
      guard count > 0 else { return }
      output += buffer[..<count]
      model.write(buffer[..<count])
    }
  }

  private func failure(_ text: String) -> Failure {
    Failure(description: "\(text); the screen:\n\(model.text)")
  }

  private static func end(of wanted: [UInt8], in output: [UInt8], from start: Int) -> Int? {
    guard !wanted.isEmpty, output.count - start >= wanted.count else { return nil }
    return (start...output.count - wanted.count)
      .first { output[$0..<$0 + wanted.count].elementsEqual(wanted) }
      .map { $0 + wanted.count }
  }
}
