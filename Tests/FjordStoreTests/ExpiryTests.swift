import FjordPlugin
import FjordTable
import Testing

@testable import FjordStore

struct ExpiryTests {
  private let scratch = Scratch()
  private let plan = SavePlan("t", .maintain)

  private func instant(_ year: Int64, _ month: Int64, _ day: Int64, _ hour: Int64, _ minute: Int64)
    -> Int64
  {
    CivilTime(year: year, month: month, day: day).days * CivilTime.microsecondsPerDay
      + (hour * 60 + minute) * 60_000_000
  }

  private func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    CivilTime(year: year, month: month, day: day).days
  }

  @Test(arguments: [
    // Oslo is two hours before UTC in summer and one in winter; both changes of the clock.
    (month: Int64(6), day: Int64(30), lastHour: Int64(21), lastMinute: Int64(59)),
    (month: 1, day: 15, lastHour: 22, lastMinute: 59),
    (month: 3, day: 28, lastHour: 22, lastMinute: 59),
    (month: 3, day: 29, lastHour: 21, lastMinute: 59),
    (month: 10, day: 24, lastHour: 21, lastMinute: 59),
    (month: 10, day: 25, lastHour: 22, lastMinute: 59),
  ])
  func `a row shows until midnight in Oslo of its last day`(
    month: Int64, day: Int64, lastHour: Int64, lastMinute: Int64
  ) async throws {
    let morning = instant(2026, month, day, 8, 0)
    try await scratch.store(now: morning).save(
      plan, [Batch([Line("a", until: self.day(2026, month, day)), Line("b")], checkpoint: "1")])
    let last = instant(2026, month, day, lastHour, lastMinute)
    let before = scratch.store(now: last)
    #expect(try await before.lines("t") == ["a=", "b="])
    #expect(try await before.info("t")?.rowCount == 2)
    let after = scratch.store(now: last + 60_000_000)
    #expect(try await after.lines("t") == ["b="])
    #expect(try await after.info("t")?.rowCount == 1)
    #expect(try await after.list().map(\.rowCount) == [1])
  }

  @Test func `expired rows of every table leave with their bytes at the next write`() async throws {
    let today = CivilTime(microseconds: Scratch.noon).days
    let other = SavePlan("other", .maintain)
    let store = scratch.store()
    try await store.save(plan, [Batch([Line("a", "CANARY-ONE", until: today)], checkpoint: "1")])
    try await store.save(
      other, [Batch([Line("a", "CANARY-TWO", until: today), Line("b")], checkpoint: "1")])
    await store.close()
    let tomorrow = scratch.store(now: Scratch.noon + CivilTime.microsecondsPerDay)
    #expect(try await tomorrow.lines("t").isEmpty)
    #expect(scratch.contains("CANARY-ONE"))
    let report = try await tomorrow.save(other, [Batch([], checkpoint: "2")])
    #expect(report.rowCount == 1)
    #expect(!scratch.contains("CANARY-ONE") && !scratch.contains("CANARY-TWO"))
    #expect(try await tomorrow.check() == [])
  }

  @Test func `under another clock expired rows are hidden and kept`() async throws {
    let today = CivilTime(microseconds: Scratch.noon).days
    try await scratch.store().save(
      plan, [Batch([Line("a", "x", until: today), Line("b")], checkpoint: "1")])
    let later = scratch.store(now: Scratch.noon + 90 * CivilTime.microsecondsPerDay, purges: false)
    let report = try await later.save(plan, [Batch([Line("c", "y")], checkpoint: "2")])
    #expect(report.rowCount == 2)
    #expect(try await later.lines("t") == ["b=", "c=y"])
    #expect(try await scratch.store().lines("t") == ["a=x", "b=", "c=y"])
  }

  @Test func `a row that arrives expired is not kept`() async throws {
    let today = CivilTime(microseconds: Scratch.noon).days
    let store = scratch.store()
    for mode in [SaveMode.maintain, .replace, .rewalk, .append] {
      let report = try await store.save(
        SavePlan("t", mode),
        [Batch([Line("a", "GONE", until: today - 1), Line("b")], checkpoint: "1")])
      #expect(report.rowCount == 1)
      #expect(!scratch.contains("GONE"))
      #expect(try await store.check() == [])
    }
  }

  @Test func `a row whose last day moves shows by the new one`() async throws {
    let today = CivilTime(microseconds: Scratch.noon).days
    let store = scratch.store()
    try await store.save(plan, [Batch([Line("a", "1", until: today)], checkpoint: "1")])
    try await store.save(plan, [Batch([Line("a", "2", until: today + 1)], checkpoint: "2")])
    let tomorrow = scratch.store(now: Scratch.noon + CivilTime.microsecondsPerDay)
    #expect(try await tomorrow.lines("t") == ["a=2"])
    let batch = try #require(
      try await tomorrow.batches("t", ScanRequest(wantsIdentity: true)).first)
    #expect(batch.identity?.expiry?.values == [.date(today + 1)])
  }
}
