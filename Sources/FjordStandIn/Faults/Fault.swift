/// One thing that goes wrong, and with which requests.
///
/// A fault counts the requests that it is about, from 1; what it does depends on that number or on
/// a seed, never on chance or time.
public struct Fault: Sendable, Equatable {
  /// What happens.
  public enum Kind: Sendable, Equatable {
    /// The answer has this status, and `Retry-After` where given.
    case status(Int, retryAfter: String? = nil)
    /// The answer sends the client to another URL, with status 307.
    case redirect(to: String)
    /// The answer comes so much later.
    case delay(Duration)
    /// The connection is closed instead of an answer.
    case drop
    /// So large a part of the body is sent, then the connection is closed.
    case truncate(keeping: Double)
    /// The page answered before this one is answered again.
    case repeatPage
    /// The token handed out has expired.
    case expiredToken
    /// There is no token.
    case missingToken
    /// The stand-in changes before it answers.
    case change(StandInChange)
    /// One of status 429, 500, 502 and 503, a short delay, a drop or a truncation, by the seed.
    case mix
  }

  /// What happens.
  public var kind: Kind
  /// The requests it is about; nil for all.
  public var target: RequestKind?
  /// Which of those, counted from 1; empty for all.
  public var at: [ClosedRange<Int>] = []
  /// Every so manieth of those.
  public var every: Int?
  /// How likely each of those is, from 0 to 1: by the seed, the path and how often that was asked
  /// for, so the order in which requests arrive makes no difference.
  public var chance: Double?
  /// The seed of `chance` and of `mix`.
  public var seed: UInt64 = 7
  /// At most so often in all.
  public var times: Int?
  /// At most so often for one path.
  public var each: Int?

  /// Creates a fault that happens with every request that it can be about.
  public init(_ kind: Kind) {
    self.kind = kind
    switch kind {
    case .repeatPage, .change(.events): target = .page
    case .expiredToken, .missingToken: target = .token
    case .change(.rotateToken): times = 1
    default: break
    }
  }

  /// Creates a fault that happens with one request, or with a few.
  public init(_ kind: Kind, on target: RequestKind? = nil, at numbers: Int...) {
    self.init(kind)
    if let target { self.target = target }
    at = numbers.map { $0...$0 }
  }
}

/// All that goes wrong with a stand-in.
public struct Faults: Sendable, Equatable {
  /// The faults, in the order in which they are looked at.
  public var rules: [Fault]

  /// Creates a list of faults.
  public init(_ rules: [Fault] = []) {
    self.rules = rules
  }
}
