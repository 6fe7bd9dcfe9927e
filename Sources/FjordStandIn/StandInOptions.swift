/// How a stand-in is to be.
public struct StandInOptions: Sendable {
  /// The port on loopback; 0 takes any free one.
  public var port = 0
  /// How many ads the generated log tells of when the clock shows its default; more later.
  public var ads = 20_000
  /// The seed of all that is generated.
  public var seed: UInt64 = 7
  /// What the clock shows first.
  public var now = StandInTime.sandbox
  /// Seconds of the clock for each real second; 0 for a clock that stands still.
  public var speed = 0
  /// The path of an event log to serve instead of a generated one, with its details beside it.
  public var eventLog: String?
  /// How many events of that log can be seen at first; nil for all.
  public var visibleEvents: Int?
  /// What goes wrong.
  public var faults = Faults()
  /// Tokens and keys that are accepted besides the public one.
  public var tokens: Set<String> = ["TESTTOKEN"]
  /// Which generation of the service answers, where there were several: 1 or 2 of `platsannons`.
  public var generation = 1
  /// Whether errors of `platsannons` are HTML that says it is JSON, whatever is asked for.
  public var errorsAreHTML = false
  /// Whether servers of `platsannons` disagree by one ad: from the second page on the count is one
  /// more, and each page begins with the row that would have ended the page before.
  public var countsDrift = false
  /// Whether rows that a service gives in any order come in one and the same, so that lessons and
  /// examples have the same results each time.
  public var keepsOrder = false
  /// The address that takes the place of every generated e-mail address, to see where it goes; nil
  /// for those that are generated.
  public var email: String?
  /// How Jobindsats is, beside all this.
  public var jobindsats = JobindsatsOptions()
  /// Whether long bodies are compressed for clients that ask for it.
  public var compresses = true

  /// Creates the default options.
  public init() {}
}
