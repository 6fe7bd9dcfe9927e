import FjordDiagnostic
import FjordEngine
import FjordHTTP
import FjordPlugin
import FjordStore
import FjordTable
import FjordTestSupport
import Foundation

@testable import JobindsatsPlugin

/// A session with the plugin and a store on disk, as the program puts them together.
struct EngineBench: Sendable {
  let bench: Bench
  let output = RecordedOutput()
  private let services: SessionServices
  private let session: Session

  /// With a stride the data is asked for so many periods at a time.
  init(_ bench: Bench, storeAt path: String, stride: Int? = nil) {
    self.bench = bench
    let store = Store(path: path, clock: bench.context.clock, purgesExpired: true)
    services = SessionServices(
      output: output, tables: store, context: bench.context,
      registry: CoreRegistry.make(tables: store, output: output, plugins: [Self.plugin(stride)]),
      keepsLast: false)
    session = Session(services: services)
  }

  private static func plugin(_ stride: Int?) -> Plugin {
    let data = DataSource.declaration
    let source = SourceDeclaration(
      name: data.name, summary: data.summary, parameters: data.parameters, options: data.options,
      columns: [], examples: data.examples
    ) { arguments, context in
      let source = try await DataSource.open(arguments, context)
      guard let stride, var narrow = source as? DataSource else { return source }
      narrow.periodsAtOnce = stride
      return narrow
    }
    return Plugin(
      name: "jobindsats", summary: "Tests.", homePage: "https://jobindsats.dk", sources: [source])
  }

  /// Runs a script; gives the last table that it showed, as CSV.
  @discardableResult
  func run(_ text: String) async throws -> String {
    _ = try await session.run(SourceText(name: "test", text: text))
    return output.shown.last ?? ""
  }

  /// How a script ends that does not pass the check, or fails.
  func fault(_ text: String) async -> Diagnostic? {
    do {
      _ = try await session.run(SourceText(name: "test", text: text))
      return nil
    } catch {
      return Diagnostics(wrapping: error).items.first
    }
  }

  /// What a check alone warns of.
  func check(_ text: String) async throws -> [Diagnostic] {
    try await session.check(SourceText(name: "test", text: text))
  }
}

/// A folder for the time of one test.
func withFolder<Result: Sendable>(_ work: (String) async throws -> Result) async throws -> Result {
  let folder = NSTemporaryDirectory() + "fjord-jobindsats-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await work(folder)
}
