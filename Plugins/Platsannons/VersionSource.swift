import FjordDiagnostic
import FjordPlugin
import FjordTable

/// The server's version as a row.
struct VersionSource: Source {
  static let declaration = SourceDeclaration(
    name: "platsannons.version", summary: "The version of the server that answers.",
    discussion: """
      Two servers stood behind the address: 1.0, of 2014 to 2018, and 1.1, of 2019 and 2020, which \
      answers numbers where the first has texts, days where it has times, and XML where nobody says \
      what is wanted. fjord reads both alike.
      """,
    columns: fields, terms: Platsannons.terms,
    examples: [
      Example("platsannons.version", "which server answers"),
      Example(
        "platsannons.version | where version starts with \"1.0\" | count", gives: "count\n1\n",
        "whether it is the first of the two"),
    ],
    open: { _, context in try VersionSource(context) })

  private static let fields = [
    Field("version", .string, isNullable: false, meaning: "The version, as 1.0.97.")
  ]

  let schema = Schema(fields)
  private let service: PlatsannonsService

  /// Sends nothing.
  ///
  /// Errors: `http.base-url`.
  init(_ context: RunContext) throws { service = try PlatsannonsService(context) }

  func plan(_ request: ScanRequest) -> [String] { ["GET /platsannonser/version"] }

  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 1) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let asked = Once()
    return GeneratorCursor { [service] in
      guard asked.isFirst else { return nil }
      let answer = try await service.get(
        "/platsannonser/version", as: .text, caching: .asHeadersSay)
      guard let version = Self.version(answer.body) else {
        throw PlatsannonsFault.noText("version", url: answer.url)
      }
      return Batch(columns: [Column(.string, [.string(version)])], count: 1)
    }
  }

  /// The version in a body: `version: 1.0.97`, or an object or element `platsannonser`.
  static func version(_ body: [UInt8]) -> String? {
    if let value = try? AnswerBody.value(of: body) {
      return value.member("platsannonser").member("version").text
    }
    guard let line = ShortText.line(of: body), line.lowercased().hasPrefix("version:") else {
      return nil
    }
    let version = line.dropFirst("version:".count).drop { $0 == " " }
    return version.isEmpty ? nil : String(version)
  }
}
