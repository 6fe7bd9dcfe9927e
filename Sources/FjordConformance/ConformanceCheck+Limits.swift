import FjordEngine
import FjordPlugin
import FjordTable

extension ConformanceCheck {
  /// How it stops.
  static let limits: [ConformanceCheck] = [
    ConformanceCheck("a limit gives the first rows, no more and no fewer") { candidate in
      try await candidate.calling { call in
        let all = await BenchRun(candidate.bench).outcome(of: call).rows
        for limit in [1, 2, 5] {
          let some = await BenchRun(candidate.bench).outcome(of: "\(call) | take \(limit)").rows
          guard some == Array(all.prefix(limit)) else {
            return .fails("`take \(limit)` gave \(some.count) other rows")
          }
        }
        return .holds
      }
    },
    ConformanceCheck("a limit of none asks for no rows") { candidate in
      try await candidate.calling { call in
        let opened = BenchRun(candidate.bench)
        _ = try await opened.bound(call)
        let run = BenchRun(candidate.bench)
        let outcome = await run.outcome(of: "\(call) | take 0")
        return .expect(
          outcome.rows.isEmpty && run.requestCount <= opened.requestCount,
          "\(run.requestCount) requests were sent")
      }
    },
    ConformanceCheck("a limit asks no more than the whole") { candidate in
      try await candidate.calling { call in
        let some = BenchRun(candidate.bench)
        _ = await some.outcome(of: "\(call) | take 1")
        let all = BenchRun(candidate.bench)
        _ = await all.outcome(of: call)
        return .expect(
          some.requestCount <= all.requestCount,
          "\(some.requestCount) requests for a row, \(all.requestCount) for all")
      }
    },
    ConformanceCheck("whoever stops pulling stops the asking") { candidate in
      try await candidate.calling { call in
        let run = BenchRun(candidate.bench)
        let source = try await run.source(call)
        do {
          _ = try await source.scan(ScanRequest(), in: run.services.context).next()
        }
        let asked = run.requestCount
        // Long enough for a request to be sent, however busy the machine is: others are, meanwhile.
        for _ in 0..<5 {
          try await Task.sleep(for: .milliseconds(20))
          let other = BenchRun(candidate.bench)
          _ = try await other.source(call).scan(ScanRequest(), in: other.services.context).next()
        }
        return .expect(
          run.requestCount == asked, "\(run.requestCount - asked) requests came after")
      }
    },
    ConformanceCheck("the requests that it says it needs are not more than it sends") {
      candidate in
      try await candidate.calling { call in
        for text in ["\(call) | take 1", "\(call) | take 5", call] {
          let run = BenchRun(candidate.bench)
          let plan = Plan(try await run.bound(text))
          let opened = run.requestCount
          let need = plan.requestNeed.total
          let outcome = await run.outcome(of: plan)
          let isFull = plan.request.limit.map { $0 <= outcome.rows.count } ?? true
          guard !isFull || need <= run.requestCount - opened else {
            return .fails("`\(text)`: \(need) said, \(run.requestCount - opened) sent")
          }
        }
        return .holds
      }
    },
    ConformanceCheck(
      "no more requests are sent than allowed, and the result is not taken for whole"
    ) {
      candidate in
      try await candidate.calling { call in
        let free = BenchRun(candidate.bench)
        let whole = await free.outcome(of: call)
        guard free.requestCount > 1 else { return .notTried("it needs but one") }
        let run = BenchRun(candidate.bench, configure: { $0.maxRequests = 1 })
        let outcome = await run.outcome(of: call)
        return .expect(
          run.requestCount <= 1 && (!outcome.isWhole || outcome.rows == whole.rows),
          "\(run.requestCount) requests were sent, and nothing was said")
      }
    },
  ]
}
