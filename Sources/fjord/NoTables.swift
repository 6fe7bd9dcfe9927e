import FjordPlugin
import FjordTable

/// A store without tables, for work that only needs the vocabulary.
struct NoTables: SavedTables {
  var path: String { "" }
  func list() async throws -> [SavedTableInfo] { [] }
  func info(_ name: String) async throws -> SavedTableInfo? { nil }
  func source(_ name: String) async throws -> any Source { throw CancellationError() }
  func begin(_ plan: SavePlan) async throws -> any SaveWriter { throw CancellationError() }
  func drop(_ name: String) async throws {}
  func history(_ name: String) async throws -> Table { Table(schema: Schema([]), batches: []) }
  func check() async throws -> [String] { [] }
  func vacuum() async throws {}
}
