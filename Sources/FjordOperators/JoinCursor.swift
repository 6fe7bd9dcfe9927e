import FjordEngine
import FjordPlugin
import FjordTable

/// Reads the other table whole, then passes rows by.
actor JoinCursor: Cursor {
  private enum State {
    case unopened
    case probing(JoinBuild)
    /// Rows of the other table that nothing matched, from a place on.
    case rest(JoinBuild, [Int32], Int)
    case finished
  }

  private let input: any Cursor
  private let work: JoinWork
  private let context: RunContext
  private var state = State.unopened
  private var matches: JoinMatches?
  private var tally = JoinTally()

  init(_ input: any Cursor, _ work: JoinWork, _ context: RunContext) {
    self.input = input
    self.work = work
    self.context = context
  }

  func next() async throws -> Batch? {
    while true {
      try Task.checkCancellation()
      switch state {
      case .finished: return nil
      case .unopened:
        let build = try await build()
        tally = build.emptyTally
        state = .probing(build)
      case .probing(let build):
        if var left = matches {
          matches = nil
          let batch = build.next(&left, &tally)
          if let batch {
            matches = left
            if batch.count > 0 { return batch }
          }
        } else if let batch = try await input.next() {
          matches = try build.matches(of: batch.withoutIdentity(), &tally)
        } else {
          state = .rest(build, work.kind == .full ? build.unmatched(tally) : [], 0)
        }
      case .rest(let build, let places, let start):
        guard start < places.count else {
          state = .finished
          tally.report(work.kind, alone: places.count, to: context.notices)
          return nil
        }
        let end = min(start + JoinBuild.blockSize, places.count)
        state = .rest(build, places, end)
        return build.alone(Array(places[start..<end]))
      }
    }
  }

  private func build() async throws -> JoinBuild {
    let rows = try work.plan.open(in: context, allowsPartial: false)
    let batches = try await rows.collect()
    return try JoinBuild(
      work, Batch.concatenating(batches, types: work.other.output.fields.map(\.type)), context)
  }
}

extension JoinTally {
  /// Says what became of the rows, where they did not stay one to one.
  func report(_ kind: JoinKind, alone: Int, to notices: Notices) {
    let rowsOut = rowsOut + alone
    guard rowsOut != rowsIn || kind == .inner && unmatched > 0 else { return }
    func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
    var text = "join: \(rows(rowsIn)) in, \(rowsOut) out"
    if unmatched > 0 { text += "; \(unmatched) had no match" }
    if alone > 0 { text += "; \(rows(alone)) of the other table had none" }
    notices.tell(text)
  }
}
