import FjordDiagnostic
import FjordPlugin
import FjordTable

/// What the service says of one table: measures, periods, dimensions with their hierarchies.
struct OneTableSource: Source {
  static let declaration = SourceDeclaration(
    name: "jobindsats.table", summary: "One table: its measures, periods, dimensions, hierarchies.",
    discussion: """
      One row, nested as the service nests it; `unnest` opens it. `hierarchy_id` is what the option \
      `--hierarchy` of `jobindsats.data` takes: a dimension's own id is not, and hierarchies differ by \
      table. A hierarchy's value `/` is the total. `measure_id` is for `--measures`, `periodtype_id` for \
      `--period-type`.

      Version 2 has no hierarchies: they are made of its names, so that the same options work. The answer \
      is kept on disk up to the table's next update, a day at most.
      """,
    parameters: [ParameterDeclaration("table", .string, "the table's id, as \"y25i07\"")],
    columns: fields, terms: Jobindsats.terms,
    examples: [
      Example(
        "jobindsats.table \"y25i07\" | select table_id, update_freq",
        gives: "table_id,update_freq\ny25i07,M\n", "how often it is updated"),
      Example(
        "jobindsats.table \"y25i07\" | unnest dimensions | unnest dimensions.hierarchies "
          + "| select dimensions.dimension_id, dimensions_hierarchies.hierarchy_id",
        "the hierarchies that `--hierarchy` takes"),
    ],
    open: { arguments, context in try OneTableSource(arguments, context) })

  private static func records(_ names: [String], _ more: [RecordField] = []) -> DataType {
    .list(.record(names.map { RecordField($0, .string) } + more))
  }

  private static let hierarchies = records(
    ["hierarchy_id", "hierarchy_name"],
    [
      RecordField(
        "levels",
        records(
          ["level_id", "level_name"],
          [RecordField("values", records(["value_id", "value_name"]))]))
    ])

  static let fields = [
    Field("table_id", .string, isNullable: false, meaning: "The table's id."),
    Field("table_name", .string, meaning: "What it measures, in Danish."),
    Field("update_freq", .string, meaning: "How often it is updated: M month, Q quarter, Y year."),
    Field("update_latest", .date, meaning: "The day of its last update."),
    Field("update_next", .date, meaning: "The day on which the next is due."),
    Field(
      "mgroups",
      records(
        ["mgroup_id", "mgroup_name"],
        [RecordField("measures", records(["measure_id", "measure_name"]))]),
      meaning: "Groups of measures; `measure_id` is what `--measures` takes."),
    Field(
      "periods",
      records(["periodtype_id"], [RecordField("values", records(["period_id", "period_name"]))]),
      meaning: "All its periods by type, in time's order.",
      semantics: ColumnSemantics(isPeriod: true)),
    Field(
      "dimensions",
      records(["dimension_id", "dimension_name"], [RecordField("hierarchies", hierarchies)]),
      meaning: "Dimensions with their hierarchies, levels and values; area first."),
    Field("link_infopage", .string, meaning: "A page that explains the measurement, in Danish."),
    Field("link_tablepage", .string, meaning: "The table's own page."),
  ]

  let schema = Schema(fields)
  private let service: JobindsatsService
  private let id: String
  private let span: Span?

  /// Sends nothing.
  ///
  /// Errors: `jobindsats.table-id`, `http.base-url`, `jobindsats.version`.
  init(_ arguments: SourceArguments, _ context: RunContext) throws(Diagnostic) {
    service = try JobindsatsService(context)
    id = try TableID.read(arguments, service.version)
    span = arguments.positional.first?.span
  }

  func plan(_ request: ScanRequest) -> [String] {
    [service.version == .three ? "GET /v3/table/\(id)" : "GET /v2/tables/\(id)/json"]
  }

  func need(_ request: ScanRequest) -> RequestNeed {
    Jobindsats.keeper.known(id, service) == nil ? RequestNeed(count: 1) : .none
  }

  func scan(_ request: ScanRequest, in context: RunContext) throws -> any Cursor {
    let asked = Once()
    return GeneratorCursor { [service, id, span] in
      guard asked.isFirst else { return nil }
      return Self.batch(try await Jobindsats.keeper.facts(id, at: span, service, context))
    }
  }

  static func batch(_ facts: TableFacts) -> Batch {
    func named(_ prefix: String, _ value: TableFacts.Named) -> Value {
      TableListing.record([(prefix + "_id", value.id), (prefix + "_name", value.name)])
    }
    let values: [Value] = [
      .string(facts.id), .string(facts.name), Value(facts.frequency),
      TableListing.day(Value(facts.updated)), TableListing.day(Value(facts.next)),
      .list(
        facts.groups.map { group in
          nested(
            "mgroup", group.id, group.name, "measures", group.measures.map { named("measure", $0) })
        }),
      .list(
        facts.periods.map { set in
          .record([
            NamedValue("periodtype_id", .string(set.type)),
            NamedValue("values", .list(set.periods.map { named("period", $0) })),
          ])
        }),
      .list(facts.dimensions.map(dimension)), Value(facts.infoPage), Value(facts.tablePage),
    ]
    return Batch(
      columns: zip(fields, values).map { Column($0.type, [$1]) }, count: 1)
  }

  private static func dimension(_ dimension: TableFacts.Dimension) -> Value {
    nested(
      "dimension", dimension.id, dimension.name, "hierarchies",
      dimension.hierarchies.map { hierarchy in
        nested(
          "hierarchy", hierarchy.id, hierarchy.name, "levels",
          hierarchy.levels.map { level in
            nested(
              "level", level.id, level.name, "values",
              level.values.map {
                TableListing.record([("value_id", $0.id), ("value_name", $0.name)])
              })
          })
      })
  }

  private static func nested(
    _ prefix: String, _ id: String, _ name: String, _ key: String, _ parts: [Value]
  ) -> Value {
    .record([
      NamedValue(prefix + "_id", .string(id)), NamedValue(prefix + "_name", .string(name)),
      NamedValue(key, .list(parts)),
    ])
  }
}
