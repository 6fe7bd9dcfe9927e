import FjordEngine
import FjordPlugin
import FjordTable

extension ConformanceCheck {
  /// What a look-up stage does to the rows that pass through it.
  static let lookups: [ConformanceCheck] = [
    ConformanceCheck("as a stage it keeps the rows one to one, with all that they held") {
      candidate in
      try await candidate.lookingUp { before, whole, run in
        let input = await run.outcome(of: Plan(before)).rows
        let output = await BenchRun(candidate.bench).outcome(of: Plan(whole)).rows
        let width = before.output.fields.count
        return .expect(
          output.map { Array($0.prefix(width)) } == input,
          "\(input.count) rows went in, \(output.count) came out, or they differ")
      }
    },
    ConformanceCheck("as a stage it adds the declared columns") { candidate in
      try await candidate.lookingUp { before, whole, _ in
        let added = whole.output.fields.dropFirst(before.output.fields.count)
        let declared = candidate.source.lookup?.columns ?? []
        return .expect(
          added.map(\.type) == declared.map(\.type)
            && zip(added, declared).allSatisfy { $0.name.hasSuffix($1.name) },
          "found \(added.map(\.name).joined(separator: ", "))")
      }
    },
    ConformanceCheck("as a stage it asks nothing for no rows") { candidate in
      try await candidate.lookingUp { before, whole, run in
        guard case .lookup(let lookup)? = whole.stages.last?.work else { return .holds }
        let rows = lookup.run(BatchCursor([]), retrying: [], in: run.services.context)
        let batches = try await rows.collect()
        return .expect(
          run.requestCount == 0 && batches.allSatisfy { $0.count == 0 },
          "\(run.requestCount) requests were sent")
      }
    },
    ConformanceCheck("as a stage it says so where details can't be had") { candidate in
      try await candidate.lookingUp { before, whole, run in
        let free = BenchRun(candidate.bench)
        _ = await free.outcome(of: Plan(before))
        let count = free.requestCount
        // What the rows come from is asked for first; all behind that is broken.
        let broken = BenchRun(
          candidate.bench, fault: { number, _ in number > count ? .answer(status: 500) : nil })
        let outcome = await broken.outcome(of: Plan(try await broken.bound(whole.text)))
        guard broken.requestCount > count else { return .notTried("it asked nothing") }
        return .expect(!outcome.isWhole, "nothing was said")
      }
    },
  ]
}

extension Candidate {
  /// Looks at an example up to the look-up stage, without it and with it.
  fileprivate func lookingUp(
    _ work: (_ before: BoundPipeline, _ whole: BoundPipeline, BenchRun) async throws ->
      ConformanceCheck.Finding
  ) async throws -> ConformanceCheck.Finding {
    guard source.lookup != nil else { return .notTried("it is no stage") }
    guard let lookup else { return .fails("no example uses it as a stage") }
    let run = BenchRun(bench)
    let bound = try await run.bound(lookup)
    guard let place = bound.stages.firstIndex(where: { $0.name == source.name }) else {
      return .fails("`\(lookup)` does not bind with it as a stage")
    }
    return try await work(bound.prefix(place), bound.prefix(place + 1), run)
  }
}

extension BoundPipeline {
  /// The pipeline up to a stage.
  fileprivate func prefix(_ count: Int) -> BoundPipeline {
    BoundPipeline(
      source: source, stages: Array(stages.prefix(count)), text: text, isRepeatable: isRepeatable)
  }
}
