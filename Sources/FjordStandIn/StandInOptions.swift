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
  /// How Jobindsats is, beside all this.
  public var jobindsats = JobindsatsOptions()
  /// Whether long bodies are compressed for clients that ask for it.
  public var compresses = true

  /// Creates the default options.
  public init() {}
}
