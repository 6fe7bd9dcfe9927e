import FjordPlugin
import JobTechPlugin
import JobindsatsPlugin
import NAVPlugin
import PlatsannonsPlugin

/// Every built-in plugin by its name: one line each, sorted.
enum BuiltInPlugins {
  static let all: [(name: String, make: @Sendable () -> Plugin)] = [
    ("jobindsats", { Jobindsats.plugin }),
    ("jobtech", { JobTech.plugin }),
    ("nav", { NAV.plugin }),
    ("platsannons", { Platsannons.plugin }),
  ]
}
