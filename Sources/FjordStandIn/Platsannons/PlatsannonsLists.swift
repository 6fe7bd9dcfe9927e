/// The lists with their counts of ads and vacancies.
struct PlatsannonsLists: Sendable {
  private struct Row {
    var id: Int
    var name: String
  }

  private struct Count {
    var ads = 0
    var vacancies = 0

    mutating func add(_ ad: PlatsannonsAd) {
      ads += 1
      vacancies += ad.vacancies
    }
  }

  let ads: [PlatsannonsAd]
  let generation: PlatsannonsGeneration

  /// The most rows that a search for names gives.
  static let mostNames = 10

  /// One list.
  func list(
    _ list: PlatsannonsList, _ request: StandInRequest
  ) throws(PlatsannonsRefusal) -> PlatsannonsValue {
    for name in PlatsannonsCriteria.numbers
    where name != list.filter && request.parameter(name) != nil {
      throw .value(name)
    }
    let filter: Int? =
      if let name = list.filter {
        try PlatsannonsCriteria.number(name, request, generation)
      } else {
        nil
      }
    if let name = list.filter, filter == nil, generation == .second || list == .land {
      throw PlatsannonsRefusal(status: 400, text: "Parametern \(name) måste anges")
    }
    switch list {
    case .lan, .lan2: return counties(list)
    case .omrade: return areas
    case .land: return countries(filter ?? 0)
    case .kommuner: return municipalities(filter, isEmpty: request.parameter("lanid") == "")
    case .yrkesomraden, .yrkesgrupper, .yrken: return branches(list, filter)
    }
  }

  /// Occupations by their names: a text anywhere and ten rows, or what names begin with.
  func names(_ text: String) throws(PlatsannonsRefusal) -> PlatsannonsValue {
    let text = text.split(separator: ";", omittingEmptySubsequences: false).first ?? ""
    let wanted = String(text).lowercased()
    guard PlatsannonsNames.isAllowed(wanted, besides: []) else { throw .characters(String(text)) }
    let found = PlatsannonsOccupations.all.occupations.filter { occupation in
      let name = occupation.name.lowercased()
      return generation == .first
        ? wanted.isEmpty || name.contains(wanted) : name.hasPrefix(wanted)
    }
    let rows = found.map { Row(id: $0.id, name: $0.name) }
    guard generation == .first else {
      return written("yrken", rows, occupationCounts) { _ in false }
    }
    let shown = Array(rows.prefix(Self.mostNames))
    return written("Yrken", shown, occupationCounts, total: Count(ads: shown.count))
  }

  private func counties(_ list: PlatsannonsList) -> PlatsannonsValue {
    let counties = PlatsannonsPlaces.all.counties.map { Row(id: $0.id, name: $0.name) }
    let counts = counts { $0.county }
    guard list == .lan2 else { return written("lan", counties, counts) { $0.area == nil } }
    let abroad = Row(id: PlatsannonsPlaces.abroad, name: "Utomlands")
    let rows = [abroad] + counties.suffix(1) + counties.dropLast()
    return written("lan2", rows, counts) { _ in true }
  }

  private var areas: PlatsannonsValue {
    let rows = PlatsannonsAbroad.all.areas.map { Row(id: $0.id, name: $0.name) }
    return written("omrade", rows, counts { $0.area }) { $0.area != nil }
  }

  /// Ads that tell no country are in the total alone.
  private func countries(_ area: Int) -> PlatsannonsValue {
    let countries = PlatsannonsAbroad.all.areas.first { $0.id == area }?.countries ?? []
    let rows = countries.map { Row(id: $0.id, name: $0.name) }
    return written("land", rows, counts { $0.country }) { $0.area == area }
  }

  /// An empty county is none at all, and lists what belongs to none; its totals are zero.
  private func municipalities(_ county: Int?, isEmpty: Bool) -> PlatsannonsValue {
    let places = PlatsannonsPlaces.all
    let listed: [PlatsannonsMunicipality] =
      if let county {
        PlatsannonsNames.sorted(
          places.counties.first { $0.id == county }?.municipalities ?? []
        ) { $0.name }
      } else if isEmpty {
        places.danish + places.municipalities.suffix(1)
      } else {
        PlatsannonsNames.sorted(places.municipalities.dropLast() + places.danish) { $0.name }
          + places.municipalities.suffix(1)
      }
    let rows = listed.map { Row(id: $0.code, name: $0.name) }
    let counts = counts { $0.municipality }
    if isEmpty { return written("kommuner", rows, counts, total: Count()) }
    return written("kommuner", rows, counts) { ad in
      ad.municipality != nil && (county.map { $0 == ad.county } ?? true)
    }
  }

  private func branches(_ list: PlatsannonsList, _ filter: Int?) -> PlatsannonsValue {
    let all = PlatsannonsOccupations.all
    switch list {
    case .yrkesomraden:
      let rows = all.fields.map { Row(id: $0.id, name: $0.name) }
      return written(list.rawValue, rows, counts { $0.area == nil ? $0.occupation.field : nil }) {
        $0.area == nil
      }
    case .yrkesgrupper:
      let groups = all.groups.filter { filter == nil || $0.field == filter }
      let rows = groups.map { Row(id: $0.id, name: $0.name) }
      return written(list.rawValue, rows, counts { $0.area == nil ? $0.occupation.group : nil }) {
        $0.area == nil && (filter == nil || $0.occupation.field == filter)
      }
    default:
      let occupations = all.occupations.filter { filter == nil || $0.group == filter }
      let rows = occupations.map { Row(id: $0.id, name: $0.name) }
      return written(list.rawValue, rows, occupationCounts) {
        $0.area == nil && $0.namesOccupation && (filter == nil || $0.occupation.group == filter)
      }
    }
  }

  private var occupationCounts: [Int: Count] {
    counts { $0.area == nil && $0.namesOccupation ? $0.occupation.id : nil }
  }

  private func counts(_ key: (PlatsannonsAd) -> Int?) -> [Int: Count] {
    var counts: [Int: Count] = [:]
    for ad in ads {
      if let key = key(ad) { counts[key, default: Count()].add(ad) }
    }
    return counts
  }

  private func written(
    _ name: String, _ rows: [Row], _ counts: [Int: Count],
    countsInTotal: (PlatsannonsAd) -> Bool
  ) -> PlatsannonsValue {
    var total = Count()
    for ad in ads where countsInTotal(ad) { total.add(ad) }
    return written(name, rows, counts, total: total)
  }

  /// Rows without ads are listed with zero; without rows there is no list.
  private func written(
    _ name: String, _ rows: [Row], _ counts: [Int: Count], total: Count
  ) -> PlatsannonsValue {
    let data = rows.map { row in
      let count = counts[row.id] ?? Count()
      return PlatsannonsValue.object([
        ("id", generation == .first ? .text("\(row.id)") : .number(row.id)),
        ("namn", .text(row.name)), ("antal_platsannonser", .number(count.ads)),
        ("antal_ledigajobb", .number(count.vacancies)),
      ])
    }
    return .object([
      (
        "soklista",
        .parts([
          ("listnamn", .text(name)), ("totalt_antal_platsannonser", .number(total.ads)),
          ("totalt_antal_ledigajobb", .number(total.vacancies)),
          ("sokdata", data.isEmpty && generation == .first ? nil : .list(data)),
        ])
      )
    ])
  }
}
