import FjordPlugin
import FjordTable
import Testing

@Suite struct ClosedHoursTests {
  private static let zone = ZoneOffsets(identifier: "Europe/Copenhagen")

  private func remaining(_ time: String, from: Int = 22, to: Int = 23) throws -> Duration? {
    let instant = ValueParsing.timestamp(time.utf8.span)
    return ClosedHours(from: from, to: to, zone: try #require(Self.zone))
      .remaining(at: try #require(instant))
  }

  @Test(
    arguments: [
      ("2026-11-02T20:59:59Z", nil), ("2026-11-02T21:00:00Z", 3600), ("2026-11-02T21:59:59Z", 1),
      ("2026-11-02T22:00:00Z", nil), ("2026-07-01T19:59:59Z", nil), ("2026-07-01T20:00:00Z", 3600),
      ("2026-07-01T20:15:00Z", 2700), ("2026-07-01T21:00:00Z", nil),
    ] as [(String, Int64?)])
  func `the hour is that of the country's clocks, in winter and in summer`(
    _ time: String, _ seconds: Int64?
  ) throws {
    #expect(try remaining(time) == seconds.map { .seconds($0) })
  }

  @Test func `a night in which the clocks change is as long as it is`() throws {
    // 02:00 to 03:00 is skipped on the last Sunday of March, and comes twice in October.
    #expect(try remaining("2026-03-29T00:30:00Z", from: 1, to: 4) == .seconds(5400))
    #expect(try remaining("2026-10-24T23:30:00Z", from: 1, to: 4) == .seconds(12600))
    #expect(try remaining("2026-11-02T22:30:00Z", from: 23, to: 24) == .seconds(1800))
  }

  @Test func `the text says when and whose clocks`() throws {
    let hours = ClosedHours(from: 22, to: 23, zone: try #require(Self.zone))
    #expect(hours.text == "closed 22 to 23 every day, Europe/Copenhagen")
  }
}
