import FjordDiagnostic
import FjordPlugin
import FjordTable

/// A search: a row for each ad that matches, in the service's order.
struct MatchSource: Source {
  static let declaration = SourceDeclaration(
    name: "platsannons.matchning", summary: "Swedish job ads that match a search.",
    discussion: """
      At least one criterion must be given; the server of 2014 to 2018 wants one of `--lanid`, \
      `--kommunid`, `--yrkesid` and `--nyckelord`. Criteria must all hold. Ids come from the lists: \
      `platsannons.yrken "bag"` finds those of occupations. Codes with zeros, 0180, are taken too.

      Words of `--nyckelord` are looked for in heading, text, occupation, place and other fields. \
      Occupations and places are also matched nearly: `bagare` brings `konditor`. Such ads have a \
      `relevans` below 100; `where relevans == 100` keeps the exact ones.

      Pages are asked for until `take` is content or the last one has come. The service's servers \
      count at different moments, so an ad may come twice and is shown once, and its count of ads, \
      told at the end, need not be the number of rows. An ad has the short form here; \
      `| platsannons.annons` adds its text, terms and contacts.

      `kommunkod` and `lanskod` are the official codes with their zeros. `lanid`, `lan`, \
      `sista_ansokningsdag` and `anstallningstyp` are in no description, and older answers lack them. \
      A saved search is replaced whole by each refresh.
      """,
    options: SearchParameter.all.map(\.option) + MatchQuery.paging + [Accept.option],
    columns: MatchColumns.fields, key: MatchColumns.key, terms: Platsannons.terms,
    examples: [
      Example(
        "platsannons.matchning --lanid 10 --antalrader 20 | take 2 | count", gives: "count\n2\n",
        "two ads from Blekinge"),
      Example(
        "platsannons.matchning --nyckelord bagare | where relevans == 100 "
          + "| select annonsrubrik, arbetsplatsnamn, kommunnamn",
        "bakers, without what only resembles them"),
      Example(
        "platsannons.matchning --lanid 10 --accept xml "
          + "| summarize annonser = count(), platser = sum(antalplatser) by kommunkod, kommunnamn",
        "ads and vacancies by municipality, asked for as XML"),
    ],
    open: { arguments, context in try MatchSource(arguments, context) })

  let schema = Schema(MatchColumns.fields, key: MatchColumns.key)
  private let service: PlatsannonsService
  private let query: MatchQuery
  private let accept: Accept

  /// Sends nothing.
  ///
  /// Errors: those of the query's values, `platsannons.criterion`, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    service = try PlatsannonsService(context)
    query = try MatchQuery(arguments, context.clock)
    accept = Accept(arguments)
  }

  /// A search has no place to go on from: what it does not give any more is gone.
  var goesOn: Bool { false }

  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }

  func plan(_ request: ScanRequest) -> [String] {
    if request.limit == 0 { return ["nothing is asked for"] }
    let size = query.pageSize(limit: request.limit)
    let items = query.items(page: query.firstPage, size: size).map { "\($0.0)=\($0.1)" }
    let end = request.limit.map { "until \($0) ads have come" } ?? "to the last one"
    return [
      "GET /platsannonser/matchning?" + items.joined(separator: "&"), "then page by page, \(end)",
    ]
  }

  func need(_ request: ScanRequest) -> RequestNeed {
    guard let limit = request.limit else { return RequestNeed(count: 1) }
    let size = query.pageSize(limit: limit)
    return RequestNeed(count: (limit + size - 1) / size)
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    MatchCursor(query, as: accept, request, service: service, context: context)
  }
}
