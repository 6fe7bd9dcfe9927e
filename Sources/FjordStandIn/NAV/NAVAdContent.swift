/// The detail of a generated ad, made when it is asked for.
///
/// What is written follows from the seed, the ad and its newest event, so asking twice gives the
/// same text. People, addresses and numbers are invented; mail goes to example.com.
struct NAVAdContent: Sendable {
  let seed: UInt64
  let ad: NAVAd
  let id: UniqueID
  /// When the ad was first recorded, in microseconds since 1970.
  let published: Int64
  /// The newest event that can be seen.
  let last: NAVEvent
  /// The last day, since 1970, on which the ad is shown.
  let lastDay: Int

  private var title: String { ad.title(revision: last.revision) }

  /// The whole body: three keys, and `ad_content` between them while the ad is active.
  ///
  /// A few active ads have none.
  func entry() -> [UInt8] {
    var stream = SeededStream(seed: seed, domain: 16, index: UInt64(ad.number))
    let isShown = last.kind == .active && !stream.chance(perMille: 5)
    let changed = last.time - Int64(stream.below(2000) + 40) * 1000
    var json = JSONBytes(capacity: isShown ? 4096 : 128)
    json.raw("{\"uuid\":\"")
    json.id(id)
    json.raw("\"")
    if isShown {
      json.raw(",\"ad_content\":")
      content(&json, updated: changed, &stream)
    }
    json.raw(",\"sistEndret\":\"")
    json.time(changed / 1000 * 1000)
    json.raw(last.kind == .active ? "\",\"status\":\"ACTIVE\"}" : "\",\"status\":\"INACTIVE\"}")
    return json.bytes
  }

  private func content(_ json: inout JSONBytes, updated: Int64, _ stream: inout SeededStream) {
    let link = "https://arbeidsplassen.nav.no/stillinger/stilling/\(id.text)"
    let isSparse = stream.chance(perMille: 80)
    let url = isSparse || stream.chance(perMille: 150) ? "" : sourceURL
    json.raw("{\"uuid\":")
    json.string(id.text)
    json.raw(",\"published\":\"")
    json.time(NAVCalendar.midnight(dayNumber: OsloZone.dayNumber(atUTC: published / 1_000_000)))
    json.raw("\",\"expires\":\"")
    json.time(NAVCalendar.midnight(dayNumber: lastDay))
    json.raw("\",\"updated\":\"")
    json.time(updated)
    json.raw("\",\"workLocations\":")
    locations(&json, &stream)
    json.raw(",\"contactList\":")
    if isSparse { json.raw("[]") } else { contacts(&json, &stream) }
    json.pair(",\"title\":", title)
    json.pair(",\"description\":", isSparse ? "" : description(&stream))
    json.pair(",\"sourceurl\":", url)
    json.raw(",\"source\":")
    json.string(orNull: isSparse ? nil : source(&stream))
    json.pair(",\"applicationUrl\":", url.isEmpty ? "" : url + "/sok")
    json.pair(",\"applicationDue\":", due(&stream))
    categories(&json, isSparse: isSparse, &stream)
    json.pair(",\"jobtitle\":", isSparse ? "" : NAVOccupations.all.occupations[ad.occupation].title)
    json.pair(",\"link\":", link)
    employer(&json, isSparse: isSparse, &stream)
    terms(&json, isSparse: isSparse, &stream)
    json.raw("}")
  }

  private var sourceURL: String { "https://jobb.example.com/stilling/\(100_000 + Int(ad.number))" }

  private func source(_ stream: inout SeededStream) -> String {
    switch stream.below(20) {
    case 0..<11: "IMPORTAPI"
    case 11..<17: "Stillingsregistrering"
    case 17..<19: "AMEDIA"
    default: "EURES"
    }
  }

  /// The forms in which people write when an application is due.
  private func due(_ stream: inout SeededStream) -> String {
    let date = CivilDate(dayNumber: lastDay)
    let (month, day) = (Self.twoDigits(date.month), Self.twoDigits(date.day))
    switch stream.below(24) {
    case 0..<11: return "\(date.year)-\(month)-\(day)"
    case 11..<16: return "\(date.year)-\(month)-\(day)T23:59:00"
    case 16..<18: return "\(day).\(month).\(date.year)"
    case 18..<22: return "Snarest"
    case 22: return "Fortløpende vurdering"
    default: return ""
    }
  }

  private func terms(_ json: inout JSONBytes, isSparse: Bool, _ stream: inout SeededStream) {
    let kinds = ["Fast", "Fast", "Fast", "Fast", "Vikariat", "Engasjement", "Sesong", "Annet"]
    let starts = ["Etter avtale", "Etter avtale", "Snarest", "", "2027-01-04", "01.01.2027"]
    let counts = ["1", "1", "1", "1", "2", "2", "3", "5", "10"]
    let isPublic = ad.branch == .health || ad.branch == .school
    json.pair(",\"engagementtype\":", isSparse ? "" : kinds[stream.below(kinds.count)])
    json.pair(",\"extent\":", stream.chance(perMille: 240) ? "Deltid" : "Heltid")
    json.pair(",\"starttime\":", isSparse ? "" : starts[stream.below(starts.count)])
    json.pair(",\"positioncount\":", isSparse ? "1" : counts[stream.below(counts.count)])
    json.pair(",\"sector\":", isSparse ? "" : isPublic ? "Offentlig" : "Privat")
  }

  static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

extension JSONBytes {
  /// Appends a key, which is JSON already, and a string.
  mutating func pair(_ key: StaticString, _ value: String) {
    raw(key)
    string(value)
  }
}
