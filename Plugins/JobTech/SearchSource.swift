import FjordDiagnostic
import FjordPlugin
import FjordTable

/// A search among current ads: a row for each ad, in the order that is asked for.
struct SearchSource: Source {
  static let declaration = SourceDeclaration(
    name: "jobtech.search", summary: "Current job ads in Sweden that match a search.",
    discussion: """
      Options have the service's own names. Those that take several values take them with commas, \
      `--region "01,12"`, or as a list, `--employer ["A, B", "C"]`: one of them must hold. Different \
      options must all hold. `-` before an id or code leaves out what has it. Codes keep their \
      leading zeros here, `0180` and `01`; one that does not exist gets no error, only no ads, so \
      look it up: `jobtech.taxonomy --type municipality`.

      A search reaches 2,100 ads. Where more match and all are wanted, those that came are shown and \
      the run ends with status 7: narrow it by `--region` or `--published-after`, or keep a copy of \
      all ads with `jobtech.snapshot | save`. The number of ads that match is told at the end.

      `--stats region` gives counts in place of ads, in one request and of all that match: `type`, \
      `term`, `concept_id`, `code`, `count`, the greatest five of a kind unless `--stats.limit` says \
      otherwise.

      Times have no offset in the service, and are taken as Swedish; of the hour that autumn repeats \
      they can't say which. `text_formatted` is HTML from employers. A saved search is replaced whole \
      by each refresh.
      """,
    options: SearchParameter.all.map(\.option) + [
      OptionDeclaration(
        "offset", .int(0...Int64(SearchWalk.greatestOffset)), "ads to pass over", fallback: "0"),
      OptionDeclaration(
        "limit", .int(1...Int64(SearchWalk.longestPage)), "ads a request; `take` limits rows",
        fallback: "100, the service's most"),
    ],
    columns: fields, key: AdColumns.key, terms: JobTech.terms,
    examples: [
      Example("jobtech.search --region 01 | take 2 | count", gives: "count\n2\n", "two ads"),
      Example(
        "jobtech.search --q sjuksköterska --sort pubdate-desc | take 5 "
          + "| select headline, employer.name, application_deadline",
        "the five newest ads for nurses"),
      Example(
        "jobtech.search --municipality \"1480,0180\" --published-after 14d "
          + "| count by workplace_address.municipality",
        "the ads of two weeks in two municipalities"),
      Example(
        "jobtech.search --stats region --stats.limit 3 | select term, count",
        gives: "term,count\nStockholms län,660\nVästra Götalands län,417\nSkåne län,368\n",
        "the counties with the most ads, counted by the service"),
    ],
    open: { arguments, context in
      guard arguments.options["stats"] == nil else {
        return try SearchCounts(arguments, context)
      }
      return try SearchSource(arguments, context)
    })

  static let fields =
    AdColumns.fields + [
      Field(
        "relevance", .float, meaning: "How well the ad fits the search, from 0 to 1.",
        semantics: ColumnSemantics(notAdditiveReason: "it is a rank within one search"))
    ]

  let schema = Schema(fields, key: AdColumns.key)
  private let service: JobTechService
  private let query: SearchQuery

  /// Sends nothing.
  ///
  /// Errors: those of the query's values, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    service = try JobTechService(.search, context)
    query = try SearchQuery(arguments, context.clock)
  }

  /// A search has no place to go on from: what it does not give any more is gone.
  var goesOn: Bool { false }

  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }

  func plan(_ request: ScanRequest) -> [String] {
    guard let question = walk(request).question else { return ["nothing is asked for"] }
    let more = request.limit.map { "until \($0) ads have come" } ?? "up to 2,100 ads"
    let items = SearchCursor.items(query, question).map { "\($0)=\($1 ?? "")" }
    return ["GET /search?" + items.joined(separator: "&"), "then page by page, \(more)"]
  }

  func need(_ request: ScanRequest) -> RequestNeed {
    guard let limit = request.limit else { return RequestNeed(count: 1) }
    let size = query.pageSize
    return RequestNeed(count: (min(limit, SearchWalk.reach - query.offset) + size - 1) / size)
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    var wanted = Set(Self.fields.indices)
    if let projection = request.projection {
      wanted = wanted.filter { projection.contains(Self.fields[$0].name) }
    }
    if request.wantsIdentity { wanted.formUnion(AdColumns.telling.map(AdColumns.place(of:))) }
    return SearchCursor(
      walk(request), query, SearchPageReader(wanted), service: service,
      isKeyed: request.wantsIdentity, context: context)
  }

  private func walk(_ request: ScanRequest) -> SearchWalk {
    SearchWalk(offset: query.offset, pageSize: query.pageSize, limit: request.limit)
  }
}
