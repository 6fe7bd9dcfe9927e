/// Settings of plugins: the environment first, then the settings file.
///
/// `value("nav", "url")` looks at `FJORD_NAV_URL`, then at `plugins: nav: url`.
public struct Settings: Sendable {
  private let environment: [String: String]
  private let file: [String: [String: String]]

  /// Creates settings; `file` is by plugin and then by name.
  public init(environment: [String: String] = [:], file: [String: [String: String]] = [:]) {
    self.environment = environment
    self.file = file
  }

  /// A plugin's setting, or nil where none is given; empty counts as none.
  public func value(_ plugin: String, _ name: String) -> String? {
    let fromEnvironment = environment[variable(plugin, name)]
    let found = fromEnvironment.flatMap { $0.isEmpty ? nil : $0 } ?? file[plugin]?[name]
    return found.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The environment variable that gives a setting, as `FJORD_NAV_URL`.
  public func variable(_ plugin: String, _ name: String) -> String {
    "FJORD_\(plugin)_\(name)".uppercased()
  }
}
