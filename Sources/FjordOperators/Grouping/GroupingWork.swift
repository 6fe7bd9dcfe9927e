import FjordEngine
import FjordPlugin
import FjordTable
import Synchronization

/// Grouping that several workers share.
struct GroupingWork: SharedWork {
  private let grouping: Grouping
  private let context: RunContext
  private let shared: PartedGroups

  init(grouping: Grouping, context: RunContext) {
    self.grouping = grouping
    self.context = context
    shared = PartedGroups { Self.makePart(grouping, context, level: 1) }
  }

  func makePart() -> GroupingWorker {
    GroupingWorker(grouping, EvaluationContext(context, stage: grouping.stage), shared) {
      [grouping, context] in Self.makePart(grouping, context, level: 0)
    }
  }

  private static func makePart(_ grouping: Grouping, _ context: RunContext, level: Int)
    -> GroupingPart
  {
    GroupingPart(grouping, EvaluationContext(context, stage: grouping.stage), level: level)
  }

  func finish(_ workers: [GroupingWorker]) async throws -> any Cursor {
    for worker in workers { try worker.finish() }
    if shared.way == .parted { return try await finish(parted: shared.all) }
    let parts = workers.map(\.own)
    guard let first = parts.first else { return BatchCursor([]) }
    let overflow = try parts.compactMap { try $0.overflow?.finish() }
    for part in parts.dropFirst() { first.merge(part) }
    guard !overflow.isEmpty else { return BatchCursor(try first.result().withoutPosition.pieces) }
    var runs: [SpilledRows] = []
    try close(first, overflow, into: &runs)
    return GroupRunCursor(runs)
  }

  /// The groups of parts that have no key in common.
  private func finish(parted parts: [GroupingPart]) async throws -> any Cursor {
    guard parts.allSatisfy({ $0.overflow == nil }) else {
      var runs: [SpilledRows] = []
      for part in parts {
        try close(part, [part.overflow?.finish()].compactMap { $0 }, into: &runs)
      }
      return GroupRunCursor(runs)
    }
    let results = try await mapped(parts) { try $0.result() }.filter { $0.count > 0 }
    guard let first = results.first else { return BatchCursor([]) }
    let all = Batch.concatenating(results, types: first.columns.map(\.type))
    guard let places = all.placesByPosition() else {
      return BatchCursor(all.withoutPosition.pieces)
    }
    let groups = all.withoutPosition
    let starts = Array(stride(from: 0, to: places.count, by: Batch.pieceSize))
    return BatchCursor(
      try await mapped(starts) { start in
        let piece = Array(places[start..<min(places.count, start + Batch.pieceSize)])
        return Batch(columns: groups.columns.map { $0.taking(piece) }, count: piece.count)
      })
  }

  /// What each item gives, worked out on all cores.
  private func mapped<Item: Sendable>(
    _ items: [Item], _ work: @escaping @Sendable (Item) throws -> Batch
  ) async throws -> [Batch] {
    let next = Mutex(items[...])
    let map = OrderedMap(
      threads: context.threads, pulling: { next.withLock { $0.popFirst() } }, work: work)
    var results: [Batch] = []
    while let result = try await map.next() { results.append(result) }
    return results
  }

  /// Writes the groups of a part, and of the rows that found no room in it, as sorted runs.
  private func close(
    _ part: GroupingPart, _ overflow: [[SpilledRows]], into runs: inout [SpilledRows]
  ) throws {
    for partition in 0..<(overflow.isEmpty ? 0 : GroupingRows.partitionCount) {
      let next = Self.makePart(grouping, context, level: part.level + 1)
      for file in overflow {
        var reader = file[partition].reader()
        while let batch = try reader.next() {
          try Task.checkCancellation()
          if let rest = part.takeKnown(GroupingRows(batch, of: grouping)) { try next.take(rest) }
        }
      }
      guard next.grouper.count > 0 else { continue }
      try close(next, [next.overflow?.finish()].compactMap { $0 }, into: &runs)
    }
    var writer = SpillWriter(context)
    try writer.append(part.result())
    runs.append(try writer.finish())
  }
}

extension Batch {
  /// The columns but the last.
  fileprivate var withoutPosition: Batch { Batch(columns: columns.dropLast(), count: count) }

  fileprivate static let pieceSize = 65_536

  /// The rows in batches of moderate size.
  fileprivate var pieces: [Batch] {
    stride(from: 0, to: max(count, 1), by: Self.pieceSize).map {
      slice($0..<min(count, $0 + Self.pieceSize))
    }
  }
}

/// Merges sorted runs of groups by the position that is their last column.
private actor GroupRunCursor: Cursor {
  private struct Run {
    var reader: SpillReader
    var batch: Batch
    var next = 0

    var position: Int64 {
      guard case .int64(let places)? = batch.columns.last?.storage else { return .max }
      return places[places.startIndex + next]
    }
  }

  private var pending: [SpilledRows]
  private var runs: [Run] = []

  init(_ runs: [SpilledRows]) { pending = runs }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    for rows in pending {
      var reader = rows.reader()
      if let batch = try reader.next() { runs.append(Run(reader: reader, batch: batch)) }
    }
    pending = []
    guard !runs.isEmpty else { return nil }
    let starts = runs.map(\.next)
    advance()
    let parts = zip(runs, starts).map { run, start in run.batch.slice(start..<run.next) }
    let types = runs[0].batch.columns.map(\.type)
    try refill()
    return Batch.concatenating(parts.filter { $0.count > 0 }, types: types).sortedByPosition()
      .withoutPosition
  }

  /// Goes on until a run's batch is at its end: up to there all rows are known to come next.
  private func advance() {
    while true {
      var first = 0
      for place in 1..<max(runs.count, 1) where runs[place].position < runs[first].position {
        first = place
      }
      runs[first].next += 1
      if runs[first].next == runs[first].batch.count { return }
    }
  }

  private func refill() throws {
    for place in runs.indices.reversed() where runs[place].next == runs[place].batch.count {
      if let batch = try runs[place].reader.next() {
        runs[place].batch = batch
        runs[place].next = 0
      } else {
        runs.remove(at: place)
      }
    }
  }
}
