import FjordDiagnostic
import FjordEngine
import FjordLanguage
import FjordPlugin
import FjordTable

/// A source under check, and how its examples use it.
struct Candidate: Sendable {
  let plugin: Plugin
  let source: SourceDeclaration
  let bench: ConformanceBench
  /// The narrowest call of the source among the examples that begin with it; nil where none does.
  let call: String?
  /// An example in which the source is a look-up stage; nil where none is.
  let lookup: String?

  init(_ plugin: Plugin, _ source: SourceDeclaration, _ bench: ConformanceBench) {
    self.plugin = plugin
    self.source = source
    self.bench = bench
    let examples = plugin.sources.flatMap(\.examples).map { example in
      (text: example.pipeline, stages: Self.stages(of: example.pipeline, bench))
    }
    call = examples.compactMap(\.stages.first).filter { $0.name == source.name }.map(\.text)
      .max { $0.utf8.count < $1.utf8.count }
    lookup = examples.first { $0.stages.dropFirst().contains { $0.name == source.name } }?.text
  }

  private static func stages(
    of text: String, _ bench: ConformanceBench
  ) -> [(name: String, text: String)] {
    let source = SourceText(name: "example", text: text)
    guard let script = try? parse(source, vocabulary: bench.registry.vocabulary()),
      case .pipeline(let pipeline)? = script.statements.first?.kind
    else { return [] }
    return pipeline.stages.map { stage in
      guard case .call(let call) = stage.kind else { return ("", "") }
      return (call.name.text, source.text(in: stage.span.range))
    }
  }

  /// Does some work with the source's call, or tells why it can't be tried.
  func calling(
    _ work: (String) async throws -> ConformanceCheck.Finding
  ) async throws -> ConformanceCheck.Finding {
    guard let call else { return .notTried("no example begins with it") }
    return try await work(call)
  }

  /// What a script ends with, and how many requests it sent.
  func ending(_ text: String) async -> (status: ExitStatus, requests: Int, text: String) {
    let run = BenchRun(bench)
    let outcome = await run.outcome(of: text)
    let status = outcome.fault?.status ?? .done
    return (status, run.requestCount, outcome.fault?.text ?? "")
  }
}
