/// An ad as the services write it: its keys in their order, each with its value as JSON.
struct JobTechAdJSON: Sendable {
  typealias Part = (key: String, json: [UInt8])

  private let ad: JobTechAd
  private let now: Int64
  private let place: JobTechConcepts.Place
  private let occupation: JobTechConcepts.Occupation

  init(_ ad: JobTechAd, at now: Int64) {
    self.ad = ad
    self.now = now
    place = JobTechConcepts.all.places[ad.place]
    occupation = JobTechConcepts.all.occupations[ad.occupation]
  }

  /// The title, which a change adds to.
  var headline: String {
    let ending = ["", " till \(place.municipality.label)", " sökes!", " – börja genast", ", natt"][
      Int(ad.detail % 5)]
    return occupation.name.label + ending + (ad.isChanged(at: now) ? " (ny tid)" : "")
  }

  /// The employer, which does not exist.
  var employer: String {
    Self.employers[ad.employer % Self.employers.count] + " \(occupation.trade) AB"
  }

  /// An organisation number that nobody has.
  var organisationNumber: String {
    let digits = "\(ad.employer)"
    return "550000" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }

  /// The ad's text.
  var text: String {
    let word = ["Välkommen till", "Bli en av oss på", "Vi växer på"][Int(ad.detail >> 8 % 3) % 3]
    return
      "\(word) \(employer) i \(place.municipality.label).\n\nVi söker \(occupation.name.label) "
      + "för arbete på \(ad.isPartTime ? "deltid" : "heltid"). Ansök senast "
      + "\(JobTechTime.text(ad.lastPublication).prefix(10))."
  }

  /// The whole ad.
  var parts: [Part] {
    naming + terms + requirements + places + times
  }

  /// What is left of an ad that was taken out.
  var stub: [Part] {
    var address = JSONBytes()
    address.raw("{\"municipality_concept_id\":")
    address.string(place.municipality.id)
    address.raw(",\"region_concept_id\":")
    address.string(place.region.id)
    address.raw(",\"country_concept_id\":")
    address.string(JobTechConcepts.sweden.id)
    address.raw("}")
    var parts: [Part] = [
      ("id", Self.string(ad.id)), ("removed", Self.raw("true")),
      ("removed_date", Self.string(JobTechTime.text(ad.removed ?? now))),
    ]
    for (key, concept) in [
      ("occupation", occupation.name), ("occupation_group", occupation.group),
      ("occupation_field", occupation.field),
    ] {
      parts.append((key, Self.raw("{\"concept_id\":\"\(concept.id)\"}")))
    }
    // Some come with the time of their change and some without.
    if ad.number % 2 == 0 { parts.append(("timestamp", Self.raw("\(ad.stamp(at: now))000"))) }
    return parts + [("workplace_address", address.bytes)]
  }

