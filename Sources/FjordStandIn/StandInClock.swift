/// The clock of a stand-in: it stands still, or runs at a multiple of real time.
struct StandInClock: Sendable {
  private var base: StandInTime
  private let speed: Int
  private var started: ContinuousClock.Instant?

  /// - Parameters:
  ///   - now: What the clock shows first.
  ///   - speed: Seconds of the clock for each real second; 0 for a clock that stands still.
  init(now: StandInTime, speed: Int) {
    base = now
    self.speed = min(max(speed, 0), 1_000_000)
    started = self.speed > 0 ? .now : nil
  }

  /// What the clock shows.
  var now: StandInTime {
    guard let started else { return base }
    return base.advanced(by: (.now - started) * speed)
  }

  /// Sets the clock; it runs on from there.
  mutating func set(_ time: StandInTime) {
    base = time
    if started != nil { started = .now }
  }
}
