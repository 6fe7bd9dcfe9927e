import FjordDiagnostic
import FjordPlugin
import FjordTable
import Synchronization

/// Saved tables in memory: the plainest thing that does what the store promises.
package final class TablesInMemory: SavedTables {
  fileprivate struct Entry {
    var plan: SavePlan
    var checkpoint: Checkpoint?
    /// Rows in the order of their last writing; the key is nil where rows have none.
    var rows: [(key: [Value]?, values: [Value])] = []
    var pending: [PendingRow] = []
    var isComplete = false
  }

  fileprivate let entries = Mutex<[String: Entry]>([:])
  private let planned = Mutex<[SavePlan]>([])
  private let scanned = Mutex<[String]>([])

  package init() {}

  /// The names of the tables that were read, in order.
  package var scans: [String] { scanned.withLock { $0 } }

  package var path: String { "memory" }

  /// The plans of all saves that were begun, in order.
  package var plans: [SavePlan] { planned.withLock { $0 } }

  /// The rows of a table as a set of lines, to compare where order is not promised.
  package func rows(_ name: String) -> [[Value]] {
    entries.withLock { $0[name]?.rows.map(\.values) ?? [] }
  }

  /// A table as CSV; nil where there is none.
  package func csv(_ name: String) -> String? {
    entries.withLock { $0[name]?.table.csv }
  }

  /// The rows that a table waits for.
  package func pending(_ name: String) -> [PendingRow] {
    entries.withLock { $0[name]?.pending ?? [] }
  }

  package func list() async throws -> [SavedTableInfo] {
    entries.withLock { $0.values.map(\.info).sorted { $0.name < $1.name } }
  }

  package func info(_ name: String) async throws -> SavedTableInfo? {
    entries.withLock { $0[name]?.info }
  }

  package func source(_ name: String) async throws -> any Source {
    guard let entry = entries.withLock({ $0[name] }) else {
      throw Diagnostic(code: "test.no-table", "no table `\(name)`")
    }
    return StoredRows(schema: entry.plan.schema, table: entry.table) {
      self.scanned.withLock { $0.append(name) }
    }
  }

  package func begin(_ plan: SavePlan) async throws -> any SaveWriter {
    planned.withLock { $0.append(plan) }
    let known = entries.withLock { $0[plan.name] }
    let isMaintained = plan.mode == .maintain || plan.mode == .rewalk
    if let known, isMaintained, known.plan.pipelineText != plan.pipelineText {
      throw Diagnostic(code: "store.other-pipeline", "another pipeline", status: .check)
    }
    return Writer(self, plan, before: known)
  }

  package func drop(_ name: String) async throws {
    entries.withLock { $0[name] = nil }
  }

  package func history(_ name: String) async throws -> Table {
    Table(schema: Schema([Field("mode", .string)]), batches: [])
  }

  package func check() async throws -> [String] { [] }

  package func vacuum() async throws {}
}

extension TablesInMemory.Entry {
  fileprivate var info: SavedTableInfo {
    SavedTableInfo(
      name: plan.name, schema: plan.schema, pipeline: plan.pipeline,
      pipelineText: plan.pipelineText, mode: plan.mode, checkpoint: checkpoint, start: plan.start,
      rowCount: rows.count, savedAt: 0, completedAt: isComplete ? 0 : nil)
  }

  fileprivate var table: Table {
    let columns = plan.schema.fields.enumerated().map { place, field in
      Column(field.type, rows.map { $0.values[place] })
    }
    return Table(
      schema: plan.schema, batches: [Batch(columns: columns, count: rows.count)])
  }

  /// Rows, removals and pending rows of a batch, in the order of their positions.
  fileprivate mutating func apply(_ batch: Batch) {
    var events: [(position: Int64, key: [Value], state: RowState, row: Int?)] = []
    func note(_ identity: RowIdentity?, areRows: Bool) {
      guard let identity else { return }
      for row in 0..<identity.count {
        guard case .int(let position) = identity.positions.value(at: row) else { continue }
        events.append(
          (
            position, identity.keys.map { $0.value(at: row) }, identity.states[row],
            areRows ? row : nil
          ))
      }
    }
    note(batch.retractions, areRows: false)
    note(batch.identity, areRows: true)
    if batch.identity == nil {
      for row in 0..<batch.count { rows.append((nil, values(batch, row))) }
    }
    for event in events.sorted(by: { $0.position < $1.position }) where event.state != .pending {
      // A key that ends in nulls stands for all that begin with the rest.
      let isGone = event.state == .gone
      let count = isGone ? event.key.count - event.key.reversed().prefix(while: \.isNull).count : 0
      let start = event.key.prefix(max(1, count))
      func isMeant(_ key: [Value]?) -> Bool {
        isGone && event.key.count > 1 ? key?.starts(with: start) ?? false : key == event.key
      }
      rows.removeAll { isMeant($0.key) }
      pending.removeAll { isMeant($0.key) }
      if event.state == .live, let row = event.row { rows.append((event.key, values(batch, row))) }
    }
    pending += batch.pending
    checkpoint = batch.checkpoint ?? checkpoint
  }

  private func values(_ batch: Batch, _ row: Int) -> [Value] {
    batch.columns.map { $0.value(at: row) }
  }
}

/// A saved table as a source: its rows are live, and nothing says where a walk of them stands.
private struct StoredRows: Source {
  let schema: Schema
  let table: Table
  let note: @Sendable () -> Void

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    note()
    guard request.wantsIdentity, let key = schema.key else { return BatchCursor(table.batches) }
    let whole = table.joined()
    let identity = RowIdentity(
      keys: key.columns.compactMap(schema.index(of:)).map { whole.columns[$0] },
      states: [RowState](repeating: .live, count: whole.count),
      positions: Column(.int, (0..<whole.count).map { Value.int(Int64($0)) }))
    return BatchCursor([Batch(columns: whole.columns, count: whole.count, identity: identity)])
  }
}

private actor Writer: SaveWriter {
  nonisolated let resume: Checkpoint?
  nonisolated let pending: [PendingRow]
  private let tables: TablesInMemory
  private let plan: SavePlan
  private let before: Int
  private var entry: TablesInMemory.Entry
  private let isDirect: Bool

  init(_ tables: TablesInMemory, _ plan: SavePlan, before known: TablesInMemory.Entry?) {
    self.tables = tables
    self.plan = plan
    before = known?.rows.count ?? 0
    let isMaintained = plan.mode == .maintain
    resume = isMaintained ? known?.checkpoint : nil
    pending = isMaintained && known?.checkpoint != nil ? known?.pending ?? [] : []
    isDirect = isMaintained && (known?.checkpoint != nil || known?.rows.isEmpty ?? true)
    var start = TablesInMemory.Entry(plan: plan)
    if let known, isDirect || plan.mode == .append {
      start = known
      start.plan.mode = plan.mode
    }
    if plan.mode == .rewalk { start.plan.mode = .maintain }
    entry = start
  }

  func write(_ batch: Batch) async throws {
    entry.apply(batch)
    if isDirect { commit() }
  }

  func finish() async throws -> SaveReport {
    entry.isComplete = true
    commit()
    return report
  }

  func abandon() async -> SaveReport { report }

  private func commit() {
    let entry = entry
    tables.entries.withLock { $0[plan.name] = entry }
  }

  private var report: SaveReport {
    var report = SaveReport()
    report.rowCount = entry.rows.count
    report.inserted = max(0, entry.rows.count - before)
    report.pending = entry.pending.count
    return report
  }
}
