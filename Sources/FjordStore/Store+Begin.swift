import FjordDiagnostic
import FjordPlugin
import FjordTable

extension Store {
  /// Begins a save; refuses another pipeline under a taken name where the mode is `maintain`.
  ///
  /// Nothing is written before rows come. `SavePlan.mode` `maintain` on a table that has rows and no
  /// cursor walks again from the start, as `rewalk` does.
  public func begin(_ plan: SavePlan) async throws -> any SaveWriter {
    try await saying("saving `\(plan.name)`") {
      let fresh = try TableLayout(name: plan.name, schema: plan.schema)
      let writer = try writer()
      return try await writer.access { connection in
        try connection.transaction(.deferred) {
          let before = try SavedEntry.named(plan.name, on: connection)
          if before == nil { try Self.checkName(plan.name, path: self.path, on: connection) }
          let layout = try Self.layout(of: plan, fresh, before)
          let facts = SaveFacts(
            store: self, plan: plan, layout: layout, before: before, beganAt: self.clock.now)
          let pending = try before.map { try $0.pendingRows(on: connection) } ?? []
          return SaveSession(facts, writer: writer, pending: pending)
        }
      }
    }
  }

  private static func checkName(_ name: String, path: String, on connection: Connection) throws {
    let others = try connection.rows(
      "SELECT name FROM main._fjord_tables WHERE name = ? COLLATE NOCASE", [.text(name)]
    ) { $0.text(0) }
    if let other = others.first { throw StoreFault.nameInOtherCase(name: name, taken: other) }
    let isTaken = try connection.has(
      "SELECT 1 FROM main.sqlite_schema WHERE name = ? COLLATE NOCASE", [.text(name)])
    if isTaken { throw StoreFault.foreignTable(name: name, path: path) }
  }

  /// How the rows will lie, which is how they lie already where the columns are the same.
  private static func layout(
    of plan: SavePlan, _ fresh: TableLayout, _ before: SavedEntry?
  ) throws -> TableLayout {
    guard let before else { return fresh }
    let name = plan.name
    let isMaintained = plan.mode == .maintain || plan.mode == .rewalk
    if isMaintained, before.pipelineText != plan.pipelineText {
      throw StoreFault.otherPipeline(
        name: name, saved: before.pipelineText, new: plan.pipelineText)
    }
    let columns = fresh.differences(from: before.layout)
    let key = fresh.keyDifference(from: before.layout)
    switch plan.mode {
    case .maintain:
      guard columns.isEmpty, key == nil else {
        throw StoreFault.otherSchema(name: name, differences: columns + [key].compactMap(\.self))
      }
    case .append:
      let keys = plan.schema.key == nil ? nil : key
      guard columns.isEmpty, keys == nil else {
        throw StoreFault.otherSchemaForAppend(
          name: name, differences: columns + [keys].compactMap(\.self))
      }
      return before.layout
    case .rewalk, .replace:
      guard columns.isEmpty, key == nil else { return fresh }
    }
    return try TableLayout(name: name, schema: plan.schema, columns: before.layout.columns)
  }
}

extension SavedEntry {
  /// The rows that earlier runs left pending, in the order of their walk.
  fileprivate func pendingRows(on connection: Connection) throws -> [PendingRow] {
    try connection.rows(
      "SELECT key, position, payload FROM main._fjord_pending WHERE table_name = ? ORDER BY position",
      [.text(name)]
    ) { row in
      let pending = PendingRow(
        keyText: row.text(0), position: row.int(1), payload: row.text(2), layout: layout)
      guard let pending else { throw StoreFault.damagedEntry(name: name) }
      return pending
    }
  }
}
