import Synchronization

/// Every ad that was ever published, in order: so many a day, on and on.
///
/// As many ads as are wanted were published in the 190 days before the sandbox's clock; of those
/// that were, one in seven is shown at a moment.
struct PlatsannonsLog: Sendable {
  static let start = StandInTime.sandbox.seconds - span
  private static let span: Int64 = 190 * 86_400
  /// An ad is shown for so many seconds at most.
  private static let longestLife: Int64 = 47 * 86_400
  /// A bound on memory and time for clocks in a far future.
  private static let limit = 4_000_000

  let seed: UInt64
  private let ads: Int

  init(seed: UInt64, ads: Int) {
    self.seed = seed
    self.ads = ads
  }

  /// The ads that are shown at a moment, in order of their publication.
  func shown(at now: Int64) -> PlatsannonsShown {
    guard ads > 0, number(at: now) >= 0 else { return PlatsannonsShown([]) }
    let first = max(0, number(at: now - Self.longestLife))
    return PlatsannonsShown((first...number(at: now)).map(ad).filter { $0.isShown(at: now) })
  }

  /// The ad of an id, where it is shown at a moment.
  func ad(_ id: String, at now: Int64) -> PlatsannonsAd? {
    guard ads > 0, let number = PlatsannonsAd.number(of: id, seed: seed),
      number <= self.number(at: now)
    else { return nil }
    let ad = ad(number)
    return ad.isShown(at: now) ? ad : nil
  }

  /// When so many ads more have come.
  func moment(of events: Int, after now: StandInTime) -> StandInTime {
    guard ads > 0, events > 0 else { return now }
    var next = max(0, number(at: now.seconds))
    while ad(next).publishedSecond <= now.seconds { next += 1 }
    let last = ad(next + events - 1).publishedSecond
    return StandInTime(microseconds: last * 1_000_000)
  }

  private func ad(_ number: Int) -> PlatsannonsAd {
    var stream = SeededStream(seed: seed, domain: 72, index: UInt64(number))
    let (from, to) = (moment(number), moment(number + 1))
    return PlatsannonsAd(
      seed: seed, number: number, published: from + Int64(stream.below(max(1, Int(to - from)))))
  }

  private func moment(_ number: Int) -> Int64 {
    Self.start + Int64(number) * Self.span / Int64(max(ads, 1))
  }

  /// The number of the last ad that may have been published by a moment; negative before all.
  private func number(at moment: Int64) -> Int {
    guard moment >= Self.start else { return -1 }
    return Int(min((moment - Self.start) / 60 * Int64(ads) / (Self.span / 60), Int64(Self.limit)))
  }
}

/// The ads that are shown at one moment, with their words once those are looked at.
final class PlatsannonsShown: Sendable {
  /// In order of publication.
  let ads: [PlatsannonsAd]
  private let kept = Mutex<[String]?>(nil)

  init(_ ads: [PlatsannonsAd]) { self.ads = ads }

  /// The text of each ad in which keywords are looked up, in small letters.
  var texts: [String] {
    kept.withLock { kept in
      if let kept { return kept }
      let texts = ads.map { PlatsannonsAdForms($0, .first).words.lowercased() }
      kept = texts
      return texts
    }
  }
}
