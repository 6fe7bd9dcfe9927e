import FjordTable
import FjordTestSupport
import Testing

@Suite struct ValueParsingTests {
  private func int(_ text: String) -> Int64? { ValueParsing.int(Array(text.utf8).span) }
  private func float(_ text: String) -> Double? { ValueParsing.float(Array(text.utf8).span) }
  private func date(_ text: String) -> Int64? { ValueParsing.date(Array(text.utf8).span) }
  private func instant(_ text: String, _ zone: ZoneOffsets? = nil) -> Int64? {
    ValueParsing.timestamp(Array(text.utf8).span, local: zone)
  }
  private func duration(_ text: String) -> CalendarDuration? {
    ValueParsing.duration(Array(text.utf8).span)
  }

  @Test func wholeNumbersReadToTheLastOneThatFits() {
    #expect(int("9223372036854775807") == .max)
    #expect(int("-9223372036854775808") == .min)
    #expect(int("9223372036854775808") == nil)
    #expect(int("-9223372036854775809") == nil)
    #expect(int("99999999999999999999999999") == nil)
    #expect(int("+7") == 7)
    #expect(int("007") == 7)
  }

  @Test(arguments: ["", "-", "+", "1 ", " 1", "1.0", "1e3", "0x10", "1_000", "--1", "٣", "1\u{0}"])
  func whatIsNoWholeNumberIsRefused(text: String) {
    #expect(int(text) == nil)
  }

  @Test(arguments: [
    "0", "-0", "1", "1.5", ".5", "-.25", "1e3", "1E+3", "1e-3", "123456789012345678901234567890",
    "0.1", "0.30000000000000004", "9007199254740993", "1.7976931348623157e308", "5e-324",
    "2.2250738585072011e-308", "1e22", "1e23", "123456789012345e8", "0.000000000000000000001",
    "1e-400", "0e999", "00012.50", "72057594037927933", "1e00005",
  ]) func floatsReadAsTheStandardLibraryReadsThem(text: String) {
    #expect(float(text)?.bitPattern == Double(text)?.bitPattern)
  }

  @Test(arguments: [
    "", ".", "-", "1.", "e5", "1e", "1e+", "1.5.2", "1,5", " 1", "0x1p3", "Infinity", "NaN",
    "1e999",
    "-1e309", "179769313486231580793e289", "1f", "infx",
  ]) func whatIsNoFloatIsRefused(text: String) {
    #expect(float(text) == nil)
  }

