import Foundation

/// Where fjord keeps things, by the XDG directories.
struct Paths {
  private let environment: [String: String]

  init(environment: [String: String]) { self.environment = environment }

  /// The settings file.
  var settings: String { directory("XDG_CONFIG_HOME", ".config") + "/fjord/config.yaml" }
  /// Saved tables.
  var store: String { directory("XDG_DATA_HOME", ".local/share") + "/fjord/store.sqlite" }
  /// Saved tables of the sandbox.
  var sandboxStore: String { directory("XDG_DATA_HOME", ".local/share") + "/fjord/sandbox.sqlite" }
  /// Statements typed at the prompt.
  var history: String { directory("XDG_STATE_HOME", ".local/state") + "/fjord/history" }

  /// Answers of services that were kept.
  var answers: String { directory("XDG_CACHE_HOME", ".cache") + "/fjord/answers" }
  /// When services may be asked next, for all processes together.
  var rates: String { directory("XDG_STATE_HOME", ".local/state") + "/fjord/rates" }

  /// An XDG directory; a relative one does not count, as the standard says.
  private func directory(_ variable: String, _ fallback: String) -> String {
    if let value = environment[variable], value.hasPrefix("/") { return value }
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    return home + "/" + fallback
  }
}
