/// The ads that the older feed can be asked for.
protocol NAVPublicAds: Sendable {
  /// The active ads at a moment, in any order.
  mutating func active(at time: StandInTime) -> [NAVPublicAd]
}

/// An ad of the older feed: what searches look at, and its body.
struct NAVPublicAd: Sendable {
  var uuid: String
  /// Microseconds since 1970.
  var published: Int64
  /// Microseconds since 1970.
  var updated: Int64
  var source: String
  var orgnr: String?
  /// Levels 1 and 2 of its occupations.
  var categories: [String]
  /// County and municipality of each place of work, in capitals.
  var places: [(county: String?, municipal: String?)]
  /// The ad as JSON.
  var json: [UInt8]
}

/// The ads of the generated event log that are active: those that the newer feed tells of too.
struct NAVPublicGeneratedAds: NAVPublicAds {
  private var log: NAVGeneratedLog
  private var known: (count: Int, today: Int, ads: [NAVPublicAd])?

  init(log: NAVGeneratedLog) { self.log = log }

  mutating func active(at time: StandInTime) -> [NAVPublicAd] {
    log.show(until: time)
    let today = OsloZone.dayNumber(atUTC: time.seconds)
    if let known, known.count == log.count, known.today == today { return known.ads }
    let ads = log.activeAds().filter {
      log.days(ofAd: NAVAd(seed: log.calendar.seed, number: $0.ad)).last >= today
    }.map(ad)
    known = (log.count, today, ads)
    return ads
  }

  private func ad(_ event: NAVEvent) -> NAVPublicAd {
    let ad = NAVAd(seed: log.calendar.seed, number: event.ad)
    let days = log.days(ofAd: ad)
    let occupation = NAVOccupations.all.occupations[ad.occupation]
    let place = event.place == NAVPlaces.unknown ? nil : NAVPlaces.all.places[Int(event.place)]
    var stream = SeededStream(seed: log.calendar.seed, domain: 71, index: UInt64(event.ad))
    let sources = ["IMPORTAPI", "IMPORTAPI", "Stillingsregistrering", "XML_STILLING", "AMEDIA"]
    var result = NAVPublicAd(
      uuid: log.adID(event.ad).text,
      published: NAVCalendar.midnight(dayNumber: days.first), updated: event.time,
      source: sources[stream.below(sources.count)],
      orgnr: stream.chance(perMille: 850)
        ? NAVEmployers.organisationNumber(ad.employer, of: ad.branch) : nil,
      categories: [occupation.level1, occupation.level2],
      places: place.map { [($0.county, $0.name)] } ?? [], json: [])
    result.json = json(
      result, ad, title: ad.title(revision: event.revision), lastDay: days.last, place, &stream)
    return result
  }

  private func json(
    _ ad: NAVPublicAd, _ facts: NAVAd, title: String, lastDay: Int, _ place: NAVPlaces.Place?,
    _ stream: inout SeededStream
  ) -> [UInt8] {
    let url =
      stream.chance(perMille: 700) ? "https://jobb.example.com/stilling/\(facts.number)" : nil
    var json = JSONBytes(capacity: 1024)
    json.pair("{\"uuid\":", ad.uuid)
    json.pair(",\"published\":", NAVPublicTime.text(ad.published))
    json.pair(
      ",\"expires\":", NAVPublicTime.text(NAVCalendar.midnight(dayNumber: lastDay)))
    json.pair(",\"updated\":", NAVPublicTime.text(ad.updated))
    json.raw(",\"workLocations\":[")
    if let place {
      json.pair("{\"country\":", "NORGE")
      json.raw(",\"address\":null")
      json.pair(",\"city\":", place.city)
      json.pair(",\"postalCode\":", place.postalCode)
      json.pair(",\"county\":", place.county)
      json.pair(",\"municipal\":", place.name)
      json.raw("}")
    }
    json.pair("],\"title\":", title)
    json.optional(",\"description\":", url == nil ? nil : "<p>Vi søker \(title).</p>")
    json.optional(",\"sourceurl\":", url)
    json.pair(",\"source\":", ad.source)
    json.optional(",\"applicationUrl\":", url.map { $0 + "/sok" })
    json.optional(",\"applicationDue\":", stream.chance(perMille: 600) ? "Snarest" : nil)
    json.pair(",\"occupationCategories\":[{\"level1\":", ad.categories[0])
    json.pair(",\"level2\":", ad.categories[1])
    json.optional("}],\"jobtitle\":", stream.chance(perMille: 500) ? ad.categories[1] : nil)
    // The service writes the host of the request here; this copy always the public one.
    json.pair(",\"link\":", "https://arbeidsplassen.nav.no/stillinger/stilling/\(ad.uuid)")
    json.pair(",\"employer\":{\"name\":", facts.employerName)
    json.optional(",\"orgnr\":", ad.orgnr)
    json.raw(",\"description\":null,\"homepage\":null}")
    json.optional(",\"engagementtype\":", stream.chance(perMille: 800) ? "Fast" : nil)
    json.pair(",\"extent\":", stream.chance(perMille: 240) ? "Deltid" : "Heltid")
    json.optional(",\"starttime\":", stream.chance(perMille: 400) ? "Etter avtale" : nil)
    json.optional(",\"positioncount\":", stream.chance(perMille: 700) ? "1" : nil)
    json.optional(",\"sector\":", stream.chance(perMille: 500) ? "Privat" : nil)
    json.raw("}")
    return json.bytes
  }
}

extension JSONBytes {
  /// Appends a key, which is JSON already, and a string or `null`.
  mutating func optional(_ key: StaticString, _ value: String?) {
    raw(key)
    string(orNull: value)
  }
}

/// Times as the older feed writes them: in UTC, zeros at the end of the fraction left out.
enum NAVPublicTime {
  /// `2021-10-08T22:00:00Z`, `2024-12-02T13:03:28.48Z`.
  static func text(_ microseconds: Int64) -> String {
    let seconds = floorDivide(microseconds, 1_000_000)
    let days = floorDivide(seconds, 86_400)
    let date = CivilDate(dayNumber: Int(days))
    let time = Int(seconds - days * 86_400)
    let parts = [date.month, date.day, time / 3600, time / 60 % 60, time % 60].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    var fraction = "\(1_000_000 + (microseconds - seconds * 1_000_000))".dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return "\(date.year)-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])"
      + (fraction.isEmpty ? "" : ".\(fraction)") + "Z"
  }
}
