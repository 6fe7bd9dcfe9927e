import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import Testing

@testable import JobTechPlugin

@Suite struct DeclarationTests {
  @Test func `the plugin's declarations are sound`() {
    #expect(JobTech.plugin.faults() == [])
    #expect(
      JobTech.plugin.sources.map(\.name) == [
        "jobtech.search", "jobtech.ad", "jobtech.taxonomy", "jobtech.stream", "jobtech.snapshot",
      ])
  }

  @Test func `an ad's columns are the service's top-level keys, nested ones kept`() {
    #expect(Set(AdColumns.names).count == 38)
    #expect(AdColumns.names.first == "id")
    #expect(SearchSource.fields.last?.name == "relevance")
    let address = AdColumns.fields[AdColumns.place(of: "workplace_address")]
    #expect(address.semantics.isArea)
    guard case .record(let parts) = address.type else {
      Issue.record("an address is a record")
      return
    }
    #expect(parts.last == RecordField("coordinates", .list(.float)))
  }

  @Test func `what may name a person is marked`() {
    let personal = AdColumns.fields.filter(\.semantics.isPersonal).map(\.name)
    #expect(personal == ["application_details", "application_contacts"])
  }

  @Test func `all parameters that the search has are options under their own names`() {
    let names = SearchSource.declaration.options.map(\.name)
    #expect(Set(names).count == names.count)
    for name in [
      "q", "qfields", "published-after", "published-before", "occupation-name", "occupation-group",
      "occupation-field", "occupation-collection", "municipality", "region", "country", "skill",
      "language", "worktime-extent", "employment-type", "duration", "workplace-model",
      "parttime.min", "parttime.max", "driving-license", "driving-license-required", "experience",
      "remote", "abroad", "unspecified-sweden-workplace", "open_for_all", "trainee", "larling",
      "franchise", "hire-work-place", "position", "position.radius", "employer", "label",
      "relevance-threshold", "resdet", "offset", "limit", "sort",
      "x-feature-freetext-bool-method",
    ] {
      #expect(names.contains(name), "\(name)")
    }
  }

  @Test func `opening a source and planning it sends no request`() async throws {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    let search = try await bench.source("jobtech.search", nil, ["q": .string("kock")])
    #expect(
      search.plan(ScanRequest(limit: 5)) == [
        "GET /search?q=kock&offset=0&limit=5", "then page by page, until 5 ads have come",
      ])
    #expect(search.need(ScanRequest(limit: 250)).total == 3)
    let snapshot = try await bench.source("jobtech.snapshot")
    #expect(snapshot.plan(ScanRequest()) == ["GET /v2/snapshot"])
    #expect(
      snapshot.plan(ScanRequest(resume: Checkpoint("changes:2026-11-02T10:55:00Z@7"))) == [
        "GET /v2/stream?updated-after=2026-11-02T11:55:00+01:00"
      ])
    _ = try await bench.source("jobtech.ad", .string("29900437"))
    _ = try await bench.source("jobtech.taxonomy")
    #expect(bench.http.requestCount == 0)
  }

  @Test(
    arguments: [
      ("municipality", .string("180"), "jobtech.code", "write \"0180\""),
      ("municipality", .int(180), "jobtech.code", "write \"0180\""),
      ("municipality", .string("-80"), "jobtech.code", "write \"-0080\""),
      ("region", .string("Skåne"), "jobtech.code", "find it with `jobtech.taxonomy --type region`"),
      ("skill", .string("swift"), "jobtech.code", "find it with `jobtech.taxonomy`"),
      ("qfields", .string("title"), "jobtech.word", nil),
      (
        "position", .string("59.33"), "jobtech.position",
        "write it as \"59.33,18.06\", latitude first"
      ),
      ("position", .string("1e3,18.06"), "jobtech.position", nil),
      ("parttime.min", .int(101), "jobtech.number", nil),
      ("employer", .list([.null]), "jobtech.value", nil),
      ("employer", .string(""), "jobtech.value", nil),
      ("region", .string(","), "jobtech.value", nil),
      ("published-after", .timestamp(.max), "jobtech.time", nil),
    ] as [(String, Value, String, String?)])
  func `a value that can't be meant is refused before any request`(
    _ name: String, _ value: Value, code: String, fix: String?
  ) async throws {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    let fault = await #expect(throws: Diagnostic.self) {
      try await bench.source("jobtech.search", nil, [name: value])
    }
    #expect(fault?.code == code)
    #expect(fault?.status == .check)
    #expect(fault?.span != nil)
    if let fix { #expect(fault?.fix == fix) }
    #expect(bench.http.requestCount == 0)
  }

  @Test func `other sources refuse what can't be meant as well`() async throws {
    let bench = Bench.scripted { HTTPAnswer(500, "", for: $0) }
    func code(_ name: String, _ argument: Value?, _ options: [String: Value]) async -> String? {
      do {
        _ = try await bench.source(name, argument, options)
        return nil
      } catch {
        return Diagnostics(wrapping: error).items.first?.code
      }
    }
    #expect(await code("jobtech.ad", .string("../x"), [:]) == "jobtech.id")
    #expect(await code("jobtech.stream", nil, [:]) == "jobtech.updated-after")
    let hour = Value.duration(CalendarDuration(microseconds: 3_600_000_000))
    let stream = ["updated-after": hour, "location-concept-id": .string("0180")]
    #expect(await code("jobtech.stream", nil, stream) == "jobtech.concept")
    #expect(await code("jobtech.taxonomy", nil, ["id": .string("0180")]) == "jobtech.concept")
  }

  @Test func `a base URL with plain http to another machine is refused`() async {
    let bench = Bench(url: "http://jobs.example.com")
    for name in ["jobtech.search", "jobtech.taxonomy", "jobtech.snapshot"] {
      await #expect(throws: Diagnostic.self) { try await bench.source(name) }
    }
  }

  @Test
  func `the stream is asked at most once a minute, a copy on this machine as often as wanted`()
    throws
  {
    let local = Bench(url: "http://127.0.0.1:9")
    #expect(try JobTechService(.stream, local.context).http.settings.minimumInterval == .zero)
    let real = Bench(url: "https://jobs.example.com")
    #expect(try JobTechService(.stream, real.context).http.settings.minimumInterval == .seconds(60))
    #expect(try JobTechService(.search, real.context).http.settings.minimumInterval == .zero)
  }
}
