import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The data of one table: periods, areas and other dimensions in rows, measures in columns.
///
/// Its columns are those of the table that is named, so the table's description is had when a
/// pipeline is bound: everything but the service's answer is checked against it.
struct DataSource: Source {
  static let declaration = SourceDeclaration(
    name: "jobindsats.data", summary: "Figures of one table of jobindsats.dk, by period and area.",
    discussion: """
      Without options it gives the latest 13 periods of the table's finest type, the total of every \
      dimension, and all measures. `jobindsats.tables` finds a table, `jobindsats.table "ID"` tells its \
      measures, periods, dimensions and hierarchies. The columns are the table's own, in Danish: \
      `jobindsats.data "ID" | schema` tells them in English.

      `--hierarchy {_nykom: "*"}` opens a dimension by one of its hierarchies: `"*"` for all values, the \
      totals included, `"/"` for the total, `"level:ID"` for a level, else ids or names. The name is the \
      hierarchy's, not the dimension's, and differs by table. `--area "Hele landet,Aarhus"` takes areas as \
      they are displayed, without "Kommune". All of it is checked against the table's own description, \
      and the nearest name is offered, before data is asked for.

      Measures can't be summed or averaged. Small counts are withheld (null, never zero), totals \
      stand among their parts, and persons counted in months are not additive over months. Take the \
      published total: `where i_alt`. `sum(additive(x))` insists. `min`, `max`, `sort`, differences \
      between periods and `count` are fine.

      Types of period overlap and are not mixed: `periode_type`, `periode_fra`, `periode_til` tell what a \
      code means, `2020QMAT02` being four quarters up to the second of 2020.

      A request for 200,000 cells or more may time out, so larger selections are asked for some periods \
      at a time and joined in order. A saved table is kept right by `refresh`: nothing is asked where the \
      table's day of update is as it was; else what is new, and the latest 24 months, for they are \
      revised (`FJORD_JOBINDSATS_REVISED_MONTHS`); rows that come no more are removed. `save --restart` \
      asks for all periods again.

      The service says no types: counts are whole numbers by their names, all else may have fractions. \
      Should a count come with a fraction, nothing is shown, and `FJORD_JOBINDSATS_FRACTIONS=1` takes all \
      measures for such.

      `FJORD_JOBINDSATS_VERSION=2` speaks the older version with the same options; it has names in \
      place of ids and gives all measures always.
      """,
    parameters: [ParameterDeclaration("table", .string, "the table's id, as \"y25i07\"")],
    options: [
      OptionDeclaration(
        "period", .string, "`latest:14`, codes as `2026M05,2026M06`, or `*` for all",
        fallback: "latest:\(PeriodWish.usualCount)"),
      OptionDeclaration(
        "period-type", .string, "`M`, `Q`, `QMAT`, `Y` or `MYTD`",
        fallback: "the table's finest"),
      OptionDeclaration(
        "hierarchy", .record, "what to open: `{_nykom: \"*\", _kon: \"/\"}`",
        fallback: "the total of every dimension"),
      OptionDeclaration("area", .string, "areas by their names: `Hele landet,Aarhus`"),
      OptionDeclaration("measures", .string, "measures by their ids", fallback: "all"),
    ],
    columns: [], terms: Jobindsats.terms, examples: examples,
    open: { arguments, context in try await open(arguments, context) })

  private static let examples = [
    Example(
      "jobindsats.data \"y25i07\" --period latest:3 | count", gives: "count\n3\n",
      "three months of vacancies in all of Denmark"),
    Example(
      "jobindsats.data \"y25i07\" --period latest:1 --hierarchy {_nykom: \"*\"} | where not i_alt "
        + "| top 5 by `Antal stillinger` | select Område, `Antal stillinger`",
      "the municipalities with most vacancies"),
    Example(
      "jobindsats.data \"y25i07\" --area \"Hele landet,Aarhus\" --period latest:2 | schema",
      "what the columns mean"),
  ]

  let schema: Schema
  private let selection: Selection
  private let columns: DataColumns
  private let service: JobindsatsService
  private let revisedMonths: Int
  /// How many periods go into one request; as many as the bound on cells lets.
  var periodsAtOnce: Int

  /// Asks for the table's description where it may, and checks the arguments against it.
  ///
  /// Errors: `jobindsats.table-id`, `jobindsats.no-table`, those of the selection, those of requests.
  static func open(_ arguments: SourceArguments, _ context: RunContext) async throws -> any Source {
    let service = try JobindsatsService(context)
    let id = try TableID.read(arguments, service.version)
    let months = try revisedMonths(context)
    let hasFractions = try hasFractions(context)
    let facts: TableFacts
    if context.mayAskToOpen {
      facts = try await Jobindsats.keeper.facts(
        id, at: arguments.positional.first?.span, service, context)
    } else if let known = Jobindsats.keeper.known(id, service) {
      facts = known
    } else {
      return try UnaskedDataSource(id, arguments, context.notices)
    }
    return DataSource(
      try Selection(arguments, facts), service, revisedMonths: months, hasFractions: hasFractions)
  }