  /// Parts as an object.
  static func object(_ parts: [Part]) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (place, part) in parts.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += string(part.key) + [UInt8(ascii: ":")] + part.json
    }
    return bytes + [UInt8(ascii: "}")]
  }

  private var naming: [Part] {
    var description = JSONBytes()
    description.raw("{\"text\":")
    description.string(text)
    description.raw(",\"text_formatted\":")
    let html = text.replacing("\n\n", with: "</p><p>")
    // Employers' HTML is anything, and their texts hold what they pasted.
    let more = ad.detail % 11 == 0 ? "<script>alert(1)</script>\u{1B}[31m" : ""
    description.string("<p>\(html)</p>\(more)")
    description.raw(",\"company_information\":null,\"needs\":null,\"requirements\":")
    description.string(orNull: ad.needsExperience ? "Erfarenhet av yrket." : nil)
    description.raw(",\"conditions\":null}")
    let link = "https://arbetsformedlingen.se/platsbanken/annonser/\(ad.id)"
    return [
      ("id", Self.string(ad.id)),
      ("external_id", ad.detail % 3 == 0 ? Self.string("EXT-\(ad.number)") : Self.null),
      ("original_id", Self.null), ("label", Self.raw("[]")), ("webpage_url", Self.string(link)),
      ("logo_url", Self.null), ("headline", Self.string(headline)),
      ("application_deadline", Self.string(JobTechTime.text(ad.lastPublication))),
      ("number_of_vacancies", Self.raw("\(ad.vacancies)")), ("description", description.bytes),
    ]
  }

  private var terms: [Part] {
    let (low, high) = ad.isPartTime ? (25, 75) : (100, 100)
    return [
      ("employment_type", Self.concept(JobTechConcepts.employmentTypes[ad.employmentType])),
      ("salary_type", Self.concept(JobTechConcepts.salaryTypes[Int(ad.detail >> 4 % 3) % 3])),
      ("salary_description", Self.string("Enligt avtal")),
      // A concept is null, or all of its parts are.
      ("duration", ad.detail % 7 == 0 ? Self.nullConcept : concept(ofDuration: ad.duration)),
      (
        "working_hours_type",
        Self.concept(ad.isPartTime ? JobTechConcepts.partTime : JobTechConcepts.fullTime)
      ),
      ("scope_of_work", Self.raw("{\"min\":\(low),\"max\":\(high)}")), ("access", Self.null),
      ("employer", employerJSON), ("application_details", details),
      ("experience_required", Self.raw("\(ad.needsExperience)")),
      ("access_to_own_car", Self.raw("false")),
      ("driving_license_required", Self.raw("\(ad.needsLicence)")),
      (
        "driving_license",
        ad.needsLicence
          ? Self.raw("[") + Self.concept(JobTechConcepts.licences[0]) + Self.raw("]") : Self.null
      ),
    ]
  }

  private func concept(ofDuration place: Int) -> [UInt8] {
    Self.concept(JobTechConcepts.durations[place])
  }

  private var employerJSON: [UInt8] {
    var json = JSONBytes()
    json.raw("{\"phone_number\":null,\"email\":null,\"url\":null,\"organization_number\":")
    json.string(organisationNumber)
    json.raw(",\"name\":")
    json.string(employer)
    json.raw(",\"workplace\":")
    json.string(employer)
    json.raw("}")
    return json.bytes
  }

  private var details: [UInt8] {
    var json = JSONBytes()
    json.raw("{\"information\":null,\"reference\":")
    json.string(orNull: ad.detail % 4 == 0 ? "REF\(ad.number)" : nil)
    json.raw(",\"email\":")
    json.string(orNull: ad.detail % 5 == 0 ? "jobb\(ad.employer)@example.com" : nil)
    json.raw(",\"via_af\":false,\"url\":")
    json.string("https://jobb.example.com/\(ad.id)")
    json.raw(",\"other\":null}")
    return json.bytes
  }

  private var requirements: [Part] {
    let language = Self.weighed(JobTechConcepts.languages[0])
    let none = Self.raw(
      "{\"skills\":[],\"languages\":[],\"work_experiences\":[],\"education\":[],"
        + "\"education_level\":[]}")
    let must = Self.raw(
      "{\"skills\":[],\"languages\":[\(String(decoding: language, as: UTF8.self))],"
        + "\"work_experiences\":[],\"education\":[],\"education_level\":[]}")
    return [
      ("occupation", Self.concept(occupation.name)),
      ("occupation_group", Self.concept(occupation.group)),
      ("occupation_field", Self.concept(occupation.field)),
      ("must_have", ad.detail % 3 == 1 ? must : none), ("nice_to_have", none),
      ("application_contacts", contacts),
    ]
  }

  /// A name that nobody has, a number that is kept free for fiction.
  private var contacts: [UInt8] {
    guard ad.detail % 4 == 1 else { return Self.raw("[]") }
    let name = "Exempla Påhittsdotter \(ad.employer)"
    return Self.raw(
      "[{\"name\":\"\(name)\",\"description\":\"Rekryterare\",\"email\":"
        + "\"kontakt\(ad.employer)@example.com\",\"telephone\":\"070-1740605\","
        + "\"contact_type\":null}]")
  }

  private var places: [Part] {
    var address = JSONBytes()
    let country = JobTechConcepts.sweden
    for (key, value) in [
      ("municipality", place.municipality.label), ("municipality_code", place.municipality.code),
      ("municipality_concept_id", place.municipality.id), ("region", place.region.label),
      ("region_code", place.region.code), ("region_concept_id", place.region.id),
      ("country", country.label), ("country_code", country.code),
      ("country_concept_id", country.id),
    ] {
      address.raw(address.bytes.isEmpty ? "{" : ",")
      address.string(key)
      address.raw(":")
      address.string(value)
    }
    address.raw(",\"street_address\":null,\"postcode\":null,\"city\":")
    address.string(place.municipality.label)
    address.raw(Array(",\"coordinates\":[\(place.longitude),\(place.latitude)]}".utf8))
    return [
      ("workplace_address", address.bytes),
      ("workplace_addresses", Self.raw("[") + address.bytes + Self.raw("]")),
      ("workplace_model", Self.null),
    ]
  }

  private var times: [Part] {
    [
      ("publication_date", Self.string(JobTechTime.text(ad.published))),
      ("last_publication_date", Self.string(JobTechTime.text(ad.lastPublication))),
      ("removed", Self.raw("false")), ("removed_date", Self.null),
      (
        "source_type",
        Self.string(ad.detail % 3 == 0 ? "VIA_ANNONSERA" : "VIA_PLATSBANKEN_DXA")
      ),
      ("timestamp", Self.raw("\(ad.stamp(at: now))000")),
    ]
  }

  private static let employers = [
    "Exempelverkstaden", "Påhittets", "Sagodalens", "Luftslottets", "Ingenstans", "Drömvikens",
    "Månstrålens", "Trollskogens", "Fabelns", "Regnbågens", "Snöflingans", "Tomtebo",
    "Lyktgubbens", "Vitterfjällets", "Norrskenets", "Ekorrbackens",
  ]

  private static let null = raw("null")
  private static let nullConcept = raw(
    "{\"concept_id\":null,\"label\":null,\"legacy_ams_taxonomy_id\":null}")

  private static func raw(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func string(_ text: String) -> [UInt8] {
    var json = JSONBytes()
    json.string(text)
    return json.bytes
  }

  private static func concept(_ concept: JobTechConcept) -> [UInt8] {
    object([
      ("concept_id", string(concept.id)), ("label", string(concept.label)),
      ("legacy_ams_taxonomy_id", string(concept.code)),
    ])
  }

  private static func weighed(_ concept: JobTechConcept) -> [UInt8] {
    object([
      ("concept_id", string(concept.id)), ("label", string(concept.label)),
      ("legacy_ams_taxonomy_id", string(concept.code)), ("weight", raw("10")),
    ])
  }
}
