import FjordDiagnostic
import FjordEngine
import FjordPlugin

extension ConformanceCheck {
  /// What is known and refused before anything is asked.
  static let binding: [ConformanceCheck] = [
    ConformanceCheck("opening it asks nothing where its columns are declared") { candidate in
      try await candidate.calling { call in
        guard !candidate.source.columns.isEmpty else {
          return .notTried("its columns depend on its arguments")
        }
        let run = BenchRun(candidate.bench)
        _ = try await run.bound(call)
        return .expect(run.requestCount == 0, "\(run.requestCount) requests were sent")
      }
    },
    ConformanceCheck("it tells what would be asked, without asking") { candidate in
      try await candidate.calling { call in
        let run = BenchRun(candidate.bench)
        let source = try await run.source(call)
        let asked = run.requestCount
        let lines = source.plan(ScanRequest())
        return .expect(
          !lines.isEmpty && run.requestCount == asked, "the plan is empty, or was asked for")
      }
    },
    ConformanceCheck("an unknown option is refused before any request") { candidate in
      try await candidate.calling { call in
        refused(await candidate.ending(call + " --no-such-option 1"))
      }
    },
    ConformanceCheck("an unknown column is refused before rows are asked for") { candidate in
      try await candidate.calling { call in
        let opened = BenchRun(candidate.bench)
        _ = try await opened.bound(call)
        return refused(
          await candidate.ending(call + " | select no_such_column"), after: opened.requestCount)
      }
    },
    ConformanceCheck("a record in place of an option's value is refused before any request") {
      candidate in
      try await candidate.calling { call in
        let name = call.split(separator: " ").first ?? ""
        for option in candidate.source.options where !call.contains("--\(option.name)") {
          switch option.kind {
          case nil, .record?, .columnTypes?, .any?: continue
          default: break
          }
          let ending = await candidate.ending("\(call) --\(option.name) {a: [1]}")
          if case .fails(let why) = refused(ending) {
            return .fails("`\(name) --\(option.name)`: \(why)")
          }
        }
        return .holds
      }
    },
    ConformanceCheck("a missing argument is refused before any request") { candidate in
      guard candidate.source.parameters.contains(where: { !$0.isOptional }) else {
        return .notTried("it needs none")
      }
      return refused(await candidate.ending(candidate.source.name))
    },
    ConformanceCheck("an argument too many is refused before any request") { candidate in
      try await candidate.calling { call in
        let extra = candidate.source.parameters.map { _ in " \"x\"" }.joined()
        return refused(await candidate.ending(call + extra + " \"x\""))
      }
    },
  ]

  private static func refused(
    _ ending: (status: ExitStatus, requests: Int, text: String), after opened: Int = 0
  ) -> Finding {
    guard ending.status == .check else {
      return .fails("the status is \(ending.status.rawValue), and 3 is right: \(ending.text)")
    }
    return .expect(ending.requests <= opened, "\(ending.requests) requests were sent")
  }
}
