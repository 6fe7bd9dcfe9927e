import FjordEngine
import FjordPlugin
import FjordTable
import Synchronization

/// Reads the other table whole, then passes rows by; past the memory budget both go through files.
actor JoinCursor: Cursor {
  private enum State {
    case unopened
    /// Each batch is worked on by itself, on all cores where the rows come so.
    case passing(any Cursor, JoinBuild)
    /// Keys occur so often that the rows of a batch are given in blocks.
    case probing(any Cursor, JoinBuild)
    /// Rows of the other table that nothing matched, from a place on.
    case rest(JoinBuild, [Int32], Int)
    case spilled(SpilledJoinCursor)
    case finished
  }

  /// How many rows of a key may be put beside each row of a batch at once.
  private static let chainLimit = 16

  private let flow: RowFlow
  private let work: JoinWork
  private let context: RunContext
  private let held: HeldMemory
  private var state = State.unopened
  private var matches: JoinMatches?
  private let tally = Mutex(JoinTally())
  private var lonelyCount = 0

  init(_ flow: RowFlow, _ work: JoinWork, _ context: RunContext) {
    self.flow = flow
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
      case .passing(let rows, let build):
        if let batch = try await rows.next() { return batch }
        endRows(build)
      case .probing(let rows, let build):
        if let batch = try await probe(rows, build) { return batch }
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
  private func probe(_ rows: any Cursor, _ build: JoinBuild) async throws -> Batch? {
    if var left = matches {
      matches = nil
      let next = tally.withLock { build.next(&left, &$0) }
      guard let batch = next else { return nil }
      matches = left
      return batch.count > 0 ? batch : nil
    }
    guard let batch = try await rows.next() else {
      endRows(build)
      return nil
    }
    matches = try tally.withLock { try build.matches(of: batch.withoutIdentity(), &$0) }
    return nil
  }

  private func endRows(_ build: JoinBuild) {
    let places = work.kind == .full ? build.unmatched(tally.withLock { $0 }) : []
    lonelyCount = places.count
    state = .rest(build, places, 0)
  }

  private func finish() {
    state = .finished
    held.release()
    tally.withLock { $0 }.report(work.kind, alone: lonelyCount, to: context.notices)
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
    tally.withLock { $0 = build.emptyTally }
    guard build.longestChain <= Self.chainLimit else {
      state = .probing(flow.cursor, build)
      return
    }
    var flow = flow
    flow.add(step: { [self] batch in try pass(batch, build) })
    state = .passing(flow.cursor, build)
  }

  /// The rows that a batch gives; called by any task.
  nonisolated private func pass(_ batch: Batch, _ build: JoinBuild) throws -> Batch {
    var own = build.emptyTally
    let made = try build.probe(batch.withoutIdentity(), &own)
    tally.withLock { $0.merge(own) }
    return made
  }

  /// Parts both sides into files: what was read of the other table and its rest, then what comes in.
  private func spill(_ read: [Batch], _ rows: any Cursor) async throws {
    let there = try await part(read, rows, there: true)
    let here = try await part([], flow.cursor, there: false)
    var join = SpilledJoin(work, context)
    try join.join(here, there)
    tally.withLock { $0 = join.tally }
    lonelyCount = join.lonelyCount
    state = .spilled(join.rows())
  }

  /// Parts one side into files.
  private func part(_ read: [Batch], _ rows: any Cursor, there: Bool) async throws -> [SpilledRows]
  {
    var parts = SpilledJoin.partitions(work, there: there, context)
    try parts.add(read)
    held.release()
    while let batch = try await rows.next() {
      try Task.checkCancellation()
      try parts.add(batch)
    }
    return try parts.finish()
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
