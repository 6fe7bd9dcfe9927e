import FjordDiagnostic
import FjordStandIn
import Testing

struct FaultsTextTests {
  @Test("a fault is read from its text with all its conditions")
  func read() throws {
    let faults = try Faults(parsing: [
      "status=503 at=2 retry-after=3", "drop on=entry chance=0.25 seed=3 each=2",
      "truncate=30%", "events=2 at=2,5-7,9-", "rotate at=4", "delay=200ms every=3 times=1",
      "mix on=any", "advance=2h", "redirect=http://127.0.0.1:1/x",
    ])
    #expect(faults.rules.count == 9)
    #expect(faults.rules[0] == Fault(.status(503, retryAfter: "3"), at: 2))
    var drop = Fault(.drop, on: .entry)
    drop.chance = 0.25
    drop.seed = 3
    drop.each = 2
    #expect(faults.rules[1] == drop)
    #expect(faults.rules[2].kind == .truncate(keeping: 0.3))
    #expect(faults.rules[3].at == [2...2, 5...7, 9...Int.max])
    #expect(faults.rules[3].target == .page)
    #expect(faults.rules[4] == Fault(.change(.rotateToken), at: 4))
    #expect(faults.rules[5].kind == .delay(.milliseconds(200)))
    #expect(faults.rules[7].kind == .change(.advanceBy(.seconds(7200))))
    #expect(faults.rules[8].kind == .redirect(to: "http://127.0.0.1:1/x"))
  }

  @Test(
    "a text that is no fault is refused with its place",
    arguments: [
      ("", 0), ("explode", 0), ("status", 0), ("status=99", 0), ("drop at=0", 5),
      ("drop at=3-2", 5), ("drop on=nothing", 5), ("drop chance=2", 5), ("delay=5", 0),
      ("delay=99999999999s", 0), ("drop  seed=-1", 6), ("drop retry-after=1", 5), ("drop æ=1", 5),
      ("truncate=x", 0), ("drop at=", 5), ("redirect", 0),
    ])
  func refused(text: String, start: Int) throws {
    let fault = #expect(throws: Diagnostics.self) { try Faults(parsing: ["drop", text]) }
    let item = try #require(fault?.items.first)
    #expect(item.code == "standin.fault-syntax")
    #expect(item.span?.start == start)
    #expect(item.status == .usage)
  }
}
