import FjordDiagnostic
import FjordEngine
import FjordHTTP
import FjordPlugin
import FjordTable
import Foundation

extension ConformanceCheck {
  private static let canary = "canary-secret-4711"

  /// What must stay where it is.
  static let secrets: [ConformanceCheck] = [
    ConformanceCheck("a secret is in no trace, message or plan, though the service echoes it") {
      candidate in
      try await candidate.calling { call in
        let variables = candidate.secretVariables.reduce(into: [:]) { $0[$1] = canary }
        guard !variables.isEmpty else { return .notTried("it has no secret setting") }
        let run = BenchRun(
          candidate.bench, variables: variables,
          fault: { _, request in
            .answer(
              status: 401, headers: [("X-Echo", canary)],
              body: "no: \(request.authorisation?.secret.exposedValue ?? canary)")
          })
        // A source that asks for its columns is refused already when it is opened.
        var plan: [String] = []
        do {
          plan = try await run.source(call).plan(ScanRequest())
        } catch {
          plan = [Diagnostics(wrapping: error).text]
        }
        let outcome = await run.outcome(of: call)
        let told = run.exchanges.map { $0.text + $0.url } + plan + [outcome.fault?.text ?? ""]
        return .expect(!told.contains { $0.contains(canary) }, "it is told")
      }
    },
    ConformanceCheck("requests go to the base URL's origin alone") { candidate in
      try await candidate.calling { call in
        let run = BenchRun(candidate.bench)
        _ = await run.outcome(of: call)
        let origins = candidate.origins
        let strangers = run.exchanges.map(\.url).filter { url in
          !origins.contains { url.hasPrefix($0) }
        }
        return .faults(strangers.map { "`\($0)` is asked" })
      }
    },
    ConformanceCheck("a recording gives the same rows without asking") { candidate in
      try await candidate.calling { call in
        let path = candidate.bench.folder + "/check.tape"
        try? FileManager.default.removeItem(atPath: path)
        let header = TapeHeader(
          program: "fjord", now: "", zone: "UTC", settings: [:], secrets: [:])
        let recorder = try TapeRecorder(path: path, header: header)
        let source = try await BenchRun(candidate.bench).source(call)
        // Addresses of e-mail are others in a recording.
        let places = source.schema.fields.indices.filter {
          !source.schema.fields[$0].semantics.isPersonal
        }
        func shown(_ rows: [[Value]]) -> [[Value]] { rows.map { row in places.map { row[$0] } } }
        let live = await BenchRun(candidate.bench, configure: { $0.tape = .record(recorder) })
          .outcome(of: call)
        let player = try TapePlayer(path: path)
        let run = BenchRun(candidate.bench, configure: { $0.tape = .replay(player) })
        let again = await run.outcome(of: call)
        if let fault = again.fault { return .fails(fault.text) }
        return .expect(
          shown(live.rows) == shown(again.rows) && run.requestCount == 0,
          "the rows differ, or \(run.requestCount) requests were sent")
      }
    },
    ConformanceCheck("answers with personal columns are not kept") { candidate in
      try await candidate.calling { call in
        let fields = candidate.source.columns + (candidate.source.lookup?.columns ?? [])
        guard fields.contains(where: \.semantics.isPersonal) else {
          return .notTried("it has no personal column")
        }
        let folder = candidate.bench.folder + "/answers"
        try? FileManager.default.removeItem(atPath: folder)
        let run = BenchRun(candidate.bench, configure: { $0.cache = HTTPCache(folder: folder) })
        _ = await run.outcome(of: "\(call) | take 5")
        let kept = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return .expect(kept.isEmpty, "\(kept.count) answers were kept")
      }
    },
  ]
}

extension Candidate {
  /// The environment variables of the plugin's secrets.
  fileprivate var secretVariables: [String] {
    plugin.settings.filter { name in
      ["token", "key", "password", "secret"].contains { name.hasSuffix($0) }
    }.map { bench.variable(plugin, $0) }
  }

  /// The base URLs of the plugin's services.
  fileprivate var origins: [String] {
    plugin.settings.filter { $0.hasSuffix("url") }
      .compactMap { bench.environment[bench.variable(plugin, $0)] }
  }
}

extension ConformanceBench {
  fileprivate func variable(_ plugin: Plugin, _ name: String) -> String {
    Settings(environment: environment).variable(plugin.name, name)
  }
}
