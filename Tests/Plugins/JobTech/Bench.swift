import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Foundation

@testable import JobTechPlugin

/// The plugin with its clients, as a run of fjord puts them together.
///
/// There are no recorded answers of these services: the stand-in and the bodies that tests make have
/// the shape that the services' description gives.
struct Bench: Sendable {
  var http: HTTPStack
  var context: RunContext

  /// 2026-11-02T12:00 in Stockholm, as the stand-in's clock shows.
  static let now = StandInTime.sandbox.microseconds

  init(
    url: String, now: Int64? = Bench.now, change: (inout HTTPOptions) -> Void = { _ in }
  ) {
    var options = HTTPOptions()
    options.retry = RetryPolicy(
      firstPause: .milliseconds(1), longestPause: .milliseconds(20), totalTime: .seconds(300),
      jitter: { 0.5 })
    change(&options)
    http = HTTPStack(options)
    context = RunContext(
      clock: SessionClock(fixedNow: now, zone: .utc), notices: Notices(),
      settings: Settings(environment: [
        "FJORD_JOBTECH_URL": url, "FJORD_JOBTECH_STREAM_URL": url,
        "FJORD_JOBTECH_TAXONOMY_URL": url,
      ]), http: http)
  }

  /// A bench whose services are a closure.
  static func scripted(
    now: Int64? = Bench.now, change: (inout HTTPOptions) -> Void = { _ in },
    _ script: @escaping @Sendable (HTTPRequest) async throws -> HTTPAnswer
  ) -> Bench {
    Bench(url: "http://127.0.0.1:9", now: now) {
      $0.wrapTransport = { _, _ in ScriptedTransport(script: script) }
      change(&$0)
    }
  }

  func source(_ name: String, _ argument: Value? = nil, _ options: [String: Value] = [:])
    async throws -> any Source
  {
    guard let found = JobTech.plugin.sources.first(where: { $0.name == name }) else {
      throw Missing(what: name)
    }
    return try await found.open(
      SourceArguments(
        positional: argument.map { [SourceArguments.Argument($0, at: Span(9, 14))] } ?? [],
        options: options.mapValues { SourceArguments.Argument($0, at: Span(9, 14)) }),
      context)
  }

  /// The batches of a source without positional arguments.
  func batches(
    _ name: String, _ options: [String: Value] = [:], _ request: ScanRequest = ScanRequest()
  ) async throws -> [Batch] {
    try await source(name, nil, options).scan(request, in: context).collect()
  }

  /// The ids of a source's rows.
  func ids(
    _ name: String, _ options: [String: Value] = [:], _ request: ScanRequest = ScanRequest()
  ) async throws -> [String] {
    try await batches(name, options, request).ids
  }
}

struct Missing: Error {
  let what: String
}

extension HTTPAnswer {
  /// An answer with a text as its body.
  init(_ status: Int = 200, _ text: String, for request: HTTPRequest) {
    self.init(
      status: status, headers: HTTPHeaderList([("Content-Type", "application/json")]),
      body: Array(text.utf8), url: request.address.text)
  }
}

extension [Batch] {
  /// The values row by row.
  var rows: [[Value]] {
    flatMap { batch in (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } } }
  }

  /// The values of a column of ads.
  func values(_ name: String) -> [Value] {
    flatMap { $0.columns[AdColumns.place(of: name)].values }
  }

  var ids: [String] {
    values("id").map { if case .string(let text) = $0 { text } else { "" } }
  }

  /// The states of all rows, where they have identity.
  var states: [RowState] { flatMap { $0.identity?.states ?? [] } }
}

/// Starts the stand-in, runs the work, and stops it whatever happens.
func withJobTech<Result: Sendable>(
  ads: Int = 2000, _ change: (inout StandInOptions) -> Void = { _ in },
  work: (RunningStandIn) async throws -> Result
) async throws -> Result {
  try await withStandIn(of: "jobtech", ads: ads, change, work: work)
}

/// An ad as small as it may be.
func madeAd(_ id: String, timestamp: Int64 = 1, _ more: String = "") -> String {
  "{\"id\":\"\(id)\",\"removed\":false,\"timestamp\":\(timestamp)\(more)}"
}

/// A page of a search.
func madePage(_ ids: [String], total: Int) -> String {
  "{\"total\":{\"value\":\(total)},\"positions\":\(total),\"hits\":["
    + ids.map { madeAd($0) }.joined(separator: ",") + "]}"
}
