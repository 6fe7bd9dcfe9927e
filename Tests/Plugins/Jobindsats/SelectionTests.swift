import FjordDiagnostic
import FjordFormat
import FjordHTTP
import FjordPlugin
import FjordTable
import FjordTestSupport
import Testing

@testable import JobindsatsPlugin

/// Arguments are checked against the table's own description, before data is asked for.
@Suite struct SelectionTests {
  /// A bench that has the description of a made table, and no data.
  private static func bench(_ asked: Record<String> = Record()) -> Bench {
    Bench.scripted { request in
      asked.add(request.address.target)
      guard request.address.path.hasPrefix("/v3/table/") else {
        return HTTPAnswer(500, "", for: request)
      }
      return HTTPAnswer(200, MadeTable.description, for: request)
    }
  }

  @Test(
    arguments: [
      ("period", "2026M09", "jobindsats.period", "\"latest:1\" asks for the newest, `2026M08`"),
      ("period", "2026m08", "jobindsats.period", "write `2026M08`: case counts"),
      ("period", "latest:61", "jobindsats.latest", "write \"latest:60\", or \"*\""),
      ("period", "latest:0", "jobindsats.period-form", nil),
      ("period", "latest", "jobindsats.period", nil),
      ("period", "", "jobindsats.period-form", nil),
      (
        "period", "2026M05,2026Q01", "jobindsats.mixed-periods",
        "ask for one type at a time: `--period-type M`"
      ),
      ("period", "2026Y01", "jobindsats.period-type", nil),
      ("period-type", "Y", "jobindsats.period-type", nil),
      ("period-type", "m", "jobindsats.period-type", "write `M`: case counts"),
      ("area", "Koge", "jobindsats.area", "`Køge` might be meant"),
      ("area", "køge", "jobindsats.area", "write `Køge`: case counts"),
      (
        "area", "Næstved Kommune", "jobindsats.area",
        "write `Næstved`: municipalities stand without \"Kommune\""
      ),
      (
        "area", "Ærøs kommune", "jobindsats.area",
        "write `Ærø`: municipalities stand without \"Kommune\""
      ),
      ("area", ",", "jobindsats.value-missing", "name some, or leave it out"),
      ("area", "Hele landt", "jobindsats.area", "`Hele landet` might be meant"),
      ("area", "Køge,Region Sjælland", "jobindsats.areas-apart", nil),
      ("measures", "mes_3", "jobindsats.measure", "`mes_1` or `mes_2` might be meant"),
    ] as [(String, String, String, String?)])
  func `a value that the table does not have is refused with the nearest one`(
    _ option: String, _ value: String, code: String, fix: String?
  ) async throws {
    let asked = Record<String>()
    let fault = await Self.bench(asked).fault("made", [option: .string(value)])
    #expect(fault?.code == code)
    #expect(fault?.status == .check)
    #expect(fault?.span != nil)
    if let fix { #expect(fault?.fix == fix) }
    #expect(asked.all.allSatisfy { $0.hasPrefix("/v3/table/") }, "data was asked for")
  }

  @Test(
    arguments: [
      ("_omrade", "*", "jobindsats.dimension", "write `--hierarchy {_nykom: \"*\"}`"),
      ("_nycom", "*", "jobindsats.hierarchy", "`_nykom` might be meant"),
      ("_kon", "Kvinde", "jobindsats.value", "`Kvinder` might be meant"),
      ("_kon", "kvinder", "jobindsats.value", "write `Kvinder`: case counts"),
      ("_kon", "/9/", "jobindsats.value", nil),
      ("_kon", "level:konn", "jobindsats.level", "`kon` might be meant"),
    ] as [(String, String, String, String?)])
  func `a hierarchy is named by its own id, and its values exactly`(
    _ id: String, _ value: String, code: String, fix: String?
  ) async throws {
    let record = Value.record([NamedValue(id, .string(value))])
    let fault = await Self.bench().fault("made", ["hierarchy": record])
    #expect(fault?.code == code)
    #expect(fault?.status == .check)
    if let fix { #expect(fault?.fix == fix) }
  }

  @Test func `a dimension is opened once`() async throws {
    let both = Value.record([
      NamedValue("_nykom", .string("*")), NamedValue("_region", .string("*")),
    ])
    #expect(
      await Self.bench().fault("made", ["hierarchy": both])?.code == "jobindsats.hierarchy-twice")
    let open = Value.record([NamedValue("_nykom", .string("*"))])
    let fault = await Self.bench().fault("made", ["hierarchy": open, "area": .string("Køge")])
    #expect(fault?.code == "jobindsats.area-twice")
    let nested = Value.record([NamedValue("_kon", .record([]))])
    #expect(
      await Self.bench().fault("made", ["hierarchy": nested])?.code == "jobindsats.hierarchy-form")
  }

