import FjordDiagnostic
import FjordFormat
import FjordTable
import FjordTestSupport
import Testing

@Suite struct CSVWriterTests {
  @Test func valuesAreWrittenAsTheContractSays() {
    let when = table(
      ("name", .string, [.string("Bergen"), .null, .string("")]),
      ("n", .int, [.int(1), .null, .int(-5)]),
      ("x", .float, [.float(3), .float(0.5), .null]),
      ("day", .date, [.date(19_875), .null, .date(0)]),
      ("t", .timestamp, [.timestamp(1_717_230_600_000_000), .null, .timestamp(1)]),
      ("d", .duration, [.duration(CalendarDuration(months: 1, microseconds: 0)), .null, .null]),
      ("b", .binary, [.binary([1, 2]), .null, .binary([])]),
      ("l", .list(.int), [.list([.int(1), .int(2)]), .null, .list([])]))
    #expect(
      string(of: when, as: .csv) == """
        name,n,x,day,t,d,b,l
        Bergen,1,3.0,2024-06-01,2024-06-01T08:30:00Z,P1M,AQI=,"[1,2]"
        ,,0.5,,,,,
        "",-5,,1970-01-01,1970-01-01T00:00:00.000001Z,,"",[]

        """)
  }

  @Test func fieldsAreQuotedWhereTheyMustBe() {
    let values = ["plain", "a,b", "say \"hi\"", "two\nlines", "cr\rhere", " space ", "tab\there"]
    let quoted = table(("a,\"b\"", .string, values.map { .string($0) }))
    #expect(
      string(of: quoted, as: .csv) == """
        "a,""b""\"
        plain
        "a,b"
        "say ""hi""\"
        "two
        lines"
        "cr\rhere"
         space \

        tab\there

        """)
  }

  @Test func tsvQuotesTabsAndNotCommas() {
    let both = table(
      ("a", .string, [.string("x,y"), .string("x\ty")]), ("b", .int, [.int(1), .null]))
    #expect(string(of: both, as: .tsv) == "a\tb\nx,y\t1\n\"x\ty\"\t\n")
  }

  @Test func aTableWithoutRowsIsItsHeader() {
    #expect(string(of: table(("a", .int, []), ("b", .int, [])), as: .csv) == "a,b\n")
    #expect(string(of: Table(schema: Schema([]), batches: []), as: .csv) == "\n")
  }

  @Test func forATerminalControlsAreShownAsEscapes() {
    let evil = table(("a\u{1B}", .string, [.string("x\u{1B}[2Jy\nz"), .string("plain")]))
    #expect(string(of: evil, as: .csv, forTerminal: true) == "a\\u{1b}\nx\\u{1b}[2Jy\\nz\nplain\n")
    #expect(string(of: evil, as: .csv).contains("\u{1B}[2J"))
  }

  @Test func whatIsWrittenReadsBackWithNullsAndEmptyStringsApart() throws {
    var random = SeededGenerator(seed: 60)
    for _ in 0..<60 {
      let table = random.table(columns: 2 + random.below(4), rows: random.below(120))
      let rows = try csvRows(of: string(of: table, as: .csv))
      let columns = table.joined().columns
      #expect(rows.first?.map { $0 ?? "" } == table.schema.names)
      #expect(rows.count == table.count + 1)
      for (place, column) in columns.enumerated() {
        let read = Column(
          .string, rows.dropFirst().map { $0[place].map { .string($0) } ?? .null })
        let isReadable = !column.type.isNested && column.type != .string && column.type != .binary
        let back = isReadable ? read.parsed(as: column.type).column : read
        let expected = isReadable ? column.values : column.texts().values
        #expect(back.values == expected)
      }
    }
  }

  @Test func batchesAndSlicesChangeNothing() {
    var random = SeededGenerator(seed: 61)
    for format in OutputFormat.allCases where format != .table {
      let whole = random.table(columns: 4, rows: 2500, depth: 1)
      let batch = whole.joined()
      var pieces: [Batch] = []
      var start = 0
      while start < batch.count {
        let end = min(batch.count, start + random.below(900))
        pieces.append(batch.slice(start..<end))
        start = end
      }
      let parted = Table(schema: whole.schema, batches: pieces)
      #expect(text(of: whole, as: format) == text(of: parted, as: format))
    }
  }
}
