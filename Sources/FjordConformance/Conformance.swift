import FjordDiagnostic
import FjordEngine
import FjordLanguage
import FjordPlugin
import FjordTable

/// Puts the sources of a plugin through all checks.
///
/// The source is opened as its own examples open it, and asked at the base URL that the settings name;
/// faults are made on the way between, so that no service has to be broken for them. A check that does
/// not end within half a minute fails.
package struct Conformance: Sendable {
  /// A check that was made.
  package struct Result: Sendable {
    package let source: String
    package let claim: String
    package let finding: ConformanceCheck.Finding

    /// The result in one line.
    package var line: String {
      switch finding {
      case .holds: "ok    \(source): \(claim)"
      case .fails(let why): "FAIL  \(source): \(claim): \(why)"
      case .notTried(let why): "-     \(source): \(claim): not tried, \(why)"
      }
    }
  }

  private static let patience = Duration.seconds(30)

  let plugin: Plugin
  let bench: ConformanceBench

  /// Prepares the checks of a plugin that the bench's registry holds.
  package init(_ plugin: Plugin, bench: ConformanceBench) {
    (self.plugin, self.bench) = (plugin, bench)
  }

  /// Makes the checks of the sources whose names are given, nil for all, and tells of each.
  package func run(
    sources names: Set<String>? = nil, report: (Result) -> Void
  ) async throws {
    for source in plugin.sources where names?.contains(source.name) ?? true {
      let candidate = Candidate(plugin, source, bench)
      for check in ConformanceCheck.all {
        let finding = await Self.finding(of: check, candidate)
        try Task.checkCancellation()
        report(Result(source: source.name, claim: check.claim, finding: finding))
      }
    }
  }

  private static func finding(
    of check: ConformanceCheck, _ candidate: Candidate
  ) async -> ConformanceCheck.Finding {
    await withTaskGroup(of: ConformanceCheck.Finding?.self) { group in
      group.addTask {
        do {
          return try await check.verify(candidate)
        } catch is CancellationError {
          return nil
        } catch {
          return .fails(Diagnostics(wrapping: error).items.first?.message ?? "\(error)")
        }
      }
      group.addTask {
        try? await Task.sleep(for: patience)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .fails("it did not end within \(patience.components.seconds) s")
    }
  }
}
