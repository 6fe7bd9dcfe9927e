import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Foundation

@testable import JobindsatsPlugin

/// The plugin with its clients, as a run of fjord puts them together.
struct Bench: Sendable {
  var http: HTTPStack
  var context: RunContext

  /// 2026-11-02T12:00 in Copenhagen, as the sandbox's clock shows.
  static let now: Int64 = 1_793_617_200_000_000

  init(
    url: String = "http://127.0.0.1:9", now: Int64? = Bench.now, key: String? = "jobindsats-key",
    version: String? = nil, more: [String: String] = [:],
    change: (inout HTTPOptions) -> Void = { _ in }
  ) {
    var options = HTTPOptions()
    options.retry = RetryPolicy(
      firstPause: .milliseconds(1), longestPause: .milliseconds(20), totalTime: .seconds(300),
      jitter: { 0.5 })
    change(&options)
    http = HTTPStack(options)
    var environment = more
    environment["FJORD_JOBINDSATS_URL"] = url
    environment["FJORD_JOBINDSATS_KEY"] = key
    environment["FJORD_JOBINDSATS_VERSION"] = version
    context = RunContext(
      clock: SessionClock(fixedNow: now, zone: .utc), notices: Notices(),
      settings: Settings(environment: environment), http: http)
  }

  /// A bench whose service is a closure.
  static func scripted(
    now: Int64? = Bench.now, key: String? = "jobindsats-key", version: String? = nil,
    more: [String: String] = [:], change: (inout HTTPOptions) -> Void = { _ in },
    _ script: @escaping @Sendable (HTTPRequest) async throws -> HTTPAnswer
  ) -> Bench {
    Bench(now: now, key: key, version: version, more: more) {
      $0.wrapTransport = { _, _ in ScriptedTransport(script: script) }
      change(&$0)
    }
  }

  func source(_ name: String, _ table: String? = nil, _ options: [String: Value] = [:])
    async throws -> any Source
  {
    guard let found = Jobindsats.plugin.sources.first(where: { $0.name == name }) else {
      throw Missing(what: name)
    }
    return try await found.open(
      SourceArguments(
        positional: table.map { [SourceArguments.Argument(.string($0), at: Span(9, 14))] } ?? [],
        options: options.mapValues { SourceArguments.Argument($0, at: Span(20, 24)) }),
      context)
  }

  /// The rows of a source.
  func rows(_ name: String, _ table: String? = nil, _ options: [String: Value] = [:])
    async throws -> [[Value]]
  {
    try await source(name, table, options).scan(ScanRequest(), in: context).collect().rows
  }

  /// How an attempt to open a source ends; nil where it opens.
  func fault(_ table: String, _ options: [String: Value]) async -> Diagnostic? {
    do {
      _ = try await source("jobindsats.data", table, options)
      return nil
    } catch {
      return Diagnostics(wrapping: error).items.first
    }
  }
}

struct Missing: Error {
  let what: String
}

extension HTTPAnswer {
  /// An answer with some bytes as its body.
  init(_ status: Int = 200, _ body: [UInt8], for request: HTTPRequest) {
    self.init(
      status: status, headers: HTTPHeaderList([("Content-Type", "application/json")]),
      body: body, url: request.address.text)
  }

  init(_ status: Int = 200, _ text: String, for request: HTTPRequest) {
    self.init(status, Array(text.utf8), for: request)
  }
}

extension [Batch] {
  /// The values row by row.
  var rows: [[Value]] {
    flatMap { batch in (0..<batch.count).map { row in batch.columns.map { $0.value(at: row) } } }
  }
}

/// Answers of the service: those of version 2 of 2020 and of version 3 of 2026, and such in their shape.
enum Fixture {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Support/Fixtures/jobindsats")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  /// The names of all answers with data of version 3.
  static var data3: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter {
      $0.hasPrefix("v3_data_") && $0.hasSuffix(".json") && $0 != "v3_data_tom.json"
    }.sorted()
  }
}
