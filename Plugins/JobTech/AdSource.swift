import FjordDiagnostic
import FjordPlugin
import FjordTable

/// One ad as a row.
struct AdSource: Source {
  static let declaration = SourceDeclaration(
    name: "jobtech.ad", summary: "A Swedish job ad by its id; as a stage, the ads of all rows.",
    discussion: """
      An ad that is removed, or was never there, is not known to the service: as a source that ends \
      with status 4. As a stage it keeps the rows one to one and in order, asks for four ads at a \
      time, and adds their columns; a name that is taken gets `ad_` before it. An ad that is not \
      known gives nulls, and `save` takes it out. One that could not be had gives nulls and status 7; \
      `save` leaves it as it was and asks again at the next refresh.

      `jobtech.search` has whole ads already: the stage is for tables that hold ids alone.
      """,
    parameters: [ParameterDeclaration("id", .string, "the ad's id, as in `jobtech.search`")],
    columns: AdColumns.fields, key: AdColumns.key, terms: JobTech.terms,
    examples: [
      Example(
        "jobtech.ad \"30019973\" | select id, number_of_vacancies, duration.label",
        "one ad, whose id is the end of its address on Platsbanken"),
      Example(
        "jobtech.search --q kock | take 3 | select id | jobtech.ad "
          + "| select id, headline, employer.name", "three ads, asked for by their ids"),
      Example(
        "jobtech.search --q sjuksköterska | take 2 | select id, headline | jobtech.ad | count",
        gives: "count\n2\n", "rows stay one to one"),
    ],
    lookup: AdLookup.declaration,
    open: { arguments, context in try AdSource(arguments, context) })

  let schema = Schema(AdColumns.fields, key: AdColumns.key)
  private let id: String
  private let service: JobTechService

  /// Sends nothing.
  ///
  /// Errors: `jobtech.id`, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    let argument = arguments.positional.first
    guard case .string(let text)? = argument?.value, AdReader.isID(text) else {
      var text = ""
      if case .string(let given)? = argument?.value { text = given }
      throw JobTechFault.noID(text).diagnostic(at: argument?.span)
    }
    id = text
    service = try JobTechService(.search, context)
  }

  func plan(_ request: ScanRequest) -> [String] { ["GET /ad/\(id)"] }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let reader = AdReader(service)
    let asked = Once()
    return GeneratorCursor { [id] in
      guard asked.isFirst else { return nil }
      guard let ad = try await reader.ad(id) else { throw JobTechFault.noAd(id) }
      context.notices.count(JobTech.misfits("jobtech.ad"), ad.misfits)
      return Self.batch(id, ad, keyed: request.wantsIdentity)
    }
  }

  private static func batch(_ id: String, _ ad: Detail, keyed: Bool) -> Batch {
    let ids = Column(.string, [.string(id)])
    let identity = RowIdentity(
      keys: [ids], states: [ad.isLive ? .live : .gone],
      expiry: Column(.date, [ad.lastDay.map { .date($0) } ?? .null]),
      positions: Column(.int, [.int(0)]))
    return Batch(columns: [ids] + ad.columns, count: 1, identity: keyed ? identity : nil)
  }
}

/// The ads of the rows that pass through, by their `id`.
struct AdLookup: Lookup {
  static let declaration = LookupDeclaration(
    summary: "Add each ad, by its `id`.", requiredColumns: ["id"], columns: AdColumns.added,
    make: { _, input, context in try AdLookup(input, context) })

  let output: Schema
  private let input: Schema
  private let id: Int
  private let service: JobTechService

  /// Sends nothing.
  ///
  /// Errors: `jobtech.id-type`, `http.base-url`.
  init(_ input: Schema, _ context: RunContext) throws {
    guard let id = input.index(of: "id"), input.fields[id].type == .string else {
      let type = input.fields.first { $0.name == "id" }?.type ?? .string
      throw JobTechFault.noTextInID("\(type)").diagnostic
    }
    self.id = id
    self.input = input
    output = Self.output(for: input)
    service = try JobTechService(.search, context)
  }

  var plan: String {
    "GET /ad/ID for each row that comes here, \(JobTechService.concurrentRequests) at a time"
  }

  func need(forRows count: Int) -> RequestNeed { RequestNeed(count: count) }

  func run(_ input: any Cursor, retrying payloads: [PendingRow], in context: RunContext)
    -> any Cursor
  {
    let reader = AdReader(service)
    let inquiry = DetailInquiry(
      source: "jobtech.ad", idName: "id", concurrentRequests: JobTechService.concurrentRequests,
      misfitText: JobTech.misfits("jobtech.ad"), id: { AdReader.isID($0) ? $0 : nil },
      missing: { JobTechFault.adsMissing(count: $0, cause: $1).diagnostic },
      unreadable: JobTechFault.unreadablePayload, ask: { try await reader.outcome($0) })
    return DetailCursor(
      input, of: self.input, id: id, adding: AdColumns.added, retrying: payloads, asking: inquiry,
      notices: context.notices)
  }

  /// The input's columns and those added, `ad_` before names that are taken.
  private static func output(for input: Schema) -> Schema {
    var fields = input.fields
    var last = "last_publication_date"
    for field in AdColumns.added {
      var name = field.name
      while fields.contains(where: { $0.name == name }) { name = "ad_" + name }
      if field.name == "last_publication_date" { last = name }
      fields.append(field.renamed(name))
    }
    guard var key = input.key else { return Schema(fields) }
    key.liveWhen = (key.liveWhen.map { $0 + ", and " } ?? "") + "the service knows the ad"
    key.expiresWith = "the day of `\(last)` in Stockholm, inclusive"
    return Schema(fields, key: key)
  }
}
