import FjordTestSupport
import Testing

@Suite struct TimeTests {
  @Test("months go by the calendar and end at the month's last day")
  func months() async throws {
    try await expectRows([
      (
        "[{d: 2024-01-31}] | select a = d + 1mo, b = d + 1y, c = 2024-03-31 - 1mo",
        "a,b,c 2024-02-29,2025-01-31,2024-02-29"
      )
    ])
  }

  @Test("a day moved by days stays a day, moved by hours becomes an instant")
  func days() async throws {
    try await expectRows([
      (
        "[{d: 2024-01-31}] | select a = d + 1d, b = d - 2w, c = d + 1h",
        "a,b,c 2024-02-01,2024-01-17,2024-01-31T00:00:00Z"
      )
    ])
  }

  @Test("across the change of summer time a day is 24 hours and a month keeps the clock")
  func summerTime() async throws {
    let noon = "[{t: 2024-03-30T12:00:00+01:00}]"
    try await expectRows([
      ("\(noon) | select a = t + 1d, b = t + 1mo", "a,b 2024-03-31T11:00:00Z,2024-04-30T10:00:00Z"),
      ("\(noon) | select a = hour(t + 1d), b = hour(t + 1mo)", "a,b 13,12"),
      ("[{d: 2024-03-30}] | select x = timestamp(d + 2d) - timestamp(d)", "x P1DT23H"),
      ("[{t: 2024-03-31T02:30}] | select t", "t 2024-03-31T01:30:00Z"),
    ])
  }

  @Test("the zone of the session says what day and hour an instant has")
  func zones() async throws {
    let script = "[{t: 2024-06-09T22:30:00Z}] | select d = date(t), h = hour(t), w = weekday(t)"
    #expect(try await SessionFixture().show(script) == "d,h,w\n2024-06-10,0,1\n")
    #expect(
      try await SessionFixture(zone: "America/New_York").show(script) == "d,h,w\n2024-06-09,18,7\n")
  }

  @Test("differences of days and instants are lengths, and lengths add up and multiply")
  func lengths() async throws {
    try await expectRows([
      ("[{d: 2024-01-31}] | select x = d - 2024-01-01", "x P30D"),
      (
        "[{a: 1d}] | select b = a + 2h, c = a * 3, d = -a, e = 2 * a, f = a - 1mo",
        "b,c,d,e,f P1DT2H,P3D,-P1D,P2D,P-1M1D"
      ),
      ("[{a: 30d}] | where a == 1mo | count", "count 1"),
    ])
  }

  @Test("days and instants compare as the instants of their midnights")
  func comparisons() async throws {
    try await expectRows([
      ("[{t: 2024-06-01T10:00:00Z}] | where t > 2024-06-01 | count", "count 1"),
      ("[{t: 2024-05-31T22:00:00Z}] | where t == 2024-06-01 | count", "count 1"),
      ("[{t: 2024-05-31T22:00:00Z}] | where t in [2024-06-01] | count", "count 1"),
      ("[{d: 2024-06-01}] | where d in [2024-06-01T00:00:00+02:00] | count", "count 1"),
      (
        "[{d: 2024-06-01}] | where d between 2024-05-01 and 2024-06-01T12:00:00Z | count", "count 1"
      ),
    ])
  }

  @Test("now, today and age follow the session's clock")
  func clock() async throws {
    try await expectRows([
      (
        "[1] | select a = now(), b = today(), c = age(2026-11-01)",
        "a,b,c 2026-11-02T11:00:00Z,2026-11-02,P1DT12H"
      )
    ])
  }

  @Test("a time out of range is a counted null")
  func outOfRange() async throws {
    let fixture = SessionFixture()
    let shown = try await fixture.show(
      "[{n: 9223372036854775807}] | select a = 1d * n, b = 2024-01-01 + 100y * n")
    #expect(shown == "a,b\n,\n")
    #expect(!fixture.output.notes.isEmpty)
  }
}
