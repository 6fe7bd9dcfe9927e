import FjordTable

extension TableFacts {
  /// Reads the answer to `/v2/tables/ID/json`, an array of one object; nil where it is none.
  ///
  /// Version 2 has no groups and no hierarchies: names stand for ids, and levels are made of them.
  init?(version2 answer: Value) {
    let table = answer.elements.first ?? answer
    guard let id = table["TableID"].text else { return nil }
    self.id = id
    name = table["TableName"].text ?? id
    frequency = table["UpdateFrequency"].text.map(Self.frequencyCode)
    updated = table["LatestUpdate"].text
    next = table["NextUpdate"].text
    infoPage = nil
    tablePage = nil
    groups = [
      MeasureGroup(
        id: "", name: "",
        measures: table["Measurements"].elements.compactMap { measure in
          measure["ID"].text.map { Named(id: $0, name: measure["Name"].text ?? $0) }
        })
    ]
    periods = Self.ordered(Self.sets(of: table["Period"].elements.compactMap(\.text)))
    let areas = table["Area"].elements.compactMap(\.text)
    let area =
      areas.isEmpty
      ? []
      : [
        Dimension(
          id: "area", name: "Area", hierarchies: AreaNames.hierarchies(of: areas), isArea: true)
      ]
    dimensions = area + table["Dimensions"].elements.compactMap(Dimension.init(version2:))
    guard !groups[0].measures.isEmpty, !periods.isEmpty else { return nil }
  }

  /// One array holds the periods of all types.
  private static func sets(of codes: [String]) -> [PeriodSet] {
    let types = Dictionary(grouping: codes) { PeriodCode($0)?.type ?? "" }
    return types.filter { !$0.key.isEmpty }.map { type, codes in
      PeriodSet(type: type, periods: codes.map { Named(id: $0, name: $0) })
    }
  }

  /// The frequency as version 3 writes it.
  static func frequencyCode(_ text: String) -> String {
    switch text.lowercased() {
    case "måned", "månedlig", "månedligt": "M"
    case "kvartal", "kvartalsvis", "kvartalsvist": "Q"
    case "år", "årlig", "årligt": "Y"
    default: text
    }
  }
}

extension TableFacts.Dimension {
  fileprivate init?(version2 value: Value) {
    guard let id = value["DimensionID"].text else { return nil }
    self.id = id
    name = value["DimensionName"].text ?? id
    let names = value["Values"].elements.compactMap(\.text)
    let total = value["DefaultValue"].text
    let levels = [
      AreaNames.level("total", "I alt", names.filter { $0 == total }),
      AreaNames.level("values", name, names.filter { $0 != total }),
    ]
    hierarchies = [
      TableFacts.Hierarchy(id: id, name: name, levels: levels.filter { !$0.values.isEmpty })
    ]
    isArea = false
  }
}
