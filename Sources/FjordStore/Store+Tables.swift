import FjordDiagnostic
import FjordPlugin
import FjordTable

extension Store {
  /// Everything that is saved, by name.
  public func list() async throws -> [SavedTableInfo] {
    try await saying("listing the saved tables") {
      try await reader()?.access { connection in
        try connection.transaction(.deferred) {
          try SavedEntry.all(on: connection).map { entry in
            try entry.info(today: self.today(in: entry.expiryZone), on: connection)
          }
        }
      } ?? []
    }
  }

  /// One table, or nil where there is none of that name.
  public func info(_ name: String) async throws -> SavedTableInfo? {
    try await saying("looking up `\(name)`") {
      try await reader()?.access { connection in
        try connection.transaction(.deferred) {
          guard let entry = try SavedEntry.named(name, on: connection) else { return nil }
          return try entry.info(today: self.today(in: entry.expiryZone), on: connection)
        }
      }
    }
  }

  /// One table's rows as a source, which hides expired rows.
  public func source(_ name: String) async throws -> any Source {
    try await saying("looking up `\(name)`") {
      let entry = try await known(name)
      return SavedTableSource(store: self, entry: entry)
    }
  }

  /// Removes a table with its cursor, its pending rows and its history.
  public func drop(_ name: String) async throws {
    try await saying("removing `\(name)`") {
      _ = try await known(name)
      let writer = try writer()
      try await writer.transaction { connection in
        guard let entry = try SavedEntry.named(name, on: connection) else {
          throw StoreFault.changedMeanwhile(name: name)
        }
        try connection.run("DROP TABLE IF EXISTS \(entry.layout.table)")
        for (table, column) in [
          ("_fjord_tables", "name"), ("_fjord_pending", "table_name"),
          ("_fjord_runs", "table_name"),
        ] {
          try connection.run("DELETE FROM main.\(table) WHERE \(column) = ?", [.text(name)])
        }
        try connection.markTraces()
      }
      try? await wipeTraces(with: writer, isSure: true)
    }
  }

  /// Past runs of a table, newest first: when, mode, inserted, replaced, removed, pending, whole.
  public func history(_ name: String) async throws -> Table {
    try await saying("reading the history of `\(name)`") {
      _ = try await known(name)
      let runs = try await reader()?.access { connection in
        try connection.rows(
          """
          SELECT began_at, mode, inserted, replaced, removed, pending, whole
          FROM main._fjord_runs WHERE table_name = ? ORDER BY id DESC
          """, [.text(name)]
        ) { row -> [Value] in
          [StoredText.instant(row.text(0)).map { .timestamp($0) } ?? .null, .string(row.text(1))]
            + (2..<6).map { .int(row.int($0)) } + [.bool(row.int(6) != 0)]
        }
      }
      return Self.historyTable(runs ?? [])
    }
  }

  private static func historyTable(_ runs: [[Value]]) -> Table {
    let schema = Schema([
      Field("when", .timestamp, isNullable: false, meaning: "when the run began"),
      Field("mode", .string, isNullable: false, meaning: "how rows got in"),
      Field("inserted", .int, isNullable: false, unit: "rows", meaning: "rows that were new"),
      Field("replaced", .int, isNullable: false, unit: "rows", meaning: "rows with a known key"),
      Field("removed", .int, isNullable: false, unit: "rows", meaning: "rows taken out"),
      Field(
        "pending", .int, isNullable: false, unit: "rows", meaning: "rows to be asked for again"),
      Field("whole", .bool, isNullable: false, meaning: "whether the run reached its end"),
    ])
    let columns = schema.fields.enumerated().map { place, field in
      Column(field.type, runs.map { $0[place] })
    }
    return Table(schema: schema, batches: [Batch(columns: columns, count: runs.count)])
  }

  /// A table's entry; throws where there is none.
  func known(_ name: String) async throws -> SavedEntry {
    let found = try await reader()?.access { connection in
      (
        try SavedEntry.named(name, on: connection),
        try SavedEntry.names(on: connection)
      )
    }
    guard let entry = found?.0 else {
      throw StoreFault.unknownTable(name: name, known: found?.1 ?? [])
    }
    return entry
  }
}
