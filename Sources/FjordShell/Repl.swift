import Dispatch
import FjordDiagnostic
import FjordEngine
import FjordLanguage
import FjordPlugin
import FjordTable
import Synchronization

/// The prompt: reads statements on its own thread, runs them, and stays whatever they do.
package struct Repl {
  private let session: Session
  private let services: SessionServices
  private let output: ConsoleOutput
  private let history: StatementHistory

  package init(
    services: SessionServices, output: ConsoleOutput, historyPath: String?
  ) {
    session = Session(services: services)
    self.services = services
    self.output = output
    history = StatementHistory(path: historyPath)
  }

  /// Reads and runs statements until the end; gives the status to leave with.
  package func run(greeting: String) throws(Diagnostic) -> ExitStatus {
    let reader = try LineReader(history: history)
    defer { reader.close() }
    reader.isComplete = { text in text.hasPrefix(":") || isComplete(text) }
    reader.complete = complete
    OutputDescriptor.standardError.say(greeting)
    if let fault = history.fault { output.report(fault) }
    while true {
      switch reader.read(prompt: prompt) {
      case .line(let text):
        let statement = text.trimmingWhitespace
        if statement.isEmpty { continue }
        if statement.hasPrefix(":") {
          if shellCommand(statement) == .leave { return .done }
        } else {
          if evaluate(text) == .terminated { return .terminated }
        }
      case .interrupted: continue
      case .endOfInput: return .done
      case .terminated: return .terminated
      case .failed: return .failed
      }
    }
  }

  private var prompt: String {
    output.hasColor ? "\u{1B}[1;34mfjord>\u{1B}[0m " : "fjord> "
  }

  /// Runs a statement; what it ends with is `terminated` where the program was told to stop.
  private func evaluate(_ text: String) -> ExitStatus {
    let source = SourceText(name: "prompt", text: text)
    let session = session
    output.beginStatement()
    let outcome = ForegroundJob.run { () async throws -> ExitStatus in
      try await session.run(source, mode: .prompt)
    }
    output.progress.clear()
    switch outcome {
    case .finished(let status, let stop): return stop?.status ?? status
    case .failed(let error, nil):
      OutputDescriptor.standardError.say(Diagnostics(wrapping: error).text)
      return .failed
    case .failed(_, let stop?):
      OutputDescriptor.standardError.say("interrupted")
      return stop.status
    case .abandoned(let stop):
      OutputDescriptor.standardError.say("interrupted; what still runs is left behind")
      return stop.status
    }
  }

  // MARK: Shell commands

  private enum Next { case stay, leave }

  private func shellCommand(_ text: String) -> Next {
    switch text.dropFirst().trimmingWhitespace {
    case "quit", "q", "exit": return .leave
    case "help", "h":
      output.print(
        """
        :quit   leave (so does Ctrl-D)
        :help   these commands
        `help` tells what there is in the language.
        """)
    default:
      let name = String(text.prefix { !$0.isWhitespace })
      let near = nearestNames(to: name, among: [":quit", ":help"]).first
      output.report(
        Diagnostic(
          code: "shell.unknown-command", "unknown command `\(name)`",
          reason: "a line that begins with `:` is about the shell itself",
          fix: near.map { "`\($0)` might be meant" } ?? "`:help` lists the commands"))
    }
    return .stay
  }

  // MARK: Completion

  private static let shellCommands = [
    Completion.Candidate(":help", meaning: "the commands of the shell"),
    Completion.Candidate(":quit", meaning: "leave"),
  ]

  private func complete(_ text: String, cursor: Int) -> Completion {
    if text.hasPrefix(":") {
      let typed = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
      return Completion(
        start: 0, candidates: Self.shellCommands.filter { $0.text.hasPrefix(typed) })
    }
    let known = waitFor { [session, services] in
      let names = await session.names
      let tables = (try? await services.tables.list().map(\.name)) ?? []
      return (names, tables)
    }
    guard let (names, tables) = known else { return .none }
    let completion = StatementCompletion(
      registry: services.registry, variables: names.variables, definitions: names.definitions,
      savedTables: tables,
      columns: { [session] before in waitFor { await session.columns(of: before) } ?? nil })
    return completion.complete(text, cursor: cursor)
  }

  /// Waits for an answer on this thread, which is none of the tasks' own; nil after a second.
  private func waitFor<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value? {
    let found = FoundValue<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      let value = await work()
      found.value.withLock { $0 = value }
      done.signal()
    }
    guard done.wait(timeout: .now() + 1) == .success else { return nil }
    return found.value.withLock { $0 }
  }
}

private final class FoundValue<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}

extension StringProtocol {
  /// The text without white space at its ends.
  package var trimmingWhitespace: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
