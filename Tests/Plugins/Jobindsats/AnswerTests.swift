import FjordDiagnostic
import FjordFormat
import FjordHTTP
import FjordPlugin
import FjordTable
import Testing

@testable import JobindsatsPlugin

/// Answers as the service gave them, read by pure readers.
@Suite struct AnswerTests {
  @Test(arguments: Fixture.data3)
  func `every recorded answer gives its own rows, nulls null`(_ name: String) throws {
    let body = try Fixture.bytes(name)
    let answer = try jsonValue(of: body)
    let reader = try DataReader.fitting(answer)
    let codes = reader.selection.periods.codes
    let page = try reader.read(body, url: "", asked: codes)
    #expect(page.rows.count == answer["rows"].elements.count)
    #expect(page.misfits == 0 && page.guessed.isEmpty)
    let nulls = answer["rows"].elements.reduce(0) { $0 + $1.elements.filter { $0.isNull }.count }
    #expect(page.withheld == nulls)
    for (row, wanted) in zip([page.rows].rows, answer["rows"].elements) {
      for (found, wanted) in zip(row, wanted.elements) {
        #expect(found.number == wanted.number && found.text == wanted.text)
      }
    }
  }

  @Test func `a description gives measures, periods, dimensions and hierarchies`() throws {
    let facts = try #require(
      TableFacts(version3: try jsonValue(of: try Fixture.bytes("v3_table_y25i07.json"))))
    #expect(facts.id == "y25i07" && facts.updated == "2026-07-26" && facts.next == "2026-08-27")
    #expect(facts.groups.flatMap(\.measures).map(\.id) == ["mesi07_1", "mesi07_2", "mesi07_3"])
    #expect(facts.periods.map(\.type) == ["M"])
    #expect(facts.periods[0].periods.map(\.id) == ["2026M05", "2026M06", "2026M07", "2026M08"])
    #expect(facts.dimensions.map(\.id) == ["_omrade", "_esco"])
    #expect(facts.dimensions[0].isArea && !facts.dimensions[1].isArea)
    #expect(facts.dimensions[0].hierarchies[0].top?.name == "Hele landet")
    let row = OneTableSource.batch(facts)
    #expect(row.columns.map(\.type) == OneTableSource.fields.map(\.type))
  }

  @Test func `a description of version 2 gives the same, with hierarchies made of names`() throws {
    let facts = try #require(
      TableFacts(version2: try jsonValue(of: try Fixture.bytes("v2_table_y01a02.json"))))
    #expect(facts.id == "Y01A02" && facts.frequency == "M")
    #expect(facts.periods.map(\.type) == ["M", "Q", "QMAT", "Y"])
    #expect(facts.dimensions.map(\.id) == ["area", "_kon"])
    #expect(facts.dimensions[0].hierarchies.map(\.id) == ["_nykom", "_region", "_omrade"])
    #expect(facts.dimensions[1].hierarchies[0].top?.name == "Køn i alt")
  }

  @Test func `lists of tables of both versions give the same columns`() throws {
    let three = try #require(
      TableListing.read(try jsonValue(of: try Fixture.bytes("v3_tables.json")), .three))
    #expect(three.map { $0[4] } == [.string("y25i07"), .string("y25i14")])
    #expect(three[0][10].elements.first?["period_last"].text == "2026M08")
    let two = try #require(
      TableListing.read(try jsonValue(of: try Fixture.bytes("v2_tables_subjectid1.json")), .two))
    #expect(two.map { $0[4] } == [.string("Y01A02"), .string("Y01A04")])
    #expect(two[0][6] == .string("M"))
    #expect(two[0][10].elements.map { $0["period_first"].text } == ["2008M01", nil, nil, nil])
    for row in three + two { #expect(row.count == TablesSource.fields.count) }
    let subjects = SubjectsSource.rows(
      try jsonValue(of: try Fixture.bytes("v2_subjects.json")), .two)
    #expect(subjects?.count == 4)
  }

  @Test func `an empty selection is no fault`() throws {
    let body = try Fixture.bytes("v3_data_tom.json")
    let reader = try DataReader.fitting(try jsonValue(of: try Fixture.bytes("v3_data_y25i07.json")))
    let page = try reader.read(body, url: "", asked: ["2026M08"])
    #expect(page.rows.count == 0 && page.withheld == 0)
  }

  @Test(
    arguments: [
      "", "{", "[]", "{}", "{\"columns\":[],\"rows\":[]}",
      "{\"columns\":[\"Periode\"],\"rows\":{}}",
      "{\"columns\":[\"Periode\",\"Område\"],\"rows\":[[\"2026M08\",\"Hele landet\"]]}",
      "{\"code\":200}", "<html></html>", "null",
    ])
  func `what is no answer with data is refused`(_ text: String) throws {
    let reader = try DataReader.fitting(try jsonValue(of: try Fixture.bytes("v3_data_y25i07.json")))
    #expect(throws: JobindsatsFault.self) {
      try reader.read(Array(text.utf8), url: "u", asked: ["2026M08"])
    }
  }

  @Test func `rows of a period that was not asked for are refused`() throws {
    let body = try Fixture.bytes("v3_data_y25i07.json")
    let reader = try DataReader.fitting(try jsonValue(of: body))
    let fault = #expect(throws: JobindsatsFault.self) {
      try reader.read(body, url: "u", asked: ["2026M08"])
    }
    #expect(fault == .otherPeriods("2026M07", url: "u"))
  }

  @Test func `headings of two measures that are alike become unique`() throws {
    let answer = try jsonValue(
      of: Array(
        """
        {"columns":["Periode","Område","Antal","Antal"],"rows":[["2026M08","Hele landet",1,2]]}
        """.utf8))
    let reader = try DataReader.fitting(answer)
    #expect(reader.columns.schema.names.prefix(4) == ["Periode", "Område", "Antal", "Antal_2"])
    let page = try reader.read(
      Array(
        "{\"columns\":[\"Periode\",\"Område\",\"Antal\",\"Antal\"],\"rows\":[[\"2026M08\",\"Hele landet\",1,2]]}"
          .utf8), url: "", asked: ["2026M08"])
    #expect(
      [page.rows].rows[0].prefix(4) == [
        .string("2026M08"), .string("Hele landet"), .int(1), .int(2),
      ])
  }

  @Test func `a heading with its group, or an unknown one, still finds its measure`() throws {
    let facts = try #require(
      TableFacts(version3: try jsonValue(of: Array(MadeTable.description.utf8))))
    let selection = try Selection(SourceArguments(), facts)
    let columns = DataColumns(selection, .three)
    let reader = DataReader(selection: selection, columns: columns, version: .three)
    func page(_ first: String, _ second: String) throws -> DataReader.Page {
      let body = """
        {"columns":["Periode","Område","Køn","\(first)","\(second)"],
        "rows":[["2026M08","Hele landet","Køn i alt",7,2.5]]}
        """
      return try reader.read(Array(body.utf8), url: "", asked: ["2026M08"])
    }
    let long = try page("Ledige: Antal ledige", "Ledige: Andel ledige (pct.)")
    #expect([long.rows].rows[0][3...4] == [.int(7), .float(2.5)] && long.guessed.isEmpty)
    let other = try page("Personer", "Andel ledige (pct.)")
    #expect([other.rows].rows[0][3...4] == [.int(7), .float(2.5)])
    #expect(other.guessed == ["Antal ledige": "Personer"])
  }

  @Test func `a measure's Danish name tells its type, unit and meaning`() {
    #expect(MeasureTraits("Antal nye stillinger").type == .int)
    #expect(MeasureTraits("Antal nye stillinger").english == "number of new vacancies")
    #expect(MeasureTraits("Andel sanktionerede ledige").type == .float)
    #expect(MeasureTraits("Andel sanktionerede ledige").unit == "percent")
    #expect(MeasureTraits("Gnsn. antal sanktioner pr. sanktioneret ledig").type == .float)
    #expect(
      MeasureTraits("Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år").unit == "percent")
    let one = MeasureTraits("Karantæne", group: "Antal sanktioner fordelt på type")
    #expect(one.type == .int && one.unit == "sanctions" && one.english == "suspension")
    #expect(MeasureTraits("Fuldtidspersoner").unit == "full-time equivalents")
    #expect(
      MeasureTraits("Varslinger, antal virksomheder").english
        == "notices of dismissal, number of firms")
  }
}

