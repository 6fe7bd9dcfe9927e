/// A concept of the taxonomy.
struct JobTechConcept: Sendable, Hashable {
  /// What kind it is, as `municipality`.
  var type: String
  /// `xxxx_xxx_xxx`.
  var id: String
  /// Its Swedish name.
  var label: String
  /// Its code in older lists, and in those of places.
  var code: String

  /// A concept whose id is made from its kind and code, where the real one is not known here.
  init(_ type: String, _ code: String, _ label: String, id: String? = nil) {
    self.type = type
    self.code = code
    self.label = label
    self.id = id ?? Self.made(type, code)
  }

  private static let letters = Array(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

  private static func made(_ type: String, _ code: String) -> String {
    var bits = SeededStream.hash("\(type)/\(code)", seed: 7)
    var bytes: [UInt8] = []
    for place in 0..<12 {
      if place == 4 || place == 8 {
        bytes.append(UInt8(ascii: "_"))
      } else {
        bytes.append(letters[Int(bits % 62)])
        bits /= 62
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether an id or a code means this concept.
  func isMeant(by text: some StringProtocol) -> Bool { id == text || code == text }
}

/// The concepts that ads are made of.
///
/// Names and codes are those of the lists; ids are real where they are generally known, and made up
/// elsewhere.
struct JobTechConcepts: Sendable {
  struct Place: Sendable {
    var municipality: JobTechConcept
    var region: JobTechConcept
    var longitude: Double
    var latitude: Double
  }

  struct Occupation: Sendable {
    var name: JobTechConcept
    var group: JobTechConcept
    var field: JobTechConcept
    /// The words that a workplace of this kind is called by.
    var trade: String
  }

  static let all = JobTechConcepts()
  static let sweden = JobTechConcept("country", "199", "Sverige", id: "i46j_HmG_v64")

  let regions: [JobTechConcept]
  let places: [Place]
  let occupations: [Occupation]
  private let drawnPlaces: [UInt8]
  private let drawnOccupations: [UInt8]

  static let fullTime = JobTechConcept("worktime-extent", "1", "Heltid", id: "6YE1_gAC_R2G")
  static let partTime = JobTechConcept("worktime-extent", "2", "Deltid", id: "947z_JGS_Uk2")
  static let employmentTypes = [
    JobTechConcept("employment-type", "1", "Vanlig anställning", id: "PFZr_Syz_cUq"),
    JobTechConcept("employment-type", "2", "Sommarjobb / feriejobb"),
    JobTechConcept("employment-type", "4", "Behovsanställning"),
  ]
  static let salaryTypes = [
    JobTechConcept("wage-type", "1", "Fast månads- vecko- eller timlön"),
    JobTechConcept("wage-type", "2", "Rörlig ackords- eller provisionslön"),
    JobTechConcept("wage-type", "3", "Fast och rörlig lön"),
  ]
  static let durations = [
    JobTechConcept("employment-duration", "1", "Tills vidare"),
    JobTechConcept("employment-duration", "3", "6 månader eller längre"),
    JobTechConcept("employment-duration", "4", "3 månader – upp till 6 månader"),
  ]
  static let licences = [JobTechConcept("driving-licence", "3", "B")]
  static let languages = [
    JobTechConcept("language", "502", "Svenska", id: "zSLA_vw2_FXN"),
    JobTechConcept("language", "283", "Engelska"),
  ]

  /// Every concept, in the order of their lists.
  var concepts: [JobTechConcept] {
    var seen: Set<JobTechConcept> = []
    let countries = [
      Self.sweden, JobTechConcept("country", "155", "Norge", id: "QJgN_Zge_BzJ"),
    ]
    let all =
      countries + regions + places.map(\.municipality) + occupations.map(\.field)
      + occupations.map(\.group) + occupations.map(\.name) + [Self.fullTime, Self.partTime]
      + Self.employmentTypes + Self.salaryTypes + Self.durations + Self.licences + Self.languages
    return all.filter { seen.insert($0).inserted }
  }

  /// A place by how many live there.
  func place(_ stream: inout SeededStream) -> Int {
    Int(drawnPlaces[stream.below(drawnPlaces.count)])
  }

  /// An occupation by weight.
  func occupation(_ stream: inout SeededStream) -> Int {
    Int(drawnOccupations[stream.below(drawnOccupations.count)])
  }

  private init() {
    let regions = JobTechTables.regions.map { row in
      JobTechConcept("region", row[0], row[1], id: row.count > 2 ? row[2] : nil)
    }
    self.regions = regions
    places = JobTechTables.municipalities.compactMap { row in
      guard row.count >= 5, let longitude = Double(row[3]), let latitude = Double(row[4]),
        let region = regions.first(where: { row[0].hasPrefix($0.code) })
      else { return nil }
      return Place(
        municipality: JobTechConcept(
          "municipality", row[0], row[1], id: row.count > 5 ? row[5] : nil),
        region: region, longitude: longitude, latitude: latitude)
    }
    drawnPlaces = JobTechTables.drawn(JobTechTables.municipalities.map { $0[2] })
    occupations = JobTechTables.occupations.map { row in
      Occupation(
        name: JobTechConcept("occupation-name", row[0], row[1]),
        group: JobTechConcept("ssyk-level-4", row[3], row[4]),
        field: JobTechConcept(
          "occupation-field", row[5], row[6], id: row[5] == "3" ? "apaJ_2ja_LuF" : nil),
        trade: row[7])
    }
    drawnOccupations = JobTechTables.drawn(JobTechTables.occupations.map { $0[2] })
  }
}
