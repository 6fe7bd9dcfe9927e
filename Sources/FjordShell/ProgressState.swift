import FjordDiagnostic
import FjordPlugin

/// What a line of progress says at any instant: how far a source is, and what is waited for.
struct ProgressState {
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
  mutating func line(_ now: ContinuousClock.Instant) -> String? {
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
    return Self.text(progress, began: began ?? now, since: since, now)
  }

  /// Whether a task is to be started that rewrites the line.
  mutating func beginTicking() -> Bool {
    guard pause != nil || progress?.0.waitingFor != nil, !isTicking else { return false }
    isTicking = true
    return true
  }

  /// Takes in how far a source is; what is to be shown of it now, nil where something was just before.
  mutating func update(_ progress: Progress, _ now: ContinuousClock.Instant) -> String? {
    let began = began ?? now
    self.began = began
    self.progress = (progress, now)
    pause = nil
    guard now - (shownAt ?? began) > .milliseconds(200) else { return nil }
    return Self.text(progress, began: began, since: now, now)
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
