import FjordFormat
import FjordTable
import Testing

@Suite struct JSONWriterTests {
  private let sample = table(
    ("name", .string, [.string("A \"q\" \\ \n\u{1}\u{7F}å"), .null]),
    ("n", .int, [.int(9_007_199_254_740_993), .null]), ("ok", .bool, [.bool(true), .null]),
    ("x", .float, [.float(.infinity), .float(2)]), ("t", .timestamp, [.timestamp(0), .null]),
    (
      "r", .record([RecordField("a", .list(.date))]),
      [
        .record([NamedValue("a", .list([.date(0), .null]))]), .null,
      ]
    ))

  private static let rows = [
    #"{"name":"A \"q\" \\ \n\u0001"# + "\u{7F}" + #"å","n":9007199254740993,"ok":true,"x":null,"#
      + #""t":"1970-01-01T00:00:00Z","r":{"a":["1970-01-01",null]}}"#,
    #"{"name":null,"n":null,"ok":null,"x":2.0,"t":null,"r":null}"#,
  ]

  @Test func jsonIsAnArrayWithAnObjectALine() {
    #expect(string(of: sample, as: .json) == "[\n\(Self.rows[0]),\n\(Self.rows[1])\n]\n")
  }

  @Test func ndjsonIsAnObjectALine() {
    #expect(string(of: sample, as: .ndjson) == "\(Self.rows[0])\n\(Self.rows[1])\n")
  }

  @Test func noRowsAreAnEmptyArrayAndNoLines() {
    let empty = table(("a", .int, []))
    #expect(string(of: empty, as: .json) == "[]\n")
    #expect(string(of: empty, as: .ndjson) == "")
  }

  @Test func rowsWithoutColumnsAreEmptyObjects() {
    let rows = Table(schema: Schema([]), batches: [Batch(columns: [], count: 2)])
    #expect(string(of: rows, as: .json) == "[\n{},\n{}\n]\n")
    #expect(string(of: rows, as: .ndjson) == "{}\n{}\n")
  }

  @Test func forATerminalSteeringCharactersAreEscapedWithinStrings() {
    let evil = table(("k\u{9B}", .string, [.string("a\u{9B}2J\u{202E}b\u{FEFF}å")]))
    #expect(
      string(of: evil, as: .ndjson, forTerminal: true)
        == #"{"k\u009b":"a\u009b2J\u202eb\ufeffå"}"# + "\n")
  }
}
