import FjordTable

extension TableFacts {
  /// Reads the answer to `/v3/table/ID`; nil where it is none.
  ///
  /// Names that are missing are replaced by ids. `periods` is an array here, and an object in the list
  /// of tables; both are read.
  init?(version3 answer: Value) {
    guard let id = answer["table_id"].text else { return nil }
    self.id = id
    name = answer["table_name"].text ?? id
    frequency = answer["update_freq"].text
    updated = answer["update_latest"].text
    next = answer["update_next"].text
    infoPage = answer["link_infopage"].text
    tablePage = answer["link_tablepage"].text
    groups = answer["mgroups"].elements.compactMap { group in
      guard let named = Named(group, "mgroup") else { return nil }
      return MeasureGroup(
        id: named.id, name: named.name,
        measures: group["measures"].elements.compactMap { Named($0, "measure") })
    }
    periods = Self.ordered(
      Self.periodTypes(answer).compactMap { set in
        guard let type = set["periodtype_id"].text else { return nil }
        return PeriodSet(
          type: type, periods: set["values"].elements.compactMap { Named($0, "period") })
      })
    dimensions = Self.ordered(answer["dimensions"].elements.compactMap(Dimension.init(version3:)))
    // What has neither measures nor periods is another answer than the one asked for.
    guard !groups.isEmpty, periods.contains(where: { !$0.periods.isEmpty }) else { return nil }
  }

  /// The period types of a table, however they are wrapped.
  static func periodTypes(_ table: Value) -> [Value] {
    let periods = table["periods"]
    return periods.elements.isEmpty ? periods["periodtypes"].elements : periods.elements
  }
}

extension TableFacts.Named {
  /// Reads `PREFIX_id` and `PREFIX_name`.
  init?(_ value: Value, _ prefix: String) {
    guard let id = value[prefix + "_id"].text else { return nil }
    self.init(id: id, name: value[prefix + "_name"].text ?? id)
  }
}

extension TableFacts.Dimension {
  fileprivate init?(version3 value: Value) {
    guard let named = TableFacts.Named(value, "dimension") else { return nil }
    id = named.id
    name = named.name
    hierarchies = value["hierarchies"].elements.compactMap { hierarchy in
      guard let named = TableFacts.Named(hierarchy, "hierarchy") else { return nil }
      return TableFacts.Hierarchy(
        id: named.id, name: named.name,
        levels: hierarchy["levels"].elements.compactMap { level in
          guard let named = TableFacts.Named(level, "level") else { return nil }
          return TableFacts.Level(
            id: named.id, name: named.name,
            values: level["values"].elements.compactMap { TableFacts.Named($0, "value") })
        })
    }
    isArea =
      id == "_omrade" || ["Område", "Area"].contains(name)
      || hierarchies.contains { AreaNames.hierarchies.contains($0.id) }
  }
}
