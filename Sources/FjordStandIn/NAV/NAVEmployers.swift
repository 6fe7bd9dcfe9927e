/// The kind of workplace that an occupation belongs to.
enum NAVBranch: String, Sendable, CaseIterable {
  case health
  case school
  case data
  case build
  case trade
  case food
  case transport
  case industry
  case office
}

/// Employers that do not exist: places out of fairy tales before the name of a trade.
struct NAVEmployers: Sendable {
  static let all = NAVEmployers()

  let first: [String]
  let second: [NAVBranch: [String]]

  private init() {
    first = [
      "Skrønefjord", "Liksom", "Eventyrdal", "Luftslottet", "Drømmevik", "Tåkeheim", "Ingensteds",
      "Langtvekk", "Fabelnes", "Innbilt", "Påfunn", "Oppdikt", "Soria Moria", "Tullvik",
      "Reveenka", "Småtrollet", "Nøkkvann", "Huldreåsen", "Månelyst", "Kardemommedal", "Blåmyra",
      "Gluntenes", "Bukkebrua", "Kvitebjørn", "Østensol", "Vestenmåne", "Trollskog", "Fabelfjell",
      "Regnbueholmen", "Syvmilssteget", "Glasskattholm", "Vrøvlevåg",
    ]
    second = [
      .health: ["sykehjem", "omsorgssenter", "legesenter", "kommune", "helse HF", "Bo & Omsorg AS"],
      .school: ["skole", "barnehage", "kommune", "videregående skole", "folkehøgskole", "SFO"],
      .data: ["Data AS", "Digital AS", "Programvare AS", "Sky AS", "IT-drift"],
      .build: ["Bygg AS", "Elektro AS", "Rør AS", "Entreprenør AS", "Tømmer & Tak AS", "Anlegg"],
      .trade: ["Handel AS", "Dagligvare", "Sport AS", "Mote", "Frisør AS", "Kundesenter AS"],
      .food: ["Hotell", "Kjøkken AS", "Kafé", "Bakeri AS", "Renhold AS", "Vertshus"],
      .transport: ["Transport AS", "Buss AS", "Lager AS", "Rederi", "Logistikk AS"],
      .industry: ["Mekaniske AS", "Verft", "Havbruk AS", "Bil AS", "Industri AS", "Gard"],
      .office: ["Regnskap AS", "kommune", "fylkeskommune", "Rådgivning AS", "Forlag", "Vakt AS"],
    ]
  }

  /// How many employers a branch has.
  func count(of branch: NAVBranch) -> Int {
    first.count * (second[branch]?.count ?? 0)
  }

  /// The name of an employer; about half of them write theirs in capitals.
  func name(_ index: Int, of branch: NAVBranch) -> String {
    guard let kinds = second[branch], !kinds.isEmpty else { return "" }
    let name = first[index / kinds.count % first.count] + " " + kinds[index % kinds.count]
    return SeededStream.mixed(UInt64(index)) & 1 == 0 ? name.uppercased() : name
  }

  /// An organisation number of nine digits whose check digit is wrong, so that it is nobody's.
  func organisationNumber(_ index: Int, of branch: NAVBranch) -> String {
    let place = NAVBranch.allCases.firstIndex(of: branch) ?? 0
    var digits = Array(String(90_000_000 + place * 1000 + index % 1000).utf8).map { Int($0) - 48 }
    let weights = [3, 2, 7, 6, 5, 4, 3, 2]
    let rest = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
    digits.append(((rest == 0 ? 0 : 11 - rest) + 1) % 10)
    return digits.map { "\($0)" }.joined()
  }
}
