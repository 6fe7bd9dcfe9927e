import FjordDiagnostic
import FjordRender
import FjordTable
import FjordTestSupport
import Testing

@Suite struct TableRendererTests {
  private func table(_ columns: (Field, [Value])...) -> Table {
    Table(
      schema: Schema(columns.map(\.0)),
      batches: [
        Batch(
          columns: columns.map { Column($0.0.type, $0.1) }, count: columns.first?.1.count ?? 0)
      ])
  }

  private func shown(
    _ table: Table, _ style: TableStyle = TableStyle(), notes: [String] = []
  ) -> String {
    TableRenderer(style: style).lines(TableExcerpt(table), notes: notes).joined(separator: "\n")
  }

  private func strings(_ texts: [String]) -> [Value] { texts.map { .string($0) } }

  @Test func aTableIsAlignedWithNumbersAtTheRight() {
    let towns = table(
      (Field("town", .string), strings(["Bergen", "Å"]) + [.null]),
      (Field("people", .int, unit: "persons"), [.int(291_940), .null, .int(-5)]),
      (Field("share", .float), [.float(0.5), .float(12), .null]),
      (Field("old", .bool), [.bool(true), .bool(false), .null]))
    #expect(
      shown(towns, notes: ["1 null skipped by avg(share)"]) == """
        town    people (persons)  share  old
        ──────  ────────────────  ─────  ─────
        Bergen            291940    0.5  true
        Å                   null   12.0  false
        null                  -5   null  null
        3 rows × 4 columns
        1 null skipped by avg(share)
        """)
  }

  @Test func nullEmptyAndTextsLikeThemDiffer() {
    let texts = ["", "null", "\"\"", " x ", "a", "\"a"]
    #expect(
      shown(table((Field("a", .string), strings(texts) + [.null]))) == #"""
        a
        ──────
        ""
        "null"
        """"
        " x "
        a
        ""a"
        null
        7 rows × 1 column
        """#)
  }

  @Test func bytesAreToldByTheirKindAndNumber() {
    let gif = Array("GIF89a".utf8) + [UInt8](repeating: 0, count: 1653)
    let values: [Value] = [
      .binary(gif), .binary([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
      .binary([0xFF, 0xD8, 0xFF, 0xE0]), .binary([7]), .binary([]), .null,
    ]
    #expect(
      shown(table((Field("logo", .binary), values))) == """
        logo
        ────────────────
        GIF, 1,659 bytes
        PNG, 8 bytes
        JPEG, 4 bytes
        1 byte
        0 bytes
        null
        6 rows × 1 column
        """)
  }

  @Test func wideCharactersAndMarksKeepTheColumnsStraight() {
    let texts = ["æøå", "日本語", "😀", "e\u{301}e\u{301}", "👩‍👩‍👧", "한글", "abc"]
    #expect(
      shown(
        table(
          (Field("name", .string), strings(texts)), (Field("n", .int), (1...7).map { .int($0) })))
          == """
          name    n
          ──────  ─
          æøå     1
          日本語  2
          😀      3
          e\u{301}e\u{301}      4
          👩‍👩‍👧      5
          한글    6
          abc     7
          7 rows × 2 columns
          """)
  }

  @Test func aTextThatIsTooLongIsCutAtACharacter() {
    let texts = ["Sykepleier ved medisinsk avdeling", "日本語日本語日本語日本語", "kort"]
    #expect(
      shown(table((Field("title", .string), strings(texts))), TableStyle(width: 12)) == """
        title
        ────────────
        Sykepleier …
        日本語日本…
        kort
        3 rows × 1
        column
        """)
  }

  private var wide: Table {
    table(
      (Field("uuid", .string), strings(["1509bb0a-9bf1-4331-8a11-8783593942a4", "5d32fe61-985f"])),
      (Field("status", .string), strings(["ACTIVE", "INACTIVE"])),
      (Field("title", .string), strings(["Backend-utvikler (Kotlin) til et lite firma", "Kokk"])),
      (Field("positions", .int), [.int(2), .null]),
      (Field("sistEndret", .timestamp), [.timestamp(1_793_599_409_811_434), .timestamp(0)]))
  }

  private var oslo: ZoneOffsets { ZoneOffsets(identifier: "Europe/Oslo") ?? .utc }

  @Test func onAWideTerminalAllIsShownWithTheZoneInTheFooter() {
    #expect(
      shown(wide, TableStyle(width: 200, zone: oslo)) == """
        uuid                                  status    title                                        positions  sistEndret
        ────────────────────────────────────  ────────  ───────────────────────────────────────────  ─────────  ──────────────────────────
        1509bb0a-9bf1-4331-8a11-8783593942a4  ACTIVE    Backend-utvikler (Kotlin) til et lite firma          2  2026-11-02 07:03:29.811434
        5d32fe61-985f                         INACTIVE  Kokk                                              null  1970-01-01 01:00:00
        2 rows × 5 columns, times in Europe/Oslo
        """)
  }

  @Test func onEightyCellsTheWidestTextsGiveWay() {
    #expect(
      shown(wide, TableStyle(width: 80, zone: oslo)) == """
        uuid             status    title           positions  sistEndret
        ───────────────  ────────  ──────────────  ─────────  ──────────────────────────
        1509bb0a-9bf1-…  ACTIVE    Backend-utvik…          2  2026-11-02 07:03:29.811434
        5d32fe61-985f    INACTIVE  Kokk                 null  1970-01-01 01:00:00
        2 rows × 5 columns, times in Europe/Oslo
        """)
  }

  @Test func onFortyCellsTheLastColumnsAreHiddenAndNamed() {
    #expect(
      shown(wide, TableStyle(width: 40)) == """
        uuid       status    title      positio…
        ─────────  ────────  ─────────  ────────
        1509bb0a…  ACTIVE    Backend-…         2
        5d32fe61…  INACTIVE  Kokk           null
        2 rows × 5 columns
        +1 column: sistEndret
        """)
  }

  @Test func onTwentyAndTenCellsTheFirstColumnStays() {
    #expect(
      shown(wide, TableStyle(width: 20)) == """
        uuid        status
        ──────────  ────────
        1509bb0a-…  ACTIVE
        5d32fe61-…  INACTIVE
        2 rows × 5 columns
        +3 columns: title,
        positions,
        sistEndret
        """)
    #expect(
      shown(wide, TableStyle(width: 10)) == """
        uuid
        ──────────
        1509bb0a-…
        5d32fe61-…
        2 rows × 5
        columns
        +4
        columns:
        status,
        title,
        positions,
        sistEndret
        """)
  }

  @Test func withoutUnicodeRulesAndMarksAreASCII() {
    #expect(
      shown(wide, TableStyle(width: 40, isUnicode: false)).contains("1509bb0a~"))
    #expect(
      shown(table((Field("a", .int), [.int(1)])), TableStyle(isUnicode: false)) == """
        a
        -
        1
        1 row x 1 column
        """)
  }

  @Test func tablesWithoutRowsOrColumnsSaySo() {
    #expect(
      shown(table((Field("a", .int), []), (Field("b", .string), []))) == """
        a  b
        ─  ─
        0 rows × 2 columns
        """)
    #expect(shown(Table(schema: Schema([]), batches: [])) == "0 rows × 0 columns")
  }

  @Test func controlCharactersAreHarmless() {
    let text = shown(
      table((Field("a\u{1B}[31m", .string), strings(["x\u{1B}[2J\ny\u{202E}z", "\u{9B}\t"]))),
      notes: ["note\u{7}"])
    #expect(
      text == """
        a\\u{1b}[31m
        ──────────────────────
        x\\u{1b}[2J\\ny\\u{202e}z
        \\u{9b}\\t
        2 rows × 1 column
        note\\u{7}
        """)
  }

  @Test func timesDurationsAndNestedValuesReadWell() {
    let record = DataType.record([RecordField("city", .string), RecordField("n", .list(.int))])
    let length = CalendarDuration(months: 14, microseconds: 93_784_500_000)
    #expect(
      shown(
        table(
          (Field("day", .date), [.date(19_875), .null]),
          (
            Field("d", .duration),
            [.duration(length), .duration(CalendarDuration(microseconds: 0))]
          ),
          (
            Field("r", record),
            [
              .record([
                NamedValue("city", .string("Å\n")), NamedValue("n", .list([.int(1), .null])),
              ]),
              .null,
            ]
          ), (Field("b", .binary), [.binary([1, 2]), .binary([])]))) == #"""
          day         d                     r                            b
          ──────────  ────────────────────  ───────────────────────────  ───────
          2024-06-01  1y 2mo 1d 2h 3m 4.5s  {"city":"Å\n","n":[1,null]}  2 bytes
          null        0s                    null                         0 bytes
          2 rows × 4 columns
          """#)
  }

  @Test func colourSetsOffNamesTypesAndNulls() {
    #expect(
      shown(
        table(
          (Field("a", .int), [.int(1), .null]), (Field("b", .list(.int)), [.null, .list([])])),
        TableStyle(usesColor: true)) == """
          \u{1B}[1m   a\u{1B}[0m  \u{1B}[1mb   \u{1B}[0m
          \u{1B}[2m int\u{1B}[0m  \u{1B}[2mlist\u{1B}[0m
          \u{1B}[2m────\u{1B}[0m  \u{1B}[2m────\u{1B}[0m
             1  \u{1B}[2mnull\u{1B}[0m
          \u{1B}[2mnull\u{1B}[0m  []
          \u{1B}[2m2 rows × 2 columns\u{1B}[0m
          """)
  }

  @Test func noLineIsEverWiderThanTheTerminal() {
    var random = SeededGenerator(seed: 70)
    for _ in 0..<150 {
      let whole = random.table(columns: random.below(9), rows: random.below(12), depth: 2)
      for width in [1, 2, 5, 10, 20, 40, 80, 200] {
        var buffer = RowBuffer(schema: whole.schema, first: 3, last: 2)
        for batch in whole.batches { buffer.append(batch) }
        let style = TableStyle(width: width, isUnicode: random.oneIn(2))
        let notes = ["a note of some words and averyveryverylongone"]
        for line in TableRenderer(style: style).lines(buffer.excerpt, notes: notes) {
          #expect(line.terminalWidth <= width, "\(width): \(line)")
          #expect(!line.unicodeScalars.contains { $0.steersTerminal })
        }
      }
    }
  }

  @Test func everyColumnIsShownOrNamed() {
    var random = SeededGenerator(seed: 71)
    for _ in 0..<80 {
      let count = 1 + random.below(12)
      let whole = Table(
        schema: Schema((0..<count).map { Field("name\($0)", .int) }),
        batches: [Batch(columns: (0..<count).map { _ in random.column(.int, count: 2) }, count: 2)])
      let text = shown(whole, TableStyle(width: 12 + random.below(100)))
      for name in whole.schema.names {
        #expect(text.contains(name), "\(text)")
      }
    }
  }
}