/// Numbers as they come, whatever a measure's name says.
@Suite struct NumberTests {
  @Test(arguments: [
    "Varighed af forløb", "Gennemsnitlig varighed (uger)", "Antal uger på ydelse", "Indeks",
    "Udgift pr. person", "Beskæftigelsesfrekvens", "Sagsbehandlingstid", "Antal timer",
  ])
  func `what is measured and not counted may have fractions`(_ name: String) {
    #expect(MeasureTraits(name).type == .float)
  }

  @Test func `a count with a fraction is never lost: the run ends, and a setting takes it`()
    async throws
  {
    func bench(_ more: [String: String] = [:]) -> Bench {
      Bench.made(more: more) { months in
        MadeTable.data(months) { month, _, _ in month == "2026M08" ? "2.9" : "3.0" }
      }
    }
    let options = ["period": Value.string("latest:2")]
    let fault = await #expect(throws: JobindsatsFault.self) {
      try await bench().rows("jobindsats.data", "made", options)
    }
    #expect(fault?.diagnostic.code == "jobindsats.fractions")
    #expect(fault?.diagnostic.status == .source)
    let message = fault?.diagnostic.message ?? ""
    #expect(message.contains("`Antal ledige`") && message.contains("2.9"))
    #expect(fault?.diagnostic.fix?.contains("FJORD_JOBINDSATS_FRACTIONS=1") == true)
    let rows = try await bench(["FJORD_JOBINDSATS_FRACTIONS": "1"])
      .rows("jobindsats.data", "made", options)
    #expect(rows.map { $0[3] } == [.float(3), .float(2.9)])
    let whole = try await bench().rows("jobindsats.data", "made", ["period": .string("2026M07")])
    #expect(whole.map { $0[3] } == [.int(3)])
  }

  @Test func `a count of version 2 with a fraction is not lost either`() async throws {
    let text = String(decoding: try Fixture.bytes("v2_data_y01a02.json"), as: UTF8.self)
    let odd = text.replacing("\"61240\"", with: "\"61240,5\"")
    #expect(odd != text)
    let bench = Bench.scripted(version: "2") { request in
      let isData = request.address.path.hasPrefix("/v2/data/")
      return isData
        ? HTTPAnswer(200, odd, for: request)
        : HTTPAnswer(200, try Fixture.bytes("v2_table_y01a02.json"), for: request)
    }
    let fault = await #expect(throws: JobindsatsFault.self) {
      try await bench.rows(
        "jobindsats.data", "Y01A02",
        [
          "period": .string("2026M05,2026M06"), "hierarchy": .open("_kon", "*"),
          "area": .string("Hele landet,Næstved,Køge,Ærø"),
        ])
    }
    #expect(fault?.diagnostic.message.contains("61240.5") == true)
  }
}

