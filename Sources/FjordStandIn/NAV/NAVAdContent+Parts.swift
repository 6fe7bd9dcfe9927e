extension NAVAdContent {
  /// Where the work is: mostly one place, sometimes two, and for an ad without a municipality
  /// nothing, a place abroad, or a place all of whose parts are null.
  func locations(_ json: inout JSONBytes, _ stream: inout SeededStream) {
    guard last.place != NAVPlaces.unknown else {
      switch stream.below(3) {
      case 0: json.raw("[]")
      case 1: location(&json, country: "SVERIGE", place: nil, address: nil)
      default: location(&json, country: nil, place: nil, address: nil)
      }
      return
    }
    let first = NAVPlaces.all.places[Int(last.place)]
    let streets = ["Eksempelveien", "Prøvegata", "Fabelstien", "Liksomkaia"]
    let address =
      stream.chance(perMille: 600)
      ? "\(streets[stream.below(streets.count)]) \(stream.below(120) + 1)" : nil
    json.raw("[")
    part(&json, country: "NORGE", place: first, address: address, isWhole: true)
    if stream.chance(perMille: 90) {
      json.raw(",")
      let other = NAVPlaces.all.places[Int(NAVPlaces.all.index(&stream))]
      part(&json, country: "NORGE", place: other, address: nil, isWhole: false)
    }
    json.raw("]")
  }

  /// People to ask; all of them invented.
  func contacts(_ json: inout JSONBytes, _ stream: inout SeededStream) {
    let firstNames = ["Kari", "Ola", "Ingrid", "Åse", "Bjørn", "Nils", "Samira", "Máret"]
    let lastNames = ["Eksempel", "Prøve", "Liksom", "Oppdikt", "Påfunn"]
    let titles = ["Teamleder", "Avdelingsleder", "Rektor", "Daglig leder", "HR-rådgiver"]
    let counts = [0, 1, 1, 1, 1, 2]
    json.raw("[")
    for number in 0..<counts[stream.below(counts.count)] {
      let first = firstNames[stream.below(firstNames.count)]
      let name = "\(first) \(lastNames[stream.below(lastNames.count)])"
      json.raw(number > 0 ? ",{\"name\":" : "{\"name\":")
      json.string(name)
      json.raw(",\"email\":")
      json.string(orNull: stream.chance(perMille: 800) ? "rekruttering@example.com" : nil)
      json.raw(",\"phone\":")
      json.string(orNull: stream.chance(perMille: 700) ? "+47 00 00 00 00" : nil)
      json.raw(",\"role\":null,\"title\":")
      json.string(
        orNull: stream.chance(perMille: 700) ? titles[stream.below(titles.count)] : nil)
      json.raw("}")
    }
    json.raw("]")
  }

  /// Words in HTML, with lists, entities and a few long texts.
  func description(_ stream: inout SeededStream) -> String {
    let sentences = [
      "Vi søker en medarbeider som trives med varierte oppgaver.",
      "Du blir en del av et lite lag med stort ansvar &amp; korte beslutningsveier.",
      "Arbeidstiden er for tiden 37,5 timer i uka.",
      "Hos oss får du god opplæring, og vi tar imot søkere med ulik bakgrunn.",
      "Stillingen er lønnet etter tariff, med fri hver tredje helg.",
      "Arbeidsplassen finnes ikke; annonsen er laget for prøving.",
      "Vi ønsker at du behersker norsk muntlig og skriftlig på minst nivå B2.",
      "Spørsmål besvares av kontaktpersonen – eller av ingen.",
    ]
    let offers = ["Fast ansettelse", "Pensjon &gt; 2 %", "Trening i arbeidstiden", "Kaffe"]
    var text = "<h2>Om stillingen</h2>\n"
    for _ in 0..<stream.below(10) + 2 {
      text += "<p>\(sentences[stream.below(sentences.count)])</p>\n"
    }
    text += "<h3>Vi tilbyr</h3>\n<ul>"
    for offer in offers where stream.chance(perMille: 600) { text += "<li>\(offer)</li>" }
    return text + "</ul>\n"
  }

  /// `occupationCategories` and `categoryList`.
  func categories(_ json: inout JSONBytes, isSparse: Bool, _ stream: inout SeededStream) {
    guard !isSparse else {
      json.raw(",\"occupationCategories\":[],\"categoryList\":[]")
      return
    }
    let occupation = NAVOccupations.all.occupations[ad.occupation]
    let score = "0.\(stream.below(60) + 39)1"
    json.pair(",\"occupationCategories\":[{\"level1\":", occupation.level1)
    json.pair(",\"level2\":", occupation.level2)
    json.raw("}],\"categoryList\":[")
    let number = "\(1_000_000_000_000 + ad.occupation)".dropFirst()
    category(
      &json, type: "ESCO", name: occupation.title.lowercased(), score: score,
      code: "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-\(number)")
    json.raw(",")
    category(
      &json, type: "JANZZ", name: occupation.title, score: "1.0",
      code: "\(100_000 + ad.occupation)")
    json.raw(",")
    category(
      &json, type: stream.chance(perMille: 700) ? "STYRK08" : "STYRK08NAV",
      name: occupation.level2, score: score, code: occupation.styrk,
      description: stream.chance(perMille: 200) ? nil : "")
    json.raw("]")
  }

  /// `employer`.
  func employer(_ json: inout JSONBytes, isSparse: Bool, _ stream: inout SeededStream) {
    let name = ad.employerName
    json.pair(",\"employer\":{\"name\":", name)
    json.raw(",\"orgnr\":")
    json.string(
      orNull: isSparse ? nil : NAVEmployers.organisationNumber(ad.employer, of: ad.branch))
    let isDescribed = !isSparse && stream.chance(perMille: 700)
    json.pair(
      ",\"description\":", isDescribed ? "<p>\(name) er et oppdiktet arbeidssted.</p>" : "")
    json.pair(
      ",\"homepage\":",
      isDescribed
        ? "https://arbeidsgiver\(ad.branch.rawValue * 1000 + ad.employer).example.com" : "")
    json.raw("}")
  }

  private func category(
    _ json: inout JSONBytes, type: String, name: String, score: String, code: String,
    description: String? = ""
  ) {
    json.pair("{\"categoryType\":", type)
    json.pair(",\"code\":", code)
    json.pair(",\"name\":", name)
    json.raw(",\"description\":")
    json.string(orNull: description)
    json.raw(",\"score\":")
    json.text(score)
    json.raw("}")
  }

  private func location(
    _ json: inout JSONBytes, country: String?, place: NAVPlaces.Place?, address: String?
  ) {
    json.raw("[")
    part(&json, country: country, place: place, address: address, isWhole: false)
    json.raw("]")
  }

  private func part(
    _ json: inout JSONBytes, country: String?, place: NAVPlaces.Place?, address: String?,
    isWhole: Bool
  ) {
    json.raw("{\"country\":")
    json.string(orNull: country)
    json.raw(",\"address\":")
    json.string(orNull: address)
    json.raw(",\"city\":")
    json.string(orNull: isWhole ? place?.city : nil)
    json.raw(",\"postalCode\":")
    json.string(orNull: isWhole ? place?.postalCode : nil)
    json.raw(",\"county\":")
    json.string(orNull: place?.county)
    json.raw(",\"municipal\":")
    json.string(orNull: place?.name)
    json.raw("}")
  }
}
