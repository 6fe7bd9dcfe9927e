import FjordTable
import FjordTestSupport
import Testing

@Suite struct ValueTextTests {
  private func text(_ append: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    append(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (-7, "-7"), (10, "10"), (1_234_567_890, "1234567890"),
    (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808"),
  ]) func wholeNumbersAreDecimalDigits(value: Int64, expected: String) {
    #expect(text { ValueText.append(value, to: &$0) } == expected)
  }

  @Test(arguments: [
    (3.0, "3.0"), (0.0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (3.41, "3.41"), (-2.5, "-2.5"),
    (1e15, "1000000000000000.0"), (1e16, "1e+16"), (123_456_789_012_345.0, "123456789012345.0"),
    (1e21, "1e+21"),
    (.leastNonzeroMagnitude, "5e-324"), (0.000_001, "1e-06"), (0.001, "0.001"),
    (1.0 / 3, "0.3333333333333333"),
    (100.000_001, "100.000001"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
  ]) func floatsAreTheShortestDecimalThatReadsBack(value: Double, expected: String) {
    #expect(text { ValueText.append(value, to: &$0) } == expected)
  }

  @Test func floatsAgreeWithTheStandardLibraryOnAnyBits() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<20_000 {
      let value = random.float()
      let written = text { ValueText.append(value, to: &$0) }
      #expect(Double(written)?.bitPattern == value.bitPattern, "\(value)")
      if value.magnitude < 1e15 {
        #expect(written.count <= value.description.count, "\(value)")
      }
    }
  }

  @Test(arguments: [
    (0, "1970-01-01"), (19_875, "2024-06-01"), (-1, "1969-12-31"), (-719_528, "0000-01-01"),
    (-719_529, "-0001-12-31"), (2_932_896, "9999-12-31"), (2_932_897, "+10000-01-01"),
  ]) func datesAreISO(days: Int64, expected: String) {
    #expect(text { ValueText.append(date: days, to: &$0) } == expected)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.000001Z"),
    (-1, "1969-12-31T23:59:59.999999Z"), (1_500_000, "1970-01-01T00:00:01.5Z"),
    (1_717_230_600_000_000, "2024-06-01T08:30:00Z"),
  ]) func timestampsAreRFC3339WithTheFractionTheyNeed(instant: Int64, expected: String) {
    #expect(text { ValueText.append(timestamp: instant, to: &$0) } == expected)
  }

  @Test func timestampsOnAZonesClockCarryTheOffset() throws {
    let oslo = try #require(ZoneOffsets(identifier: "Europe/Oslo"))
    let summer = text { ValueText.append(timestamp: 1_717_230_600_000_000, in: oslo, to: &$0) }
    #expect(summer == "2024-06-01T10:30:00+02:00")
    let newYork = try #require(ZoneOffsets(identifier: "America/New_York"))
    let winter = text { ValueText.append(timestamp: 0, in: newYork, to: &$0) }
    #expect(winter == "1969-12-31T19:00:00-05:00")
    let amsterdam = try #require(ZoneOffsets(identifier: "Africa/Monrovia"))
    let odd = text { ValueText.append(timestamp: 0, in: amsterdam, to: &$0) }
    #expect(odd == "1969-12-31T23:15:30-00:44:30")
  }

  @Test(arguments: [
    (0, 0, "PT0S"), (1, 0, "P1M"), (14, 0, "P1Y2M"), (0, 604_800_000_000, "P7D"),
    (0, 9_000_000_000, "PT2H30M"), (0, 1_500_000, "PT1.5S"), (0, -604_800_000_000, "-P7D"),
    (-1, -1, "-P1MT0.000001S"), (1, -86_400_000_000, "P1M-1D"), (-12, 1_000_000, "P-1YT1S"),
    (0, 93_784_000_000, "P1DT2H3M4S"), (0, Int64.min, "-P106751991DT4H54.775808S"),
  ]) func durationsAreISO8601(months: Int64, microseconds: Int64, expected: String) {
    let duration = CalendarDuration(months: months, microseconds: microseconds)
    #expect(text { ValueText.append(duration, to: &$0) } == expected)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ]) func binaryIsBase64(plain: String, expected: String) {
    #expect(text { ValueText.append(base64: Array(plain.utf8)[...], to: &$0) } == expected)
  }

  @Test func nestedValuesAreJSON() {
    let type = DataType.record([
      RecordField("name", .string), RecordField("tags", .list(.string)),
      RecordField("when", .timestamp), RecordField("share", .float),
    ])
    let column = Column(
      type,
      [
        .record([
          NamedValue("name", .string("A \"b\"\n\u{1}å")),
          NamedValue("tags", .list([.string("x"), .null])), NamedValue("when", .timestamp(0)),
          NamedValue("share", .float(.nan)),
        ]), .null,
      ])
    let expected =
      #"{"name":"A \"b\"\n\u0001å","tags":["x",null],"when":"1970-01-01T00:00:00Z","share":null}"#
    #expect(column.texts().values == [.string(expected), .null])
  }
}
