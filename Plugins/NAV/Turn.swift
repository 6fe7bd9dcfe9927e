import Synchronization

/// Lets one task at a time do some work; the others wait in line, and leave it when cancelled.
final class Turn: Sendable {
  private struct State {
    var isTaken = false
    var line: [(ticket: Int, task: CheckedContinuation<Void, any Error>)] = []
    var nextTicket = 0
    /// Tickets of tasks that were cancelled before they stood in line.
    var given: Set<Int> = []
  }

  private let state = Mutex(State())

  /// Does the work when its turn has come.
  ///
  /// Errors: those of the work; `CancellationError` while waiting.
  func take<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
    try await enter()
    defer { leave() }
    return try await work()
  }

  private func enter() async throws {
    let ticket = state.withLock { state -> Int? in
      guard state.isTaken else {
        state.isTaken = true
        return nil
      }
      state.nextTicket += 1
      return state.nextTicket
    }
    guard let ticket else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { task in stand(ticket, task) }
    } onCancel: {
      giveUp(ticket)
    }
  }

  /// Stands in line, or goes on at once where the turn is free again or the task was cancelled.
  private func stand(_ ticket: Int, _ task: CheckedContinuation<Void, any Error>) {
    let outcome: Result<Void, any Error>? = state.withLock { state in
      if state.given.remove(ticket) != nil { return .failure(CancellationError()) }
      guard state.isTaken else {
        state.isTaken = true
        return .success(())
      }
      state.line.append((ticket, task))
      return nil
    }
    if let outcome { task.resume(with: outcome) }
  }

  private func giveUp(_ ticket: Int) {
    let task = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      guard let place = state.line.firstIndex(where: { $0.ticket == ticket }) else {
        state.given.insert(ticket)
        return nil
      }
      return state.line.remove(at: place).task
    }
    task?.resume(throwing: CancellationError())
  }

  private func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
      guard !state.line.isEmpty else {
        state.isTaken = false
        return nil
      }
      return state.line.removeFirst().task
    }
    next?.resume()
  }
}
