import Synchronization

/// Lets requests to one host through: so many at a time, in the order of arrival, so far apart.
final class HostGate: Sendable {
  private struct State {
    var limit: Int
    var interval: Duration
    var running = 0
    var nextStart = ContinuousClock.now
    var heldUntil = ContinuousClock.now
    var lastID = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  }

  private let state: Mutex<State>

  init(limit: Int, interval: Duration) {
    state = Mutex(State(limit: max(limit, 1), interval: interval))
  }

  /// Makes the limits no wider than these, for a second service on the same host.
  func tighten(limit: Int, interval: Duration) {
    state.withLock {
      $0.limit = min($0.limit, max(limit, 1))
      $0.interval = max($0.interval, interval)
    }
  }

  /// Lets nothing through for so long, as a host has asked.
  func hold(for duration: Duration) {
    state.withLock { $0.heldUntil = max($0.heldUntil, .now + duration) }
  }

  /// Waits for a place and for the time to start; `leave` must follow.
  ///
  /// Errors: `CancellationError`, and then no place is taken. `onWait` hears of pauses for the
  /// sake of the rate.
  func enter(onWait: (Duration) -> Void) async throws {
    try await takePlace()
    do {
      var start = reserveStart()
      while true {
        let wait = ContinuousClock.now.duration(to: start)
        guard wait > .zero else { return }
        onWait(wait)
        try await Task.sleep(until: start, clock: .continuous)
        start = state.withLock { max(start, $0.heldUntil) }
      }
    } catch {
      leave()
      throw error
    }
  }

  /// Gives the place to the next in line.
  func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      state.running -= 1
      guard state.running < state.limit, !state.waiting.isEmpty else { return nil }
      state.running += 1
      return state.waiting.removeFirst().continuation
    }
    next?.resume()
  }

  private func reserveStart() -> ContinuousClock.Instant {
    state.withLock { state in
      let start = max(.now, state.nextStart, state.heldUntil)
      state.nextStart = start + state.interval
      return start
    }
  }

  private func takePlace() async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // A task cancelled before this lock is seen here, one cancelled after it finds its entry.
        let result = state.withLock { state -> Result<Void, any Error>? in
          if Task.isCancelled { return .failure(CancellationError()) }
          if state.running < state.limit, state.waiting.isEmpty {
            state.running += 1
            return .success(())
          }
          state.waiting.append((id, continuation))
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let continuation = state.withLock { state -> CheckedContinuation<Void, any Error>? in
        guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return state.waiting.remove(at: index).continuation
      }
      continuation?.resume(throwing: CancellationError())
    }
  }
}
