import FjordTable
import FjordTestSupport
import Foundation
import Testing

@Suite struct ZoneOffsetsTests {
  @Test(arguments: [
    "Europe/Oslo", "UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
    "Pacific/Apia", "Africa/Casablanca",
  ]) func offsetsAgreeWithFoundation(name: String) throws {
    let foundation = try #require(TimeZone(identifier: name))
    let zone = ZoneOffsets(foundation)
    var random = SeededGenerator(seed: 9)
    for _ in 0..<2000 {
      let second = Int64.random(in: -1_900_000_000...4_000_000_000, using: &random)
      let expected = foundation.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
      #expect(zone.offset(at: second * 1_000_000) == Int64(expected), "\(second)")
    }
  }

  @Test func theOffsetChangesAtTheVeryMicrosecond() throws {
    let oslo = try #require(ZoneOffsets(identifier: "Europe/Oslo"))
    let spring = Int64(1_711_846_800) * 1_000_000  // 2024-03-31T01:00:00Z
    #expect(oslo.offset(at: spring - 1) == 3600)
    #expect(oslo.offset(at: spring) == 7200)
    let autumn = Int64(1_729_990_800) * 1_000_000  // 2024-10-27T01:00:00Z
    #expect(oslo.offset(at: autumn - 1) == 7200)
    #expect(oslo.offset(at: autumn) == 3600)
  }

  @Test func aSkippedTimeIsAsFarBehindTheGapAsItIsIntoIt() throws {
    let oslo = try #require(ZoneOffsets(identifier: "Europe/Oslo"))
    let local = CivilTime(year: 2024, month: 3, day: 31, microsecondOfDay: 9_000_000_000)
    let instant = oslo.instant(ofLocal: local.microseconds)
    #expect(instant == (1_711_846_800 + 1800) * 1_000_000)
    #expect(oslo.civil(instant).microsecondOfDay == 12_600_000_000)
  }

  @Test func aTimeThatOccursTwiceIsTheFirst() throws {
    let oslo = try #require(ZoneOffsets(identifier: "Europe/Oslo"))
    let local = CivilTime(year: 2024, month: 10, day: 27, microsecondOfDay: 9_000_000_000)
    #expect(oslo.instant(ofLocal: local.microseconds) == (1_729_990_800 - 1800) * 1_000_000)
  }

  @Test func allOtherTimesComeBackFromTheClock() throws {
    for name in ["Europe/Oslo", "America/New_York", "Asia/Kolkata"] {
      let zone = try #require(ZoneOffsets(identifier: name))
      var random = SeededGenerator(seed: 4)
      for _ in 0..<2000 {
        let instant = Int64.random(in: 0...4_000_000_000, using: &random) * 1_000_000
        let local = zone.civil(instant).microseconds
        let back = zone.instant(ofLocal: local)
        #expect(back == instant || zone.civil(back).microseconds == local)
      }
    }
  }

  @Test func anUnknownZoneIsNone() {
    #expect(ZoneOffsets(identifier: "Europe/Nowhere") == nil)
  }

  @Test func extremesDoNotTrap() throws {
    let oslo = try #require(ZoneOffsets(identifier: "Europe/Oslo"))
    for instant in [Int64.min, .max] {
      _ = oslo.civil(instant)
      _ = oslo.instant(ofLocal: instant)
    }
  }
}
