import FjordEngine
import FjordPlugin
import FjordTable

extension ConformanceCheck {
  /// What rows are like.
  static let rows: [ConformanceCheck] = [
    ConformanceCheck("nothing is asked before rows are pulled") { candidate in
      try await candidate.calling { call in
        let run = BenchRun(candidate.bench)
        let source = try await run.source(call)
        let asked = run.requestCount
        _ = try source.scan(ScanRequest(), in: run.services.context)
        try await Task.sleep(for: .milliseconds(20))
        return .expect(run.requestCount == asked, "\(run.requestCount - asked) requests were sent")
      }
    },
    ConformanceCheck("its rows come") { candidate in
      try await candidate.calling { call in
        let outcome = await BenchRun(candidate.bench).outcome(of: call)
        if let fault = outcome.fault { return .fails(fault.text) }
        return .expect(!outcome.rows.isEmpty, "there were none")
      }
    },
    ConformanceCheck("it gives the declared columns") { candidate in
      try await candidate.calling { call in
        let declared = candidate.source.columns
        guard !declared.isEmpty else { return .notTried("its columns depend on its arguments") }
        let source = try await BenchRun(candidate.bench).source(call)
        return .expect(
          source.schema.names == declared.map(\.name)
            && source.schema.fields.map(\.type) == declared.map(\.type),
          "found \(source.schema.names.joined(separator: ", "))")
      }
    },
    ConformanceCheck("every batch has the columns of the schema, each as long as the batch") {
      candidate in
      try await candidate.scanning { source, batches in
        let types = source.schema.fields.map(\.type)
        let faults = batches.filter { batch in
          batch.columns.map(\.type) != types
            || batch.columns.contains { $0.count != batch.count }
        }
        return .expect(faults.isEmpty, "\(faults.count) of \(batches.count) batches do not")
      }
    },
    ConformanceCheck("columns that can't be null hold no null") { candidate in
      try await candidate.scanning { source, batches in
        let names = source.schema.fields.indices.filter { place in
          !source.schema.fields[place].isNullable
            && batches.contains { batch in
              (0..<batch.count).contains { batch.columns[place].isNull($0) }
            }
        }.map { source.schema.fields[$0].name }
        return .faults(names.map { "`\($0)` does" })
      }
    },
    ConformanceCheck("behind its end comes nothing more") { candidate in
      try await candidate.calling { call in
        let run = BenchRun(candidate.bench)
        let source = try await run.source(call)
        let cursor = try source.scan(ScanRequest(limit: 3), in: run.services.context)
        var pulls = 0
        while try await cursor.next() != nil {
          pulls += 1
          guard pulls < 1_000 else { return .notTried("it is too long") }
        }
        let again = try await cursor.next()
        return .expect(again == nil, "a batch came behind the end")
      }
    },
    ConformanceCheck("asked again, it gives the same rows") { candidate in
      try await candidate.calling { call in
        let first = await BenchRun(candidate.bench).outcome(of: call)
        let second = await BenchRun(candidate.bench).outcome(of: call)
        return .expect(first.rows == second.rows, "the rows differ")
      }
    },
    ConformanceCheck("rows with a key carry it, none of it null, in rising places") { candidate in
      try await candidate.scanning(ScanRequest(wantsIdentity: true)) { source, batches in
        guard let key = source.schema.key else { return .notTried("it has no key") }
        var last = Int64.min
        for batch in batches where batch.count > 0 {
          guard let identity = batch.identity, identity.count == batch.count,
            identity.keys.count == key.count
          else { return .fails("a batch carries no key of \(key.count) columns") }
          for row in 0..<batch.count {
            if identity.keys.contains(where: { $0.isNull(row) }) { return .fails("a key is null") }
            guard case .int(let place) = identity.positions.value(at: row), place > last else {
              return .fails("places do not rise")
            }
            last = place
          }
        }
        return .holds
      }
    },
    ConformanceCheck("a walk that goes on from a checkpoint gives the rest of the rows") {
      candidate in
      try await candidate.calling { call in
        let run = BenchRun(candidate.bench)
        let source = try await run.source(call)
        guard source.schema.key != nil else { return .notTried("it has no key") }
        let all = try await run.batches(source, ScanRequest(wantsIdentity: true))
        guard let first = all.first, let checkpoint = first.checkpoint else {
          return .notTried("it keeps no checkpoint")
        }
        let rest = try await run.batches(
          source, ScanRequest(wantsIdentity: true, resume: checkpoint))
        let wanted = rows(all.dropFirst(), source)
        let found = rows(rest[...], source)
        // A walk whose pages are one answer may begin again: its rows replace those of their key.
        return .expect(
          [0, first.count].contains { found.dropFirst($0).starts(with: wanted) },
          "the rows behind the first page differ")
      }
    },
  ]

  private static func rows(_ batches: ArraySlice<Batch>, _ source: any Source) -> [[Value]] {
    Table(schema: source.schema, batches: Array(batches)).rows
  }
}

extension Candidate {
  /// Looks at the batches of a scan.
  func scanning(
    _ request: ScanRequest = ScanRequest(),
    _ work: (any Source, [Batch]) throws -> ConformanceCheck.Finding
  ) async throws -> ConformanceCheck.Finding {
    try await calling { call in
      let run = BenchRun(bench)
      let source = try await run.source(call)
      return try work(source, try await run.batches(source, request))
    }
  }
}
