import Synchronization

/// Lets requests to one host through: so many at a time, in the order of arrival, and no more often
/// than its rate allows, in this process or, where a file is shared, in all.
final class HostGate: Sendable {
  private struct State {
    var limit: Int
    var bucket: RateBucket
    var running = 0
    var heldUntil = ContinuousClock.now
    var lastID = 0
    var waiting: [(id: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  }

  private let state: Mutex<State>
  private let shared: SharedRate?
  private let began = ContinuousClock.now

  init(limit: Int, interval: Duration, burst: Int = 1, shared: SharedRate? = nil) {
    let bucket = RateBucket(burst: max(burst, 1), interval: interval.wholeMicroseconds)
    state = Mutex(State(limit: max(limit, 1), bucket: bucket))
    self.shared = shared
  }

  /// Makes the limits no wider than these, for a second service on the same host.
  func tighten(limit: Int, interval: Duration, burst: Int = 1) {
    state.withLock {
      $0.limit = min($0.limit, max(limit, 1))
      $0.bucket.interval = max($0.bucket.interval, interval.wholeMicroseconds)
      $0.bucket.burst = min($0.bucket.burst, max(burst, 1))
    }
  }

  /// Lets nothing through for so long, as a host has asked.
  func hold(for duration: Duration) {
    let bucket = state.withLock { state in
      state.heldUntil = max(state.heldUntil, .now + duration)
      return state.bucket
    }
    shared?.hold(
      for: duration, burst: bucket.burst, interval: .microseconds(bucket.interval))
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
    let (start, bucket) = state.withLock { state in
      let now = began.duration(to: .now)
      let held = began.duration(to: state.heldUntil)
      state.bucket.hold(until: held.wholeMicroseconds)
      let wait = state.bucket.take(at: now.wholeMicroseconds)
      return (began + now + .microseconds(wait), state.bucket)
    }
    guard let shared else { return start }
    let wait = shared.take(burst: bucket.burst, interval: .microseconds(bucket.interval))
    return max(start, .now + wait)
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
