import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The logo of an ad as a row: its type, its size and its bytes.
struct LogoSource: Source {
  static let declaration = SourceDeclaration(
    name: "platsannons.logotyp", summary: "The employer's logo in an ad, an image.",
    discussion: """
      `save "logo.gif"` writes the image's bytes as a file; a table, CSV and JSON show them in \
      base64. It is a GIF of at most 150 by 150 pixels; the server of 2019 sent PNG.

      It is asked for by the ad's id. The `logotypurl` within an ad is an old address, sometimes \
      without `http://`, and is not used. An ad without a logo, or not known, ends it with status 4; \
      so does the PNG of one pixel by which the server of 2019 said that there is none.
      """,
    parameters: [
      ParameterDeclaration("annonsid", .string, "the ad's id, as in `platsannons.matchning`")
    ],
    columns: fields, key: key, terms: Platsannons.terms,
    examples: [
      Example("platsannons.logotyp \"7019871\" | select type, bytes", "what the image is"),
      Example("platsannons.logotyp \"7019871\" | save \"logo.gif\"", "the image as a file"),
    ],
    open: { arguments, context in try LogoSource(arguments, context) })

  private static let key = KeySemantics(columns: ["annonsid"])

  private static let fields = [
    Field("annonsid", .string, isNullable: false, meaning: "The ad's id."),
    Field("type", .string, isNullable: false, meaning: "What the image is, as image/gif."),
    Field("bytes", .int, isNullable: false, unit: "bytes", meaning: "How long the image is."),
    Field("logotyp", .binary, isNullable: false, meaning: "The image itself."),
  ]

  let schema = Schema(fields, key: key)
  private let id: String
  private let service: PlatsannonsService

  /// Sends nothing.
  ///
  /// Errors: `platsannons.id`, `http.base-url`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws {
    id = try AdSource.id(arguments)
    service = try PlatsannonsService(context)
  }

  func plan(_ request: ScanRequest) -> [String] { ["GET /platsannonser/\(id)/logotyp"] }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let asked = Once()
    return GeneratorCursor { [id, service] in
      guard asked.isFirst else { return nil }
      let answer = try await service.get(
        "/platsannonser/\(id)/logotyp", as: .gif, expecting: [404], caching: .asHeadersSay)
      guard answer.status == 200 else { throw PlatsannonsFault.noLogo(id) }
      guard let image = LogoImage(answer.body) else {
        throw PlatsannonsFault.noImage(id, url: answer.url)
      }
      guard !image.standsForNone else { throw PlatsannonsFault.noLogo(id) }
      return Self.batch(id, image, keyed: request.wantsIdentity)
    }
  }

  private static func batch(_ id: String, _ image: LogoImage, keyed: Bool) -> Batch {
    let values: [Value] = [
      .string(id), .string(image.type), .int(Int64(image.bytes.count)), .binary(image.bytes),
    ]
    let columns = zip(fields, values).map { Column($0.type, [$1]) }
    let identity = RowIdentity(
      keys: [columns[0]], states: [.live], positions: Column(.int, [.int(0)]))
    return Batch(columns: columns, count: 1, identity: keyed ? identity : nil)
  }
}
