import FjordDiagnostic
import FjordPlugin
import Synchronization

/// A line on standard error that tells how far a run is, rewritten in place.
///
/// Shown on a terminal alone, after a moment, and a few times a second; any task may call it. While
/// something is waited for, it is told each second how long that takes or has taken.
package final class ProgressLine: Sendable {
  private let state = Mutex(ProgressState())
  private let output: OutputDescriptor
  private let isOn: Bool

  /// Creates a line; where `isOn` is false it says nothing.
  package init(_ output: OutputDescriptor = .standardError, isOn: Bool) {
    self.output = output
    self.isOn = isOn && output.isTerminal
  }

  /// Tells how far a source is.
  package func update(_ progress: Progress) {
    guard isOn else { return }
    let now = ContinuousClock.now
    let isFirstTick = state.withLock { state -> Bool in
      if let text = state.update(progress, now) { show(text, &state, now) }
      return state.beginTicking()
    }
    if isFirstTick { tick() }
  }

  /// Tells what is paused for and how long; `text` is given the time that is left.
  package func waiting(_ duration: Duration, _ text: @escaping @Sendable (Duration) -> String) {
    guard isOn else { return }
    let now = ContinuousClock.now
    let isFirstTick = state.withLock { state -> Bool in
      state.pause = (now + duration, text)
      show(text(duration).escapingControls(), &state, now)
      return state.beginTicking()
    }
    if isFirstTick { tick() }
  }

  /// Takes the line away, before anything else is printed.
  package func clear() {
    guard isOn else { return }
    state.withLock { state in
      if state.isShown { try? output.write(Array("\r\u{1B}[K".utf8)) }
      state = ProgressState(isTicking: state.isTicking)
    }
  }

  /// Rewrites the line each second for as long as something is waited for.
  private func tick() {
    Task { [weak self] in
      repeat {
        try await Task.sleep(for: .seconds(1), clock: .continuous)
      } while self?.rewrite() ?? false
    }
  }

  private func rewrite() -> Bool {
    state.withLock { state in
      let now = ContinuousClock.now
      guard let text = state.line(now) else {
        state.isTicking = false
        return false
      }
      show(text, &state, now)
      return true
    }
  }

  private func show(_ text: String, _ state: inout ProgressState, _ now: ContinuousClock.Instant) {
    let width = max((output.columns ?? 80) - 1, 10)
    let cut = text.count > width ? String(text.prefix(width - 1)) + "…" : text
    try? output.write(Array("\r\u{1B}[K\(cut)".utf8))
    state.isShown = true
    state.shownAt = now
  }
}
