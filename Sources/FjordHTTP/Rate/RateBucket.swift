/// When the next request to a host may start: so many at once, then one in each interval.
///
/// A bucket of tokens that fills by one an interval, kept as the one instant at which it is full again
/// (the generic cell rate algorithm, ITU-T I.371). Instants are microseconds of any clock.
struct RateBucket: Sendable, Equatable {
  /// Nobody reserves this far ahead: an instant beyond it is of a clock that was set back since.
  private static let farthest: Int64 = 86_400_000_000

  /// How many requests may start at once when none came for long.
  var burst: Int
  /// The time in which one more may start, in microseconds.
  var interval: Int64
  /// When the bucket is full again; in the past where it is.
  var fullAt: Int64 = 0

  /// Takes a token; how long to wait before it may be used, in microseconds.
  mutating func take(at now: Int64) -> Int64 {
    let full = max(fullAt > now + Self.farthest ? now : fullAt, now)
    let wait = max(0, full - Int64(burst - 1) * interval - now)
    fullAt = full + interval
    return wait
  }

  /// Gives no token before an instant.
  mutating func hold(until instant: Int64) {
    fullAt = max(fullAt, instant + Int64(burst - 1) * interval)
  }
}
