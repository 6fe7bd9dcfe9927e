import Testing

@testable import FjordStandIn

struct FaultEngineTests {
  private func fired(_ text: String, count: Int) throws -> [Int] {
    let engine = FaultEngine(try Faults(parsing: [text]))
    return (1...count).filter { number in
      engine.plan(for: .page, target: "/\(number % 5)") != FaultPlan()
    }
  }

  @Test("conditions choose requests by their number")
  func numbers() throws {
    #expect(try fired("drop at=2,5-7,9-", count: 10) == [2, 5, 6, 7, 9, 10])
    #expect(try fired("drop every=4", count: 10) == [4, 8])
    #expect(try fired("drop times=2", count: 10) == [1, 2])
    #expect(try fired("drop each=1", count: 10) == [1, 2, 3, 4, 5])
    #expect(try fired("drop on=entry", count: 10) == [])
    #expect(try fired("rotate", count: 10) == [1])
    #expect(try fired("drop chance=0", count: 100) == [])
    #expect(try fired("drop chance=1", count: 3) == [1, 2, 3])
  }

  @Test("chance follows the seed and the path, not the order of arrival")
  func chance() throws {
    let rule = "mix chance=0.3 seed=5"
    let once = FaultEngine(try Faults(parsing: [rule]))
    let again = FaultEngine(try Faults(parsing: [rule]))
    var plans: [String: [FaultPlan]] = [:]
    for number in 0..<600 {
      let target = "/\(number % 20)"
      plans[target, default: []].append(once.plan(for: .entry, target: target))
    }
    for target in plans.keys.sorted() {
      for plan in plans[target] ?? [] {
        #expect(again.plan(for: .entry, target: target) == plan)
      }
    }
    let faulty = plans.values.joined().count { $0 != FaultPlan() }
    #expect((120...240).contains(faulty))
    #expect(Set(plans.values.joined().map { "\($0)".prefix(60) }).count > 4)
  }

  @Test("of several endings the first holds, and changes and delays add up")
  func several() throws {
    let engine = FaultEngine(
      try Faults(parsing: ["events=1", "status=500", "drop", "delay=1s", "delay=2s"]))
    let plan = engine.plan(for: .page, target: "/")
    #expect(plan.ending == .status(500, retryAfter: nil))
    #expect(plan.delay == .seconds(3))
    #expect(plan.changes == [.events(1)])
  }
}
