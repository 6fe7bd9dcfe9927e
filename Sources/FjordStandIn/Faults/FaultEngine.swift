import Synchronization

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
