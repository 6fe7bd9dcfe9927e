import FjordDiagnostic
import FjordEngine
import FjordFormat
import FjordPlugin
import FjordTable

/// Keeps the rows: in the store under a name, or in a file.
package struct Save: Sink {
  package static let declaration = OperatorDeclaration(
    name: "save", summary: "Keep the rows in the store, or in a file by its extension.",
    discussion: """
      Behind a keyed source, and stages that work row by row, a saved table is a maintained view: new \
      rows are inserted, known ones replaced, and rows that are gone or no longer pass are removed by \
      their key; the next `save` or `refresh` goes on from where the walk stopped. Anything else \
      replaces the table whole, in one transaction. Without a name the source's is used, `_` for the dot. \
      A file takes the place of one that is there when all rows have come, and is compressed where \
      its name ends in `.gz` or `.zst`; `--append` adds rows to one of CSV, TSV or NDJSON. A file of \
      another extension, `"logo.gif"`, takes the bytes of one row with one binary column as they are.
      """,
    items: ItemsDeclaration(.target, "the table's name, or a file in quotes", isOptional: true),
    clauses: [
      ClauseDeclaration(.by, ItemsDeclaration(.columns, "a key of one's own", isOptional: true))
    ],
    options: [
      OptionDeclaration("append", nil, "add the rows to those that are there"),
      OptionDeclaration("replace", nil, "replace a table that another pipeline made"),
      OptionDeclaration(
        "restart", nil, "walk again from the start, and apply it when it has ended"),
    ],
    examples: [
      Example("[{a: 1}] | save numbers; store.numbers", gives: "a\n1\n"),
      Example("[{k: 1, v: 2}, {k: 1, v: 3}] | save pairs by k; store.pairs", gives: "k,v\n1,3\n"),
    ])

  private let target: String
  private let isFile: Bool
  private let key: [String]
  private let mode: SaveRun.Wish
  /// The column whose bytes make the file, where its extension names no format.
  private var bytesColumn: Int?

  package init(binding call: BoundCall) throws(Diagnostics) {
    if case .target(let name, let isQuoted)? = call.items.first?.content {
      // A text without an extension names no format, so it is a table's name: `save $name`.
      (target, isFile) = (name, isQuoted && name.contains { $0 == "." || $0 == "/" })
    } else {
      target = call.sourceName.replacing(".", with: "_")
      isFile = false
      guard Self.isTableName(target) else {
        throw Diagnostics(
          Diagnostic(
            code: "bind.table-name", "`save` needs a name: `\(call.sourceName)` gives none",
            at: call.span,
            fix: "`save rows` keeps them in the store, `save \"rows.csv\"` in a file",
            status: .check))
      }
    }
    key = (call.clauses[.by] ?? []).map(\.name)
    let wishes: [(String, SaveRun.Wish)] = [
      ("append", .append), ("replace", .replace), ("restart", .restart),
    ]
    let wished = wishes.filter { call.flag($0.0) }
    guard wished.count <= 1 else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.options", "only one of --append, --replace and --restart can be given",
          at: call.span, status: .check))
    }
    mode = wished.first?.1 ?? .goOn
    if isFile {
      try checkFile(call)
      return
    }
    try Self.checkTable(target, call)
    guard key.isEmpty, let missing = call.input.key?.missing, !missing.isEmpty else { return }
    throw Diagnostics(BindFault.keyDropped(missing, of: "save").diagnostic(at: call.span))
  }

  private mutating func checkFile(_ call: BoundCall) throws(Diagnostics) {
    guard mode == .goOn || mode == .append, key.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.options",
          "a file is written whole: `save` to a file takes no option but `--append`, and no key",
          at: call.span, fix: "leave them out", status: .check))
    }
    let format = OutputFormat(savedAs: target)
    if mode == .append, let format, ![.csv, .tsv, .ndjson].contains(format) {
      throw Diagnostics(
        Diagnostic(
          code: "bind.options", "rows can't be added to a file of \(format.rawValue)",
          at: call.span, fix: "CSV, TSV and NDJSON take more rows: `save \"rows.ndjson\" --append`",
          status: .check))
    }
    if format == nil, mode == .goOn { bytesColumn = BytesWriter.place(in: call.input) }
    let plainName = call.sourceName.replacing(".", with: "_")
    guard format != nil || bytesColumn != nil else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.file-format", "the format of `\(target)` is not known by its extension",
          at: call.items.first?.span,
          reason:
            "the extensions are .csv, .tsv, .json, .ndjson, .md and .html, also with .gz or .zst; "
            + "another takes the bytes of one binary column",
          fix:
            "a table in the store is named without quotes: `save \(Self.isTableName(plainName) ? plainName : "rows")`",
          status: .check))
    }
  }

  /// Whether `store.NAME` can name it.
  private static func isTableName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Refuses what can't be the name of a saved table.
  static func checkTable(_ target: String, _ call: BoundCall) throws(Diagnostics) {
    guard isTableName(target) else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.table-name", "`\(target)` is no name for a saved table", at: call.span,
          fix: "a name is letters, digits and `_`: `save ads`; a file is named in quotes",
          status: .check))
    }
  }

  package var savedName: String? { isFile ? nil : target }

  package func check(_ pipeline: BoundPipeline, in session: SessionServices) async throws {
    guard !isFile else { return }
    try await SaveRun(pipeline: pipeline, name: target, key: key, wish: mode, session: session)
      .check()
  }

  package func run(_ pipeline: BoundPipeline, in session: SessionServices) async throws -> Table? {
    guard !isFile else {
      var rows = try Plan(pipeline).open(in: session.context)
      if let bytesColumn { rows = OneValueCursor(rows, column: bytesColumn, file: target) }
      let count = try await session.output.write(
        rows, schema: pipeline.output, toFile: target, isAppending: mode == .append,
        context: session.context)
      session.output.note(
        session.context.notices.isBroken
          ? "saved nothing in \(target): the rows broke off"
          : "saved \(count) \(count == 1 ? "row" : "rows") to \(target)")
      return nil
    }
    try await SaveRun(
      pipeline: pipeline, name: target, key: key, wish: mode, session: session
    ).run()
    return nil
  }
}
