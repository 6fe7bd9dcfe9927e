import FjordPlugin
import FjordTable

/// Hands out morsels to several workers, one at a time, numbered from 0.
actor MorselQueue {
  private let morsels: any MorselCursor
  private var number = 0
  private var isAtEnd = false
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ morsels: any MorselCursor) { self.morsels = morsels }

  /// The next morsel with its number, or nil at the end.
  func next() async throws -> (number: Int, morsel: Morsel)? {
    if isBusy { await withCheckedContinuation { waiting.append($0) } }
    isBusy = true
    defer { release() }
    guard !isAtEnd else { return nil }
    do {
      try Task.checkCancellation()
      guard let morsel = try await morsels.next() else {
        isAtEnd = true
        return nil
      }
      defer { number += 1 }
      return (number, morsel)
    } catch {
      isAtEnd = true
      throw error
    }
  }

  /// The turn passes straight to the first that waits, so that nobody can come between.
  private func release() {
    if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
  }
}

/// Batches of a cursor as morsels: what is shared is the work behind the source.
struct CursorMorsels: MorselCursor {
  let cursor: any Cursor

  func next() async throws -> Morsel? {
    guard let batch = try await cursor.next() else { return nil }
    return Morsel { batch }
  }
}
