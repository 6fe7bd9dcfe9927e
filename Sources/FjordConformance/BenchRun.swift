import FjordDiagnostic
import FjordEngine
import FjordHTTP
import FjordPlugin
import FjordTable
import Synchronization

/// One run with HTTP of its own, and all that it told.
final class BenchRun: Sendable {
  /// Exchanges as they were told.
  private final class Ears: Sendable {
    private let heard = Mutex<[HTTPExchange]>([])
    var all: [HTTPExchange] { heard.withLock { $0 } }
    func add(_ exchange: HTTPExchange) { heard.withLock { $0.append(exchange) } }
  }

  /// Beyond so many rows no more are pulled.
  private static let rowLimit = 2_500

  let http: HTTPStack
  let services: SessionServices
  private let ears = Ears()

  /// Prepares a run; `fault` stands between the sources and their services.
  init(
    _ bench: ConformanceBench, variables: [String: String] = [:], fault: FaultScript? = nil,
    configure: (inout HTTPOptions) -> Void = { _ in }
  ) {
    var options = HTTPOptions()
    options.environment = bench.environment
    options.retry = RetryPolicy(
      firstPause: .milliseconds(1), longestPause: .milliseconds(5), totalTime: .milliseconds(80))
    if let fault {
      options.wrapTransport = { _, network in FaultyTransport(network, fault) }
    }
    options.trace = { [ears] in ears.add($0) }
    configure(&options)
    http = HTTPStack(options)
    let environment = bench.environment.merging(variables) { _, new in new }
    services = SessionServices(
      output: SilentOutput(), tables: bench.tables,
      context: RunContext(
        clock: bench.clock, settings: Settings(environment: environment), http: http),
      registry: bench.registry, keepsLast: false)
  }

  /// The exchanges so far.
  var exchanges: [HTTPExchange] { ears.all }

  /// How many requests were sent.
  var requestCount: Int { http.requestCount }

  /// A pipeline, bound.
  func bound(_ text: String) async throws -> BoundPipeline {
    try await services.bindRows(SourceText(name: "check", text: text), for: .run)
  }

  /// A source as its call opens it.
  func source(_ call: String) async throws -> any Source { try await bound(call).source.source }

  /// The rows of a pipeline, and how it ended.
  func outcome(of text: String, pushdown: Bool = true) async -> Outcome {
    do {
      return await outcome(of: Plan(try await bound(text), pushdown: pushdown))
    } catch {
      return Outcome(fault: Diagnostics(wrapping: error))
    }
  }

  /// The rows of a plan, and how it ended.
  func outcome(of plan: Plan) async -> Outcome {
    var outcome = Outcome()
    do {
      let rows = try plan.open(in: services.context)
      while outcome.rows.count < Self.rowLimit, let batch = try await rows.next() {
        outcome.rows += Table(schema: plan.pipeline.output, batches: [batch]).rows
      }
      outcome.fault = services.context.notices.takeIncompleteness().map { cause in
        var cause = cause
        cause.status = .incomplete
        return Diagnostics(cause)
      }
    } catch {
      outcome.fault = Diagnostics(wrapping: error)
    }
    return outcome
  }

  /// The batches of a scan, up to a number of rows.
  func batches(
    _ source: any Source, _ request: ScanRequest = ScanRequest(), rowLimit: Int = rowLimit
  ) async throws -> [Batch] {
    let cursor = try source.scan(request, in: services.context)
    var batches: [Batch] = []
    while batches.reduce(0, { $0 + $1.count }) < rowLimit, let batch = try await cursor.next() {
      batches.append(batch)
    }
    return batches
  }
}

/// An output that shows nothing.
private struct SilentOutput: Output {
  func show(
    _ rows: any Cursor, schema: Schema, format: String?, keeping: Bool, context: RunContext
  ) async throws -> Table? { nil }
  func write(
    _ rows: any Cursor, schema: Schema, toFile path: String, isAppending: Bool,
    context: RunContext
  ) async throws -> Int { 0 }
  func print(_ text: String) {}
  func note(_ text: String) {}
  func report(_ diagnostic: Diagnostic) {}
}
