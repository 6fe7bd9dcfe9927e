import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Foundation

@testable import PlatsannonsPlugin

/// The plugin with its clients, as a run of fjord puts them together.
struct Bench: Sendable {
  var http: HTTPStack
  var context: RunContext

  /// 2026-11-02T12:00 in Stockholm.
  static let now = StandInTime.sandbox.microseconds

  /// A bench whose service is at a URL, or nowhere.
  init(url: String?, change: (inout HTTPOptions) -> Void = { _ in }) {
    var options = HTTPOptions()
    options.retry = RetryPolicy(
      firstPause: .milliseconds(1), longestPause: .milliseconds(20), totalTime: .seconds(300),
      jitter: { 0.5 })
    change(&options)
    http = HTTPStack(options)
    context = RunContext(
      clock: SessionClock(fixedNow: Bench.now, zone: .utc), notices: Notices(),
      settings: Settings(environment: url.map { ["FJORD_PLATSANNONS_URL": $0] } ?? [:]), http: http)
  }

  /// A bench whose service is a closure.
  static func scripted(
    change: (inout HTTPOptions) -> Void = { _ in },
    _ script: @escaping @Sendable (HTTPRequest) async throws -> HTTPAnswer
  ) -> Bench {
    Bench(url: "http://127.0.0.1:9/af/v0") {
      $0.wrapTransport = { _, _ in ScriptedTransport(script: script) }
      change(&$0)
    }
  }

  /// A bench whose service answers with files, one after the other, the last one again and again.
  static func fixtures(_ names: String...) throws -> Bench {
    let bodies = try names.map(PlatsannonsFixtures.bytes)
    let asked = Record<HTTPRequest>()
    return .scripted { request in
      let place = min(asked.add(request), bodies.count) - 1
      return HTTPAnswer(body: bodies[place], for: request)
    }
  }

  func source(
    _ name: String, _ argument: Value? = nil, _ options: [String: Value] = [:]
  ) async throws -> any Source {
    guard let found = Platsannons.plugin.sources.first(where: { $0.name == "platsannons." + name })
    else { throw Missing(what: name) }
    return try await found.open(
      SourceArguments(
        positional: argument.map { [SourceArguments.Argument($0, at: Span(9, 14))] } ?? [],
        options: options.mapValues { SourceArguments.Argument($0, at: Span(9, 14)) }),
      context)
  }

  /// All rows of a source.
  func rows(
    _ name: String, _ argument: Value? = nil, _ options: [String: Value] = [:],
    _ request: ScanRequest = ScanRequest()
  ) async throws -> Rows {
    let source = try await source(name, argument, options)
    let batches = try await source.scan(request, in: context).collect()
    return Rows(fields: source.schema.fields, batches: batches)
  }

  /// The ads of a search in Blekinge.
  func search(_ options: [String: Value] = [:], limit: Int? = nil) async throws -> Rows {
    let options = options.isEmpty ? ["lanid": .int(10)] : options
    return try await rows("matchning", nil, options, ScanRequest(limit: limit))
  }

  /// The fault that opening or reading a source ends with.
  func fault(
    _ name: String, _ argument: Value? = nil, _ options: [String: Value] = [:]
  ) async -> Diagnostic? {
    do {
      _ = try await rows(name, argument, options)
      return nil
    } catch {
      return Diagnostics(wrapping: error).items.first
    }
  }
}

/// Rows with the names of their columns.
struct Rows: Sendable {
  let fields: [Field]
  let batches: [Batch]

  var count: Int { batches.reduce(0) { $0 + $1.count } }

  /// The values row by row.
  var values: [[Value]] {
    batches.flatMap { batch in
      (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } }
    }
  }

  /// The values of a column.
  subscript(_ name: String) -> [Value] {
    guard let place = fields.firstIndex(where: { $0.name == name }) else { return [] }
    return batches.flatMap { $0.columns[place].values }
  }

  /// The texts of a column.
  func texts(_ name: String) -> [String?] { self[name].map(\.text) }

  /// A value within the records of a column's first row.
  func first(_ path: String...) -> Value {
    guard let name = path.first, let value = self[name].first else { return .null }
    return path.dropFirst().reduce(value) { $0.member($1) }
  }
}

struct Missing: Error {
  let what: String
}

extension HTTPAnswer {
  /// An answer with a body, by default under the name that the service gives it.
  init(
    _ status: Int = 200, body: [UInt8], as type: String = "application/json;charset=utf-8",
    for request: HTTPRequest
  ) {
    self.init(
      status: status, headers: HTTPHeaderList([("Content-Type", type)]), body: body,
      url: request.address.text)
  }

  init(_ status: Int = 200, _ text: String, for request: HTTPRequest) {
    self.init(status, body: Array(text.utf8), for: request)
  }
}

/// Starts the stand-in, runs the work, and stops it whatever happens.
func withPlatsannons<Result: Sendable>(
  ads: Int = 6000, _ change: (inout StandInOptions) -> Void = { _ in },
  work: (RunningStandIn) async throws -> Result
) async throws -> Result {
  try await withStandIn(of: "platsannons", ads: ads, change, work: work)
}

/// A page of a search.
func madePage(_ ids: [String], total: Int, pages: Int) -> String {
  let rows = ids.map { "{\"annonsid\":\"\($0)\",\"relevans\":100}" }.joined(separator: ",")
  let data = ids.isEmpty ? "" : ",\"matchningdata\":[\(rows)]"
  return "{\"matchningslista\":{\"antal_platsannonser\":\(total),\"antal_sidor\":\(pages)\(data)}}"
}

/// An instant in microseconds since 1970.
func instant(_ text: String) -> Value {
  SwedishTime.instant(text).map { .timestamp($0) } ?? .null
}

/// A day.
func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Value {
  .date(CivilTime(year: year, month: month, day: day).days)
}
