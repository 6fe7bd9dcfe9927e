/// A change of what a stand-in tells, while it runs.
public enum StandInChange: Sendable, Equatable {
  /// Moves the clock on.
  case advanceBy(Duration)
  /// Sets the clock.
  case advanceTo(StandInTime)
  /// Lets so many more events be seen, and the clock go to the last one's time; statistics have
  /// figures of a year ago revised so many times.
  case events(Int)
  /// Replaces the public token; the old ones are refused from now on.
  case rotateToken
}
