/// How areas are called and ordered.
enum AreaNames {
  /// The whole of Denmark.
  static let country = "Hele landet"

  /// Hierarchies of areas: municipalities, regions, labour-market council areas, the country alone.
  static let hierarchies: Set<String> = ["_nykom", "_region", "_reko", "_hele_landet"]

  /// The hierarchies of areas that come as names alone, in which only names tell the level.
  static func hierarchies(of names: [String]) -> [TableFacts.Hierarchy] {
    let country = names.filter { $0 == Self.country }
    let regions = names.filter { $0.hasPrefix("Region ") }
    let councils = names.filter { $0.hasPrefix("RAR ") }
    let rest = names.filter {
      $0 != Self.country && !$0.hasPrefix("Region ") && !$0.hasPrefix("RAR ")
    }
    let found = [
      ("_nykom", "Kommune", rest), ("_region", "Region", regions),
      ("_reko", "RAR-område", councils),
    ].filter { !$0.2.isEmpty }.map { hierarchy($0.0, $0.1, country, $0.2) }
    // All areas together, for lists of names from several of them.
    let all = TableFacts.Hierarchy(
      id: "_omrade", name: "Område",
      levels: [
        level("total", "I alt", country), level("region", "Region", regions),
        level("rar", "RAR-område", councils), level("kommune", "Kommune", rest),
      ].filter { !$0.values.isEmpty })
    return found.count > 1 ? found + [all] : found.isEmpty ? [all] : found
  }

  private static func hierarchy(
    _ id: String, _ name: String, _ country: [String], _ names: [String]
  ) -> TableFacts.Hierarchy {
    TableFacts.Hierarchy(
      id: id, name: name,
      levels: [level("total", "I alt", country), level(name.lowercased(), name, names)]
        .filter { !$0.values.isEmpty })
  }

  static func level(_ id: String, _ name: String, _ names: [String]) -> TableFacts.Level {
    TableFacts.Level(
      id: id, name: name, values: names.map { TableFacts.Named(id: $0, name: $0) })
  }
}
