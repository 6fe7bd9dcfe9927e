import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable

/// A plugin that does nearly everything wrong, so that each check shows that it can fail.
enum Careless {
  static let plugin = Plugin(
    name: "Careless", summary: "A plugin of the tests.", homePage: "http://example.com",
    settings: ["token"],
    sources: [
      SourceDeclaration(
        name: "Careless.rows", summary: "Two\nlines", columns: fields,
        key: KeySemantics(columns: ["id"]),
        examples: [Example("Careless.rows | take 1")],
        open: { _, context in
          let service = try service(context)
          _ = try? await service.get("/api/publicToken")
          return CarelessSource(service: service)
        })
    ])

  static let fields = [
    Field("id", .int, isNullable: false, unit: "pieces", meaning: "id"),
    Field("email", .string, unit: "letters", meaning: "an address"),
  ]

  static func service(_ context: RunContext) throws -> HTTPService {
    let base = try BaseURL(
      context.settings.value("nav", "url") ?? "", setting: "FJORD_NAV_URL")
    return context.http.service(HTTPServiceSettings(name: "careless", base: base))
  }
}

/// Its source: it asks at once, ignores limits and faults, gives other rows each time, and tells its
/// secret.
private struct CarelessSource: Source {
  let service: HTTPService
  let schema = Schema(
    Careless.fields + [Field("extra", .bool)], key: KeySemantics(columns: ["id"]))

  func answer(to predicate: Predicate) -> PushdownAnswer { .exact }
  func answer(toLimit limit: Int) -> PushdownAnswer { .exact }
  func need(_ request: ScanRequest) -> RequestNeed { RequestNeed(count: 50) }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let service = service
    let start = Int64.random(in: 0...1_000_000)
    Task { _ = try? await service.get("/api/publicToken", caching: .lasting(.seconds(60))) }
    return CarelessCursor(
      service: service, start: start, secret: context.settings.value("Careless", "token"))
  }
}

private actor CarelessCursor: Cursor {
  let service: HTTPService
  let start: Int64
  let secret: String?
  private var pulls = 0

  init(service: HTTPService, start: Int64, secret: String?) {
    (self.service, self.start, self.secret) = (service, start, secret)
  }

  func next() async throws -> Batch? {
    pulls += 1
    if pulls == 2 { return nil }
    let service = service
    // Neither a fault nor a cancelled task ends it.
    await Task.detached { _ = try? await service.get("/api/publicToken") }.value
    if let secret { throw Diagnostic(code: "careless", "the token \(secret) is refused") }
    Task.detached {
      try? await Task.sleep(for: .milliseconds(30))
      _ = try? await service.get("/api/publicToken")
    }
    return Batch(
      columns: [
        Column(.int, [.null, .int(start), .int(start)]),
        Column(.string, [.string("a"), .string("b"), .null]),
        Column(.int, [.int(1), .int(1), .int(1)]),
      ], count: 3, checkpoint: Checkpoint("x"))
  }
}
