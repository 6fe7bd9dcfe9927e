import FjordDiagnostic
import FjordPlugin
import FjordTable

/// All tables, with their subjects, measures and periods.
struct TablesSource: Source {
  static let declaration = SourceDeclaration(
    name: "jobindsats.tables",
    summary: "Tables of jobindsats.dk: what is measured, and since when.",
    discussion: """
      A row a table. `table_id` is what `jobindsats.table` and `jobindsats.data` take. `update_latest` is \
      the day of the last update: earlier periods are revised with it. There are some 165 tables, in one \
      answer that is kept for a day.

      The columns have the names of version 3 in both versions; version 2 has no groups and no pages.
      """,
    options: [
      OptionDeclaration("subject", .any, "subjects by their ids: `1`, or \"1,25\"", fallback: "all")
    ],
    columns: fields, terms: Jobindsats.terms,
    examples: [
      Example(
        "jobindsats.tables --subject 25 | where table_id == \"y25i07\" | select table_id, update_freq",
        gives: "table_id,update_freq\ny25i07,M\n", "one table of a subject"),
      Example(
        "jobindsats.tables | where table_name =~ /dagpenge/i | select table_id, table_name, update_latest",
        "tables whose name has a word"),
    ],
    open: { arguments, context in try TablesSource(arguments, context) })

  static let fields = [
    Field("subject_id", .string, meaning: "The id of the table's subject."),
    Field("subject_name", .string, meaning: "The subject in Danish."),
    Field("table_group_id", .string, meaning: "The id of a group of tables within the subject."),
    Field("table_group_name", .string, meaning: "The group in Danish."),
    Field("table_id", .string, isNullable: false, meaning: "The table's id, as `y25i07`."),
    Field("table_name", .string, meaning: "What it measures, in Danish."),
    Field("update_freq", .string, meaning: "How often it is updated: M month, Q quarter, Y year."),
    Field("update_latest", .date, meaning: "The day of its last update."),
    Field("update_next", .date, meaning: "The day on which the next is due."),
    Field(
      "mgroups",
      .list(.record([RecordField("mgroup_id", .string), RecordField("mgroup_name", .string)])),
      meaning: "Its groups of measures; in version 2 its measures."),
    Field(
      "periods",
      .list(
        .record([
          RecordField("periodtype_id", .string), RecordField("period_first", .string),
          RecordField("period_last", .string),
        ])), meaning: "Its types of period, each with its first and last.",
      semantics: ColumnSemantics(isPeriod: true)),
    Field("link_infopage", .string, meaning: "A page that explains the measurement, in Danish."),
    Field("link_tablepage", .string, meaning: "The table's own page."),
  ]

  let schema = Schema(fields, key: KeySemantics(columns: ["table_id"]))
  private let service: JobindsatsService
  private let subjects: [String]

  /// Sends nothing.
  ///
  /// Errors: `jobindsats.subject`, `http.base-url`, `jobindsats.version`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws(Diagnostic) {
    service = try JobindsatsService(context)
    guard let argument = arguments.options["subject"] else {
      subjects = []
      return
    }
    let texts: [String?] =
      switch argument.value {
      case .string(let text): text.split(separator: ",").map { $0.filter { $0 != " " } }
      case .list(let values): values.map(\.text)
      case let value: [value.text]
      }
    let given = texts.compactMap(\.self)
    let isID = given.allSatisfy { $0.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !$0.isEmpty }
    guard !given.isEmpty, given.count == texts.count, isID else {
      throw JobindsatsFault.subject.diagnostic(at: argument.span)
    }
    subjects = given
  }

  /// A list has no place to go on from.
  var goesOn: Bool { false }

  func plan(_ request: ScanRequest) -> [String] {
    let filter = subjects.isEmpty ? "" : ", of subjects \(subjects.joined(separator: ","))"
    return ["GET /v\(service.version.rawValue)/tables" + filter]
  }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let isKeyed = request.wantsIdentity
    return ListCursor(
      service, JobindsatsPath.tables(service.version, subjects: subjects), "list of tables", context
    ) { [service, subjects] answer in
      guard let tables = TableListing.read(answer, service.version) else { return nil }
      let wanted = tables.filter { table in
        subjects.isEmpty || table[0].text.map(subjects.contains) ?? false
      }
      if wanted.isEmpty, !subjects.isEmpty {
        var warning = JobindsatsFault.noTablesOf(subjects).diagnostic
        warning.severity = .warning
        context.notices.warn(warning)
      }
      return Self.batch(wanted, isKeyed: isKeyed)
    }
  }

  private static func batch(_ rows: [[Value]], isKeyed: Bool) -> Batch {
    let columns = fields.indices.map { place in
      Column(fields[place].type, rows.map { $0[place] })
    }
    let identity = RowIdentity(
      keys: [columns[4]], states: [RowState](repeating: .live, count: rows.count),
      positions: Column(.int, rows.indices.map { Value.int(Int64($0)) }))
    return Batch(columns: columns, count: rows.count, identity: isKeyed ? identity : nil)
  }
}
