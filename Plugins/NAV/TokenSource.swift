import FjordPlugin
import FjordTable

/// The token that requests are sent with, as a row: what it says of itself, never the token.
struct TokenSource: Source {
  static func declaration(_ tokens: TokenKeepers) -> SourceDeclaration {
    SourceDeclaration(
      name: "nav.token", summary: "The token in use: where it comes from and how long it lives.",
      discussion: """
        Without `FJORD_NAV_TOKEN` that is the public token, which is fetched. It lives 35 days, and is \
        replaced with each new version of the service; for some hours an expired one may be handed \
        out. The token itself is never shown.
        """,
      columns: fields, terms: NAV.terms,
      examples: [
        Example("nav.token", "where the token comes from"),
        Example(
          "nav.token | select kind", gives: "kind\npublic\n", "the sandbox has a public token"),
      ],
      open: { _, context in TokenSource(service: try NAVService(context, tokens)) })
  }

  private static let fields = [
    Field("kind", .string, isNullable: false, meaning: "`private` from the settings, or `public`."),
    Field("issued", .timestamp, meaning: "When it was made; null where it can't be read."),
    Field("expires", .timestamp, meaning: "When it runs out; null where it does not."),
    Field("audience", .string, meaning: "The service it is for; null where it can't be read."),
  ]

  let schema = Schema(fields)
  let service: NAVService

  func plan(_ request: ScanRequest) -> [String] {
    service.privateToken == nil
      ? ["GET /api/publicToken, where none is kept"] : ["nothing is asked for"]
  }

  func need(_ request: ScanRequest) -> RequestNeed { service.need(0) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let asked = Once()
    return GeneratorCursor { [service] in
      guard asked.isFirst else { return nil }
      if let token = service.privateToken { return Self.batch("private", TokenClaims(token)) }
      return Self.batch("public", try await service.publicToken().claims)
    }
  }

  private static func batch(_ kind: String, _ claims: TokenClaims) -> Batch {
    func instant(_ seconds: Int64?) -> Column {
      let scaled = seconds.map { $0.multipliedReportingOverflow(by: 1_000_000) }
      let value = scaled.flatMap { $0.overflow ? nil : Value.timestamp($0.partialValue) }
      return Column(.timestamp, [value ?? .null])
    }
    let audience = claims.audience.map { Value.string($0) } ?? .null
    return Batch(
      columns: [
        Column(.string, [.string(kind)]), instant(claims.issued), instant(claims.expires),
        Column(.string, [audience]),
      ], count: 1)
  }
}
