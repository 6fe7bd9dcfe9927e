import FjordTable
import FjordTestSupport
import Testing

@testable import FjordStore

struct StoredTextTests {
  private func text(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func read<Result>(_ text: String, _ read: (UnsafeRawBufferPointer) -> Result?) -> Result?
  {
    var text = text
    return text.withUTF8 { read(UnsafeRawBufferPointer($0)) }
  }

  @Test(arguments: [
    (Int64(0), "1970-01-01"), (20_574, "2026-05-01"), (-719_528, "0000-01-01"),
    (2_932_896, "9999-12-31"), (2_932_897, "+2932897d"), (-719_529, "-719529d"),
    (.max, "+9223372036854775807d"), (.min, "-9223372036854775808d"),
  ])
  func `a date is written so that it reads back`(days: Int64, expected: String) {
    let written = text { StoredText.append(date: days, to: &$0) }
    #expect(written == expected)
    #expect(read(written, StoredText.date) == days)
  }

  @Test(arguments: [
    (Int64(0), "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
    (1_777_636_800_000_001, "2026-05-01T12:00:00.000001Z"),
    (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    (253_402_300_800_000_000, "+253402300800000000us"),
    (-62_167_219_200_000_000, "0000-01-01T00:00:00.000000Z"),
    (.min, "-9223372036854775808us"),
  ])
  func `an instant is written so that it reads back`(instant: Int64, expected: String) {
    let written = text { StoredText.append(timestamp: instant, to: &$0) }
    #expect(written == expected)
    #expect(read(written, StoredText.timestamp) == instant)
  }

  @Test(arguments: [
    (Int64(0), Int64(0), "PT0S"), (14, 0, "P1Y2M"), (0, 86_400_000_000, "P1D"),
    (1, -1, "P1MT-0.000001S"), (-13, 0, "P-1Y-1M"), (0, 3_661_500_000, "PT1H1M1.5S"),
    (0, -90_061_000_000, "P-1DT-1H-1M-1S"),
  ])
  func `a duration is written as ISO 8601`(months: Int64, microseconds: Int64, expected: String) {
    let duration = CalendarDuration(months: months, microseconds: microseconds)
    #expect(text { StoredText.append(duration: duration, to: &$0) } == expected)
  }

  @Test func `durations of any size read back`() throws {
    var random = SeededGenerator(seed: 11)
    var all = [(Int64.max, Int64.max), (.min, .min), (0, .min), (.min, 0)]
    for _ in 0..<500 {
      all.append(
        (
          Int64(bitPattern: random.next()) >> Int64(random.below(64)),
          Int64(bitPattern: random.next()) >> Int64(random.below(64))
        ))
    }
    for (months, microseconds) in all {
      let duration = CalendarDuration(months: months, microseconds: microseconds)
      let written = text { StoredText.append(duration: duration, to: &$0) }
      let found = try #require(read(written, StoredText.duration), "\(written)")
      #expect(found.months == months && found.microseconds == microseconds, "\(written)")
    }
  }

  @Test func `text order is time order within the years 0 to 9999`() {
    var random = SeededGenerator(seed: 3)
    let instants = (0..<300).map { _ in
      Int64.random(in: StoredText.plainInstants, using: &random)
    }
    let byTime = instants.sorted().map { instant in
      text { StoredText.append(timestamp: instant, to: &$0) }
    }
    #expect(byTime == byTime.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test(arguments: [
    "", "2026-02-30", "2026-13-01", "2026-5-1", "x026-05-01", "2026-05-01 ", "+5", "12d", "P", "PT",
    "P1", "P1S", "PT1.1234567S", "1Y", "PT1.5H", "P99999999999999999999Y", "2026-05-01T24:00:00Z",
  ])
  func `text that is no time is not taken for one`(text: String) {
    #expect(read(text, StoredText.date) == nil)
    #expect(read(text, StoredText.timestamp) == nil)
    #expect(read(text, StoredText.duration) == nil)
  }
}
