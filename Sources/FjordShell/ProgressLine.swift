import FjordDiagnostic
import FjordPlugin
import Synchronization

/// A line on standard error that tells how far a run is, rewritten in place.
///
/// Shown on a terminal alone, after a moment, and a few times a second; any task may call it.
package final class ProgressLine: Sendable {
  private struct State {
    var began: ContinuousClock.Instant?
    var shownAt: ContinuousClock.Instant?
    var isShown = false
    var waiting: String?
  }

  private let state = Mutex(State())
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
    state.withLock { state in
      let began = state.began ?? now
      state.began = began
      guard now - (state.shownAt ?? began) > .milliseconds(200) else { return }
      show(text(progress, after: now - began), &state, now)
    }
  }

  /// Tells what is waited for.
  package func waiting(for text: String) {
    guard isOn else { return }
    state.withLock { show(text.escapingControls(), &$0, .now) }
  }

  /// Takes the line away, before anything else is printed.
  package func clear() {
    guard isOn else { return }
    state.withLock { state in
      if state.isShown { try? output.write(Array("\r\u{1B}[K".utf8)) }
      state = State()
    }
  }

  private func show(_ text: String, _ state: inout State, _ now: ContinuousClock.Instant) {
    let width = max((output.columns ?? 80) - 1, 10)
    let cut = text.count > width ? String(text.prefix(width - 1)) + "…" : text
    try? output.write(Array("\r\u{1B}[K\(cut)".utf8))
    state.isShown = true
    state.shownAt = now
  }

  private func text(_ progress: Progress, after elapsed: Duration) -> String {
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    var parts = [progress.source.escapingControls()]
    if progress.pages > 0 { parts.append("\(progress.pages) pages") }
    if progress.rows > 0 { parts.append("\(progress.rows) rows") }
    if seconds > 0.5, progress.rows > 0 {
      parts.append("\(Int(Double(progress.rows) / seconds)) rows/s")
    }
    if let waiting = progress.waitingFor {
      parts.append("waiting for \(waiting.escapingControls())")
    }
    return parts.joined(separator: " · ")
  }
}
