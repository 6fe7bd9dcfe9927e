import FjordTable
import FjordTestSupport
import Testing

@testable import FjordFormat

@Suite struct CSVDecoderTests {
  private func decode(
    _ text: String, _ types: [DataType], dialect: CSVDialect = CSVDialect(),
    wanted: Set<Int>? = nil, filters: [CSVPlan.RowFilter] = [], mayRepeat: Bool = false
  ) -> CSVDecoded {
    let columns = types.map { CSVPlan.Column($0, mayRepeat: mayRepeat) }
    let plan = CSVPlan(dialect: dialect, columns: columns, wanted: wanted, filters: filters)
    return CSVDecoder(plan).decode(PaddedBytes(text.utf8), wantsPlaces: true)
  }

  private func values(_ text: String, _ type: DataType) -> [Value] {
    let decoded = decode(text, [type])
    #expect(decoded.faults == [], "\(text)")
    return decoded.columns[0].values
  }

  @Test("each type reads its text forms, with spaces and quotes around them, and empty as null")
  func types() {
    #expect(
      values("7\n-12\n\" 3 \"\n\n\"\"\n+4\n007\n", .int) == [7, -12, 3].map { .int($0) }
        + [.null, .null, .int(4), .int(7)])
    #expect(
      values("9223372036854775807\n-9223372036854775808\n", .int) == [.int(.max), .int(.min)])
    #expect(
      values("1.5\n-0.25\n3\n1e3\n 2\n.5\nnan\n0.1234567890123456789\n", .float).description
        == ([1.5, -0.25, 3, 1000, 2, 0.5, .nan, 0.12345678901234568] as [Double])
        .map { Value.float($0) }.description)
    #expect(
      values("true\nFALSE\nTrue\n\"false\"\n", .bool)
        == [true, false, true, false].map { .bool($0) })
    #expect(values("1970-01-02\n\"1969-12-31\"\n", .date) == [.date(1), .date(-1)])
    #expect(
      values("1970-01-01T00:00:01Z\n1970-01-01 00:00:02\n", .timestamp)
        == [.timestamp(1_000_000), .timestamp(2_000_000)])
    #expect(values("PT1S\n", .duration) == [.duration(CalendarDuration(microseconds: 1_000_000))])
    #expect(values("aGk=\n", .binary) == [.binary(Array("hi".utf8))])
    #expect(
      values("\"[1, 2]\"\n[]\n\n", .list(.int)) == [.list([.int(1), .int(2)]), .list([]), .null])
    #expect(
      values("\"{\"\"a\"\": \"\"x\"\"}\"\n", .record([RecordField("a", .string)]))
        == [.record([NamedValue("a", .string("x"))])])
  }

  @Test("text keeps its spaces, doubled quotes become single, and \"\" is no null")
  func texts() {
    #expect(
      values(" a \n\"\"\n\n\"x\"\"y\"\"\"\n5\" pipe\n\"two\nlines\"\n", .string)
        == [
          .string(" a "), .string(""), .null, .string("x\"y\""), .string("5\" pipe"),
          .string("two\nlines"),
        ])
  }

  @Test("rows of another number of fields are faults, empty lines are none")
  func ragged() {
    let decoded = decode("1,a\n\n2\n3,b,c\r\n4,d\r\n", [.int, .string])
    #expect(decoded.columns[0].values == [.int(1), .int(4)])
    #expect(decoded.columns[1].values == [.string("a"), .string("d")])
    #expect(
      decoded.faults.map(\.text) == ["expected 2 fields, found 1", "expected 2 fields, found 3"])
    #expect(decoded.faults.map(\.row) == [5..<6, 7..<12])
  }

  @Test("values that do not fit, broken quotes and broken UTF-8 are faults of their rows")
  func values() {
    let decoded = decode("1,a\nx,b\n\"2\",\"c\"d\n3,e\n", [.int, .string])
    #expect(decoded.columns[0].values == [.int(1), .int(3)])
    #expect(
      decoded.faults.map(\.text)
        == [
          "expected int, found `x`", "expected a delimiter behind a closing quote, found more text",
        ])
    #expect(decoded.faults.map(\.column) == [0, 1])
    let plan = CSVPlan(dialect: CSVDialect(), columns: [.init(.string), .init(.string)])
    let bytes: [UInt8] = Array("æ,b\n".utf8) + [0xC3, 0x2C, 0xA6, 0x0A] + Array("c,d\n".utf8)
    let broken = CSVDecoder(plan).decode(PaddedBytes(bytes))
    #expect(broken.columns[0].values == [.string("æ"), .string("c")])
    #expect(broken.faults.map(\.kind) == [.encoding])
  }

  @Test("a quote that is never closed makes a fault of what follows")
  func unfinished() {
    let decoded = decode("1,a\n2,\"b\n3,c\n", [.int, .string])
    #expect(decoded.count == 1)
    #expect(decoded.faults.map(\.kind) == [.unfinishedQuote])
    #expect(decoded.faults.first?.row == 4..<12)
  }

  @Test("a column that is not wanted is not looked at")
  func projection() {
    let decoded = decode("x,a\ny,b\n", [.int, .string], wanted: [1])
    #expect(decoded.faults == [])
    #expect(decoded.columns[0].values == [.null, .null])
    #expect(decoded.columns[1].values == [.string("a"), .string("b")])
  }

  @Test("a filter drops rows before their other columns are read")
  func filters() {
    let filter = CSVPlan.RowFilter(column: 1) { column in
      column.compared(.equal, to: .string("keep")).knownTrue
    }
    for mayRepeat in [false, true] {
      let decoded = decode(
        "x,drop\n2,keep\ny,\n4,keep\n", [.int, .string], filters: [filter], mayRepeat: mayRepeat)
      #expect(decoded.faults == [])
      #expect(decoded.columns[0].values == [.int(2), .int(4)])
      #expect(decoded.places == [7, 17])
    }
  }

  @Test("Latin-1 and Windows-1252 come out in UTF-8")
  func encodings() {
    for (encoding, byte, text) in [
      (TextEncoding.latin1, UInt8(0xE6), "æ"), (.windows1252, 0x80, "€"), (.latin1, 0xFF, "ÿ"),
    ] {
      let plan = CSVPlan(dialect: CSVDialect(encoding: encoding), columns: [.init(.string)])
      let bytes: [UInt8] = [0x22, byte, 0x22, 0x22, 0x22, 0x0A, byte, 0x0A]
      let decoded = CSVDecoder(plan).decode(PaddedBytes(bytes))
      #expect(decoded.columns[0].values == [.string(text + "\""), .string(text)])
    }
  }

  @Test("null texts are null without quotes only")
  func nullTexts() {
    let dialect = CSVDialect(nullTexts: [Array("NA".utf8)], hasNullStrings: true)
    let decoded = decode("NA,NA\n1,\"NA\"\n", [.int, .string], dialect: dialect)
    #expect(decoded.columns[0].values == [.null, .int(1)])
    #expect(decoded.columns[1].values == [.null, .string("NA")])
  }

  @Test("rows come out as the byte-by-byte reading has them, or are faults", arguments: 0..<300)
  func agreesWithPlain(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 5_000)
    let width = 1 + random.below(3)
    let text = awkwardCSV(&random, length: random.below(400)) + [10]
    let plan = CSVPlan(
      dialect: CSVDialect(),
      columns: (0..<width).map { _ in .init(.string, mayRepeat: random.oneIn(2)) })
    let decoded = CSVDecoder(plan).decode(PaddedBytes(text), wantsPlaces: true)
    var rows: [[Value]] = []
    var faults = 0
    for cells in plainCells(text) where cells != [""] || width == 1 {
      let values = cells.map(Self.value)
      if cells.count == width, !values.contains(nil) {
        rows.append(values.compactMap { $0 })
      } else {
        faults += 1
      }
    }
    #expect((0..<decoded.count).map { row in decoded.columns.map { $0.value(at: row) } } == rows)
    let unfinished = decoded.faults.count { $0.kind == .unfinishedQuote }
    #expect(decoded.faults.count - unfinished == faults)
  }

  /// A cell's value; nil where its quotes are broken.
  private static func value(_ cell: String) -> Value? {
    if cell.isEmpty { return .null }
    guard cell.utf8.first == UInt8(ascii: "\"") else { return .string(cell) }
    guard cell.utf8.count > 1, cell.utf8.last == UInt8(ascii: "\"") else { return nil }
    let inner = cell.dropFirst().dropLast().split(
      separator: "\"\"", omittingEmptySubsequences: false)
    return inner.contains { $0.contains("\"") } ? nil : .string(inner.joined(separator: "\""))
  }

  @Test("changed bytes never trap, and every row is read or a fault", arguments: 0..<300)
  func mutations(_ seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 77_000)
    var text = Array("id,æøå,2024-01-01,1.5\n7,\"a,b\n\"\"c\",2024-01-02T10:00:00Z,-3\n".utf8)
    text += text
    for _ in 0..<(1 + random.below(8)) {
      let place = random.below(text.count)
      switch random.below(3) {
      case 0: text[place] = UInt8(random.below(256))
      case 1: text.remove(at: place)
      default: text.insert(random.pick([10, 13, 34, 44, 0, 255]), at: place)
      }
    }
    text.append(10)
    let plan = CSVPlan(
      dialect: CSVDialect(),
      columns: [.init(.int), .init(.string, mayRepeat: true), .init(.timestamp), .init(.float)])
    let decoded = CSVDecoder(plan).decode(PaddedBytes(text))
    let rows = PaddedBytes(text).withBytes { bytes in
      CSVSampleRows.fieldCounts(
        CSVIndex(plainly: bytes, CSVDialect(), isASCII: false), bytes, 10
      ).count { $0.fields > 0 }
    }
    let unfinished = decoded.faults.count { $0.kind == .unfinishedQuote }
    #expect(decoded.count + decoded.faults.count - unfinished == rows)
  }
}