  @Test func `all faults of a call are told at once`() async throws {
    let bench = Self.bench()
    let faults = await #expect(throws: Diagnostics.self) {
      try await bench.source(
        "jobindsats.data", "made",
        ["period": .string("2026M09"), "area": .string("Koge"), "measures": .string("x")])
    }
    #expect(
      faults?.items.map(\.code) == ["jobindsats.period", "jobindsats.area", "jobindsats.measure"])
  }

  @Test func `without options it asks for thirteen periods, totals, and all measures`() async throws
  {
    let source = try await Self.bench().source("jobindsats.data", "made")
    let plan = source.plan(ScanRequest()).joined(separator: " ")
    #expect(
      plan.hasPrefix(
        "GET /v3/data/made?mgroup.*=*&period.M=2025M08,2025M09,2025M10,2025M11,... (13)"))
    #expect(plan.contains("&hierarchy._nykom=/&hierarchy._kon=/"))
    #expect(source.need(ScanRequest()).total == 1)
    let start = source.start?.text ?? ""
    #expect(start.contains("\"from\":\"2025M08\""))
    let names = ["Periode", "Område", "Køn", "Antal ledige", "Andel ledige (pct.)"]
    #expect(source.schema.names == names + ["periode_type", "periode_fra", "periode_til", "i_alt"])
    #expect(source.schema.key?.columns == ["Periode", "Område", "Køn"])
  }

  @Test(
    arguments: [
      (["hierarchy": ["_kon": "*"]], "hierarchy._kon=*"),
      (["hierarchy": ["_kon": "level:kon"]], "hierarchy._kon=level:kon"),
      (["hierarchy": ["_kon": "/2/,/1/"]], "hierarchy._kon=/2/,/1/"),
      (["hierarchy": ["_kon": "Kvinder"]], "hierarchy._kon=/2/"),
      (["hierarchy": ["_region": "*"]], "hierarchy._region=*"),
      (["area": ["": "Hele landet,Køge"]], "hierarchy._nykom=/,/259/"),
      (["area": ["": "Region Sjælland"]], "hierarchy._region=/1085/"),
      (["measures": ["": "mes_2"]], "mgroup.g_1=mes_2"),
      (["measures": ["": "Antal ledige"]], "mgroup.g_1=mes_1"),
      (["period": ["": "2026Q1"]], "period.Q=2026Q01"),
      (["period": ["": "l(m:2)"]], "period.M=2026M07,2026M08"),
      (["period": ["": "latest:1"], "period-type": ["": "Q"]], "period.Q=2026Q02"),
      (["period": ["": "2026M08, 2026M06"]], "period.M=2026M06,2026M08"),
    ] as [([String: [String: String]], String)])
  func `what is asked for is sent by ids`(_ options: [String: [String: String]], part: String)
    async throws
  {
    let values = options.mapValues { parts -> Value in
      if let text = parts[""] { return .string(text) }
      return .record(parts.map { NamedValue($0.key, .string($0.value)) })
    }
    let source = try await Self.bench().source("jobindsats.data", "made", values)
    let plan = source.plan(ScanRequest())[0] + "&"
    #expect(plan.contains("?\(part)&") || plan.contains("&\(part)&"), "\(plan)")
  }

  @Test func `a large selection is split by period, below 200,000 cells a request`() async throws {
    let facts = MadeTable.wide(areas: 400, jobs: 50)
    let arguments = SourceArguments(options: [
      "hierarchy": .init(
        .record([
          NamedValue("_nykom", .string("*")), NamedValue("_job", .string("*")),
        ])),
      "period": .init(.string("latest:5")),
    ])
    let selection = try Selection(arguments, facts)
    // 401 areas x 51 jobs x (2 measures + 3 key columns)
    #expect(selection.cells(.three) == 401 * 51 * 5)
    #expect(selection.periodsAtOnce(.three) == 1)
    let some = try Selection(
      SourceArguments(options: [
        "hierarchy": .init(.record([NamedValue("_nykom", .string("*"))])),
        "period": .init(.string("*")),
      ]), facts)
    #expect(some.cells(.three) == 401 * 5)
    #expect(some.periodsAtOnce(.three) == 99 && 99 * 401 * 5 < 200_000)
  }

  @Test func `totals are known by level, by path and by name`() throws {
    let facts = try #require(
      TableFacts(version3: try jsonValue(of: Array(MadeTable.description.utf8))))
    func totals(_ id: String, _ text: String) throws -> Set<String> {
      let dimension = try #require(
        facts.dimensions.first { $0.hierarchies.contains { $0.id == id } })
      let hierarchy = try #require(dimension.hierarchies.first { $0.id == id })
      return try DimensionChoice(dimension, hierarchy, text.split(separator: ",").map(String.init))
        .totals
    }
    #expect(try totals("_nykom", "*") == ["Hele landet"])
    #expect(try totals("_nykom", "/,/259/") == ["Hele landet"])
    #expect(try totals("_nykom", "/259/,/340/") == [])
    #expect(try totals("_kon", "*") == ["Køn i alt"])
    #expect(try totals("_kon", "level:kon") == [])
  }

  @Test func `a value is a total of what its path holds, or of finer levels where ids are none`()
    throws
  {
    func totals(_ ids: [String], _ chosen: [String]) throws -> Set<String> {
      let levels = [[0], [1, 2], [3, 4, 5]].map { places in
        AreaNames.level("level", "Level", places.filter { $0 < ids.count }.map { ids[$0] })
      }
      let hierarchy = TableFacts.Hierarchy(
        id: "_h", name: "H", levels: levels.filter { !$0.values.isEmpty })
      let dimension = TableFacts.Dimension(
        id: "_d", name: "D", hierarchies: [hierarchy], isArea: false)
      return try DimensionChoice(dimension, hierarchy, chosen).totals
    }
    let paths = ["/", "/1/", "/2/", "/1/11/", "/1/12/", "/2/21/"]
    #expect(try totals(paths, ["*"]) == ["/", "/1/", "/2/"])
    #expect(try totals(paths, ["/1/", "/1/12/", "/2/21/"]) == ["/1/"])
    #expect(try totals(paths, ["/1/", "/2/21/"]) == [])
    #expect(try totals(paths, ["/1/", "/2/"]) == [])
    #expect(try totals(paths, ["/", "/2/21/"]) == ["/"])
    let names = ["Alle", "A", "B", "A1", "A2", "B1"]
    #expect(try totals(names, ["A", "B1"]) == ["A"])
    #expect(try totals(names, ["A1", "B1"]) == [])
    #expect(try totals(["Alle", "A", "AB"], ["A", "AB"]) == [])
  }

  @Test func `a measure whose name has a comma is found by it`() async throws {
    let description = MadeTable.description.replacing("Andel ledige (pct.)", with: "Antal, tilgang")
    let bench = Bench.scripted { HTTPAnswer(200, description, for: $0) }
    let source = try await bench.source(
      "jobindsats.data", "made", ["measures": .string("Antal, tilgang")])
    #expect(source.schema.names.dropFirst(3).first == "Antal, tilgang")
    #expect(source.plan(ScanRequest()).first?.contains("mgroup.g_1=mes_2") == true)
  }

  @Test func `where one area alone is asked for no total row is promised`() async throws {
    let bench = Bench.made { MadeTable.data($0) }
    let source = try await bench.source("jobindsats.data", "made", ["area": .string("Køge")])
    let reason = try #require(source.schema.fields[3].semantics.notAdditiveReason)
    #expect(!reason.contains("i_alt") && reason.contains("published for its period"))
  }
}

