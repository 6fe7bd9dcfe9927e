import FjordTable

/// Reads lists of tables: the values of the columns of `jobindsats.tables`, a row a table.
enum TableListing {
  /// The rows of an answer; nil where it is none.
  static func read(_ answer: Value, _ version: JobindsatsVersion) -> [[Value]]? {
    guard case .list(let outer) = answer else { return nil }
    let rows: [[Value]] =
      version == .three
      ? outer.flatMap { subject in
        subject["table_groups"].elements.flatMap { group in
          group["tables"].elements.map { row3($0, group, subject) }
        }
      } : outer.map(row2)
    return rows.allSatisfy { !$0[4].isNull } && (outer.isEmpty || !rows.isEmpty) ? rows : nil
  }

  /// Tables are nested in groups, and groups in subjects.
  private static func row3(_ table: Value, _ group: Value, _ subject: Value) -> [Value] {
    let groups = table["mgroups"].elements.map {
      record([("mgroup_id", $0["mgroup_id"].text), ("mgroup_name", $0["mgroup_name"].text)])
    }
    let periods = TableFacts.periodTypes(table).map { type in
      record(["periodtype_id", "period_first", "period_last"].map { ($0, type[$0].text) })
    }
    return [
      Value(subject["subject_id"].text), Value(subject["subject_name"].text),
      Value(group["table_group_id"].text), Value(group["table_group_name"].text),
      Value(table["table_id"].text), Value(table["table_name"].text),
      Value(table["update_freq"].text), day(table["update_latest"]), day(table["update_next"]),
      .list(groups), .list(periods), Value(table["link_infopage"].text),
      Value(table["link_tablepage"].text),
    ]
  }

  private static func row2(_ table: Value) -> [Value] {
    let groups = table["Measurements"].elements.map {
      record([("mgroup_id", $0["ID"].text), ("mgroup_name", $0["Name"].text)])
    }
    // One first and one last period stand for all types; they belong to the type of their codes.
    let bounds = [table["FirstPeriod"].text, table["LatestPeriod"].text]
    let periods = table["PeriodCategory"].elements.compactMap(\.text).map { type in
      let own = bounds.map { code in code.flatMap { PeriodCode($0)?.type == type ? $0 : nil } }
      return record([("periodtype_id", type), ("period_first", own[0]), ("period_last", own[1])])
    }
    return [
      Value(table["SubjectID"].text), Value(table["SubjectName"].text), .null, .null,
      Value(table["TableID"].text), Value(table["TableName"].text),
      Value(table["UpdateFrequency"].text.map(TableFacts.frequencyCode)),
      day(table["LatestUpdate"]), day(table["NextUpdate"]), .list(groups), .list(periods), .null,
      .null,
    ]
  }

  static func record(_ parts: [(String, String?)]) -> Value {
    .record(parts.map { NamedValue($0.0, Value($0.1)) })
  }

  static func day(_ value: Value) -> Value {
    value.text.flatMap(DayText.days).map { .date($0) } ?? .null
  }
}
