import FjordDiagnostic
import Foundation
import Yams

/// The settings file: plugins' settings, and what else can be set once.
struct SettingsFile {
  /// Settings by plugin and name.
  var plugins: [String: [String: String]] = [:]
  /// Other settings by name, as `retry_time`.
  var values: [String: String] = [:]

  /// Names that hold secrets, which nobody else may be able to read.
  private static let secretNames = ["token", "key", "password", "secret"]

  /// Whether a setting's name says that it holds a secret.
  static func isSecret(_ name: String) -> Bool { secretNames.contains { name.hasSuffix($0) } }

  /// Reads a file; a missing one gives no settings.
  init(path: String) throws(Diagnostics) {
    guard access(path, F_OK) == 0, let data = FileManager.default.contents(atPath: path) else {
      return
    }
    let root: Any?
    do {
      root = try Yams.load(yaml: String(decoding: data, as: UTF8.self))
    } catch {
      throw Self.fault(
        "settings.unreadable", "the settings file is not valid YAML", path, "\(error)")
    }
    guard let map = root as? [String: Any] else {
      if root == nil { return }
      throw Self.fault(
        "settings.unreadable", "the settings file expected names and values", path, nil)
    }
    for (name, value) in map where name != "plugins" { values[name] = Self.text(value) }
    for (plugin, settings) in map["plugins"] as? [String: Any] ?? [:] {
      for (name, value) in settings as? [String: Any] ?? [:] {
        plugins[plugin, default: [:]][name] = Self.text(value)
      }
    }
    try checkPrivacy(path)
  }

  private static func text(_ value: Any) -> String? {
    switch value {
    case let text as String: text
    case let flag as Bool: flag ? "true" : "false"
    case let number as Int: String(number)
    case let number as Double: String(number)
    default: nil
    }
  }

  /// Refuses a file that others can read where it holds a secret.
  private func checkPrivacy(_ path: String) throws(Diagnostics) {
    let names = plugins.values.flatMap(\.keys)
    guard names.contains(where: Self.isSecret) else { return }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 != 0
    else {
      return
    }
    throw Self.fault(
      "settings.readable-by-others", "the settings file holds secrets and others can read it", path,
      "its mode is \(String(mode, radix: 8))", fix: "`chmod 600 \(path)`")
  }

  private static func fault(
    _ code: String, _ message: String, _ path: String, _ reason: String?, fix: String? = nil
  ) -> Diagnostics {
    Diagnostics(
      Diagnostic(
        code: code, "\(message): \(path)", reason: reason,
        fix: fix ?? "mend the file or move it away",
        status: .usage))
  }
}
