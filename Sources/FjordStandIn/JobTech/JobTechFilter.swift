import Foundation

/// What an ad must be to be found, apart from words.
///
/// Values of one parameter are alternatives, those with a `-` exclude; all parameters must hold. An
/// unknown code fits no ad.
struct JobTechFilter: Sendable {
  private let request: StandInRequest
  private let after: Int64?
  private let before: Int64?
  private let codes: [(name: String, values: [String])]
  private let flags: [(name: String, value: Bool)]
  private let positions: [(latitude: Double, longitude: Double)]
  private let radius: Double

  private static let conceptNames = [
    "occupation-name", "occupation-group", "occupation-field", "occupation-collection",
    "municipality", "region", "country", "skill", "language", "worktime-extent", "employment-type",
    "duration", "workplace-model", "driving-license", "label",
  ]
  private static let flagNames = [
    "experience", "remote", "abroad", "unspecified-sweden-workplace", "open_for_all", "trainee",
    "larling", "franchise", "hire-work-place", "driving-license-required",
  ]

  /// Reads a request's parameters.
  ///
  /// Errors: `JobTechSearch.Refusal`.
  init(_ request: StandInRequest, now: Int64) throws(JobTechSearch.Refusal) {
    self.request = request
    after = try Self.time("published-after", request, now: now)
    before = try Self.time("published-before", request, now: now)
    codes = Self.conceptNames.compactMap { name in
      let values = request.parameters(name)
      return values.isEmpty ? nil : (name, values)
    }
    var flags: [(name: String, value: Bool)] = []
    for name in Self.flagNames {
      guard let text = request.parameter(name) else { continue }
      guard text == "true" || text == "false" else {
        throw JobTechSearch.Refusal(name: name, why: "Invalid literal for boolean(): \(text)")
      }
      flags.append((name, text == "true"))
    }
    self.flags = flags
    var positions: [(latitude: Double, longitude: Double)] = []
    for text in request.parameters("position") {
      let parts = text.split(separator: ",").compactMap { Double($0) }
      guard parts.count == 2, abs(parts[0]) <= 90, abs(parts[1]) <= 180 else {
        throw JobTechSearch.Refusal(name: "position", why: "Bad position parameter: '\(text)'")
      }
      positions.append((parts[0], parts[1]))
    }
    self.positions = positions
    radius = request.parameter("position.radius").flatMap(Double.init) ?? 5
  }

  /// Whether an ad fits.
  func allows(_ ad: JobTechAd, at now: Int64) -> Bool {
    if let after, ad.published < after { return false }
    if let before, ad.published > before { return false }
    guard codes.allSatisfy({ Self.fits(ad, $0.name, $0.values) }) else { return false }
    guard flags.allSatisfy({ Self.fits(ad, $0.name, $0.value) }) else { return false }
    let employers = request.parameters("employer")
    if !employers.isEmpty {
      let json = JobTechAdJSON(ad, at: now)
      guard
        employers.contains(where: { text in
          json.organisationNumber.hasPrefix(text)
            || json.employer.lowercased().contains(text.lowercased())
        })
      else { return false }
    }
    return positions.isEmpty || positions.contains { isNear(ad, $0.latitude, $0.longitude) }
  }

  private static func fits(_ ad: JobTechAd, _ name: String, _ values: [String]) -> Bool {
    let concepts = concepts(of: ad, name)
    func isMeant(_ text: some StringProtocol) -> Bool {
      concepts.contains { $0.isMeant(by: text) }
    }
    let excluded = values.filter { $0.hasPrefix("-") }.map { $0.dropFirst() }
    if excluded.contains(where: isMeant) { return false }
    let wanted = values.filter { !$0.hasPrefix("-") }
    return wanted.isEmpty || wanted.contains(where: isMeant)
  }

  private static func concepts(of ad: JobTechAd, _ name: String) -> [JobTechConcept] {
    let all = JobTechConcepts.all
    switch name {
    case "occupation-name": return [all.occupations[ad.occupation].name]
    case "occupation-group": return [all.occupations[ad.occupation].group]
    case "occupation-field": return [all.occupations[ad.occupation].field]
    case "municipality": return [all.places[ad.place].municipality]
    case "region": return [all.places[ad.place].region]
    case "country": return [JobTechConcepts.sweden]
    case "worktime-extent":
      return [ad.isPartTime ? JobTechConcepts.partTime : JobTechConcepts.fullTime]
    case "employment-type": return [JobTechConcepts.employmentTypes[ad.employmentType]]
    case "duration": return [JobTechConcepts.durations[ad.duration]]
    case "driving-license": return ad.needsLicence ? JobTechConcepts.licences : []
    default: return []
    }
  }

  private static func fits(_ ad: JobTechAd, _ name: String, _ value: Bool) -> Bool {
    switch name {
    case "experience": ad.needsExperience == value
    case "remote": ad.isRemote == value
    case "driving-license-required": ad.needsLicence == value
    default: !value
    }
  }

  private func isNear(_ ad: JobTechAd, _ latitude: Double, _ longitude: Double) -> Bool {
    let place = JobTechConcepts.all.places[ad.place]
    let north = (place.latitude - latitude) * 111.2
    let east = (place.longitude - longitude) * 111.2 * cos(latitude * .pi / 180)
    return (north * north + east * east).squareRoot() <= radius
  }

  /// A time, or with `-after` also a number of minutes back.
  private static func time(
    _ name: String, _ request: StandInRequest, now: Int64
  ) throws(JobTechSearch.Refusal) -> Int64? {
    guard let text = request.parameter(name) else { return nil }
    if let seconds = JobTechTime.seconds(text) { return seconds }
    if name == "published-after", let minutes = Int64(text), (0...10_000_000).contains(minutes) {
      return now - minutes * 60
    }
    throw JobTechSearch.Refusal(
      name: name, why: "time data '\(text)' does not match format '%Y-%m-%dT%H:%M:%S'")
  }
}
