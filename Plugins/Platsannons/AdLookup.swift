import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The whole ads of the rows that pass through, by their `annonsid`.
struct AdLookup: Lookup {
  static let declaration = LookupDeclaration(
    summary: "Add each whole ad, by its `annonsid`.", requiredColumns: ["annonsid"],
    columns: AdColumns.added,
    make: { arguments, input, context in try AdLookup(arguments, input, context) })

  let output: Schema
  private let input: Schema
  private let id: Int
  private let accept: Accept
  private let service: PlatsannonsService

  /// Sends nothing.
  ///
  /// Errors: `platsannons.id-type`, `http.base-url`.
  init(_ arguments: SourceArguments, _ input: Schema, _ context: RunContext) throws {
    guard let id = input.index(of: "annonsid"), input.fields[id].type == .string else {
      let type = input.fields.first { $0.name == "annonsid" }?.type ?? .string
      throw PlatsannonsFault.noTextInID("\(type)").diagnostic
    }
    self.id = id
    self.input = input
    accept = Accept(arguments)
    output = Self.output(for: input)
    service = try PlatsannonsService(context)
  }

  var plan: String {
    "GET /platsannonser/ANNONSID for each row that comes here, "
      + "\(PlatsannonsService.concurrentRequests) at a time"
  }

  func need(forRows count: Int) -> RequestNeed { RequestNeed(count: count) }

  func run(_ input: any Cursor, retrying payloads: [PendingRow], in context: RunContext)
    -> any Cursor
  {
    let reader = AdReader(service, as: accept)
    let inquiry = DetailInquiry(
      source: "platsannons.annons", idName: "annonsid",
      concurrentRequests: PlatsannonsService.concurrentRequests,
      misfitText: Platsannons.misfits("platsannons.annons"),
      id: { AdReader.isID($0) ? $0 : nil },
      missing: { PlatsannonsFault.adsMissing(count: $0, cause: $1).diagnostic },
      unreadable: PlatsannonsFault.unreadablePayload, ask: { try await reader.outcome($0) })
    return DetailCursor(
      input, of: self.input, id: id, adding: AdColumns.added, retrying: payloads, asking: inquiry,
      notices: context.notices)
  }

  /// The input's columns and those added, `annons_` before names that are taken.
  private static func output(for input: Schema) -> Schema {
    var fields = input.fields
    for field in AdColumns.added {
      var name = field.name
      while fields.contains(where: { $0.name == name }) { name = "annons_" + name }
      fields.append(field.renamed(name))
    }
    guard var key = input.key else { return Schema(fields) }
    key.liveWhen = (key.liveWhen.map { $0 + ", and " } ?? "") + "the service knows the ad"
    return Schema(fields, key: key)
  }
}
