/// What the faults want with one request.
struct FaultPlan: Sendable, Equatable {
  /// What comes in place of a whole answer.
  enum Ending: Sendable, Equatable {
    case status(Int, retryAfter: String?)
    case redirect(to: String)
    case drop
    case truncate(keeping: Double)
    case repeatPage
  }

  var changes: [StandInChange] = []
  var delay = Duration.zero
  var tokenFault: StandInRequest.TokenFault?
  var ending: Ending?

  /// Whether anything but the stand-in's own state is touched.
  var isFaulty: Bool { delay > .zero || tokenFault != nil || ending != nil }
}

extension FaultPlan {
  /// Adds what a fault wants.
  mutating func add(_ kind: Fault.Kind, draw: UInt64) {
    switch kind {
    case .status(let status, let retryAfter):
      end(.status(status, retryAfter: retryAfter))
    case .redirect(let url): end(.redirect(to: url))
    case .delay(let duration): delay += duration
    case .drop: end(.drop)
    case .truncate(let share): end(.truncate(keeping: share))
    case .repeatPage: end(.repeatPage)
    case .expiredToken: tokenFault = .expired
    case .missingToken: tokenFault = .missing
    case .change(let change): changes.append(change)
    case .mix: mix(draw)
    }
  }

  private mutating func mix(_ draw: UInt64) {
    switch draw % 7 {
    case 0: end(.status(429, retryAfter: "0"))
    case 1: end(.status(500, retryAfter: nil))
    case 2: end(.status(502, retryAfter: nil))
    case 3: end(.status(503, retryAfter: "0"))
    case 4: delay += .milliseconds(Int(draw >> 8 & 31))
    case 5: end(.drop)
    default: end(.truncate(keeping: Double(draw >> 8 & 1023) / 1024))
    }
  }

  private mutating func end(_ ending: Ending) {
    if self.ending == nil { self.ending = ending }
  }
}
