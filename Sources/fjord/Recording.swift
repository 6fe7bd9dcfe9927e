import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import Foundation

/// What `--record` and `--replay` make of a run: its clock, its settings, and the tape.
///
/// Both stop the clock, so that what a script computes from it comes again; a replay takes clock, zone
/// and settings from the recording, and has saved tables of its own unless `--store` names some.
enum Recording {
  /// What a replay sets in place of what the machine and the command line say.
  struct Replay {
    let player: TapePlayer
    /// The instant at which the clock stands.
    let now: Int64
    let zone: ZoneOffsets

    /// Reads a recording.
    init(_ path: String) throws(Diagnostics) {
      do throws(TapeFault) {
        player = try TapePlayer(path: path)
      } catch {
        throw Diagnostics(error.diagnostic)
      }
      guard let zone = ZoneOffsets(identifier: player.header.zone),
        let now = ValueParsing.timestamp(Array(player.header.now.utf8).span, local: .utc)
      else { throw Diagnostics(TapeFault.unreadableLine(path, 1).diagnostic) }
      (self.zone, self.now) = (zone, now)
    }

    /// The environment with the recorded settings of plugins in place of all others.
    func environment(_ environment: [String: String]) -> [String: String] {
      let prefixes = BuiltInPlugins.all.map { "FJORD_\($0.name.uppercased())_" }
      return environment.filter { variable in
        !prefixes.contains { variable.key.hasPrefix($0) }
          && !Recording.ownSettings.contains(variable.key)
      }
      .merging(player.header.settings) { _, recorded in recorded }
      .merging(player.header.secrets) { _, recorded in recorded }
    }
  }

  /// Settings of the client that change what a run shows.
  fileprivate static let ownSettings = ["FJORD_RETRY_TIME"]

  /// Begins a recording, for a clock that stands.
  static func recorder(
    _ path: String, clock: SessionClock, settings: Settings, environment: [String: String]
  ) throws(Diagnostics) -> TapeRecorder {
    var plain: [String: String] = [:]
    var secrets: [String: Secret] = [:]
    for plugin in BuiltInPlugins.all.map({ $0.make() }) {
      for name in plugin.settings {
        guard let value = settings.value(plugin.name, name) else { continue }
        let variable = settings.variable(plugin.name, name)
        if SettingsFile.isSecret(name) {
          secrets[variable] = Secret(value, variable: variable)
        } else {
          plain[variable] = recorded(value, of: name, variable)
        }
      }
    }
    for variable in ownSettings { plain[variable] = environment[variable] }
    var now: [UInt8] = []
    ValueText.append(timestamp: clock.now, to: &now)
    let header = TapeHeader(
      program: "fjord/\(Version.text)", now: String(decoding: now, as: UTF8.self),
      zone: clock.zone.identifier, settings: plain, secrets: secrets)
    do throws(TapeFault) {
      return try TapeRecorder(path: path, header: header)
    } catch {
      throw Diagnostics(error.diagnostic)
    }
  }

  /// The value of a setting as a recording may hold it.
  ///
  /// What is no base URL may have a password in it; what stands for it is none either, so that the
  /// replay ends as the run did.
  private static func recorded(_ value: String, of name: String, _ variable: String) -> String {
    guard name == "url" || name.hasSuffix("_url") else { return value }
    let base = try? BaseURL(value, setting: variable, allowsPlain: true)
    return base == nil ? "withheld" : value
  }

  /// A store that is there for one replay.
  static func passingStore(_ environment: [String: String]) -> String {
    RunLimits.temporaryFolder(environment) + "/fjord-replay-\(UUID().uuidString)/store.sqlite"
  }

  /// Takes away a store that was made for one replay.
  static func removePassingStore(_ path: String) {
    try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
  }
}
