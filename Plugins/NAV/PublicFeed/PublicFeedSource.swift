import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable

/// NAV's older feed: a search among active ads, newest first.
struct PublicFeedSource: Source {
  static let declaration = SourceDeclaration(
    name: "nav.public_feed",
    summary: "Active ads of NAV's older feed, which was closed in 2025: for copies of it.",
    discussion: """
      NAV closed the service on 1 May 2025; `nav.feed` has taken its place. This source is for copies \
      and archives at an address of one's own, `FJORD_NAV_PUBLIC_FEED_URL`, with their token, \
      `FJORD_NAV_PUBLIC_FEED_TOKEN`, and for the sandbox.

      A search shows 5,000 ads at most. Beyond that the walk goes back in time: it asks again for what \
      was published up to the oldest ad, that instant included, and drops what it knows. An ad that a \
      whole walk does not give is stopped, so a saved table is replaced whole by each refresh; an ad is \
      hidden after the day of `expires`, Oslo time, which counts in full.

      Dates have the service's own grammar in quotes, where no offset means UTC: \
      `--published "[2024-12-01,2024-12-02T00:30:00)"`, `"today"`, `"(yesterday,*]"`; brackets include \
      an end, parentheses leave it out. Without quotes a day is one in Oslo, and `7d` means since then.

      Several values of `--uuid`, `--source` and `--orgnr` are asked for one by one, as the service \
      finds nothing for two at once; `"!A,B"` leaves out both. Places with commas are alternatives, and \
      `--municipal` with `--county` must hold for the same place. `--category` looks for words and \
      finds more than the name.
      """,
    options: [
      OptionDeclaration(
        "published", .any, "when published: a date, a range or a length of time back"),
      OptionDeclaration("updated", .any, "when last changed: the same"),
      OptionDeclaration("uuid", .any, "ads by their ids; `!` before a list leaves them out"),
      OptionDeclaration("source", .any, "the systems ads come from, in their exact spelling"),
      OptionDeclaration("orgnr", .any, "employers by their numbers"),
      OptionDeclaration("category", .any, "an occupation's name at level 1 or 2; words of it"),
      OptionDeclaration("municipal", .any, "municipalities, in any letter case"),
      OptionDeclaration("county", .any, "counties, in any letter case"),
      OptionDeclaration(
        "size", .int(1...100), "ads a request", fallback: "100, the service's most"),
      OptionDeclaration(
        "page", .int(0...Int64(PublicFeedWalk.cap)), "one page alone, counted from 0",
        fallback: "all of them"),
    ],
    columns: PublicFeedColumns.fields, key: PublicFeedColumns.key, terms: terms,
    examples: [
      Example("nav.public_feed | take 2 | count", gives: "count\n2\n", "two ads"),
      Example(
        "nav.public_feed --municipal bergen | count by extent", "full and part time in Bergen"),
      Example(
        "nav.public_feed --published 3d --source \"AMEDIA,XML_STILLING\" "
          + "| select title, employer.name, expires | take 5", "new ads of two systems"),
    ],
    open: { arguments, context in try PublicFeedSource(arguments, context) })

  private static let terms = Terms(
    url: "https://arbeidsplassen.nav.no/vilkar-api-gammel",
    licence: "free to republish, show and count, under an agreement with 30 days' notice",
    duties: NAV.terms.duties.dropLast() + [
      "take an ad out that the feed does not give any more"
    ])

  let schema = PublicFeedColumns.schema
  private let service: PublicFeedService
  private let query: PublicFeedQuery

  /// Sends nothing.
  ///
  /// Errors: those of the query's values, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    service = try PublicFeedService(context)
    query = try PublicFeedQuery(arguments, context.clock)
  }

  /// Only a whole walk says what is still there.
  var goesOn: Bool { false }

  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }

  func plan(_ request: ScanRequest) -> [String] {
    guard let question = PublicFeedWalk(query, limit: request.limit).question else {
      return ["nothing is asked for"]
    }
    if query.page != nil { return [question.text] }
    let end = request.limit.map { "until \($0) ads have come" } ?? "then back in time"
    return [question.text, "then page by page, \(end)"]
  }

  func need(_ request: ScanRequest) -> RequestNeed {
    let walk = PublicFeedWalk(query, limit: request.limit)
    guard let question = walk.question else { return .none }
    guard query.page == nil, query.searches.count == 1, let limit = request.limit else {
      return RequestNeed(count: request.limit == nil ? query.searches.count : 1)
    }
    return RequestNeed(count: (limit + question.size - 1) / question.size)
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    try service.requireToken()
    var wanted = Set(PublicFeedColumns.fields.indices)
    if let projection = request.projection {
      wanted = wanted.filter { projection.contains(PublicFeedColumns.fields[$0].name) }
    }
    return PublicFeedCursor(
      PublicFeedWalk(query, limit: request.limit), PublicFeedReader(wanted), service: service,
      isKeyed: request.wantsIdentity, context: context)
  }
}
