/// The bodies of version 3.
enum JobindsatsNewer {
  static func subjects() -> JobindsatsJSON {
    .list(
      JobindsatsTables.subjects.map {
        .object([("subject_id", .text($0.id)), ("subject_name", .text($0.name))])
      })
  }

  /// All tables, by subject and group.
  static func tables(_ editions: [JobindsatsEdition]) -> JobindsatsJSON {
    .list(
      JobindsatsTables.subjects.map { subject in
        let own = editions.filter { $0.table.subject == subject.id }
        var groups: [(id: String, name: String)] = []
        for group in own.map(\.table.tableGroup) where !groups.contains(where: { $0 == group }) {
          groups.append(group)
        }
        let items = groups.map { group in
          JobindsatsJSON.object([
            ("table_group_id", .text(group.id)), ("table_group_name", .text(group.name)),
            ("tables", .list(own.filter { $0.table.tableGroup == group }.map(summary))),
          ])
        }
        return .object([
          ("subject_id", .text(subject.id)), ("subject_name", .text(subject.name)),
          ("table_groups", .list(items)),
        ])
      })
  }

  private static func summary(_ edition: JobindsatsEdition) -> JobindsatsJSON {
    let types = edition.table.types.compactMap { type -> JobindsatsJSON? in
      guard let periods = edition.periods(type), let first = periods.first, let last = periods.last
      else { return nil }
      return .object([
        ("periodtype_id", .text(type.rawValue)), ("period_first", .text(first.id)),
        ("period_last", .text(last.id)),
      ])
    }
    let groups = edition.table.named.map {
      JobindsatsJSON.object([("mgroup_id", .text($0.id)), ("mgroup_name", .text($0.name))])
    }
    let dimensions = edition.table.axes.map {
      JobindsatsJSON.object([
        ("dimension_id", .text($0.id)), ("dimension_name", .text($0.name)),
      ])
    }
    return .object(
      head(edition) + [
        ("mgroups", .list(groups)), ("periods", .object([("periodtypes", .list(types))])),
        ("dimensions", .list(dimensions)),
      ])
  }

  private static func head(_ edition: JobindsatsEdition) -> [(String, JobindsatsJSON)] {
    let table = edition.table
    let page = "https://jobindsats.dk/databank/\(table.id)"
    return [
      ("table_id", .text(table.id)), ("table_name", .text(table.name)),
      ("link_infopage", .text(page + "/info")), ("link_tablepage", .text(page)),
      ("update_freq", .text(table.isQuarterly ? "Q" : "M")),
      ("update_latest", .text(JobindsatsEdition.text(edition.latest))),
      ("update_next", .text(JobindsatsEdition.text(edition.next))),
    ]
  }

  /// One table with its measures, periods and dimensions.
  static func table(_ edition: JobindsatsEdition) -> JobindsatsJSON {
    let groups = edition.table.named.map { group in
      JobindsatsJSON.object([
        ("mgroup_id", .text(group.id)), ("mgroup_name", .text(group.name)),
        (
          "measures",
          .list(
            group.columns.map {
              .object([("measure_id", .text($0.id)), ("measure_name", .text($0.name))])
            })
        ),
      ])
    }
    let types = edition.table.types.map { type in
      let periods = (edition.periods(type) ?? []).map(\.id)
      return JobindsatsJSON.object([
        ("periodtype_id", .text(type.rawValue)),
        (
          "values",
          .list(periods.map { .object([("period_id", .text($0)), ("period_name", .text($0))]) })
        ),
      ])
    }
    return .object(
      head(edition) + [
        ("mgroups", .list(groups)), ("periods", .list(types)),
        ("dimensions", .list(edition.table.axes.map(dimension))),
      ])
  }

  private static func dimension(_ dimension: JobindsatsDimension) -> JobindsatsJSON {
    let hierarchies = dimension.hierarchies.map { hierarchy in
      let levels = hierarchy.levels.enumerated().map { place, level in
        let values = hierarchy.values.filter { $0.level == place }
        return JobindsatsJSON.object([
          ("level_id", .text(level.id)), ("level_name", .text(level.name)),
          (
            "values",
            .list(
              values.map {
                .object([("value_id", .text($0.id)), ("value_name", .text($0.name))])
              })
          ),
        ])
      }
      return JobindsatsJSON.object([
        ("hierarchy_id", .text(hierarchy.id)), ("hierarchy_name", .text(hierarchy.name)),
        ("levels", .list(levels)),
      ])
    }
    return .object([
      ("dimension_id", .text(dimension.id)), ("dimension_name", .text(dimension.name)),
      ("hierarchies", .list(hierarchies)),
    ])
  }

  /// Rows as JSON.
  static func json(
    _ question: JobindsatsQuestion, _ rows: [JobindsatsQuestion.Row]
  ) -> JobindsatsJSON {
    let rows = rows.map { row in
      JobindsatsJSON.list(
        ([row.period] + row.names).map(JobindsatsJSON.text)
          + row.numbers.map { $0.newer.map(JobindsatsJSON.number) ?? .null })
    }
    return .object([("columns", .texts(header(question))), ("rows", .list(rows))])
  }

  /// Rows as CSV.
  static func csv(_ question: JobindsatsQuestion, _ rows: [JobindsatsQuestion.Row]) -> [UInt8] {
    JobindsatsCSV.bytes(
      [header(question)]
        + rows.map { [$0.period] + $0.names + $0.numbers.map { $0.newer ?? "" } })
  }

  private static func header(_ question: JobindsatsQuestion) -> [String] {
    let table = question.edition.table
    let shown = zip(table.axes, question.axes).filter(\.1.isShown).map(\.0.name)
    let labels = table.named.flatMap(\.columns).map(\.label)
    return ["Periode"] + shown + question.measures.map { labels[$0] }
  }
}
