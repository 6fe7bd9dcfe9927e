/// What a search asks for.
struct PlatsannonsCriteria: Sendable {
  /// The criteria that are whole numbers, in the order in which the service names them.
  static let numbers = [
    "lanid", "landid", "omradeid", "kommunid", "yrkesid", "yrkesgruppid", "varaktighetid",
    "yrkesomradeid", "anstallningstyp",
  ]
  /// One of these must be there in the first generation.
  private static let needed: Set<String> = ["lanid", "kommunid", "yrkesid", "nyckelord"]
  /// The rows that a page may have.
  static let mostRows = 10_000
  /// Beyond so many rows the first generation falls.
  private static let depth = 1_000_000

  private var values: [String: Int] = [:]
  private var since: Int64?
  private var organisation: String?
  private(set) var words: PlatsannonsWords?
  private(set) var page = 1
  private(set) var rows = 20

  init(
    _ request: StandInRequest, _ generation: PlatsannonsGeneration
  ) throws(PlatsannonsRefusal) {
    var given: Set<String> = []
    for name in Self.numbers {
      guard let value = try Self.number(name, request, generation) else { continue }
      values[name] = value
      given.insert(name)
    }
    if let text = Self.text("nyckelord", request) {
      let quotes: Set<Character> = generation == .first ? ["."] : [".", "\""]
      guard PlatsannonsNames.isAllowed(text, besides: quotes) else { throw .characters(text) }
      let words = PlatsannonsWords(text, generation)
      if !words.isEmpty {
        self.words = words
        given.insert("nyckelord")
      }
    }
    if let text = Self.text("sokdatum", request) {
      guard let seconds = PlatsannonsTime.seconds(text) else { throw .value(text) }
      since = seconds
    }
    if let text = Self.text("organisationsnummer", request) {
      organisation = generation == .first ? text : text.replacing("-", with: "")
      given.insert("organisationsnummer")
    }
    try readPage(request, generation)
    let isEnough = generation == .first ? !given.isDisjoint(with: Self.needed) : !given.isEmpty
    guard isEnough else { throw Self.noCriterion(generation) }
    if generation == .first, isTooDeep { throw failure(request) }
  }

  /// Whether an ad is asked for, its words aside.
  func allows(_ ad: PlatsannonsAd) -> Bool {
    if let since, ad.publishedSecond < since { return false }
    if let organisation {
      let number = PlatsannonsEmployers.organisationNumber(ad.employer)
      guard number?.hasPrefix(organisation) == true else { return false }
    }
    // Occupations are counted in Sweden, unless places abroad are asked for.
    if ad.area != nil, asksOccupation, !asksAbroad { return false }
    return values.allSatisfy { name, value in
      switch name {
      case "lanid": ad.county == value
      case "kommunid": ad.municipality == value
      case "landid": ad.country == value
      case "omradeid": ad.area == value
      case "yrkesid": ad.namesOccupation && ad.occupation.id == value
      case "yrkesgruppid": ad.occupation.group == value
      case "yrkesomradeid": ad.occupation.field == value
      case "varaktighetid": ad.duration == value
      default: ad.employmentType == value
      }
    }
  }

  /// The rows before the page, as many as can be counted.
  var offset: Int {
    let product = (page - 1).multipliedReportingOverflow(by: rows)
    return product.overflow ? Int.max / 2 : min(product.partialValue, Int.max / 2)
  }

  private var asksOccupation: Bool {
    ["yrkesid", "yrkesgruppid", "yrkesomradeid"].contains { values[$0] != nil }
  }

  private var asksAbroad: Bool {
    values["landid"] != nil || values["omradeid"] != nil || values["anstallningstyp"] == 3
      || values["lanid"] == PlatsannonsPlaces.abroad
  }

  private var isTooDeep: Bool {
    let product = page.multipliedReportingOverflow(by: rows)
    return product.overflow || product.partialValue > Self.depth
  }

  private mutating func readPage(
    _ request: StandInRequest, _ generation: PlatsannonsGeneration
  ) throws(PlatsannonsRefusal) {
    if let page = try Self.number("sida", request, generation) { self.page = page }
    if let rows = try Self.number("antalrader", request, generation) { self.rows = rows }
    if generation == .second {
      if page == 0 { page = 1 }
      guard page > 0 else {
        throw .init(status: 400, text: "Parametern sida måste vara större än noll.")
      }
    }
    guard page > 0 else { throw .value("\(page)") }
    guard (1...Self.mostRows).contains(rows) else { throw .value("\(rows)") }
  }

  private static func noCriterion(_ generation: PlatsannonsGeneration) -> PlatsannonsRefusal {
    switch generation {
    case .first:
      PlatsannonsRefusal(
        status: 400,
        text: "Minst en av lanid, kommunid, yrkesid eller nyckelord måste anges")
    case .second:
      PlatsannonsRefusal(
        status: 400,
        text: "Minst en av sökparametrarna nyckelord, kommunid, yrkesid, organisationsnummer, "
          + "yrkesgruppid, varaktighetid, yrkesomradeid, landid, lanid, anstallningstyp eller "
          + "omradeid måste vara satta")
    }
  }

  /// What the service says where it falls: the criteria, in its order and spacing.
  private func failure(_ request: StandInRequest) -> PlatsannonsRefusal {
    let criteria = Self.numbers.dropLast().map { "\($0):\(values[$0].map { "\($0)" } ?? "")" }
    let words = Self.text("nyckelord", request) ?? ""
    return PlatsannonsRefusal(
      status: 500,
      text: "Fel vid hämtning av annonslista med sökkriterier("
        + criteria.joined(separator: "; ")
        + ";  nyckelord:\(words); sida:\(page); antalrader:\(rows))")
  }

  /// A parameter that has a value.
  private static func text(_ name: String, _ request: StandInRequest) -> String? {
    request.parameter(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A number; an empty value is none in the first generation and refused by the second.
  static func number(
    _ name: String, _ request: StandInRequest, _ generation: PlatsannonsGeneration
  ) throws(PlatsannonsRefusal) -> Int? {
    guard let text = request.parameter(name) else { return nil }
    if text.isEmpty, generation == .first { return nil }
    let digits = generation == .second && text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
      throw .value(text)
    }
    return number
  }
}
