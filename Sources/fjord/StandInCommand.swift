import FjordDiagnostic
import FjordShell
import FjordStandIn

/// `fjord standin NAME`: serves a local copy of an API on loopback until it is told to stop.
enum StandInCommand {
  private static let table = OptionTable(entries: [
    OptionEntry("--port", value: "port", "The port; 0 takes a free one, which is printed."),
    OptionEntry(
      "--ads", value: "count",
      "How many ads the generator makes for the time before the sandbox's clock; 20000 unless told."
    ),
    OptionEntry("--seed", value: "seed", "The generator's seed; 7 unless told."),
    OptionEntry("--now", value: "time", "The instant or day that the copy takes as now."),
    OptionEntry(
      "--event-log", value: "file", "Serve the events of this file in place of generated ones."),
    OptionEntry("--visible", value: "count", "How many events of the file can be seen."),
    OptionEntry(
      "--fault", value: "fault",
      "A fault to make, as 'status=503 at=2'; may be given several times."),
    OptionEntry(
      "--speed", value: "seconds",
      "How many seconds the copy's clock goes a second; 0, the default, stands still."),
    OptionEntry(
      "--generation", value: "number",
      "Which generation of platsannons answers: 1, the default, or 2."
    ),
    OptionEntry("--html-errors", "Let platsannons write its errors as HTML that says it is JSON."),
    OptionEntry("--drift", "Let the servers of platsannons disagree by one ad between two pages."),
    OptionEntry(
      "--cells", value: "count",
      "How many cells an answer of jobindsats may have before it times out; 200000 unless told, 0 for any."
    ),
    OptionEntry(
      "--withhold", value: "rule",
      "What jobindsats does with small counts: nothing, under:5, raised:5 or tens; each table's own rule unless told."
    ),
    OptionEntry("--help", short: "-h", "Show this."),
  ])

  /// Starts, tells where, and waits.
  static func run(_ arguments: [String]) throws(Diagnostics) -> ExitStatus {
    let (values, words) = try table.read(arguments)
    if values["--help"] != nil {
      OutputDescriptor.standardOutput.say(help)
      return .done
    }
    guard let name = words.first, words.count == 1 else {
      throw Invocation.usage(
        "standin", "`fjord standin` needs the name of one API",
        fix: "it knows \(StandIns.names.joined(separator: ", "))")
    }
    var options = StandInOptions()
    options.port = try number("--port", values) ?? options.port
    options.ads = try number("--ads", values) ?? options.ads
    options.seed = try number("--seed", values) ?? options.seed
    options.speed = try number("--speed", values) ?? options.speed
    options.generation = try number("--generation", values) ?? options.generation
    options.errorsAreHTML = values["--html-errors"] != nil
    options.countsDrift = values["--drift"] != nil
    options.visibleEvents = try number("--visible", values)
    options.eventLog = values["--event-log"]?.last
    try readJobindsats(values, into: &options.jobindsats)
    if let text = values["--now"]?.last {
      guard let now = StandInTime(text) else {
        throw Invocation.usage(
          "now", "`--now` expected a day or an instant, found `\(text)`",
          fix: "write it as 2026-11-02 or 2026-11-02T12:00:00+01:00")
      }
      options.now = now
    }
    options.faults = try Faults(parsing: values["--fault"] ?? [])
    return try serve(name, options)
  }

  private static func readJobindsats(
    _ values: [String: [String]], into options: inout JobindsatsOptions
  ) throws(Diagnostics) {
    if let cells: Int = try number("--cells", values) { options.cells = cells == 0 ? nil : cells }
    guard let text = values["--withhold"]?.last else { return }
    guard let rule = JobindsatsWithholding(text) else {
      throw Invocation.usage(
        "standin", "`--withhold` expected a rule, found `\(text)`",
        fix: "write nothing, under:5, raised:5 or tens")
    }
    options.withholding = rule
  }

  private static func number<Number: FixedWidthInteger>(
    _ option: String, _ values: [String: [String]]
  ) throws(Diagnostics) -> Number? {
    guard let text = values[option]?.last else { return nil }
    guard let number = Number(text), number >= 0 else {
      throw Invocation.usage(
        "standin", "`\(option)` expected a whole number, found `\(text)`",
        fix: "`fjord standin --help` lists the options")
    }
    return number
  }

  private static var help: String {
    """
    fjord standin: serve a local copy of an API on loopback, until Ctrl-C.

    USAGE
      fjord standin NAME [OPTIONS]

    NAMES
      \(StandIns.names.joined(separator: "\n  "))

    OPTIONS
    \(table.help)

    FAULTS
    \(Faults.grammar)
    """
  }

  private static func serve(_ name: String, _ options: StandInOptions) throws(Diagnostics)
    -> ExitStatus
  {
    let outcome = ForegroundJob.run {
      let standIn = try await StandIns.start(name: name, options: options)
      // What the plugin's setting takes, perhaps with a path.
      let variables = StandIns.environment(of: name, at: standIn.baseURL)
      let url = variables[StandIns.variablePrefix(of: name) + "URL"] ?? standIn.baseURL
      try OutputDescriptor.standardOutput.write(Array("\(url)\n".utf8))
      OutputDescriptor.standardError.say("\(name) stands at \(url); Ctrl-C stops it")
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