extension DataReader {
  /// A reader for an answer of version 3, as if its table had what the answer has.
  static func fitting(_ answer: Value) throws -> DataReader {
    let names = answer["columns"].elements.compactMap(\.text)
    let rows = answer["rows"].elements.map(\.elements)
    func distinct(_ column: Int) -> [String] {
      var seen: [String] = []
      for case let text? in rows.map({ $0[column].text }) where !seen.contains(text) {
        seen.append(text)
      }
      return seen
    }
    let isText = names.indices.map { column in
      rows.contains { if case .string = $0[column] { true } else { false } }
    }
    let keys = names.indices.filter { $0 > 0 && isText[$0] }
    let dimensions = keys.map { column in
      TableFacts.Dimension(
        id: names[column], name: names[column],
        hierarchies: [
          TableFacts.Hierarchy(
            id: names[column], name: names[column],
            levels: [AreaNames.level("values", names[column], distinct(column))])
        ], isArea: names[column] == "Område")
    }
    let measures = names.indices.filter { $0 > 0 && !isText[$0] }
    let codes = distinct(0).map { TableFacts.Named(id: $0, name: $0) }
    let facts = TableFacts(
      id: "t", name: "T", frequency: nil, updated: nil, next: nil, infoPage: nil, tablePage: nil,
      groups: [
        TableFacts.MeasureGroup(
          id: "g", name: "",
          measures: measures.map { TableFacts.Named(id: "m\($0)", name: names[$0]) })
      ],
      periods: TableFacts.ordered([
        TableFacts.PeriodSet(type: PeriodCode(codes[0].id)?.type ?? "M", periods: codes)
      ]), dimensions: dimensions)
    let all = dimensions.map { NamedValue($0.id, .string("*")) }
    let selection = try Selection(
      SourceArguments(options: [
        "hierarchy": .init(.record(all)), "period": .init(.string("*")),
      ]), facts)
    return DataReader(
      selection: selection, columns: DataColumns(selection, .three), version: .three)
  }
}

extension Value {
  /// A number of either kind.
  var number: Double? {
    switch self {
    case .int(let number): Double(number)
    case .float(let number): number
    default: nil
    }
  }
}
