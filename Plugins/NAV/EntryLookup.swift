import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The details of the ads that pass through.
struct EntryLookup: Lookup {
  static func declaration(_ tokens: TokenKeepers) -> LookupDeclaration {
    LookupDeclaration(
      summary: "Add each ad's detail, by its `uuid`.", requiredColumns: ["uuid"],
      columns: EntryColumns.added,
      make: { _, input, context in try EntryLookup(input, context, tokens) })
  }

  static let misfitText = "nav.entry: values of another type than the column's, null"

  let output: Schema
  let input: Schema
  /// The place of `uuid` among the input's columns.
  let uuid: Int
  private let service: NAVService

  /// Sends nothing.
  ///
  /// Errors: `nav.uuid-type`, `http.base-url`.
  init(_ input: Schema, _ context: RunContext, _ tokens: TokenKeepers) throws {
    guard let uuid = input.index(of: "uuid"), input.fields[uuid].type == .string else {
      let type = input.fields.first { $0.name == "uuid" }?.type ?? .string
      throw NAVFault.noTextInUUID("\(type)").diagnostic
    }
    self.uuid = uuid
    self.input = input
    output = Self.output(for: input)
    service = try NAVService(context, tokens)
  }

  var plan: String {
    "GET /api/v1/feedentry/UUID for each row that comes here, "
      + "\(NAVService.concurrentRequests) at a time"
  }

  func need(forRows count: Int) -> RequestNeed {
    count == 0 ? .none : service.need(count)
  }

  func run(_ input: any Cursor, retrying payloads: [PendingRow], in context: RunContext)
    -> any Cursor
  {
    let fetcher = EntryFetcher(service)
    let inquiry = DetailInquiry(
      source: "nav.entry", idName: "UUID", concurrentRequests: NAVService.concurrentRequests,
      misfitText: Self.misfitText, id: { EventID($0)?.text },
      missing: { NAVFault.detailsMissing(count: $0, cause: $1).diagnostic },
      unreadable: NAVFault.unreadablePayload
    ) { text in
      guard let ad = EventID(text) else { return .notAsked }
      return try await fetcher.outcome(of: ad)
    }
    return DetailCursor(
      input, of: self.input, id: uuid, adding: EntryColumns.added, retrying: payloads,
      asking: inquiry, notices: context.notices)
  }

  /// The input's columns and those added, `entry_` before names that are taken.
  private static func output(for input: Schema) -> Schema {
    var fields = input.fields
    var expires = "expires"
    for field in EntryColumns.added {
      var name = field.name
      while fields.contains(where: { $0.name == name }) { name = "entry_" + name }
      if field.name == "expires" { expires = name }
      fields.append(field.renamed(name))
    }
    guard var key = input.key else { return Schema(fields) }
    key.liveWhen = (key.liveWhen.map { $0 + ", and " } ?? "") + "the ad's detail is active"
    key.expiresWith = "the day of `\(expires)` in Oslo, inclusive"
    return Schema(fields, key: key)
  }
}
