import Synchronization

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

/// Decides which faults happen, by counting requests.
final class FaultEngine: Sendable {
  private struct Count {
    var seen = 0
    var fired = 0
    var seenByPath: [String: Int] = [:]
    var firedByPath: [String: Int] = [:]
  }

  private struct State {
    var faults: Faults
    var counts: [Count]
  }

  private let state: Mutex<State>

  init(_ faults: Faults) {
    state = Mutex(State(faults: faults, counts: Self.counts(for: faults)))
  }

  /// Replaces the faults; counting begins anew.
  func set(_ faults: Faults) {
    state.withLock { $0 = State(faults: faults, counts: Self.counts(for: faults)) }
  }

  /// Counts a request and says what is to go wrong with it.
  ///
  /// Of several endings the first holds.
  func plan(for kind: RequestKind, target: String) -> FaultPlan {
    state.withLock { state in
      var plan = FaultPlan()
      for index in state.faults.rules.indices {
        let rule = state.faults.rules[index]
        guard rule.target == nil || rule.target == kind else { continue }
        guard let draw = Self.draw(rule, target, &state.counts[index]) else { continue }
        plan.add(rule.kind, draw: draw)
      }
      return plan
    }
  }

  private static func counts(for faults: Faults) -> [Count] {
    Array(repeating: Count(), count: faults.rules.count)
  }

  /// Nil where the fault does not happen, else bits for `mix` to choose by.
  private static func draw(_ rule: Fault, _ target: String, _ count: inout Count) -> UInt64? {
    count.seen += 1
    var seenHere = 0
    if rule.chance != nil || rule.each != nil || rule.kind == .mix {
      seenHere = count.seenByPath[target, default: 0] + 1
      count.seenByPath[target] = seenHere
    }
    let seen = count.seen
    if !rule.at.isEmpty, !rule.at.contains(where: { $0.contains(seen) }) { return nil }
    if let every = rule.every, every > 0, seen % every != 0 { return nil }
    let draw = SeededStream.hash(target, seed: rule.seed &+ UInt64(seenHere))
    if let chance = rule.chance, Double(draw >> 11) * 0x1p-53 >= chance { return nil }
    if let times = rule.times, count.fired >= times { return nil }
    if let each = rule.each {
      guard count.firedByPath[target, default: 0] < each else { return nil }
      count.firedByPath[target, default: 0] += 1
    }
    count.fired += 1
    return SeededStream.mixed(draw)
  }
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
