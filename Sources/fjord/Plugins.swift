import FjordPlugin
import NAVPlugin

/// Every built-in plugin by its name: one line each, sorted.
enum BuiltInPlugins {
  static let all: [(name: String, make: @Sendable () -> Plugin)] = [
    ("nav", { NAV.plugin })
  ]
}
