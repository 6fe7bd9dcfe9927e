import FjordEngine
import FjordPlugin
import FjordTable

/// Grouping that several workers share.
struct GroupingWork: SharedWork {
  let grouping: Grouping
  let context: RunContext

  func makePart() -> GroupingPart { makePart(level: 0) }

  private func makePart(level: Int) -> GroupingPart {
    GroupingPart(grouping, EvaluationContext(context, stage: grouping.stage), level: level)
  }

  func finish(_ parts: [GroupingPart]) async throws -> any Cursor {
    guard let first = parts.first else { return BatchCursor([]) }
    let overflow = try parts.compactMap { try $0.overflow?.finish() }
    for part in parts.dropFirst() { first.merge(part) }
    guard !overflow.isEmpty else { return BatchCursor(try first.result().withoutPosition.pieces) }
    var runs: [SpilledRows] = []
    try close(first, overflow, into: &runs)
    return GroupRunCursor(runs)
  }

  /// Writes the groups of a part, and of the rows that found no room in it, as sorted runs.
  private func close(
    _ part: GroupingPart, _ overflow: [[SpilledRows]], into runs: inout [SpilledRows]
  ) throws {
    for partition in 0..<(overflow.isEmpty ? 0 : GroupOverflow.partitionCount) {
      let next = makePart(level: part.level + 1)
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

  /// The rows in batches of moderate size.
  fileprivate var pieces: [Batch] {
    stride(from: 0, to: max(count, 1), by: 65_536).map { slice($0..<min(count, $0 + 65_536)) }
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
