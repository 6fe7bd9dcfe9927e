import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

extension SourceDeclaration {
  /// `store`: the saved tables, and what can be done to them.
  ///
  /// `write` puts rows into a file by its extension and gives how many there were.
  package static func store(
    _ tables: any SavedTables, write: @escaping StoreExport.Write
  ) -> SourceDeclaration {
    SourceDeclaration(
      name: "store", summary: "The saved tables: pipelines, cursors, ages.",
      discussion: """
        `store` lists; `store NAME` tells of one; `store.NAME` is the table itself. `--drop` removes a \
        table with its cursor. `--diff T` adds up what the runs since T did: how many rows they put in, \
        replaced and removed. Which rows these were is not kept, since rows that are removed are gone \
        for good.
        """,
      parameters: [
        ParameterDeclaration("NAME", .word([], others: true), "one table", isOptional: true)
      ],
      options: [
        OptionDeclaration("history", nil, "past runs of the table, newest first"),
        OptionDeclaration("diff", .instant, "what the runs of the table since then did"),
        OptionDeclaration("export", .string, "write the table to a file by its extension"),
        OptionDeclaration("drop", nil, "remove the table with its cursor"),
        OptionDeclaration("check", nil, "look for damage in the store's file"),
        OptionDeclaration("vacuum", nil, "give space back"),
        OptionDeclaration("path", nil, "where the store's file lies"),
      ],
      columns: StoreListing.list.fields, examples: [Example("store | select table, rows")],
      open: { arguments, _ in try await StoreListing(arguments, tables, write) })
  }
}

/// One use of `store`.
///
/// What changes the store is done when rows are pulled, never at the check.
private struct StoreListing: Source {
  static let list = Schema([
    Field("table", .string, isNullable: false, meaning: "the name"),
    Field("rows", .int, isNullable: false, meaning: "rows that are not expired"),
    Field("pipeline", .string, isNullable: false, meaning: "what made it"),
    Field("cursor", .string, meaning: "where its walk stands"),
    Field("saved", .timestamp, isNullable: false, meaning: "when it was first saved"),
    Field("completed", .timestamp, meaning: "when a run last reached the end"),
    Field("age", .duration, meaning: "how long ago that was; null where no run reached it"),
  ])

  let schema: Schema
  private let name: String?
  private let action: String
  private let argument: SourceArguments.Argument?
  private let tables: any SavedTables
  private let write: StoreExport.Write

  init(
    _ arguments: SourceArguments, _ tables: any SavedTables, _ write: @escaping StoreExport.Write
  ) async throws {
    self.tables = tables
    self.write = write
    let target = arguments.positional.first
    if case .string(let text)? = target?.value { name = text } else { name = nil }
    let actions = arguments.options.keys.sorted()
    guard actions.count <= 1 else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.options", "`store` does one thing at a time",
          fix: "give one of \(actions.map { "--" + $0 }.joined(separator: ", "))", status: .check))
    }
    action = actions.first ?? "list"
    argument = arguments.options[action]
    let needsName = ["history", "diff", "export", "drop"].contains(action)
    guard !needsName || name != nil else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.items", "`store --\(action)` needs a table's name",
          fix: "usage: `store NAME --\(action)`", status: .check))
    }
    if let name, try await tables.info(name) == nil {
      let known = try await tables.list().map(\.name)
      throw Diagnostics(BindFault.unknownTable(name, known: known).diagnostic(at: target?.span))
    }
    switch action {
    case "list": schema = Self.list
    case "history": schema = try await tables.history(name ?? "").schema
    case "diff": schema = StoreDiff.schema
    case "export":
      try StoreExport.check(argument)
      fallthrough
    default: schema = Schema([Field(action, .string, isNullable: false, meaning: "what was found")])
    }
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let once = OnceCursor { try await batch(context) }
    return once
  }

  private func batch(_ context: RunContext) async throws -> Batch {
    switch action {
    case "list": return try await listing(context)
    case "history": return try await tables.history(name ?? "").joined()
    case "diff": return StoreDiff.batch(try await tables.history(name ?? ""), argument, context)
    case "export":
      let export = StoreExport(tables: tables, write: write)
      return lines([try await export.run(name ?? "", argument, context)])
    case "drop":
      try await tables.drop(name ?? "")
      return lines(["dropped \(name ?? "")"])
    case "check":
      let faults = try await tables.check()
      return lines(faults.isEmpty ? ["no damage found"] : faults)
    case "vacuum":
      try await tables.vacuum()
      return lines(["done"])
    default: return lines([tables.path])
    }
  }

  private func lines(_ lines: [String]) -> Batch {
    Batch(columns: [Column(.string, lines.map(Value.string))], count: lines.count)
  }

  private func listing(_ context: RunContext) async throws -> Batch {
    let infos = try await tables.list().filter { name == nil || $0.name == name }
    let now = context.clock.now
    let columns = [
      Column(.string, infos.map { .string($0.name) }),
      Column(.int, infos.map { .int(Int64($0.rowCount)) }),
      Column(.string, infos.map { .string($0.pipelineText) }),
      Column(.string, infos.map { $0.checkpoint.map { .string($0.text) } ?? .null }),
      Column(.timestamp, infos.map { .timestamp($0.savedAt) }),
      Column(.timestamp, infos.map { $0.completedAt.map { .timestamp($0) } ?? .null }),
      Column(
        .duration,
        infos.map { info in
          info.completedAt.map { .duration(CalendarDuration(microseconds: max(0, now &- $0))) }
            ?? .null
        }),
    ]
    return Batch(columns: columns, count: infos.count)
  }
}

/// A cursor that gives one batch, made when it is asked for.
private actor OnceCursor: Cursor {
  private var make: (@Sendable () async throws -> Batch)?

  init(_ make: @escaping @Sendable () async throws -> Batch) { self.make = make }

  func next() async throws -> Batch? {
    guard let make else { return nil }
    self.make = nil
    return try await make()
  }
}
