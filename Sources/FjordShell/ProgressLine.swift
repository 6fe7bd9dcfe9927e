import FjordDiagnostic
import FjordPlugin
import Synchronization

/// A line on standard error that tells how far a run is, rewritten in place.
///
/// Shown on a terminal alone, after a moment, and a few times a second; any task may call it. While
/// something is waited for, it is told each second how long that takes or has taken.
package final class ProgressLine: Sendable {
  private struct State {
    var began: ContinuousClock.Instant?
    var shownAt: ContinuousClock.Instant?
    var isShown = false
    /// How far the source is that spoke last, and since when.
    var progress: (Progress, since: ContinuousClock.Instant)?
    /// A pause, with what is told of it when so much is left.
    var pause: (end: ContinuousClock.Instant, text: @Sendable (Duration) -> String)?
    /// Whether a task rewrites the line each second.
    var isTicking = false

    /// What the line says; nil where nothing is waited for.
    mutating func waiting(_ now: ContinuousClock.Instant) -> String? {
      if let (end, text) = pause {
        if now < end {
          // Whole seconds, as the line is rewritten each second.
          let seconds = now.duration(to: end + .milliseconds(999)).components.seconds
          return text(.seconds(seconds)).escapingControls()
        }
        // What was waited for before the pause is now waited for anew.
        pause = nil
        progress?.since = now
      }
      guard let (progress, since) = progress, progress.waitingFor != nil else { return nil }
      return ProgressLine.text(progress, began: began ?? now, since: since, now)
    }

    /// Whether a task is to be started that rewrites the line.
    mutating func beginTicking() -> Bool {
      guard pause != nil || progress?.0.waitingFor != nil, !isTicking else { return false }
      isTicking = true
      return true
    }
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
    let isFirstTick = state.withLock { state -> Bool in
      let began = state.began ?? now
      state.began = began
      state.progress = (progress, now)
      state.pause = nil
      if now - (state.shownAt ?? began) > .milliseconds(200) {
        show(Self.text(progress, began: began, since: now, now), &state, now)
      }
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
      state = State(isTicking: state.isTicking)
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
      guard let text = state.waiting(now) else {
        state.isTicking = false
        return false
      }
      show(text, &state, now)
      return true
    }
  }

  private func show(_ text: String, _ state: inout State, _ now: ContinuousClock.Instant) {
    let width = max((output.columns ?? 80) - 1, 10)
    let cut = text.count > width ? String(text.prefix(width - 1)) + "…" : text
    try? output.write(Array("\r\u{1B}[K\(cut)".utf8))
    state.isShown = true
    state.shownAt = now
  }

  private static func text(
    _ progress: Progress, began: ContinuousClock.Instant, since waitBegan: ContinuousClock.Instant,
    _ now: ContinuousClock.Instant
  ) -> String {
    let elapsed = began.duration(to: now)
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    var parts = [progress.source.escapingControls()]
    if progress.pages > 0 { parts.append("\(progress.pages) pages") }
    if progress.rows > 0 { parts.append("\(progress.rows) rows") }
    if seconds > 0.5, progress.rows > 0 {
      parts.append("\(Int(Double(progress.rows) / seconds)) rows/s")
    }
    if let waiting = progress.waitingFor {
      let time = waitBegan.duration(to: now).components.seconds
      parts.append(
        "waiting for \(waiting.escapingControls())" + (time > 0 ? " for \(time) s" : ""))
    }
    return parts.joined(separator: " · ")
  }
}
