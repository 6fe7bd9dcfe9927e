import FjordConformance
import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordShell
import FjordStandIn
import FjordTable
import Foundation

/// `fjord check-source NAME`: puts a plugin's sources through all checks, and prints a line for each.
///
/// The services are those that the environment names a base URL for; else the stand-ins, with their
/// clock.
struct CheckSourceCommand: Sendable {
  private let plugin: Plugin
  /// The one source that is checked; nil for all of the plugin.
  private let source: String?
  private let registry: Registry
  private let options: CommandLineOptions
  private let environment: [String: String]

  init(
    _ name: String, _ options: CommandLineOptions, environment: [String: String]
  ) throws(Diagnostics) {
    registry = .core(tables: NoTables())
    let plugins = registry.plugins
    let found = plugins.first { plugin in
      plugin.name == name || plugin.sources.contains { $0.name == name }
    }
    guard let found else {
      let known = plugins.flatMap { [$0.name] + $0.sources.map(\.name) }
      let near = nearestNames(to: name, among: known).map { "`\($0)`" }
      throw Invocation.usage(
        "source", "no plugin and none of their sources is named `\(name)`",
        fix: near.isEmpty
          ? "`fjord plugins` lists them" : near.joined(separator: " or ") + " might be meant")
    }
    plugin = found
    source = plugin.name == name ? nil : name
    self.options = options
    self.environment = environment
  }

  /// Makes the checks; 1 where one fails.
  func run() async throws -> ExitStatus {
    let zone = ZoneOffsets(identifier: "Europe/Oslo") ?? .utc
    let given = try options.now.map { text throws(Diagnostics) in
      try Workbench.instant(text, zone)
    }
    var variables = environment
    var standIns: [RunningStandIn] = []
    let prefix = "FJORD_\(plugin.name.uppercased())_"
    let isSet = environment.contains { $0.key.hasPrefix(prefix) && $0.key.hasSuffix("URL") }
    let now = given ?? (isSet ? nil : StandInTime.sandbox.microseconds)
    if !isSet { standIns = try await Sandbox.start(now: now, &variables) }
    let folder =
      RunLimits.temporaryFolder(environment) + "/fjord-check-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bench = ConformanceBench(
      registry: registry, tables: NoTables(), clock: SessionClock(fixedNow: now, zone: zone),
      environment: variables, folder: folder)
    var counts = (made: 0, failed: 0)
    try await Conformance(plugin, bench: bench).run(sources: source.map { [$0] }) { result in
      switch result.finding {
      case .holds: counts.made += 1
      case .fails: counts = (counts.made + 1, counts.failed + 1)
      case .notTried: break
      }
      try? OutputDescriptor.standardOutput.write(
        Array((result.line.escapingControls() + "\n").utf8))
    }
    for standIn in standIns { await standIn.stop() }
    OutputDescriptor.standardError.say("\(counts.made) checks made, \(counts.failed) failed")
    return counts.failed == 0 ? .done : .failed
  }
}
