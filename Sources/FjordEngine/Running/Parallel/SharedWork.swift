import FjordPlugin
import FjordTable

/// What a stage does to one batch by itself.
package typealias BatchStep = @Sendable (Batch) throws -> Batch

/// Work over all rows that several workers share: each takes batches into a part of its own, and the
/// parts become the result at the end.
///
/// The result must not depend on which part took which batch: a row's position decides wherever the
/// order of rows counts.
package protocol SharedWork: Sendable {
  associatedtype Part: SharedPart
  /// A part without rows.
  func makePart() throws -> Part
  /// The rows that the parts make together.
  func finish(_ parts: [Part]) async throws -> any Cursor
}

/// What one worker of a shared work has taken; used by one task at a time.
package protocol SharedPart: AnyObject, Sendable {
  /// Takes a batch whose first row stands at a position; the others follow it.
  ///
  /// Positions rise from call to call.
  func take(_ batch: Batch, at position: Int64) throws
}

extension SharedWork {
  /// The rows that come out; nothing is read before the cursor is pulled.
  func cursor(
    over morsels: any MorselCursor, _ steps: [BatchStep], threads: Int
  ) -> any Cursor {
    SharedWorkCursor(self, morsels, steps, threads: threads)
  }
}

private actor SharedWorkCursor<Work: SharedWork>: Cursor {
  private let work: Work
  private let morsels: any MorselCursor
  private let steps: [BatchStep]
  private let threads: Int
  private var result: (any Cursor)?

  init(_ work: Work, _ morsels: any MorselCursor, _ steps: [BatchStep], threads: Int) {
    self.work = work
    self.morsels = morsels
    self.steps = steps
    self.threads = threads
  }

  func next() async throws -> Batch? {
    if let result { return try await result.next() }
    let rows = try await work.finish(parts())
    result = rows
    return try await rows.next()
  }

  private func parts() async throws -> [Work.Part] {
    let queue = MorselQueue(morsels)
    let (work, steps) = (work, steps)
    return try await withThrowingTaskGroup(of: Work.Part.self) { group in
      for _ in 0..<max(threads, 1) {
        group.addTask {
          let part = try work.makePart()
          while let (number, morsel) = try await queue.next() {
            try Task.checkCancellation()
            let batch = try steps.reduce(morsel.decode()) { try $1($0) }
            if batch.count > 0 { try part.take(batch, at: Int64(number) << 32) }
          }
          return part
        }
      }
      var parts: [Work.Part] = []
      for try await part in group { parts.append(part) }
      return parts
    }
  }
}
