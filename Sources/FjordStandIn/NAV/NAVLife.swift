/// The life of a generated ad: the events that it leaves in the log.
///
/// Most ads are published, changed now and then, and expire after two to eight weeks; some are
/// stopped or rejected before, a few of those come back, and a few are cleaned away in the end.
/// Nothing here depends on the clock.
struct NAVLife: Sendable {
  let calendar: NAVCalendar

  private static let minute: Int64 = 60_000_000
  private static let day: Int64 = 86_400_000_000

  /// Appends the events of an ad in their order.
  func append(ad: NAVAd, onDay day: Int, to events: inout [NAVEvent]) {
    var stream = SeededStream(seed: calendar.seed, domain: 12, index: UInt64(ad.number))
    let published = calendar.published(day: day, stream: &stream)
    let expiry = expiry(ofAd: ad, onDay: day, stream: &stream)
    let (end, kind) = end(published: published, expiry: expiry, stream: &stream)
    var line = NAVEvent(time: 0, ad: ad.number, place: ad.place, kind: .active, revision: 0)
    append(&line, at: batched(published, &stream), to: &events)
    appendChanges(&line, from: published, to: end, stream: &stream, events: &events)
    line.kind = kind
    append(&line, at: kind == .expired ? end : batched(end, &stream), to: &events)
    if kind == .stopped, stream.chance(perMille: 120) {
      let again = end + Int64(stream.below(6 * 1440) + 30) * Self.minute
      if again + Self.day < expiry {
        line.kind = .active
        append(&line, at: batched(again, &stream), to: &events)
        line.kind = .expired
        append(&line, at: expiry, to: &events)
      }
    }
    if line.kind != .cleaned, stream.chance(perMille: 40) {
      line.kind = .cleaned
      let days = Int64(stream.below(30) + 10) * Self.day
      append(&line, at: line.time + days, to: &events)
    }
  }

  /// The last day, counted since 1970, on which an ad is shown.
  func lastDay(ofAd ad: NAVAd, onDay day: Int) -> Int {
    var stream = SeededStream(seed: calendar.seed, domain: 13, index: UInt64(ad.number))
    return calendar.firstDay + day + 14 + stream.below(43)
  }

  /// Changes in most ads' lives: none for half of them, many for a few.
  private func appendChanges(
    _ line: inout NAVEvent, from start: Int64, to end: Int64, stream: inout SeededStream,
    events: inout [NAVEvent]
  ) {
    let draw = stream.below(100)
    let count =
      draw < 48
      ? 0 : draw < 72 ? 1 : draw < 85 ? 2 : draw < 92 ? 3 : draw < 96 ? 4 : 5 + stream.below(5)
    var fractions = (0..<count).map { _ in stream.unit() }
    fractions.sort()
    for fraction in fractions {
      if stream.chance(perMille: 180) {
        line.revision = line.revision & 0xf0 | UInt8(stream.below(16))
      }
      if stream.chance(perMille: 40) { line.place = NAVPlaces.all.index(&stream) }
      let time = start + Int64(Double(end - start) * fraction * fraction)
      append(&line, at: min(batched(time, &stream), max(end, line.time)), to: &events)
    }
  }

  /// How and when the ad ends.
  private func end(
    published: Int64, expiry: Int64, stream: inout SeededStream
  ) -> (Int64, NAVEvent.Kind) {
    let draw = stream.below(100)
    let fraction = stream.unit()
    switch draw {
    case 0..<4: return (published + Int64(fraction * 120 + 1) * Self.minute, .stopped)
    case 4..<34: return (published + Int64(Double(expiry - published) * fraction), .stopped)
    case 34..<36: return (expiry + Self.day, .cleaned)
    default: return (expiry, .expired)
    }
  }

  /// The nightly job's time: ads that end on one day leave in a few batches after midnight.
  private func expiry(ofAd ad: NAVAd, onDay day: Int, stream: inout SeededStream) -> Int64 {
    let night = lastDay(ofAd: ad, onDay: day) + 1
    let batch = stream.below(8)
    var shared = SeededStream(seed: calendar.seed, domain: 14, index: UInt64(night * 8 + batch))
    let start = NAVCalendar.midnight(dayNumber: night) + Int64(5 * 60 + batch * 9) * 1_000_000
    return start + NAVCalendar.fraction(&shared)
  }

  /// The time itself, or for half of the events that of the ten minutes' batch.
  private func batched(_ time: Int64, _ stream: inout SeededStream) -> Int64 {
    guard stream.chance(perMille: 500) else { return time }
    let slot = time / (10 * Self.minute) + 1
    var shared = SeededStream(seed: calendar.seed, domain: 15, index: UInt64(slot))
    return slot * 10 * Self.minute + Int64(shared.below(50)) * 1_000_000
      + NAVCalendar.fraction(&shared)
  }

  /// Appends the line not before the one that went before it in this life.
  private func append(_ line: inout NAVEvent, at time: Int64, to events: inout [NAVEvent]) {
    if line.kind == .cleaned { line.place = NAVPlaces.unknown }
    line.time = max(line.time, time)
    events.append(line)
    if line.revision < 0xf0 { line.revision += 16 }
  }
}
