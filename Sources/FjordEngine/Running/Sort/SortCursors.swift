import FjordPlugin
import FjordTable

/// Sorts a run on all cores, then gathers its rows a few batches at a time, each on a core.
actor RunCursor: Cursor {
  private let run: SortRun
  private let claims: [MemoryClaim]
  private let threads: Int
  private var isSorted = false
  private var place = 0
  private var ready: ArraySlice<Batch> = []

  init(_ run: SortRun, claims: [MemoryClaim], threads: Int) {
    self.run = run
    self.claims = claims
    self.threads = threads
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    if !isSorted {
      isSorted = true
      try await sort()
    }
    if ready.isEmpty { ready = try await gather() }
    return ready.popFirst()
  }

  private func sort() async throws {
    let run = run
    let parts = run.prepare(partCount: 4 * threads)
    _ = try await inTasks(parts, threads: threads) { run.sort($0) }
    run.finishSorting()
  }

  private func gather() async throws -> ArraySlice<Batch> {
    let run = run
    var ranges: [Range<Int>] = []
    while place < run.count, ranges.count < 2 * threads {
      let end = min(run.count, place + SortRun.batchRowCount)
      ranges.append(place..<end)
      place = end
    }
    return try await inTasks(ranges, threads: threads) { run.batch($0) }[...]
  }
}

/// Merges files and memory.
actor MergeCursor: Cursor {
  private var merge: SortMerge
  private let claims: [MemoryClaim]

  init(_ merge: SortMerge, claims: [MemoryClaim]) {
    self.merge = merge
    self.claims = claims
  }

  func next() async throws -> Batch? {
    try Task.checkCancellation()
    return try merge.next()
  }
}

/// What some work gives for each element, in order, at most so many at a time.
func inTasks<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ work: @escaping @Sendable (Element) throws -> Result
) async throws -> [Result] {
  if threads == 1 || elements.count < 2 {
    return try elements.map { element in
      try Task.checkCancellation()
      return try work(element)
    }
  }
  return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var results = [Result?](repeating: nil, count: elements.count)
    for place in elements.indices {
      if place >= threads, let (done, result) = try await group.next() { results[done] = result }
      let element = elements[place]
      group.addTask {
        try Task.checkCancellation()
        return (place, try work(element))
      }
    }
    for try await (done, result) in group { results[done] = result }
    return results.compactMap { $0 }
  }
}
