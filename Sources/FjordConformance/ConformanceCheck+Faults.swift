import FjordDiagnostic
import FjordEngine
import FjordHTTP
import FjordPlugin
import FjordTable

extension ConformanceCheck {
  /// What becomes of it when its service, or the way there, is out of order.
  static let faults: [ConformanceCheck] = [
    failing("a service that is broken ends it with 4", [.source], .answer(status: 500)),
    failing(
      "a service that asks to wait for an hour ends it with 6", [.refusedForNow],
      .answer(status: 429, headers: [("Retry-After", "3600")])),
    failing(
      "a service that refuses to know who asks ends it with 5 or 6",
      [.unauthorised, .refusedForNow], .answer(status: 401)),
    failing("connections that are dropped end it with 4", [.source], .failure(.dropped)),
    failing("answers that break off end it with 4", [.source], .failure(.truncated)),
    failing(
      "a page for people in place of data ends it with 4", [.source],
      .answer(
        status: 200, headers: [("Content-Type", "text/html")], body: "<!DOCTYPE html><p>Hello")),
    failing("an empty answer ends it with 4", [.source], .answer(status: 200)),
    failing(
      "a redirect to another origin is not followed and ends it with 4", [.source],
      .answer(status: 302, headers: [("Location", "https://elsewhere.invalid/")])),
    ConformanceCheck("an answer of 503 that passes changes no row") { candidate in
      try await candidate.calling { call in
        let whole = await BenchRun(candidate.bench).outcome(of: call)
        let run = BenchRun(
          candidate.bench, fault: { number, _ in number == 1 ? .answer(status: 503) : nil })
        let outcome = await run.outcome(of: call)
        if let fault = outcome.fault { return .fails(fault.text) }
        return .expect(outcome.rows == whole.rows, "the rows differ")
      }
    },
    ConformanceCheck("a walk that breaks off in the middle is not taken for the whole") {
      candidate in
      try await candidate.breaking { number, last in number == last ? .answer(status: 500) : nil }
    },
    ConformanceCheck("a page that comes twice gives the right rows or a clear fault") { candidate in
      try await candidate.breaking { number, last in number == last ? .again : nil }
    },
    ConformanceCheck("given up while it waits, it ends at once") { candidate in
      try await candidate.calling { call in
        let asked = AsyncStream.makeStream(of: Bool.self)
        let run = BenchRun(
          candidate.bench,
          fault: { _, _ in
            asked.continuation.yield(true)
            return .silence
          })
        let task = Task {
          _ = await run.outcome(of: call)
          asked.continuation.yield(false)
        }
        var isAsked = false
        for await word in asked.stream {
          isAsked = word
          break
        }
        guard isAsked else { return .notTried("it asks nobody") }
        let start = ContinuousClock.now
        task.cancel()
        _ = await task.value
        return .expect(
          start.duration(to: .now) < .seconds(5), "it took \(start.duration(to: .now))")
      }
    },
  ]

  /// A fault that meets every request.
  private static func failing(
    _ claim: String, _ statuses: Set<ExitStatus>, _ fault: WireFault
  ) -> ConformanceCheck {
    ConformanceCheck(claim) { candidate in
      try await candidate.calling { call in
        let run = BenchRun(candidate.bench, fault: { _, _ in fault })
        let outcome = await run.outcome(of: call)
        guard run.requestCount > 0 else { return .notTried("it asks nobody") }
        guard let found = outcome.fault, outcome.rows.isEmpty else {
          return .fails("\(outcome.rows.count) rows came")
        }
        guard statuses.contains(found.status) else {
          return .fails("the status is \(found.status.rawValue): \(found.text)")
        }
        return .expect(
          found.items.allSatisfy { !$0.code.isEmpty && ($0.reason != nil || $0.fix != nil) },
          "the message does not say why or what to do: \(found.text)")
      }
    }
  }
}

extension Candidate {
  /// Puts a fault to the last request that the source sends, where it sends several for its rows.
  fileprivate func breaking(
    _ fault: @escaping @Sendable (_ number: Int, _ last: Int) -> WireFault?
  ) async throws -> ConformanceCheck.Finding {
    try await calling { call in
      let free = BenchRun(bench)
      let opened = BenchRun(bench)
      _ = try await opened.bound(call)
      let whole = await free.outcome(of: call)
      let last = free.requestCount
      guard last > opened.requestCount + 1 else { return .notTried("it needs but one request") }
      // A request that is tried again has a later number.
      let run = BenchRun(bench, fault: { number, _ in fault(min(number, last), last) })
      let outcome = await run.outcome(of: call)
      return .expect(
        !outcome.isWhole || outcome.rows == whole.rows,
        "\(outcome.rows.count) rows came for \(whole.rows.count), and nothing was said")
    }
  }
}