/// A table that tests make: areas by two hierarchies, sex, two measures, months and quarters.
enum MadeTable {
  static let description = """
    {"table_id":"made","table_name":"Ledige","update_freq":"M","update_latest":"2026-10-26",\
    "update_next":"2026-11-26","mgroups":[{"mgroup_id":"g_1","mgroup_name":"Ledige","measures":[\
    {"measure_id":"mes_1","measure_name":"Antal ledige"},\
    {"measure_id":"mes_2","measure_name":"Andel ledige (pct.)"}]}],"periods":[\
    {"periodtype_id":"Q","values":[{"period_id":"2026Q01"},{"period_id":"2026Q02"}]},\
    {"periodtype_id":"M","values":[\(months.map { "{\"period_id\":\"\($0)\"}" }.joined(separator: ","))]}],\
    "dimensions":[{"dimension_id":"_kon","dimension_name":"Køn","hierarchies":[{"hierarchy_id":"_kon",\
    "levels":[{"level_id":"total","values":[{"value_id":"/","value_name":"Køn i alt"}]},\
    {"level_id":"kon","values":[{"value_id":"/2/","value_name":"Kvinder"},\
    {"value_id":"/1/","value_name":"Mænd"}]}]}]},\
    {"dimension_id":"_omrade","dimension_name":"Område","hierarchies":[{"hierarchy_id":"_nykom","levels":[\
    {"level_id":"total","values":[{"value_id":"/","value_name":"Hele landet"}]},\
    {"level_id":"kommune","values":[{"value_id":"/370/","value_name":"Næstved"},\
    {"value_id":"/259/","value_name":"Køge"},{"value_id":"/340/","value_name":"Sorø"},\
    {"value_id":"/492/","value_name":"Ærø"}]}]},\
    {"hierarchy_id":"_region","levels":[{"level_id":"total","values":[{"value_id":"/",\
    "value_name":"Hele landet"}]},{"level_id":"region","values":[\
    {"value_id":"/1085/","value_name":"Region Sjælland"}]}]}]}]}
    """

