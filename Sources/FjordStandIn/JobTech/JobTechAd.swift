/// The facts of a generated ad, made anew from the seed and its number whenever they are asked for.
struct JobTechAd: Sendable {
  let number: Int
  /// Seconds since 1970.
  let published: Int64
  /// Seconds since 1970: the end of the last day on which it is shown.
  let lastPublication: Int64
  /// When it was changed, where it was.
  let changed: Int64?
  /// When it was taken out before its time, where it was.
  let removed: Int64?
  let place: Int
  let occupation: Int
  let vacancies: Int
  let isPartTime: Bool
  let isRemote: Bool
  let needsExperience: Bool
  let needsLicence: Bool
  let employer: Int
  let employmentType: Int
  let duration: Int
  /// Bits from which everything of less account is drawn.
  let detail: UInt64

  private static let day: Int64 = 86_400

  init(seed: UInt64, number: Int, published: Int64) {
    var stream = SeededStream(seed: seed, domain: 61, index: UInt64(number))
    let all = JobTechConcepts.all
    self.number = number
    self.published = published
    let days = Int64(10 + stream.below(36))
    let lastDay = Int64(OsloZone.dayNumber(atUTC: published)) + days
    lastPublication = OsloZone.utc(fromLocal: (lastDay + 1) * Self.day) - 1
    let span = Int(lastPublication - published)
    changed = stream.chance(perMille: 220) ? published + Int64(stream.below(span)) : nil
    removed =
      stream.chance(perMille: 260) ? published + 3600 + Int64(stream.below(span - 3600)) : nil
    place = all.place(&stream)
    occupation = all.occupation(&stream)
    vacancies = stream.chance(perMille: 700) ? 1 : 2 + stream.below(9)
    isPartTime = stream.chance(perMille: 250)
    isRemote = stream.chance(perMille: 60)
    needsExperience = stream.chance(perMille: 450)
    needsLicence = stream.chance(perMille: 200)
    employer = stream.below(240)
    employmentType = stream.chance(perMille: 820) ? 0 : 1 + stream.below(2)
    duration = stream.chance(perMille: 700) ? 0 : 1 + stream.below(2)
    detail = stream.next()
  }

  /// The id on Platsbanken.
  var id: String { "\(30_000_000 + number)" }

  /// The number of an id, where it could be one of these.
  static func number(of id: String) -> Int? {
    guard let value = Int(id), value >= 30_000_000, "\(value)" == id else { return nil }
    return value - 30_000_000
  }

  /// Whether it is shown at a moment.
  func isShown(at now: Int64) -> Bool {
    published <= now && now <= lastPublication && (removed.map { now < $0 } ?? true)
  }

  /// Whether a removal can be seen at a moment.
  func isRemoved(at now: Int64) -> Bool { removed.map { $0 <= now } ?? false }

  /// When its state at a moment began.
  func stamp(at now: Int64) -> Int64 {
    if let removed, removed <= now { return removed }
    if let changed, changed <= now { return changed }
    return published
  }

  /// Whether its change can be seen at a moment.
  func isChanged(at now: Int64) -> Bool { changed.map { $0 <= now } ?? false }
}

/// Every ad that was ever published, in order: so many a day, on and on.
///
/// The ads up to one moment are the first of those up to a later one. Density is such that as many
/// ads as are wanted were published in the 190 days before the sandbox's clock.
struct JobTechLog: Sendable {
  static let start = StandInTime.sandbox.seconds - 190 * 86_400
  /// An ad is shown for so many days at most.
  private static let longestLife: Int64 = 47 * 86_400
  /// A bound on memory and time for clocks in a far future.
  private static let limit = 4_000_000

  let seed: UInt64
  private let ads: Int

  init(seed: UInt64, ads: Int) {
    self.seed = seed
    self.ads = ads
  }

  /// The ad of a number.
  func ad(_ number: Int) -> JobTechAd {
    var stream = SeededStream(seed: seed, domain: 62, index: UInt64(number))
    let (from, to) = (moment(number), moment(number + 1))
    return JobTechAd(
      seed: seed, number: number, published: from + Int64(stream.below(max(1, Int(to - from)))))
  }

  /// The ads that may be shown, or may have changed, since a moment.
  func numbers(since moment: Int64, until now: Int64) -> Range<Int> {
    let first = number(at: moment - Self.longestLife)
    return first..<max(first, number(at: now) + 1)
  }

  /// The ads that are shown at a moment, in order of their publication.
  func shown(at now: Int64) -> [JobTechAd] {
    guard ads > 0 else { return [] }
    return numbers(since: now, until: now).map(ad).filter { $0.isShown(at: now) }
  }

  /// The ads whose state began after one moment and before another, gone or not.
  func changed(after: Int64, before: Int64, now: Int64) -> [JobTechAd] {
    guard ads > 0 else { return [] }
    return numbers(since: min(after, now), until: now).map(ad).filter { ad in
      guard ad.isShown(at: now) || (ad.isRemoved(at: now) && ad.published <= now) else {
        return false
      }
      let stamp = ad.stamp(at: now)
      return stamp > after && stamp <= before
    }
  }

  private func moment(_ number: Int) -> Int64 {
    Self.start + Int64(number) * 190 * 86_400 / Int64(max(ads, 1))
  }

  private func number(at moment: Int64) -> Int {
    guard moment > Self.start else { return 0 }
    return min(Int((moment - Self.start) * Int64(ads) / (190 * 86_400)), Self.limit)
  }
}
