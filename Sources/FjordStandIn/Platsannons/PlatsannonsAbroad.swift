/// A country in the lists.
struct PlatsannonsCountry: Sendable {
  var id: Int
  var name: String
  var weight: Int
}

/// An area of the world.
struct PlatsannonsArea: Sendable {
  var id: Int
  var name: String
  /// The ads it had when the lists were recorded.
  var weight: Int
  /// In the order of their names.
  var countries: [PlatsannonsCountry] = []
}

/// Where ads are that are not in Sweden.
struct PlatsannonsAbroad: Sendable {
  static let all = PlatsannonsAbroad()

  /// In the order of their names.
  let areas: [PlatsannonsArea]
  private let names: [Int: String]

  private init() {
    var areas: [PlatsannonsArea] = []
    for line in PlatsannonsTables.abroad.split(separator: "\n") {
      if line.hasPrefix("#") {
        let parts = line.dropFirst().split(separator: ";")
        guard parts.count == 3, let id = Int(parts[0]), let weight = Int(parts[2]) else { continue }
        areas.append(PlatsannonsArea(id: id, name: String(parts[1]), weight: weight))
      } else if let last = areas.indices.last {
        areas[last].countries = PlatsannonsNames.sorted(
          Self.countries(line) + areas[last].countries
        ) {
          $0.name
        }
      }
    }
    self.areas = areas
    names = Dictionary(
      areas.flatMap(\.countries).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  /// The name of a country.
  func name(ofCountry id: Int) -> String? { names[id] }

  /// An area by the ads it had, and a country in it; a few ads tell no country.
  func drawn(_ stream: inout SeededStream) -> (area: Int, country: Int?) {
    guard let area = stream.drawn(areas, by: { $0.weight }) else { return (0, nil) }
    let country = stream.drawn(area.countries) { $0.weight }?.id
    return (area.id, stream.chance(perMille: 60) ? nil : country)
  }

  private static func countries(_ line: Substring) -> [PlatsannonsCountry] {
    line.split(separator: ",").compactMap { part in
      let words = part.split(separator: " ")
      guard words.count >= 3, let id = Int(words[0]), let weight = words.last.flatMap({ Int($0) })
      else { return nil }
      let name = words.dropFirst().dropLast().joined(separator: " ")
      return PlatsannonsCountry(id: id, name: name.replacing("·", with: ","), weight: weight)
    }
  }
}
