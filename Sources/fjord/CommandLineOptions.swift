import ArgumentParser
import FjordOperators

/// The options that every command takes, before or after its name.
struct CommandLineOptions: ParsableArguments {
  @Option(name: .customShort("c"), help: ArgumentHelp("Run this text.", valueName: "pipeline"))
  var pipeline: String?

  @Option(
    help: ArgumentHelp("Show results as \(To.formats.joined(separator: "|")).", valueName: "format")
  )
  var format: String?

  @Flag(help: "Ask local copies of the APIs, started inside: no network, key or account.")
  var sandbox = false

  @Option(help: ArgumentHelp("Keep saved tables in this file.", valueName: "path"))
  var store: String?

  @Option(help: ArgumentHelp("Take this instant or day as now.", valueName: "time"))
  var now: String?

  @Option(help: ArgumentHelp("Show instants and read dates in this zone.", valueName: "zone"))
  var timeZone: String?

  @Flag(help: "Make overflow, division by zero and failed conversions errors.")
  var strict = false

  @Flag(help: "Print each request as a curl line, secrets as variables.")
  var trace = false

  @Option(
    help: ArgumentHelp(
      "Hold so much at most before rows go to files, as 512MB; by default half of all memory.",
      valueName: "size"))
  var memory: String?

  @Option(help: ArgumentHelp("Work on so many cores; by default on all.", valueName: "count"))
  var threads: String?

  @Flag(help: "Say nothing on standard error but faults.")
  var quiet = false

  @Flag(help: "Use no colour.")
  var noColor = false

  @Flag(help: "Print the version.")
  var version = false

  @Flag(name: .shortAndLong, help: .hidden)
  var help = false
}

extension CommandLineOptions {
  /// Options that take a value, and flags, as they are written.
  static let valued: Set<String> = [
    "-c", "--format", "--store", "--now", "--time-zone", "--memory", "--threads",
  ]
  static let flags: Set<String> = [
    "--sandbox", "--strict", "--trace", "--quiet", "--no-color", "--version", "--help", "-h",
  ]
}
