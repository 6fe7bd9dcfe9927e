/// The bodies of version 2: JSON in an array, after a byte order mark, all values as text.
enum JobindsatsOlder {
  static func json(_ items: [JobindsatsJSON]) -> [UInt8] {
    JobindsatsCSV.mark + JobindsatsJSON.list(items).bytes
  }

  static func subjects() -> [JobindsatsJSON] {
    JobindsatsTables.subjects.map {
      .object([("SubjectID", .text($0.id)), ("SubjectName", .text($0.name))])
    }
  }

  /// A table in the list of tables.
  static func summary(_ edition: JobindsatsEdition) -> JobindsatsJSON {
    let table = edition.table
    let names = table.area.hierarchies.flatMap(\.levels).map(\.id)
    let levels = [("total", "Hele landet"), ("region", "Region"), ("kommune", "Kommune")]
    let periods = edition.periods(table.types[0]) ?? []
    return .object(
      head(edition) + [
        ("Measurements", measurements(table)),
        ("PeriodCategory", .texts(table.types.map(\.rawValue))),
        ("AreaHierarchy", .texts(levels.filter { names.contains($0.0) }.map(\.1))),
        ("FirstPeriod", .text(periods.first?.id ?? "")),
        ("LatestPeriod", .text(periods.last?.id ?? "")),
        (
          "Dimensions",
          .list(
            table.dimensions.map {
              .object([("ID", .text($0.olderID)), ("Name", .text($0.name))])
            })
        ),
      ])
  }

  /// One table with the values of its dimensions.
  static func table(_ edition: JobindsatsEdition) -> JobindsatsJSON {
    let table = edition.table
    let dimensions = table.dimensions.map { dimension in
      JobindsatsJSON.object([
        ("DimensionID", .text(dimension.olderID)), ("DimensionName", .text(dimension.name)),
        ("DefaultValue", .text(dimension.whole.name)),
        ("Values", .texts(dimension.named.map(\.name))),
      ])
    }
    return .object(
      head(edition) + [
        ("Area", .texts(table.area.named.map(\.name))),
        ("Period", .texts(edition.allPeriods.map(\.id))), ("Measurements", measurements(table)),
        ("Dimensions", .list(dimensions)),
      ])
  }

  private static func head(_ edition: JobindsatsEdition) -> [(String, JobindsatsJSON)] {
    let table = edition.table
    return [
      ("TableID", .text(table.id.uppercased())), ("TableName", .text(table.name)),
      ("SubjectID", .text(table.subject)),
      ("SubjectName", .text(JobindsatsTables.subject(table.subject))),
      ("UpdateFrequency", .text(table.isQuarterly ? "Kvartal" : "Måned")),
      ("LatestUpdate", .text(JobindsatsEdition.text(edition.latest))),
      ("NextUpdate", .text(JobindsatsEdition.text(edition.next))),
    ]
  }

  private static func measurements(_ table: JobindsatsTable) -> JobindsatsJSON {
    .list(
      table.named.flatMap(\.columns).map {
        .object([("ID", .text($0.olderID)), ("Name", .text($0.label))])
      })
  }

  /// The names and labels of the columns of rows.
  private static func variables(_ question: JobindsatsQuestion) -> [(name: String, label: String)] {
    let table = question.edition.table
    let shown = zip(table.dimensions, question.axes.dropFirst()).filter(\.1.isShown)
      .map { (name: $0.0.olderID, label: $0.0.name) }
    return [("area", "Area"), ("period", "Periode")] + shown
      + table.named.flatMap(\.columns).map { ($0.olderID, $0.label) }
  }

  private static func cells(_ row: JobindsatsQuestion.Row) -> [String] {
    row.names.prefix(1) + [row.period] + row.names.dropFirst() + row.numbers.map(\.older)
  }

  /// Rows as JSON.
  static func json(
    _ question: JobindsatsQuestion, _ rows: [JobindsatsQuestion.Row]
  ) -> [UInt8] {
    let variables = variables(question).map {
      JobindsatsJSON.object([("Name", .text($0.name)), ("Label", .text($0.label))])
    }
    return json([
      .object([
        ("Variables", .list(variables)),
        ("Data", .list(rows.map { .texts(cells($0)) })),
      ])
    ])
  }

  /// Rows as CSV.
  static func csv(_ question: JobindsatsQuestion, _ rows: [JobindsatsQuestion.Row]) -> [UInt8] {
    JobindsatsCSV.bytes([variables(question).map(\.label)] + rows.map(cells))
  }

  /// Objects of one shape as CSV, lists within them joined with commas.
  static func csv(_ items: [JobindsatsJSON]) -> [UInt8] {
    var rows: [[String]] = []
    for case .object(let pairs) in items {
      if rows.isEmpty { rows.append(pairs.map(\.0)) }
      rows.append(pairs.map { text($0.1) })
    }
    return JobindsatsCSV.bytes(rows)
  }

  private static func text(_ value: JobindsatsJSON) -> String {
    switch value {
    case .text(let text), .number(let text): text
    case .null: ""
    case .list(let items): items.map(text).joined(separator: ",")
    case .object(let pairs): pairs.first.map { text($0.1) } ?? ""
    }
  }
}
