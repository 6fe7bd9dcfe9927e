import FjordPlugin
import FjordTable
import Foundation

@testable import FjordStore

/// A folder of its own for one test, removed with the value.
final class Scratch: Sendable {
  let folder: String

  init() {
    folder = NSTemporaryDirectory() + "fjord-store-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var path: String { folder + "/data/store.sqlite" }

  /// A store on the folder's file, with a clock that stands still.
  func store(
    now: Int64 = Scratch.noon, purges: Bool = true, patience: Duration = .milliseconds(50),
    rowsPerBatch: Int = 3, pageLimit: Int? = nil, format: StoreFormat = .present
  ) -> Store {
    var tuning = StoreTuning()
    tuning.lockPatience = patience
    tuning.rowsPerBatch = rowsPerBatch
    tuning.pageLimit = pageLimit
    return Store(
      path: path, clock: SessionClock(fixedNow: now, zone: .utc), purgesExpired: purges,
      tuning: tuning, format: format)
  }

  /// 2026-05-01T12:00:00Z.
  static let noon: Int64 = 1_777_636_800_000_000

  /// Every byte of the store's files, one behind the other.
  var bytes: Data {
    var all = Data()
    for suffix in ["", "-wal", "-shm"] {
      all += FileManager.default.contents(atPath: path + suffix) ?? Data()
    }
    return all
  }

  func contains(_ text: String) -> Bool { bytes.range(of: Data(text.utf8)) != nil }
}

/// A row of the tables that most tests save.
struct Line: Hashable, Sendable {
  var id: String?
  var title: String
  var state = RowState.live
  var position: Int64
  var expiry: Int64?

  init(
    _ id: String?, _ title: String = "", _ state: RowState = .live, at position: Int64 = 0,
    until expiry: Int64? = nil
  ) {
    self.id = id
    self.title = title
    self.state = state
    self.position = position
    self.expiry = expiry
  }

  static let schema = Schema(
    [Field("id", .string), Field("title", .string)], key: KeySemantics(columns: ["id"]))
}

extension Batch {
  /// A batch of lines, with others as retractions.
  init(
    _ lines: [Line], gone: [Line] = [], pending: [PendingRow] = [], checkpoint: String? = nil
  ) {
    let ids = Column(.string, lines.map { $0.id.map { .string($0) } ?? .null })
    self.init(
      columns: [ids, Column(.string, lines.map { .string($0.title) })], count: lines.count,
      identity: RowIdentity(lines),
      retractions: gone.isEmpty ? nil : RowIdentity(gone).retracted(), pending: pending,
      checkpoint: checkpoint.map { Checkpoint($0) })
  }
}

extension RowIdentity {
  init(_ lines: [Line]) {
    let hasExpiry = lines.contains { $0.expiry != nil }
    self.init(
      keys: [Column(.string, lines.map { $0.id.map { .string($0) } ?? .null })],
      states: lines.map(\.state),
      expiry: hasExpiry
        ? Column(.date, lines.map { $0.expiry.map { .date($0) } ?? .null }) : nil,
      positions: Column(.int, lines.map { .int($0.position) }))
  }
}

extension SavePlan {
  /// A plan for lines.
  init(_ name: String, _ mode: SaveMode, _ pipeline: String = "feed", schema: Schema = Line.schema)
  {
    self.init(
      name: name, schema: schema, mode: mode, pipeline: pipeline, pipelineText: pipeline)
  }
}

extension Store {
  /// Saves batches to the end.
  @discardableResult
  func save(_ plan: SavePlan, _ batches: [Batch]) async throws -> SaveReport {
    let writer = try await begin(plan)
    for batch in batches { try await writer.write(batch) }
    return try await writer.finish()
  }

  /// A table's rows as a scan gives them.
  func rows(_ name: String, _ request: ScanRequest = ScanRequest()) async throws -> [[Value]] {
    try await batches(name, request).flatMap { batch in
      (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } }
    }
  }

  /// A table's batches as a scan gives them.
  func batches(_ name: String, _ request: ScanRequest = ScanRequest()) async throws -> [Batch] {
    guard let source = try await source(name) as? SavedTableSource else { return [] }
    return try await source.cursor(request).collect()
  }

  /// The lines of a table as `id=title`.
  func lines(_ name: String) async throws -> [String] {
    try await rows(name).map { row in
      guard case .string(let title) = row[1] else { return "?" }
      guard case .string(let id) = row[0] else { return "null=\(title)" }
      return "\(id)=\(title)"
    }
  }
}

extension Scratch {
  /// A folder with the files of another as they lie there now, as after a crash.
  convenience init(copying other: Scratch) throws {
    self.init()
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for suffix in ["", "-wal"] {
      let data = FileManager.default.contents(atPath: other.path + suffix) ?? Data()
      try data.write(to: URL(fileURLWithPath: path + suffix))
    }
  }
}
