import Foundation
import Testing

@testable import FjordStandIn

struct OsloZoneTests {
  @Test("civil dates and day numbers are each other's inverse")
  func dates() {
    for day in stride(from: -800_000, through: 2_900_000, by: 397) {
      #expect(CivilDate(dayNumber: day).dayNumber == day)
    }
    #expect(CivilDate(dayNumber: 0) == CivilDate(year: 1970, month: 1, day: 1))
    #expect(CivilDate(year: 2024, month: 2, day: 29).dayNumber == 19_782)
    #expect(CivilDate.weekday(dayNumber: 0) == 3)
    #expect(CivilDate.weekday(dayNumber: -4) == 6)
  }

  @Test(
    "summer time begins and ends at 01:00 UTC on the last Sunday",
    arguments: [
      ("2026-03-29T00:59:59Z", 3600), ("2026-03-29T01:00:00Z", 7200),
      ("2026-10-25T00:59:59Z", 7200), ("2026-10-25T01:00:00Z", 3600),
      ("2027-03-28T01:00:00Z", 7200), ("2027-10-31T01:00:00Z", 3600),
      ("2024-03-31T00:59:59Z", 3600), ("2026-07-01T00:00:00Z", 7200),
      ("2026-12-31T23:59:59Z", 3600),
    ])
  func offset(text: String, offset: Int64) throws {
    let time = try #require(StandInTime(text))
    #expect(OsloZone.offset(atUTC: time.seconds) == offset)
  }

  @Test("the offsets are those of the system's time zone data")
  func system() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Oslo"))
    for hour in stride(from: 1_600_000_000, to: 1_900_000_000 as Int64, by: 10_801) {
      let date = Date(timeIntervalSince1970: Double(hour))
      #expect(OsloZone.offset(atUTC: hour) == Int64(zone.secondsFromGMT(for: date)))
    }
  }

  @Test(
    "times are written with zeros at the end of the fraction dropped",
    arguments: [
      ("2026-10-05T09:01:02.54+02:00", "2026-10-05T09:01:02.54+02:00"),
      ("2026-10-05T08:12:33.107613+02:00", "2026-10-05T08:12:33.107613+02:00"),
      ("2026-11-20T14:11:00.000+00:00", "2026-11-20T15:11:00+01:00"),
      ("2026-11-20T15:10:00.001+01:00", "2026-11-20T15:10:00.001+01:00"),
      ("2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00"),
      ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"),
      ("2026-11-02", "2026-11-02T00:00:00+01:00"),
      ("2026-07-02T12:00", "2026-07-02T12:00:00+02:00"),
    ])
  func text(text: String, expected: String) throws {
    let time = try #require(StandInTime(text))
    var json = JSONBytes()
    json.time(time.microseconds)
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }

  @Test(
    "a text that is no time is not read",
    arguments: [
      "", "2026", "2026-13-01", "2026-02-29", "2026-11-02T", "2026-11-02T24:00",
      "2026-11-02T12:00+1", "2026-11-02T12:00:00.", "1969-12-31", "2026-11-02T12:00 x",
    ])
  func noTime(text: String) {
    #expect(StandInTime(text) == nil)
  }

  @Test("the sandbox's clock shows noon on 2 November 2026 in Oslo")
  func sandbox() {
    #expect(StandInTime("2026-11-02T12:00") == .sandbox)
  }

  @Test("a moment moved beyond the years 1970 to 9999 stays at their edge")
  func edges() {
    let late = StandInTime.sandbox.advanced(by: .seconds(Int64.max))
    #expect(late == StandInTime(microseconds: .max))
    #expect(StandInTime.sandbox.advanced(by: .seconds(Int64.min)).microseconds == 0)
    #expect(StandInTime.sandbox.advanced(by: .milliseconds(-1)) < .sandbox)
  }
}