  @Test func randomDecimalsReadAsTheStandardLibraryReadsThem() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<20_000 {
      let digits = String(
        (0..<(1 + random.below(22))).map { _ in Character("\(random.below(10))") })
      let point = random.below(digits.count + 1)
      var text = digits.prefix(point) + (point < digits.count ? "." + digits.dropFirst(point) : "")
      if random.oneIn(2) { text += "e\(random.below(80) - 40)" }
      #expect(float(String(text))?.bitPattern == Double(String(text))?.bitPattern, "\(text)")
    }
  }

  @Test func datesMustExist() {
    #expect(date("2024-02-29") == 19_782)
    #expect(date("+10000-01-01") == 2_932_897)
    #expect(date("-0001-12-31") == -719_529)
    for text in [
      "2023-02-29", "2024-13-01", "2024-00-10", "2024-06-00", "2024-06-31", "2024-6-1", "2024-06",
      "24-06-01", "2024/06/01", "2024-06-01 ", "2024-06-01T00:00:00Z", "", "-", "+290001-01-01",
      "1900-02-29", "99999-01-01",
    ] {
      #expect(date(text) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("2024-06-01T08:30:00Z", 1_717_230_600_000_000),
    ("2024-06-01t08:30:00z", 1_717_230_600_000_000),
    ("2024-06-01 10:30:00+02:00", 1_717_230_600_000_000),
    ("2024-06-01T10:30:00+0200", 1_717_230_600_000_000),
    ("2024-06-01T06:00:00-02:30", 1_717_230_600_000_000),
    ("2024-06-01T08:30:00.5Z", 1_717_230_600_500_000),
    ("2024-06-01T08:30:00.123456789Z", 1_717_230_600_123_456),
    ("1969-12-31T23:59:59.999999999Z", -1), ("1970-01-01 00:01Z", 60_000_000),
    ("1970-01-01T00:19:32+00:19:32", 0),
  ]) func timestampsReadInAllFormsOfTheirOffset(text: String, expected: Int64) {
    #expect(instant(text) == expected)
  }

  @Test(arguments: [
    "2024-06-01", "2024-06-01T08:30:00", "2024-06-01T08:3Z", "2024-06-01T08:30:Z",
    "2024-06-01T24:00:00Z",
    "2024-06-01T08:60:00Z", "2024-06-01T08:30:60Z", "2024-06-01T08:30:00.Z",
    "2024-06-01T08:30:00.1234567890Z", "2024-06-01T08:30:00+24:00", "2024-06-01T08:30:00+02",
    "2024-06-01T08:30:00+2:00", "2024-06-01T08:30:00Zz", "2024-02-30T08:30:00Z", "T08:30:00Z",
    "2024-06-01_08:30:00Z", "2024-06-01T08:30:00 Z", "+290000-01-01T00:00:00Z\n",
  ]) func whatIsNoTimestampIsRefused(text: String) {
    #expect(instant(text) == nil)
  }

  @Test func aTimestampWithoutOffsetIsOnTheGivenClock() throws {
    let oslo = try #require(ZoneOffsets(identifier: "Europe/Oslo"))
    #expect(instant("2024-06-01T10:30:00", oslo) == 1_717_230_600_000_000)
    #expect(instant("2024-12-01T10:30:00", oslo) == instant("2024-12-01T09:30:00Z"))
  }

  @Test(arguments: [
    ("P1M", 1, 0), ("P1Y2M", 14, 0), ("P2W", 0, 1_209_600_000_000), ("PT2H30M", 0, 9_000_000_000),
    ("-P7D", 0, -604_800_000_000), ("P1M-7D", 1, -604_800_000_000), ("PT0S", 0, 0),
    ("+PT1.5S", 0, 1_500_000), ("PT-0.000001S", 0, -1), ("-P-1M", 1, 0),
    ("PT9223372036854.775807S", 0, Int64.max), ("-PT9223372036854.775808S", 0, Int64.min),
  ]) func durationsRead(text: String, months: Int64, microseconds: Int64) throws {
    let value = try #require(duration(text))
    #expect(value.months == months)
    #expect(value.microseconds == microseconds)
  }

  @Test(arguments: [
    "", "P", "PT", "1M", "P1", "P1H", "PT1D", "P1M1Y", "PT1S1H", "P1.5D", "PT1.S", "P1MT", "p1m",
    "PT9223372036854.775808S", "P99999999999999999999Y", "P999999999999999999999999D", "--P1D",
    "PT1H ", "P1M2M",
  ]) func whatIsNoDurationIsRefused(text: String) {
    #expect(duration(text) == nil)
  }

  @Test(arguments: ["=", "Zg", "Zg=", "Zh==", "Zm9=", "Z===", "Zm9v=", "Zg==Zg==", "Zm 9", "-_8="])
  func whatIsNoBase64IsRefused(text: String) {
    #expect(ValueParsing.binary(Array(text.utf8).span) == nil)
  }

  @Test func anyBytesAreReadOrRefusedWithoutATrap() {
    var random = SeededGenerator(seed: 5)
    let alphabet = Array("0123456789+-.:eTZPYMWDHSn ainf\u{FF}".utf8)
    for _ in 0..<20_000 {
      let bytes = (0..<random.below(30)).map { _ in random.pick(alphabet) }
      _ = ValueParsing.int(bytes.span)
      _ = ValueParsing.float(bytes.span)
      _ = ValueParsing.bool(bytes.span)
      _ = ValueParsing.date(bytes.span)
      _ = ValueParsing.timestamp(bytes.span, local: .utc)
      _ = ValueParsing.duration(bytes.span)
      _ = ValueParsing.binary(bytes.span)
    }
  }

  @Test(arguments: SeededGenerator.scalarTypes)
  func aColumnWrittenAsTextReadsBackTheSame(type: DataType) {
    var random = SeededGenerator(seed: 17)
    for _ in 0..<40 {
      let column = random.column(type, count: 90)
      let (back, faults) = column.texts().parsed(as: type)
      #expect(faults == 0)
      #expect(back.type == type)
      #expect(back.values == column.values)
      if case .duration(let a) = column.storage, case .duration(let b) = back.storage {
        let rows = (0..<column.count).filter { !column.isNull($0) }
        #expect(
          rows.allSatisfy { a[a.startIndex + $0].months == b[b.startIndex + $0].months })
      }
    }
  }

  @Test func textsThatDoNotFitBecomeCountedNulls() {
    let texts = Column(.string, [.string("1"), .string("x"), .null, .string("")])
    let (column, faults) = texts.parsed(as: .int)
    #expect(column.values == [.int(1), .null, .null, .null])
    #expect(faults == 2)
  }

  @Test func timestampsAsTextOnAZonesClockReadBack() throws {
    let oslo = try #require(ZoneOffsets(identifier: "Europe/Oslo"))
    var random = SeededGenerator(seed: 23)
    let column = random.column(.timestamp, count: 500)
    #expect(column.texts(in: oslo).parsed(as: .timestamp).column.values == column.values)
  }
}
