import FjordDiagnostic
import FjordPlugin
import FjordTable

/// One ad's detail as a row.
struct EntrySource: Source {
  static func declaration(_ tokens: TokenKeepers) -> SourceDeclaration {
    SourceDeclaration(
      name: "nav.entry", summary: "An ad's detail by its id; as a stage, the details of all rows.",
      discussion: """
        An ad that is not active has `status` and `sistEndret` only. The detail is always the newest \
        state, not the one at a line's event.

        As a stage it keeps the rows one to one and in order, and adds its columns; a name that is \
        taken gets `entry_` before it. Rows that pass through are asked for, four at a time; behind \
        `nav.feed`, what `save` and `latest` know to be gone is not. Filter first: \
        `where status == "ACTIVE"` halves the work. An ad that is not there any more, or has no \
        content, gives nulls and is not kept by `save`. A detail that could not be had gives nulls and \
        status 7; `save` then leaves the ad as it was and asks again at the next refresh.
        """,
      parameters: [ParameterDeclaration("uuid", .string, "the ad's id, as in `nav.feed`")],
      columns: EntryColumns.fields, key: EntryColumns.key, terms: NAV.terms,
      examples: [
        Example(
          "nav.entry \"31c54531-e29d-43b8-9129-b0a5179cdffa\" | select status",
          gives: "status\nACTIVE\n",
          "whether an ad of the sandbox is active"),
        Example(
          "nav.feed --since 1d | where status == \"ACTIVE\" | take 3 | nav.entry "
            + "| select title, expires, employer.name", "three ads with their employers"),
        Example(
          "nav.feed --since 1d | take 5 | nav.entry | where extent == \"Deltid\" | count",
          "how many of five are part-time"),
      ],
      lookup: EntryLookup.declaration(tokens),
      open: { arguments, context in try EntrySource(arguments, context, tokens) })
  }

  let schema = Schema(EntryColumns.fields, key: EntryColumns.key)
  private let ad: EventID
  private let service: NAVService

  /// Sends nothing.
  ///
  /// Errors: `nav.uuid`, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext, _ tokens: TokenKeepers) throws {
    let argument = arguments.positional.first
    guard case .string(let text)? = argument?.value, let ad = EventID(text) else {
      var text = ""
      if case .string(let given)? = argument?.value { text = given }
      throw NAVFault.noUUID(text).diagnostic(at: argument?.span)
    }
    self.ad = ad
    service = try NAVService(context, tokens)
  }

  func plan(_ request: ScanRequest) -> [String] { ["GET /api/v1/feedentry/\(ad.text)"] }

  func need(_ request: ScanRequest) -> RequestNeed { service.need(1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let fetcher = EntryFetcher(service)
    let asked = Once()
    return GeneratorCursor { [ad] in
      guard asked.isFirst else { return nil }
      guard let entry = try await fetcher.entry(of: ad) else { throw NAVFault.noEntry(ad) }
      context.notices.count(EntryLookup.misfitText, entry.misfits)
      return Self.batch(ad, entry, keyed: request.wantsIdentity)
    }
  }

  private static func batch(_ ad: EventID, _ entry: Detail, keyed: Bool) -> Batch {
    let uuid = Column(.string, [.string(ad.text)])
    let identity = RowIdentity(
      keys: [uuid], states: [entry.isLive ? .live : .gone],
      expiry: Column(.date, [entry.lastDay.map { .date($0) } ?? .null]),
      positions: Column(.int, [.int(0)]))
    return Batch(
      columns: [uuid] + entry.columns, count: 1, identity: keyed ? identity : nil)
  }
}
