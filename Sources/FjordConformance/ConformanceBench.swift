import FjordDiagnostic
import FjordEngine
import FjordHTTP
import FjordPlugin
import FjordTable

/// Where sources are checked: what is registered, what the settings say, and the clock.
package struct ConformanceBench: Sendable {
  let registry: Registry
  let tables: any SavedTables
  let clock: SessionClock
  /// The environment with the plugins' base URLs.
  let environment: [String: String]
  /// A folder for what the checks write.
  let folder: String

  package init(
    registry: Registry, tables: any SavedTables, clock: SessionClock,
    environment: [String: String], folder: String
  ) {
    self.registry = registry
    self.tables = tables
    self.clock = clock
    self.environment = environment
    self.folder = folder
  }
}

/// What came of a pipeline.
struct Outcome: Sendable {
  var rows: [[Value]] = []
  /// Why it ended, where it failed or is not whole.
  var fault: Diagnostics?

  /// Whether nothing was complained of.
  var isWhole: Bool { fault == nil }
}
