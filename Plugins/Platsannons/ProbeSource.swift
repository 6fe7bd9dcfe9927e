import FjordDiagnostic
import FjordPlugin
import FjordTable

/// What the service says of the sources behind it, as a row.
struct ProbeSource: Source {
  static let declaration = SourceDeclaration(
    name: "platsannons.probe", summary: "What the service says of the data sources behind it.",
    discussion: """
      It tells whether the service is well, in a line of its own words: nobody wrote down which. Where \
      it is not, the answer's status says so, and fjord ends with status 4. The server of 2019 has no \
      such answer.
      """,
    columns: fields, terms: Platsannons.terms,
    examples: [
      Example("platsannons.probe", "the line"),
      Example("platsannons.probe | count", gives: "count\n1\n", "one row where it is well"),
    ],
    open: { _, context in try ProbeSource(context) })

  private static let fields = [
    Field("probe", .string, isNullable: false, meaning: "The first line of what it says.")
  ]

  let schema = Schema(fields)
  private let service: PlatsannonsService

  /// Sends nothing.
  ///
  /// Errors: `http.base-url`.
  init(_ context: RunContext) throws { service = try PlatsannonsService(context) }

  func plan(_ request: ScanRequest) -> [String] { ["GET /platsannonser/probe"] }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let asked = Once()
    return GeneratorCursor { [service] in
      guard asked.isFirst else { return nil }
      let answer = try await service.get("/platsannonser/probe", as: .text)
      guard let line = ShortText.line(of: answer.body) else {
        throw PlatsannonsFault.noText("state", url: answer.url)
      }
      return Batch(columns: [Column(.string, [.string(line)])], count: 1)
    }
  }
}
