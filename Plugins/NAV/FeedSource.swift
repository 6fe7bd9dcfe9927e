import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable

/// The feed: a row for each line, in the feed's order, the line that two pages share once.
struct FeedSource: Source {
  static func declaration(_ tokens: TokenKeepers) -> SourceDeclaration {
    SourceDeclaration(
      name: "nav.feed", summary: "Lines of NAV's job ad feed: an event each, oldest first.",
      discussion: """
        An ad has a line for each change, and its last line by position is the truth: `latest` keeps \
        that, and `save` keeps a table by it. An `INACTIVE` line may name another municipality than \
        the `ACTIVE` one did; both know that. A line has no county, occupation, due date or text: \
        those come with `nav.entry`, and with it the day on which an ad expires.

        Without options the walk starts six calendar months back, which is as long as an ad can be \
        active. A day in `--since` begins at midnight in Oslo; events recorded after it come. The \
        public token is fetched where no private one is set.

        Events may become visible behind a cursor that has passed them: now and then `save` with \
        `--restart` makes up for that.
        """,
      options: [
        OptionDeclaration(
          "since", .instant, "a day, an instant, or a length of time back from now",
          fallback: "six calendar months back"),
        OptionDeclaration(
          "start", .word(["first", "last"], others: true),
          "the oldest event, the newest, or the id of an event, which is included",
          fallback: "where `--since` says"),
        OptionDeclaration(
          "page-size", .int(2...10_000), "lines a request", fallback: "1000, the service's own"),
      ],
      columns: FeedColumns.fields, key: FeedColumns.key, terms: NAV.terms,
      examples: [
        Example("nav.feed | take 2 | count", gives: "count\n2\n", "the first two lines"),
        Example(
          "nav.feed --since 1d | count by status", "lines of the last day, live ads and others"),
        Example(
          "nav.feed --since 1d | where municipal == \"BERGEN\" | latest",
          "ads of the last day in Bergen that are still active"),
      ],
      open: { arguments, context in try FeedSource(arguments, context, tokens) })
  }

  let schema = FeedColumns.schema
  private let service: NAVService
  private let place: FeedPlace
  private let pageSize: Int

  /// Sends nothing.
  ///
  /// Errors: `nav.start`, `nav.since`, `nav.since-and-start`, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext, _ tokens: TokenKeepers) throws {
    service = try NAVService(context, tokens)
    place = try FeedPlace(arguments, clock: context.clock)
    pageSize = min(max(arguments.int("page-size") ?? 1000, 2), 10_000)
  }

  var start: Checkpoint? { place.checkpoint }

  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }

  func remark(on predicate: Predicate) -> Diagnostic? {
    guard ["municipal", "status"].contains(predicate.column),
      [.equal, .notEqual, .oneOf].contains(predicate.test)
    else { return nil }
    for case .string(let text) in predicate.values {
      let usual = FeedColumns.usualSpelling(of: text)
      guard usual.utf8.elementsEqual(text.utf8) else {
        var remark = NAVFault.otherSpelling(predicate.column, text, usual: usual).diagnostic
        remark.severity = .warning
        return remark
      }
    }
    return nil
  }

  func plan(_ request: ScanRequest) -> [String] {
    let place = request.resume.flatMap { try? FeedPlace($0) } ?? self.place
    let walk = FeedWalk(from: place, pageSize: pageSize, limit: request.limit)
    guard let question = walk.question else { return ["nothing is asked for"] }
    var lines = [question.text]
    if let limit = request.limit {
      lines.append("then page by page, until \(limit) rows have come or the feed ends")
    } else {
      lines.append("then page by page of \(pageSize) lines until the feed ends")
    }
    if service.privateToken == nil {
      lines.append("GET /api/publicToken before, where none is kept")
    }
    return lines
  }

  func need(_ request: ScanRequest) -> RequestNeed {
    guard let limit = request.limit else { return service.need(1) }
    guard limit > 0 else { return .none }
    // A page after the first shows one line that is known already.
    return service.need(1 + (max(0, limit - pageSize) + pageSize - 2) / (pageSize - 1))
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let place = try request.resume.map { checkpoint throws(NAVFault) in try FeedPlace(checkpoint) }
    var wanted = Set(FeedColumns.fields.indices)
    if let projection = request.projection {
      wanted = wanted.filter { projection.contains(FeedColumns.fields[$0].name) }
    }
    if request.wantsIdentity { wanted.formUnion([FeedColumns.uuid, FeedColumns.status]) }
    let fetcher = FeedFetcher(
      service: service, context: context,
      dated: FeedPageReader(wanted.union([FeedColumns.sistEndret])),
      usual: FeedPageReader(wanted))
    return FeedCursor(
      FeedWalk(from: place ?? self.place, pageSize: pageSize, limit: request.limit), fetcher,
      isKeyed: request.wantsIdentity,
      readsAhead: request.mayReadAhead && request.limit == nil)
  }
}

extension FeedQuestion {
  /// The request in one line.
  fileprivate var text: String {
    var line = "GET /api/v1/feed"
    if case .event(let event) = target { line += "/" + event.text }
    line += isLast ? "?last&pageSize=\(size)" : "?pageSize=\(size)"
    if let since { line += " (If-Modified-Since: \(HTTPDate.text(since)))" }
    if let known { line += " (If-None-Match: \(known.text))" }
    return line
  }
}
