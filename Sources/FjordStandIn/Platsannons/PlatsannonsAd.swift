/// The facts of a generated ad, made anew from the seed and its number whenever they are asked for.
struct PlatsannonsAd: Sendable {
  let number: Int
  let id: String
  /// Microseconds since 1970, to no more than milliseconds.
  let published: Int64
  /// Seconds since 1970: the end of the last day on which it is shown.
  let lastPublication: Int64
  /// When it was taken out before its time, where it was: seconds since 1970.
  let removed: Int64?
  /// A county, the unspecified or abroad.
  let county: Int
  let municipality: Int?
  let area: Int?
  let country: Int?
  let occupation: PlatsannonsOccupation
  /// Whether the ad tells its occupation; its group and field are known all the same.
  let namesOccupation: Bool
  let vacancies: Int
  let employer: Int
  /// 1 ordinary, 2 summer or holiday, 3 abroad.
  let employmentType: Int
  /// 1 to 5.
  let duration: Int
  let isPartTime: Bool
  /// Bits from which everything of less account is drawn.
  let detail: UInt64

  private static let day: Int64 = 86_400

  init(seed: UInt64, number: Int, published: Int64) {
    var stream = SeededStream(seed: seed, domain: 71, index: UInt64(number))
    self.number = number
    id = Self.id(of: number, seed: seed)
    self.published = published * 1_000_000 + Self.fraction(&stream)
    let lastDay = Int64(OsloZone.dayNumber(atUTC: published) + 10 + stream.below(36))
    lastPublication = OsloZone.utc(fromLocal: (lastDay + 1) * Self.day) - 1
    let span = Int(lastPublication - published)
    removed =
      stream.chance(perMille: 200) ? published + 3600 + Int64(stream.below(span - 3600)) : nil
    let abroad =
      stream.chance(perMille: 10) ? PlatsannonsAbroad.all.drawn(&stream) : nil
    let place = PlatsannonsPlaces.all.drawn(&stream)
    county = abroad == nil ? place.county : PlatsannonsPlaces.abroad
    municipality = abroad == nil ? place.municipality : nil
    area = abroad?.area
    country = abroad?.country
    occupation = PlatsannonsOccupations.all.drawn(&stream)
    namesOccupation = !stream.chance(perMille: 2)
    vacancies = stream.chance(perMille: 680) ? 1 : 2 + stream.below(8)
    employer = stream.below(PlatsannonsEmployers.count)
    let isSummer = stream.chance(perMille: 40)
    employmentType = abroad != nil ? 3 : isSummer ? 2 : 1
    duration = isSummer ? 4 : stream.chance(perMille: 700) ? 1 : 2 + stream.below(4)
    isPartTime = stream.chance(perMille: 250)
    detail = stream.next()
  }

  /// Seconds since 1970, rounded down: what lists tell.
  var publishedSecond: Int64 { published / 1_000_000 }

  /// Whether it is shown at a moment.
  func isShown(at now: Int64) -> Bool {
    publishedSecond <= now && now <= lastPublication && (removed.map { now < $0 } ?? true)
  }

  /// None, one, two or three digits, none of them a zero at the end.
  private static func fraction(_ stream: inout SeededStream) -> Int64 {
    let digits = stream.below(4)
    let tenths = Int64(1 + stream.below(9))
    let rest = Int64(stream.below(9) * 10 + stream.below(9)) + 11
    switch digits {
    case 0: return 0
    case 1: return tenths * 100_000
    case 2: return (tenths * 10 + 1 + rest % 9) * 10_000
    default: return (tenths * 100 + rest / 10 * 10 + 1 + rest % 9) * 1000
    }
  }
}

/// Ids of three kinds, as the service has them: a number, a number after a hyphen, a number before
/// a letter.
extension PlatsannonsAd {
  static func id(of number: Int, seed: UInt64) -> String {
    let kind = SeededStream.mixed(seed &+ UInt64(number)) % 100
    if kind < 68 { return "\(7_000_000 + number)" }
    if kind < 96 { return "00\(10 + number % 17)-\(400_000 + number)" }
    return "\(22_000_000 + number)b"
  }

  /// The number of an id, where it could be one of these.
  static func number(of id: String, seed: UInt64) -> Int? {
    guard id.utf8.count <= 16 else { return nil }
    let parts = id.split(separator: "-")
    let number: Int? =
      if parts.count == 2 {
        Int(parts[1]).map { $0 - 400_000 }
      } else if id.hasSuffix("b") {
        Int(id.dropLast()).map { $0 - 22_000_000 }
      } else {
        Int(id).map { $0 - 7_000_000 }
      }
    guard let number, number >= 0, self.id(of: number, seed: seed) == id else { return nil }
    return number
  }
}
