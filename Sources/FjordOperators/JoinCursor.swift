import FjordEngine
import FjordPlugin
import FjordTable

/// Reads the other table whole, then passes rows by; past the memory budget both go through files.
actor JoinCursor: Cursor {
  private enum State {
    case unopened
    case probing(JoinBuild)
    /// Rows of the other table that nothing matched, from a place on.
    case rest(JoinBuild, [Int32], Int)
    case spilled(SpilledJoinCursor)
    case finished
  }

  private let input: any Cursor
  private let work: JoinWork
  private let context: RunContext
  private let held: HeldMemory
  private var state = State.unopened
  private var matches: JoinMatches?
  private var tally = JoinTally()
  private var lonelyCount = 0

  init(_ input: any Cursor, _ work: JoinWork, _ context: RunContext) {
    self.input = input
    self.work = work
    self.context = context
    held = HeldMemory(context.memory)
  }

  func next() async throws -> Batch? {
    while true {
      try Task.checkCancellation()
      switch state {
      case .finished: return nil
      case .unopened: try await open()
      case .probing(let build):
        if let batch = try await probe(build) { return batch }
      case .rest(let build, let places, let start):
        guard start < places.count else {
          finish()
          continue
        }
        let end = min(start + JoinBuild.blockSize, places.count)
        state = .rest(build, places, end)
        return build.alone(Array(places[start..<end]))
      case .spilled(var rows):
        guard let batch = try rows.next() else {
          finish()
          continue
        }
        state = .spilled(rows)
        if batch.count > 0 { return batch }
      }
    }
  }

  /// The next rows of what was pulled last; nil where another batch has to be pulled or all were.
  private func probe(_ build: JoinBuild) async throws -> Batch? {
    if var left = matches {
      matches = nil
      guard let batch = build.next(&left, &tally) else { return nil }
      matches = left
      return batch.count > 0 ? batch : nil
    }
    guard let batch = try await input.next() else {
      let places = work.kind == .full ? build.unmatched(tally) : []
      lonelyCount = places.count
      state = .rest(build, places, 0)
      return nil
    }
    matches = try build.matches(of: batch.withoutIdentity(), &tally)
    return nil
  }

  private func finish() {
    state = .finished
    held.release()
    tally.report(work.kind, alone: lonelyCount, to: context.notices)
  }

  private func open() async throws {
    let rows = try work.plan.open(in: context, allowsPartial: false)
    var batches: [Batch] = []
    while let batch = try await rows.next() {
      try Task.checkCancellation()
      batches.append(batch)
      let size = SpilledJoin.byteCount(batch.count, batch.byteCount)
      guard held.reserve(size) else { return try await spill(batches, rows) }
    }
    let types = work.other.output.fields.map(\.type)
    let build = try JoinBuild(work, Batch.concatenating(batches, types: types), context)
    tally = build.emptyTally
    state = .probing(build)
  }

  /// Parts both sides into files: what was read of the other table, its rest, and what comes in.
  private func spill(_ read: [Batch], _ rows: any Cursor) async throws {
    var there = SpilledJoin.partitions(work, there: true, context)
    for batch in read { try there.add(batch) }
    held.release()
    while let batch = try await rows.next() {
      try Task.checkCancellation()
      try there.add(batch)
    }
    var here = SpilledJoin.partitions(work, there: false, context)
    while let batch = try await input.next() {
      try Task.checkCancellation()
      try here.add(batch)
    }
    var join = SpilledJoin(work, context)
    try join.join(here.finish(), there.finish())
    tally = join.tally
    lonelyCount = join.lonelyCount
    state = .spilled(join.rows())
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
