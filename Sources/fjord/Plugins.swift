import FjordPlugin
import NAVPlugin

/// Every built-in plugin: one line each, sorted.
enum BuiltInPlugins {
  static let all: [Plugin] = [
    NAV.plugin
  ]
}
