/// How long and how often a request is tried again.
///
/// The pauses grow by doubling from `firstPause` to `longestPause`; each is drawn evenly from zero
/// to that length (full jitter), so that many clients do not come back together. `Retry-After` is
/// the least that is waited.
public struct RetryPolicy: Sendable {
  /// Statuses that usually pass: a server's faults, gateways, and rate limits.
  public static let usualStatuses: Set<Int> = [408, 429, 500, 502, 503, 504]

  /// The bound of the first pause.
  public var firstPause: Duration
  /// The bound of every pause.
  public var longestPause: Duration
  /// How long after the first failure a new attempt may still begin; zero means no retry.
  public var totalTime: Duration
  /// Whether to wait as long as a server asks, beyond `totalTime` (`--wait`).
  public var waitsOutRefusals: Bool
  /// A number from 0 to 1, a new one at each call.
  public var jitter: @Sendable () -> Double

  /// Creates a policy.
  public init(
    firstPause: Duration = .milliseconds(200), longestPause: Duration = .seconds(30),
    totalTime: Duration = .seconds(120), waitsOutRefusals: Bool = false,
    jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.firstPause = firstPause
    self.longestPause = longestPause
    self.totalTime = totalTime
    self.waitsOutRefusals = waitsOutRefusals
    self.jitter = jitter
  }
}

/// Where one request stands in being tried again: a value that says what to do next.
struct RetryRun {
  enum Step: Equatable {
    /// Try again after this long.
    case pause(Duration)
    /// The time is up.
    case stop
    /// The server asks for a longer wait than there is time for.
    case comeBack(after: Duration)
  }

  private let policy: RetryPolicy
  private var pauses = 0
  private var deadline: ContinuousClock.Instant?
  /// When the first attempt began.
  let began: ContinuousClock.Instant
  /// How many times the present address was asked.
  var attempts = 0

  init(_ policy: RetryPolicy, began: ContinuousClock.Instant = .now) {
    self.policy = policy
    self.began = began
  }

  /// What to do after a failure that may pass.
  ///
  /// `asked` is the server's `Retry-After`; `isRefusal` says that the server turned the request
  /// away for now (429).
  mutating func step(
    asked: Duration?, isRefusal: Bool, now: ContinuousClock.Instant = .now
  ) -> Step {
    let end = deadline ?? now + policy.totalTime
    deadline = end
    let remaining = max(now.duration(to: end), .zero)
    let waitsOut = policy.waitsOutRefusals && (isRefusal || asked != nil)
    if let asked, asked > remaining, !waitsOut { return .comeBack(after: asked) }
    guard waitsOut || remaining > .zero else { return .stop }
    let bound = min(policy.longestPause, policy.firstPause * (1 << min(pauses, 20)))
    pauses += 1
    let pause = max(bound * min(max(policy.jitter(), 0), 1), asked ?? .zero)
    guard waitsOut else { return .pause(min(pause, remaining)) }
    deadline = end + pause
    return .pause(pause)
  }
}