  init(
    _ selection: Selection, _ service: JobindsatsService, revisedMonths: Int, hasFractions: Bool
  ) {
    self.selection = selection
    self.service = service
    self.revisedMonths = revisedMonths
    periodsAtOnce = selection.periodsAtOnce(service.version)
    columns = DataColumns(selection, service.version, hasFractions: hasFractions)
    schema = columns.schema
  }

  private static func revisedMonths(_ context: RunContext) throws(Diagnostic) -> Int {
    guard let text = context.settings.value("jobindsats", "revised_months") else { return 24 }
    guard let months = Int(text), (0...1_200).contains(months) else {
      let setting = context.settings.variable("jobindsats", "revised_months")
      throw JobindsatsFault.revisedMonths(text, setting: setting).diagnostic
    }
    return months
  }

  /// Whether all measures are taken for numbers with fractions.
  private static func hasFractions(_ context: RunContext) throws(Diagnostic) -> Bool {
    switch context.settings.value("jobindsats", "fractions") {
    case nil, "0": return false
    case "1": return true
    case let text?:
      throw JobindsatsFault.fractionsSetting(
        text, setting: context.settings.variable("jobindsats", "fractions")
      ).diagnostic
    }
  }

  /// The first period, where it is reckoned back from the latest.
  var start: Checkpoint? {
    selection.periods.isRelative ? DataPlace(from: selection.periods.codes.first).checkpoint : nil
  }

  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }

  /// Areas and other values are written to the letter.
  func remark(on predicate: Predicate) -> Diagnostic? {
    guard [.equal, .notEqual, .oneOf].contains(predicate.test),
      let column = schema.index(of: predicate.column), column < columns.keyCount
    else { return nil }
    let known =
      column == 0 ? selection.periods.all : selection.dimensions[column - 1].values.map(\.name)
    for case .string(let text) in predicate.values where !known.contains(text) {
      var remark = JobindsatsFault.spelling(predicate.column, text, known: known).diagnostic
      remark.severity = .warning
      return remark
    }
    return nil
  }

  func plan(_ request: ScanRequest) -> [String] {
    guard let walk = try? walk(request), let question = walk.question else {
      return ["nothing is asked for"]
    }
    let id = selection.facts.id
    let version = service.version
    let start = version == .three ? "GET /v3/data/\(id)?" : "GET /v2/data/\(id)/json?"
    let parts = selection.query(question, version).map(\.text).joined(separator: "&")
    let cells = selection.cells(version)
    let count = walk.questionCount
    let size =
      cells > Selection.cellLimit
      ? "about \(cells) cells a period, more than may be asked for at once"
      : "about \(cells) cells a period"
    let rest = count == 2 ? "1 more request" : "\(count - 1) more requests"
    let more = count > 1 ? ["then \(rest) for the periods behind; \(size)"] : [size]
    return [start + parts] + more
  }

  func need(_ request: ScanRequest) -> RequestNeed {
    guard let walk = try? walk(request), walk.question != nil else { return .none }
    return RequestNeed(count: request.limit == nil ? walk.questionCount : 1)
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    DataCursor(
      try walk(request),
      DataReader(selection: selection, columns: columns, version: service.version),
      service: service, isKeyed: request.wantsIdentity, context: context)
  }

  private func walk(_ request: ScanRequest) throws(JobindsatsFault) -> DataWalk {
    var place: DataPlace?
    if let resume = request.resume { place = try DataPlace(resume) }
    return DataWalk(
      selection.periods, updated: selection.facts.updated,
      stride: periodsAtOnce, keyCount: columns.keyCount,
      revisedMonths: revisedMonths, limit: request.limit, resume: place)
  }
}

/// The id of a table, as an argument gives it.
enum TableID {
  /// Errors: `jobindsats.table-id`.
  static func read(
    _ arguments: SourceArguments, _ version: JobindsatsVersion
  ) throws(Diagnostic) -> String {
    let argument = arguments.positional.first
    guard case .string(let text)? = argument?.value, !text.isEmpty, text.utf8.count <= 40,
      text.utf8.allSatisfy({ byte in
        (48...57).contains(byte) || (97...122).contains(byte | 32) || byte == UInt8(ascii: "_")
      })
    else {
      let text = argument.flatMap { if case .string(let text) = $0.value { text } else { nil } }
      throw JobindsatsFault.tableID(text ?? "").diagnostic(at: argument?.span)
    }
    // Version 3 writes ids in small letters alone; version 2 takes both.
    return version == .three ? text.lowercased() : text
  }
}