  /// Sixty months up to August 2026.
  static let months: [String] = (0..<60).map { number in
    let month = 2021 * 12 + 8 + number
    let name = month % 12 + 1
    return "\(month / 12)M\(name < 10 ? "0" : "")\(name)"
  }

  /// A table with many areas and jobs.
  static func wide(areas: Int, jobs: Int) -> TableFacts {
    func dimension(_ id: String, _ hierarchy: String, _ count: Int) -> TableFacts.Dimension {
      let named = (1...count).map { TableFacts.Named(id: "/\($0)/", name: "\(id) \($0)") }
      return TableFacts.Dimension(
        id: id, name: id,
        hierarchies: [
          TableFacts.Hierarchy(
            id: hierarchy, name: hierarchy,
            levels: [
              TableFacts.Level(
                id: "total", name: "", values: [TableFacts.Named(id: "/", name: "\(id) i alt")]),
              TableFacts.Level(id: "parts", name: "", values: named),
            ])
        ], isArea: hierarchy == "_nykom")
    }
    return TableFacts(
      id: "wide", name: "Wide", frequency: "M", updated: "2026-10-26", next: nil, infoPage: nil,
      tablePage: nil,
      groups: [
        TableFacts.MeasureGroup(
          id: "g", name: "G",
          measures: [
            TableFacts.Named(id: "a", name: "Antal"), TableFacts.Named(id: "b", name: "Andel"),
          ])
      ],
      periods: [
        TableFacts.PeriodSet(type: "M", periods: months.map { TableFacts.Named(id: $0, name: $0) })
      ], dimensions: [dimension("Område", "_nykom", areas), dimension("Job", "_job", jobs)])
  }

  /// Data of the table: a row for each combination of some values.
  static func data(
    _ months: [String], areas: [String] = ["Hele landet"], sexes: [String] = ["Køn i alt"],
    value: (String, String, String) -> String = { _, _, _ in "10" }
  ) -> String {
    let rows = months.flatMap { month in
      areas.flatMap { area in
        sexes.map { sex in
          "[\"\(month)\",\"\(area)\",\"\(sex)\",\(value(month, area, sex)),2.5]"
        }
      }
    }
    return
      "{\"columns\":[\"Periode\",\"Område\",\"Køn\",\"Antal ledige\",\"Andel ledige (pct.)\"],\"rows\":["
      + rows.joined(separator: ",") + "]}"
  }
}
