import FjordDiagnostic
import FjordEngine
import FjordHTTP
import FjordPlugin
import FjordTable

/// A session with the core's vocabulary, a store in memory and an output that remembers.
///
/// The clock stands at 2026-11-02T11:00:00Z, the zone is Oslo unless told.
package struct SessionFixture: Sendable {
  /// The instant that the clock stands at.
  package static let now: Int64 = 1_793_617_200_000_000

  package let session: Session
  package let services: SessionServices
  package let output: RecordedOutput
  package let tables: TablesInMemory

  package init(
    sources: [SourceDeclaration] = [], plugins: [Plugin] = [],
    tables: TablesInMemory = TablesInMemory(), zone: String = "Europe/Oslo",
    isStrict: Bool = false, keepsLast: Bool = true, memory: Int? = nil, threads: Int = 1
  ) {
    output = RecordedOutput()
    self.tables = tables
    var context = RunContext(
      clock: SessionClock(
        fixedNow: Self.now, zone: ZoneOffsets(identifier: zone) ?? .utc),
      http: HTTPStack(), isStrict: isStrict)
    context.memory = MemoryBudget(byteCount: memory)
    context.threads = threads
    services = SessionServices(
      output: output, tables: tables, context: context,
      registry: CoreRegistry.make(
        tables: tables, output: output, sources: sources, plugins: plugins),
      keepsLast: keepsLast)
    session = Session(services: services)
  }

  /// Runs a script; gives the tables that it showed, as CSV.
  @discardableResult
  package func run(_ text: String, parameters: [String: Value] = [:]) async throws -> [String] {
    let before = output.shown.count
    _ = try await session.run(SourceText(name: "test", text: text), parameters: parameters)
    return Array(output.shown[before...])
  }

  /// Runs a script that shows one table at least; gives the last one as CSV.
  package func show(_ text: String, parameters: [String: Value] = [:]) async throws -> String {
    try await run(text, parameters: parameters).last ?? ""
  }

  /// Runs a script and gives how it ended.
  package func status(_ text: String) async throws -> ExitStatus {
    try await session.run(SourceText(name: "test", text: text))
  }

  /// The messages of a script that does not pass the check or fails; empty where it does not.
  package func message(_ text: String, parameters: [String: Value] = [:]) async -> String {
    do {
      _ = try await session.run(SourceText(name: "test", text: text), parameters: parameters)
      return ""
    } catch {
      return Diagnostics(wrapping: error).text
    }
  }

  /// The messages of a check alone; empty where the script passes.
  package func checkMessage(_ text: String, parameters: [String: Value] = [:]) async -> String {
    do {
      try await session.check(SourceText(name: "test", text: text), parameters: parameters)
      return ""
    } catch {
      return error.text
    }
  }

  /// A pipeline bound against the fixture's registry.
  package func bound(_ text: String) async throws -> BoundPipeline {
    try await services.bindRows(SourceText(name: "test", text: text), for: .run)
  }
}

extension SourceDeclaration {
  /// A source without arguments over a value that is made already.
  package static func fixed(
    _ name: String, _ source: any Source, key: KeySemantics? = nil
  ) -> SourceDeclaration {
    SourceDeclaration(
      name: name, summary: "A source of the tests.", columns: source.schema.fields,
      key: key ?? source.schema.key, open: { _, _ in source })
  }
}
