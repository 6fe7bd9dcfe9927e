import FjordDiagnostic
import FjordOperators

/// The options that every command takes, before or after its name.
struct CommandLineOptions {
  static let table = OptionTable(entries: [
    OptionEntry("-c", value: "pipeline", "Run this text."),
    OptionEntry(
      "--format", value: "format", "Show results as \(To.formats.joined(separator: "|"))."),
    OptionEntry(
      "--sandbox", "Ask local copies of the APIs, started inside: no network, key or account."),
    OptionEntry("--store", value: "path", "Keep saved tables in this file."),
    OptionEntry("--now", value: "time", "Take this instant or day as now."),
    OptionEntry("--time-zone", value: "zone", "Show instants and read dates in this zone."),
    OptionEntry("--strict", "Make overflow, division by zero and failed conversions errors."),
    OptionEntry("--trace", "Print each request as a curl line, secrets as variables."),
    OptionEntry(
      "--record", value: "file", "Write down each request with its answer, secrets left out."),
    OptionEntry(
      "--replay", value: "file",
      "Take answers from a recording, as of its time: no network, no key."),
    OptionEntry(
      "--max-requests", value: "count",
      "Send no more requests; a plan that needs more is refused, else what came is shown."),
    OptionEntry("--fresh", "Ask again where an answer was kept."),
    OptionEntry("--wait", "Wait as long as a service asks, or is closed."),
    OptionEntry(
      "--memory", value: "size",
      "Hold so much before rows go to files, as 512MB; by default half of all memory."),
    OptionEntry("--threads", value: "count", "Work on so many cores; by default on all."),
    OptionEntry("--quiet", "Say nothing on standard error but faults."),
    OptionEntry("--no-color", "Use no colour."),
    OptionEntry("--version", "Print the version."),
    OptionEntry("--help", short: "-h", "Show this, or what is told of a command behind it."),
  ])

  let pipeline: String?
  let format: String?
  let sandbox: Bool
  let store: String?
  let now: String?
  let timeZone: String?
  let strict: Bool
  let trace: Bool
  let record: String?
  let replay: String?
  let maxRequests: String?
  let fresh: Bool
  let wait: Bool
  let memory: String?
  let threads: String?
  let quiet: Bool
  let noColor: Bool
  let version: Bool
  let help: Bool

  /// Reads fjord's own arguments; of an option given twice the last counts.
  init(_ arguments: [String] = []) throws(Diagnostics) {
    let (values, _) = try Self.table.read(arguments)
    pipeline = values["-c"]?.last
    format = values["--format"]?.last
    sandbox = values["--sandbox"] != nil
    store = values["--store"]?.last
    now = values["--now"]?.last
    timeZone = values["--time-zone"]?.last
    strict = values["--strict"] != nil
    trace = values["--trace"] != nil
    record = values["--record"]?.last
    replay = values["--replay"]?.last
    maxRequests = values["--max-requests"]?.last
    fresh = values["--fresh"] != nil
    wait = values["--wait"] != nil
    memory = values["--memory"]?.last
    threads = values["--threads"]?.last
    quiet = values["--quiet"] != nil
    noColor = values["--no-color"] != nil
    version = values["--version"] != nil
    help = values["--help"] != nil
    guard record == nil || replay == nil else {
      throw Invocation.usage(
        "record-and-replay", "`--record` and `--replay` can't stand together",
        fix: "leave one of them out: a replay asks nobody, so there is nothing to record")
    }
  }
}
