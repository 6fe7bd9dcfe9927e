import FjordDiagnostic
import FjordPlugin
import FjordTable

/// One ad as a row.
struct AdSource: Source {
  static let declaration = SourceDeclaration(
    name: "platsannons.annons",
    summary: "A Swedish job ad by its id; as a stage, the whole ads of all rows.",
    discussion: """
      An id is a text: `0018-495021`, `22898479b`. The groups of the service's answer are records: \
      `annons.annonstext`, `villkor.lonetyp`, `arbetsplats.kontaktpersonlista`. What is empty, null \
      or left out in the answer is null here. Times of publication are instants; the last day to \
      apply is a day, which the service writes as midnight or as its last second.

      An ad that the service does not know ends it with status 4. As a stage it keeps the rows one to \
      one and in order, asks for four ads at a time and adds their columns; a name that is taken gets \
      `annons_` before it. An ad that is not known gives nulls, and `save` takes it out. One that \
      could not be had gives nulls and status 7; `save` leaves it as it was and asks again at the next \
      refresh.

      Ads name contacts with phone and mail. They are never kept in the cache, and leave a saved \
      table with their row. Ads of an archive are all past their last day, so nothing expires here.
      """,
    parameters: [
      ParameterDeclaration("annonsid", .string, "the ad's id, as in `platsannons.matchning`")
    ], options: [Accept.option],
    columns: AdColumns.fields, key: AdColumns.key, terms: Platsannons.terms,
    examples: [
      Example(
        "platsannons.annons \"7019871\" | select annons.annonsrubrik, villkor.varaktighet",
        "one ad"),
      Example(
        "platsannons.matchning --lanid 10 | take 3 | select annonsid, annonsrubrik "
          + "| platsannons.annons | select annonsrubrik, villkor.arbetstid, ansokan.webbplats",
        "three ads with what their short form does not tell"),
      Example(
        "platsannons.matchning --lanid 10 | take 2 | select annonsid | platsannons.annons "
          + "--accept xml | count", gives: "count\n2\n", "rows stay one to one, also as XML"),
    ],
    lookup: AdLookup.declaration,
    open: { arguments, context in try AdSource(arguments, context) })

  let schema = Schema(AdColumns.fields, key: AdColumns.key)
  private let id: String
  private let accept: Accept
  private let service: PlatsannonsService

  /// Sends nothing.
  ///
  /// Errors: `platsannons.id`, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    id = try Self.id(arguments)
    accept = Accept(arguments)
    service = try PlatsannonsService(context)
  }

  /// The id among the arguments.
  ///
  /// Errors: `platsannons.id`.
  static func id(_ arguments: SourceArguments) throws(Diagnostic) -> String {
    let argument = arguments.positional.first
    let text = argument?.value.text ?? ""
    guard AdReader.isID(text) else {
      throw PlatsannonsFault.noID(text).diagnostic(at: argument?.span)
    }
    return text
  }

  func plan(_ request: ScanRequest) -> [String] { ["GET /platsannonser/\(id)"] }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let reader = AdReader(service, as: accept)
    let asked = Once()
    return GeneratorCursor { [id] in
      guard asked.isFirst else { return nil }
      guard let ad = try await reader.ad(id) else { throw PlatsannonsFault.noAd(id) }
      context.notices.count(Platsannons.misfits("platsannons.annons"), ad.misfits)
      let ids = Column(.string, [.string(id)])
      let identity = RowIdentity(
        keys: [ids], states: [.live], positions: Column(.int, [.int(0)]))
      return Batch(
        columns: [ids] + ad.columns, count: 1, identity: request.wantsIdentity ? identity : nil)
    }
  }
}
