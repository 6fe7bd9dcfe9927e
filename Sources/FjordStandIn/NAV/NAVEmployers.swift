/// The kind of workplace that an occupation belongs to.
enum NAVBranch: Int, Sendable, CaseIterable {
  case health
  case school
  case data
  case build
  case trade
  case food
  case transport
  case industry
  case office

  /// The branch of a name in the table of occupations.
  init?(name: String) {
    guard let branch = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = branch
  }
}

/// Employers that do not exist: places out of fairy tales before the name of a trade.
struct NAVEmployers: Sendable {
  static let all = NAVEmployers()

  /// Names by branch; about half are in capitals.
  let names: [[String]]
  /// The same as JSON text without quotes.
  let json: [[[UInt8]]]

  private init() {
    names = NAVBranch.allCases.map { branch in
      let trades = Self.trades(of: branch)
      return Self.places.enumerated().flatMap { place in
        trades.enumerated().map { trade in
          let name = place.element + " " + trade.element
          let word = UInt64(place.offset * 16 + trade.offset)
          return SeededStream.mixed(word) & 1 == 0 ? name.uppercased() : name
        }
      }
    }
    json = names.map { list in
      list.map {
        var json = JSONBytes()
        json.text($0)
        return json.bytes
      }
    }
  }

  /// An organisation number of nine digits whose check digit is wrong, so that it is nobody's.
  static func organisationNumber(_ index: Int, of branch: NAVBranch) -> String {
    let stem = 90_000_000 + branch.rawValue * 1000 + index % 1000
    var digits = Array(String(stem).utf8).map { Int($0) - 48 }
    let weights = [3, 2, 7, 6, 5, 4, 3, 2]
    let rest = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
    digits.append(((rest == 0 ? 0 : 11 - rest) + 1) % 10)
    return digits.map { "\($0)" }.joined()
  }

  private static let places = [
    "Skrønefjord", "Liksom", "Eventyrdal", "Luftslottet", "Drømmenes", "Tåkeheim", "Ingensteds",
    "Langtvekk", "Fabelnes", "Innbilt", "Påfunn", "Oppdikt", "Soriavik", "Tullvik",
    "Reveenka", "Småtrollet", "Nøkkvann", "Huldrenes", "Månelyst", "Trollskrøne", "Blåtåkemyr",
    "Gluntenes", "Bukkebrua", "Kvitebjørnskrøne", "Østensol", "Vestenmåne", "Syvmilssteget",
    "Fabelfjell", "Regnbueholmen", "Glasskattholm", "Vrøvlevåg", "Ønskekvern",
  ]

  private static func trades(of branch: NAVBranch) -> [String] {
    switch branch {
    case .health:
      ["sykehjem", "omsorgssenter", "legesenter", "kommune", "helse HF", "Bo & Omsorg AS"]
    case .school: ["skole", "barnehage", "kommune", "videregående skole", "folkehøgskole", "SFO"]
    case .data: ["Data AS", "Digital AS", "Programvare AS", "Sky AS", "IT-drift"]
    case .build: ["Bygg AS", "Elektro AS", "Rør AS", "Entreprenør AS", "Tømmer & Tak AS"]
    case .trade: ["Handel AS", "Dagligvare", "Sport AS", "Mote", "Frisør AS", "Kundesenter AS"]
    case .food: ["Hotell", "Kjøkken AS", "Kafé", "Bakeri AS", "Renhold AS", "Vertshus"]
    case .transport: ["Transport AS", "Buss AS", "Lager AS", "Rederi", "Logistikk AS"]
    case .industry: ["Mekaniske AS", "Verft", "Havbruk AS", "Bil AS", "Industri AS", "Gard"]
    case .office:
      ["Regnskap AS", "kommune", "fylkeskommune", "Rådgivning AS", "Forlag", "Vakt AS"]
    }
  }
}
