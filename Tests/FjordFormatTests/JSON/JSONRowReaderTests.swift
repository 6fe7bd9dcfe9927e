import FjordDiagnostic
import FjordFormat
import FjordTable
import FjordTestSupport
import Testing

@Suite struct JSONRowReaderTests {
  private func read(
    _ text: String, rows: [JSONStep] = [], _ columns: [JSONColumn], fields: [[JSONStep]] = []
  ) throws -> JSONRows {
    try JSONRowReader(rows: rows, columns: columns, documentFields: fields).read(Array(text.utf8))
  }

  /// A page in the shape of a job feed, made up.
  private static let page = #"""
    {"version":"1.0","next_id":null,"items":[
      {"id":"1","url":"/a/1","_feed_entry":{"uuid":"u1","status":"ACTIVE","title":"K\u00e5kk \"A\"",
       "sistEndret":"2026-11-02T07:03:29.811434+01:00"}},
      {"id":"2","url":"/a/2","_feed_entry":{"status":"INACTIVE","uuid":"u2","extra":[1,{"x":[]}],
       "title":"","sistEndret":"2026-11-02T07:03:30Z"}},
      {"id":"3","url":null}
    ],"next_url":"/feed/2","id":"e1"}
    """#

  @Test func aPageBecomesColumnsAndDocumentValues() throws {
    let result = try read(
      Self.page, rows: ["items"],
      [
        JSONColumn(["_feed_entry", "uuid"], .string),
        JSONColumn(["_feed_entry", "title"], .string),
        JSONColumn(["_feed_entry", "sistEndret"], .timestamp), JSONColumn(["url"], .string),
      ], fields: [["next_url"], ["next_id"], ["id"], ["missing"], ["items"]])
    #expect(result.count == 3)
    #expect(result.hasRows)
    #expect(result.columns[0].values == [.string("u1"), .string("u2"), .null])
    #expect(result.columns[1].values == [.string("Kåkk \"A\""), .string(""), .null])
    #expect(
      result.columns[2].values
        == [.timestamp(1_793_599_409_811_434), .timestamp(1_793_603_010_000_000), .null])
    #expect(result.columns[3].values == [.string("/a/1"), .string("/a/2"), .null])
    #expect(result.documentFields.prefix(4) == [.string("/feed/2"), .null, .string("e1"), .null])
    #expect(result.mismatches == [0, 0, 0, 0])
    #expect(result.batch.count == 3)
  }

  @Test func everyTypeReadsAndWhatDoesNotFitIsACountedNull() throws {
    let cases: [(DataType, String, [Value], Int)] = [
      (.bool, "true,false,null,1", [.bool(true), .bool(false), .null, .null], 1),
      (
        .int, "1,-2,3.0,1e3,2.5,\"4\",9223372036854775808",
        [.int(1), .int(-2), .int(3), .int(1000), .null, .null, .null], 3
      ),
      (.float, "1,2.5,-1e2,\"x\",1e999", [.float(1), .float(2.5), .float(-100), .null, .null], 2),
      (
        .string, "\"a\",1.50,true,null,[],{}",
        [.string("a"), .string("1.50"), .string("true"), .null, .null, .null], 2
      ),
      (.date, "\"2024-06-01\",\"\",5", [.date(19_875), .null, .null], 2),
      (
        .timestamp, "\"1970-01-01T00:00:01Z\",\"1970-01-01T00:00:01\",\"1970-01-01\"",
        [.timestamp(1_000_000), .timestamp(1_000_000), .null], 1
      ),
      (
        .duration, "\"PT1S\",\"1s\"",
        [.duration(CalendarDuration(microseconds: 1_000_000)), .null], 1
      ),
      (.binary, "\"Zm9v\",\"?\"", [.binary(Array("foo".utf8)), .null], 1),
      (
        .list(.int), "[1,null,\"x\"],[],null,3",
        [.list([.int(1), .null, .null]), .list([]), .null, .null], 2
      ),
    ]
    for (type, text, values, mismatches) in cases {
      let result = try read("[\(text)]", [JSONColumn([], type)])
      #expect(result.columns[0].values == values, "\(type)")
      #expect(result.mismatches == [mismatches], "\(type)")
    }
  }

  @Test func nestedTypesReadStraightIntoTheirColumns() throws {
    let type = DataType.list(
      .record([
        RecordField("city", .string), RecordField("codes", .list(.list(.int))),
        RecordField("geo", .record([RecordField("lat", .float)])),
      ]))
    let text = #"""
      [{"w":[{"city":"Os\u006co","codes":[[1],[2,3],[]],"geo":{"lat":59.9}},{"geo":null},null]},
       {"w":[]},{"w":null},{}, {"w":[{"codes":7}]}]
      """#
    let result = try read(text, [JSONColumn(["w"], type)])
    func place(_ city: Value, _ codes: Value, _ geo: Value) -> Value {
      .record([NamedValue("city", city), NamedValue("codes", codes), NamedValue("geo", geo)])
    }
    #expect(
      result.columns[0].values == [
        .list([
          place(
            .string("Oslo"), .list([.list([.int(1)]), .list([.int(2), .int(3)]), .list([])]),
            .record([NamedValue("lat", .float(59.9))])),
          place(.null, .null, .null), .null,
        ]), .list([]), .null, .null, .list([place(.null, .null, .null)]),
      ])
    #expect(result.mismatches == [1])
  }

  @Test func theLastOfTwoEqualKeysCounts() throws {
    let text = #"{"a":1,"b":{"c":1},"a":2,"b":{"d":5},"n":[1],"n":null}"#
    let result = try read(
      text,
      [
        JSONColumn(["a"], .int), JSONColumn(["b", "c"], .int), JSONColumn(["b", "d"], .int),
        JSONColumn(["n"], .list(.int)),
      ])
    #expect(result.columns.map { $0.value(at: 0) } == [.int(2), .null, .int(5), .null])
    let rows = try read(#"{"r":[1,2,3],"r":[4]}"#, rows: ["r"], [JSONColumn([], .int)])
    #expect(rows.columns[0].values == [.int(4)])
    #expect(rows.count == 1)
  }

  @Test func keysMatchHoweverTheyAreEscapedOrLong() throws {
    let text = #"{"\u0061":1,"employmentGroupA":2,"employmentGroupB":3,"":4,"e":5,"emplo\u0079":6}"#
    let columns = [
      "a", "employmentGroupA", "employmentGroupB", "", "e", "employ", "employmentGroup",
    ]
    let result = try read(text, columns.map { JSONColumn([.key($0)], .int) })
    #expect(
      result.columns.map { $0.value(at: 0) }
        == [.int(1), .int(2), .int(3), .int(4), .int(5), .int(6), .null])
  }

  @Test func rowsOfArraysReadByPlace() throws {
    let text = "\u{FEFF}[{\"Data\":[[\"Oslo\",\"1\"],[\"Køge\",\"\"],[\"x\"],7,null]}]"
    let result = try read(
      text, rows: [0, "Data"], [JSONColumn([0], .string), JSONColumn([1], .string)])
    #expect(
      result.columns[0].values == [.string("Oslo"), .string("Køge"), .string("x"), .null, .null])
    #expect(result.columns[1].values == [.string("1"), .string(""), .null, .null, .null])
    #expect(result.mismatches == [1, 1])
  }

  @Test func anObjectAtTheRowsPathIsOneRowAndAnythingElseIsNone() throws {
    let columns = [JSONColumn(["a"], .int)]
    #expect(try read(#"{"a":1}"#, columns).columns[0].values == [.int(1)])
    #expect(try read(#" [ ] "#, columns).count == 0)
    #expect(try read(#"[]"#, columns).hasRows)
    #expect(try !read(#"{"x":null}"#, rows: ["x"], columns).hasRows)
    #expect(try !read(#"{"y":[1]}"#, rows: ["x"], columns).hasRows)
    #expect(try !read("3", rows: ["x"], columns).hasRows)
  }

  @Test func documentValuesKeepTheirParts() throws {
    let text = #"{"total":{"value":12,"exact":true},"list":[1,2.5,"x",null],"hits":[{}]}"#
    let result = try read(
      text, rows: ["hits"], [], fields: [["total"], ["total", "value"], ["list"], ["list", 1]])
    #expect(
      result.documentFields == [
        .record([NamedValue("value", .int(12)), NamedValue("exact", .bool(true))]), .int(12),
        .list([.int(1), .float(2.5), .string("x"), .null]), .float(2.5),
      ])
    #expect(result.count == 1)
  }

  @Test func localTimesAreOnTheGivenClock() throws {
    let oslo = try #require(ZoneOffsets(identifier: "Europe/Oslo"))
    let reader = JSONRowReader(columns: [JSONColumn([], .timestamp)], zone: oslo)
    let rows = try reader.read(Array(#"["2024-06-01T10:30:00"]"#.utf8))
    #expect(rows.columns[0].values == [.timestamp(1_717_230_600_000_000)])
  }

  @Test func manyRowsCrossTheBlocksWithNullsInPlace() throws {
    let body =
      "["
      + (0..<1000).map { $0 % 7 == 0 ? "{}" : #"{"n":\#($0),"s":"t\#($0)"}"# }
      .joined(separator: ",\n") + "]"
    let result = try read(body, [JSONColumn(["n"], .int), JSONColumn(["s"], .string)])
    let expected = (0..<1000).map { $0 % 7 == 0 ? Value.null : .int(Int64($0)) }
    #expect(result.columns[0].values == expected)
    #expect(result.columns[1].value(at: 999) == .string("t999"))
    #expect(result.columns[1].nullCount == 143)
  }

  @Test func linesAreRows() throws {
    let reader = JSONRowReader(columns: [JSONColumn(["a"], .int)])
    let rows = try reader.readLines(Array("{\"a\":1}\n\n  {\"a\":2}\r\n{}".utf8))
    #expect(rows.columns[0].values == [.int(1), .int(2), .null])
    #expect(try reader.readLines([]).count == 0)
    #expect(throws: Diagnostic.self) { try reader.readLines(Array("{} {}".utf8)) }
    #expect(throws: Diagnostic.self) { try reader.readLines(Array("{}\n{".utf8)) }
  }

  @Test func whatIsWrittenAsJSONReadsBack() throws {
    var random = SeededGenerator(seed: 40)
    for _ in 0..<60 {
      let table = random.table(columns: 1 + random.below(5), rows: random.below(200), depth: 2)
      let columns = table.schema.fields.map { JSONColumn([.key($0.name)], $0.type) }
      for format in [OutputFormat.json, .ndjson] {
        for forTerminal in [false, true] {
          let bytes = text(of: table, as: format, forTerminal: forTerminal)
          let reader = JSONRowReader(columns: columns)
          let rows = try format == .json ? reader.read(bytes) : reader.readLines(bytes)
          #expect(rows.columns.map(\.values) == table.joined().columns.map(\.values))
          #expect(rows.mismatches.allSatisfy { $0 == 0 })
        }
      }
    }
  }

  @Test func readingAgreesWithReadingAsOneValue() throws {
    var random = SeededGenerator(seed: 41)
    for _ in 0..<60 {
      let table = random.table(columns: 3, rows: 20, depth: 2)
      let bytes = text(of: table, as: .json)
      guard case .list(let rows) = try jsonValue(of: bytes) else {
        Issue.record("an array is no list")
        return
      }
      #expect(rows.count == 20)
      let again = try JSONRowReader(rows: ["rows"], columns: [JSONColumn([], .int)]).read(
        Array("{\"rows\":".utf8) + bytes + Array("}".utf8))
      #expect(again.count == 20)
    }
  }
}
