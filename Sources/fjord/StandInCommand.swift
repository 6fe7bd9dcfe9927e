import ArgumentParser
import FjordDiagnostic
import FjordShell
import FjordStandIn

/// `fjord standin NAME`: serves a local copy of an API on loopback until it is told to stop.
struct StandInCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fjord standin",
    abstract: "Serve a local copy of an API on loopback, until Ctrl-C.", discussion: Faults.grammar)

  @Argument(help: "Which API: \(StandIns.names.joined(separator: ", ")).")
  var name: String

  @Option(help: "The port; 0 takes a free one, which is printed.")
  var port = 0

  @Option(help: "How many ads the generator makes for the time before the sandbox's clock.")
  var ads = 20_000

  @Option(help: "The generator's seed.")
  var seed: UInt64 = 7

  @Option(help: "The instant or day that the copy takes as now.")
  var now: String?

  @Option(help: "Serve the events of this file in place of generated ones.")
  var eventLog: String?

  @Option(help: "How many events of the file can be seen.")
  var visible: Int?

  @Option(help: "A fault to make, as 'status=503 at=2'; may be given several times.")
  var fault: [String] = []

  @Option(help: "How many seconds the copy's clock goes a second; 0 stands still.")
  var speed = 0

  /// Starts, tells where, and waits.
  static func run(_ arguments: [String]) throws(Diagnostics) -> ExitStatus {
    guard !arguments.isEmpty else {
      throw Invocation.usage(
        "standin", "`fjord standin` needs the name of an API",
        fix:
          "the names are \(StandIns.names.joined(separator: ", ")): `fjord standin \(StandIns.names[0])`"
      )
    }
    let command: StandInCommand
    do {
      command = try parse(arguments)
    } catch {
      if arguments.contains("--help") || arguments.contains("-h") {
        OutputDescriptor.standardOutput.say(helpMessage(columns: 100))
        return .done
      }
      throw Invocation.usage(
        "standin", message(for: error), fix: "`fjord standin --help` lists the options")
    }
    var options = StandInOptions()
    (options.port, options.ads, options.seed) = (command.port, command.ads, command.seed)
    (options.eventLog, options.visibleEvents) = (command.eventLog, command.visible)
    options.speed = command.speed
    if let text = command.now {
      guard let now = StandInTime(text) else {
        throw Invocation.usage(
          "now", "`--now` expected a day or an instant, found `\(text)`",
          fix: "write it as 2026-11-02 or 2026-11-02T12:00:00+01:00")
      }
      options.now = now
    }
    options.faults = try Faults(parsing: command.fault)
    return try serve(command.name, options)
  }

  private static func serve(_ name: String, _ options: StandInOptions) throws(Diagnostics)
    -> ExitStatus
  {
    let outcome = ForegroundJob.run {
      let standIn = try await StandIns.start(name: name, options: options)
      try OutputDescriptor.standardOutput.write(Array("\(standIn.baseURL)\n".utf8))
      OutputDescriptor.standardError.say(
        "\(name) stands at \(standIn.baseURL); Ctrl-C stops it")
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
      await standIn.stop()
    }
    switch outcome {
    case .finished(_, let stop): return stop?.status ?? .done
    case .failed(let error, _): throw Diagnostics(wrapping: error)
    case .abandoned(let stop): return stop.status
    }
  }
}
