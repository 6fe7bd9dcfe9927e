/// An ad as lists and the service's page of it tell it, one and the same.
struct PlatsannonsAdForms: Sendable {
  let ad: PlatsannonsAd
  let generation: PlatsannonsGeneration
  let municipality: String?
  let country: String

  init(_ ad: PlatsannonsAd, _ generation: PlatsannonsGeneration) {
    self.ad = ad
    self.generation = generation
    municipality = ad.municipality.flatMap(PlatsannonsPlaces.all.name(ofMunicipality:))
    country =
      ad.area == nil
      ? "Sverige" : ad.country.flatMap(PlatsannonsAbroad.all.name(ofCountry:)) ?? ""
  }

  /// A row of a search.
  func row(relevance: Int) -> PlatsannonsValue {
    .parts([
      ("annonsid", .text(ad.id)), ("annonsrubrik", .text(heading)),
      ("yrkesbenamning", .text(orNone: occupation)),
      ("yrkesbenamningId", .number(orNone: ad.namesOccupation ? ad.occupation.id : nil)),
      ("arbetsplatsnamn", .text(workplace)), ("kommunnamn", .text(orNone: municipality)),
      ("kommunkod", .number(orNone: ad.municipality)),
      ("publiceraddatum", .text(moment(ad.publishedSecond))),
      ("sista_ansokningsdag", .text(orNone: tellsDeadline ? moment(deadlineDay) : nil)),
      ("annonsurl", .text(url)), ("relevans", .number(relevance)),
      ("antalplatser", count), ("antalPlatserVisa", .number(shownVacancies)),
      ("varaktighetId", .number(ad.duration)), ("lanid", .number(ad.county)),
      ("lan", .text(orNone: PlatsannonsPlaces.all.name(ofCounty: ad.county))),
      ("anstallningstyp", .text(orNone: ad.detail % 50 == 0 ? nil : employmentType)),
    ])
  }

  /// What keywords are looked up in.
  var words: String {
    [
      heading, text, occupation ?? "", otherApplication, municipality ?? country, durationName,
      workingTime, pay, visitingAddress,
    ].joined(separator: "\n")
  }

  /// The heading, which is missing from a few.
  var heading: String {
    if ad.detail % 400 == 1 { return "" }
    let name = PlatsannonsOccupations.all.name(of: ad.occupation.id)
    let place = municipality ?? country
    return switch ad.detail >> 4 % 5 {
    case 0: name
    case 1: "\(name) till \(place)"
    case 2: "\(name) sökes – börja genast"
    case 3: "Vi söker: \(name) & mer"
    default: "\(name), \(isPartTimeText)"
    }
  }

  /// The ad's text.
  var text: String {
    let employer = PlatsannonsEmployers.name(ad.employer)
    // Employers' texts hold what they pasted.
    let more = ad.detail % 61 == 0 ? "\n<script>alert(1)</script>\u{1B}[31m" : ""
    return
      "Om företaget\n\n\(employer) söker \(occupation ?? "medarbetare") på \(isPartTimeText).\n\n"
      + "Vi söker dig som:\n\n- Trivs med andra\n- Talar tydlig svenska & engelska\n\nVälkommen!\(more)"
  }

  var occupation: String? {
    ad.namesOccupation ? PlatsannonsOccupations.all.name(of: ad.occupation.id) : nil
  }

  var workplace: String {
    ad.detail % 150 == 2 ? "" : PlatsannonsEmployers.name(ad.employer)
  }

  var employmentType: String {
    ["Vanlig anställning", "Sommarjobb / feriejobb", "Arbete utomlands"][ad.employmentType - 1]
  }

  var durationName: String {
    [
      "Tillsvidare", "6 månader eller längre", "3 månader – upp till 6 månader",
      "11 dagar – upp till 3 månader", "Upp till 10 dagar",
    ][ad.duration - 1]
  }

  var workingTime: String { ad.isPartTime ? "Deltid" : "Heltid" }

  var isPartTimeText: String { workingTime.lowercased() }

  var pay: String {
    ["Fast månads- vecko- eller timlön", "Rörlig ackords- eller provisionslön"][
      Int(ad.detail >> 9 % 8) == 0 ? 1 : 0]
  }

  var visitingAddress: String {
    "Provgatan \(1 + ad.employer % 90)" + (municipality.map { ", \($0)" } ?? "")
  }

  var otherApplication: String {
    ad.detail >> 12 % 4 == 0 ? "Märk ansökan med \(ad.id)." : ""
  }

  /// Whether there is a last day to apply, as nine of ten have one.
  var tellsDeadline: Bool { ad.detail >> 16 % 10 != 0 }

  /// Midnight before the last day, in seconds since 1970.
  var deadlineDay: Int64 {
    OsloZone.utc(fromLocal: Int64(OsloZone.dayNumber(atUTC: ad.lastPublication)) * 86_400)
  }

  var url: String {
    let path = generation == .first ? "Tjanster/Arbetssokande" : "For-arbetssokande"
    return "https://www.arbetsformedlingen.se/\(path)/Platsbanken/annonser/\(ad.id)"
  }

  /// Vacancies as their generation writes them.
  var count: PlatsannonsValue {
    generation == .first ? .text("\(ad.vacancies)") : .number(ad.vacancies)
  }

  /// What is to be displayed, which is one for ads that came from elsewhere.
  var shownVacancies: Int { ad.id.contains("-") ? 1 : ad.vacancies }

  /// Whether its employer has a logo.
  var hasLogo: Bool { ad.employer % 3 == 0 }

  private func moment(_ seconds: Int64) -> String {
    generation == .first
      ? PlatsannonsTime.text(seconds: seconds) : PlatsannonsTime.day(seconds: seconds)
  }
}
