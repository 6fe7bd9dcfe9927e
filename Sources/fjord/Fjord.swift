import CAllocator
import FjordDiagnostic
import FjordEngine
import FjordLanguage
import FjordShell
import FjordStandIn
import FjordTable
import Foundation

/// The program: understands the command line, does what it says, leaves with a status.
@main
enum Fjord {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    unblockSignals()
    allocator_keep_freed(16 << 20, 32 << 20)
    let status: ExitStatus
    do {
      let invocation = try Invocation(
        Array(CommandLine.arguments.dropFirst()), isTerminal: isatty(STDIN_FILENO) == 1)
      status = try Fjord.run(invocation)
    } catch {
      OutputDescriptor.standardError.say(error.text)
      status = error.status
    }
    exit(status.rawValue)
  }

  /// Lets the signals in that end a run: a program that starts fjord may have left them blocked.
  private static func unblockSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  private static func run(_ invocation: Invocation) throws(Diagnostics) -> ExitStatus {
    switch invocation.task {
    case .help:
      OutputDescriptor.standardOutput.say(help)
      return .done
    case .version:
      OutputDescriptor.standardOutput.say("fjord \(Version.text)")
      return .done
    case .standIn(let arguments): return try StandInCommand.run(arguments)
    case .checkSource(let name): return try checkSource(name, invocation.options)
    case .format(let path, let inPlace): return try format(path, inPlace: inPlace)
    case .reference(let folder): return try ReferenceCommand.run(folder)
    case .prompt: return try prompt(invocation.options)
    case .text(let source): return try run(source, invocation.options)
    case .standardInput:
      let data = FileHandle.standardInput.readDataToEndOfFile()
      let text = PipedScript.untilQuit(String(decoding: data, as: UTF8.self))
      return try run(SourceText(name: "stdin", text: text), invocation.options)
    case .check(let path): return try check(path, invocation.options)
    case .run(let path, let arguments): return try run(path, arguments, invocation.options)
    }
  }

  private static func run(_ path: String, _ arguments: [String], _ options: CommandLineOptions)
    throws(Diagnostics) -> ExitStatus
  {
    let script = try ScriptFile(path: path, registry: .core(tables: NoTables()))
    guard let values = try script.values(arguments) else {
      OutputDescriptor.standardOutput.say(script.help)
      return .done
    }
    return try run(script.source, options, parameters: values)
  }

  private static func run(
    _ source: SourceText, _ options: CommandLineOptions, parameters: [String: Value] = [:]
  ) throws(Diagnostics) -> ExitStatus {
    let keepsLast = source.text.contains("$last") || source.text.contains("why")
    return try work(options, keepsLast: keepsLast) { bench in
      try await Session(services: bench.services).run(source, parameters: parameters)
    }
  }

  private static func check(_ path: String, _ options: CommandLineOptions) throws(Diagnostics)
    -> ExitStatus
  {
    let script = try ScriptFile(path: path, registry: .core(tables: NoTables()))
    return try work(options, keepsLast: false) { bench in
      // A parameter without a default is checked with a value that fits its type.
      let values = script.parameters.filter { $0.fallback == nil }.map { ($0.name, $0.sample) }
      let warnings = try await Session(services: bench.services).check(
        script.source, parameters: Dictionary(values) { first, _ in first })
      for warning in warnings { bench.output.report(warning) }
      bench.output.note("\(path): nothing to complain about")
      return .done
    }
  }

  private static func checkSource(
    _ name: String, _ options: CommandLineOptions
  ) throws(Diagnostics) -> ExitStatus {
    let environment = ProcessInfo.processInfo.environment
    let outcome = ForegroundJob.run {
      try await CheckSourceCommand(name, options, environment: environment).run()
    }
    switch outcome {
    case .finished(let status, let stop): return stop?.status ?? status
    case .failed(let error, _): throw Diagnostics(wrapping: error)
    case .abandoned(let stop): return stop.status
    }
  }

  private static func format(_ path: String, inPlace: Bool) throws(Diagnostics) -> ExitStatus {
    let registry = Registry.core(tables: NoTables())
    let script = try ScriptFile(path: path, registry: registry)
    let text = try formatted(script.source, vocabulary: registry.vocabulary())
    do {
      if inPlace {
        if text != script.source.text {
          try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        }
      } else {
        try OutputDescriptor.standardOutput.write(Array(text.utf8))
      }
    } catch is OutputClosed {
      return .done
    } catch {
      throw Diagnostics(
        Diagnostic(
          code: "run.output", "could not write \(path)", reason: error.localizedDescription))
    }
    return .done
  }

  private static func prompt(_ options: CommandLineOptions) throws(Diagnostics) -> ExitStatus {
    let environment = ProcessInfo.processInfo.environment
    let outcome = ForegroundJob.run {
      try await Workbench(options, environment: environment, keepsLast: true)
    }
    let bench: Workbench
    switch outcome {
    case .finished(let made, _): bench = made
    case .failed(let error, _): throw Diagnostics(wrapping: error)
    case .abandoned(let stop): return stop.status
    }
    let repl = Repl(
      services: bench.services, output: bench.output,
      historyPath: Paths(environment: environment).history)
    let greeting =
      "fjord \(Version.text)\(options.sandbox ? " · sandbox" : "") · `help` tells what there is, Ctrl-D leaves"
    defer { _ = ForegroundJob.run { await bench.close() } }
    do {
      return try repl.run(greeting: greeting)
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Puts a workbench together, works at it while watching for signals, and closes it.
  private static func work(
    _ options: CommandLineOptions, keepsLast: Bool,
    _ body: @escaping @Sendable (Workbench) async throws -> ExitStatus
  ) throws(Diagnostics) -> ExitStatus {
    let environment = ProcessInfo.processInfo.environment
    let outcome = ForegroundJob.run { () async throws -> ExitStatus in
      let bench = try await Workbench(options, environment: environment, keepsLast: keepsLast)
      do {
        let status = try await body(bench)
        bench.output.progress.clear()
        await bench.close()
        return status
      } catch {
        bench.output.progress.clear()
        await bench.close()
        throw error
      }
    }
    switch outcome {
    case .finished(let status, let stop): return status == .done ? .done : stop?.status ?? status
    case .failed(let error, let stop):
      if error is OutputClosed { return .done }
      if let stop { return stop.status }
      throw Diagnostics(wrapping: error)
    case .abandoned(let stop): return stop.status
    }
  }

  private static var help: String {
    """
    fjord: a data workbench for the terminal.

    USAGE
      fjord                          a prompt
      fjord -c 'PIPELINE'            run a pipeline
      fjord run FILE [--param VALUE] run a script; `fjord run FILE --help` tells its parameters
      fjord check FILE               check a script without running it
      fjord format FILE [--in-place] print or rewrite a script in the one style
      fjord refresh NAME | store | sources | plugins | schema SOURCE | help [NAME]
      fjord glossary [WORD]          words of the APIs' languages in English
      fjord check-source NAME        put a plugin or one of its sources through all checks
      fjord standin NAME             serve a local copy of an API on loopback
      fjord reference FOLDER         write a page for everything that is declared
      ... | fjord                    run a script from standard input

    OPTIONS (before or after the command)
    \(CommandLineOptions.table.help)

    EXIT STATUS
      0 done · 1 failed · 2 wrong usage · 3 did not pass the check · 4 a source failed ·
      5 not authorised · 6 refused for now · 7 incomplete result · 8 an expectation failed ·
      130 interrupted · 143 terminated
    """
  }
}
