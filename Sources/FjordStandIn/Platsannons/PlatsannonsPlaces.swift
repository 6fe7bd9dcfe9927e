/// A municipality, or what stands for one.
struct PlatsannonsMunicipality: Sendable {
  var code: Int
  var name: String
  /// How many of its county's ads it has, beside the others.
  var weight: Int
}

/// A county, or what stands for one.
struct PlatsannonsCounty: Sendable {
  var id: Int
  var name: String
  /// The ads it had when the lists were recorded.
  var weight: Int
  /// In the order of their codes.
  var municipalities: [PlatsannonsMunicipality] = []
}

/// Where ads are: names and codes are those of the lists.
struct PlatsannonsPlaces: Sendable {
  static let all = PlatsannonsPlaces()

  /// The ids of what is no county.
  static let unspecified = 90
  static let abroad = 199
  static let unspecifiedMunicipality = 9090

  /// In the order of their names, `unspecified` last.
  let counties: [PlatsannonsCounty]
  /// The municipalities of the whole country and of the unspecified, by name.
  let municipalities: [PlatsannonsMunicipality]
  /// What is listed for no county at all.
  let danish: [PlatsannonsMunicipality]
  private let names: [Int: String]
  private let countyNames: [Int: String]

  private init() {
    var counties: [PlatsannonsCounty] = []
    for line in PlatsannonsTables.places.split(separator: "\n") {
      if line.hasPrefix("#") {
        let parts = line.dropFirst().split(separator: ";")
        guard parts.count == 3, let id = Int(parts[0]), let weight = Int(parts[2]) else { continue }
        counties.append(PlatsannonsCounty(id: id, name: String(parts[1]), weight: weight))
      } else if let last = counties.indices.last {
        counties[last].municipalities += Self.municipalities(line)
      }
    }
    let unspecified = counties.filter { $0.id == Self.unspecified }
    let others = counties.filter { $0.id != Self.unspecified }
    self.counties = PlatsannonsNames.sorted(others) { $0.name } + unspecified
    let all = others.flatMap(\.municipalities)
    municipalities =
      PlatsannonsNames.sorted(all) { $0.name } + unspecified.flatMap(\.municipalities)
    danish = PlatsannonsTables.danish.split(separator: "\n").flatMap(Self.municipalities)
    names = Dictionary(
      (municipalities + danish).map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    countyNames = Dictionary(
      counties.map { ($0.id, $0.name) } + [(Self.abroad, "Utomlands")],
      uniquingKeysWith: { first, _ in first })
  }

  /// The name of a municipality.
  func name(ofMunicipality code: Int) -> String? { names[code] }

  /// The name of a county.
  func name(ofCounty id: Int) -> String? { countyNames[id] }

  /// The municipalities beside those of a name, which the service takes for near.
  func neighbours(ofMunicipality name: String) -> Set<Int> {
    var codes: Set<Int> = []
    for county in counties {
      for (place, municipality) in county.municipalities.enumerated()
      where municipality.name.lowercased() == name {
        for next in [place - 1, place + 1] where county.municipalities.indices.contains(next) {
          codes.insert(county.municipalities[next].code)
        }
      }
    }
    return codes
  }

  /// A county by the ads it had, and one of its municipalities.
  func drawn(_ stream: inout SeededStream) -> (county: Int, municipality: Int?) {
    guard let county = stream.drawn(counties, by: { $0.weight }) else { return (Self.abroad, nil) }
    return (county.id, stream.drawn(county.municipalities) { $0.weight }?.code)
  }

  private static func municipalities(_ line: Substring) -> [PlatsannonsMunicipality] {
    line.split(separator: ",").compactMap { part in
      let words = part.split(separator: " ")
      guard words.count >= 2, let code = Int(words[0]) else { return nil }
      let weight = words.last.flatMap { Int($0) }
      let name = (weight == nil ? words.dropFirst() : words.dropFirst().dropLast())
      return PlatsannonsMunicipality(
        code: code, name: name.joined(separator: " "), weight: weight ?? 2)
    }
  }
}

extension SeededStream {
  /// One of some values by their weights; nil where all weights are zero.
  mutating func drawn<Value>(_ values: [Value], by weight: (Value) -> Int) -> Value? {
    let total = values.reduce(0) { $0 + weight($1) }
    guard total > 0 else { return nil }
    var rest = below(total)
    for value in values {
      rest -= weight(value)
      if rest < 0 { return value }
    }
    return nil
  }
}
