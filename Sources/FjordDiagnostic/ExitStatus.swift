/// How a run of fjord ends, as other programs see it.
public enum ExitStatus: Int32, Sendable, Comparable {
  /// All was done.
  case done = 0
  /// A fault while running.
  case failed = 1
  /// A command line that could not be understood.
  case usage = 2
  /// A script that did not pass the check; nothing was asked or written.
  case check = 3
  /// A source failed or could not be reached.
  case source = 4
  /// A key or token is missing or was refused.
  case unauthorised = 5
  /// Refused for now: rate limit, closed hours.
  case refusedForNow = 6
  /// What came is not all.
  case incomplete = 7
  /// An `expect` did not hold.
  case expectation = 8
  /// Interrupted at the keyboard (SIGINT).
  case interrupted = 130
  /// Told to stop (SIGTERM).
  case terminated = 143

  /// Orders by number.
  public static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }
}
