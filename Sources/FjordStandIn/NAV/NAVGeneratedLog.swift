/// A seeded event log that goes on for as long as its clock does.
///
/// The events up to one moment are a prefix of those up to a later one; before the calendar's
/// start there are none. Complexity: 16 bytes an event, and a sort when the clock passes what was
/// generated.
struct NAVGeneratedLog: NAVEventLog {
  let calendar: NAVCalendar
  private let life: NAVLife
  private let eventIDs: IndexedIDs
  private let adIDs: IndexedIDs
  private var events: [NAVEvent] = []
  private(set) var count = 0
  private var generatedUntil = Int64.min

  init(seed: UInt64, ads: Int) {
    calendar = NAVCalendar(seed: seed, ads: ads)
    life = NAVLife(calendar: calendar)
    eventIDs = IndexedIDs(seed: seed, domain: 21)
    adIDs = IndexedIDs(seed: seed, domain: 22)
  }

  mutating func show(until time: StandInTime) {
    if generatedUntil < time.microseconds { generate(until: time.microseconds) }
    while count < events.count, events[count].time <= time.microseconds { count += 1 }
  }

  mutating func show(more wanted: Int) -> StandInTime? {
    let target = count + min(max(wanted, 0), NAVCalendar.limit)
    var horizon = max(generatedUntil, NAVCalendar.start)
    var step = Self.margin
    while events.count < target, horizon < calendar.end {
      horizon = min(horizon + step, calendar.end)
      step *= 2
      generate(until: horizon)
    }
    count = min(target, events.count)
    return count > 0 ? StandInTime(microseconds: events[count - 1].time) : nil
  }

  func time(at index: Int) -> Int64 { events[index].time }

  func id(at index: Int) -> UniqueID { eventIDs.id(UInt32(truncatingIfNeeded: index)) }

  func index(of id: UniqueID) -> Int? {
    guard let index = eventIDs.index(of: id), index < count else { return nil }
    return Int(index)
  }

  func line(at index: Int) -> NAVLine {
    let event = events[index]
    let ad = NAVAd(seed: calendar.seed, number: event.ad)
    let all = NAVOccupations.all
    var line = NAVLine(
      ad: adIDs.id(event.ad), isActive: event.kind == .active, time: event.time,
      title: NAVLine.masked, employer: [],
      place: event.place == NAVPlaces.unknown
        ? NAVLine.unknown : NAVPlaces.all.places[Int(event.place)].json)
    switch event.kind {
    case .stopped: break
    case .cleaned:
      line.title = NAVLine.unknown
      line.employer = NAVLine.unknown
    case .active, .expired:
      line.title = all.occupations[ad.occupation].json
      line.ending = all.endingsJSON[ad.ending(revision: event.revision)]
      line.employer = NAVEmployers.all.json[ad.branch.rawValue][ad.employer]
    }
    return line
  }

  func entry(of id: UniqueID) -> [UInt8]? {
    guard count > 0, let number = adIDs.index(of: id) else { return nil }
    let ad = NAVAd(seed: calendar.seed, number: number)
    let day = calendar.day(ofAd: Int(number))
    var events: [NAVEvent] = []
    life.append(ad: ad, onDay: day, to: &events)
    let newest = self.events[count - 1]
    guard
      let last = events.last(where: {
        $0.time >= NAVCalendar.start && !NAVEvent.isBefore(newest, $0)
      })
    else { return nil }
    return NAVAdContent(
      seed: calendar.seed, ad: ad, id: id, published: events[0].time, last: last,
      lastDay: life.lastDay(ofAd: ad, onDay: day)
    ).entry()
  }

  /// The ads that are active as of the events that can be seen, each with its last event.
  ///
  /// Complexity: linear in the events.
  func activeAds() -> [NAVEvent] {
    var last: [UInt32: NAVEvent] = [:]
    for event in events[..<count] { last[event.ad] = event }
    return last.values.filter { $0.kind == .active }.sorted(by: NAVEvent.isBefore)
  }

  /// The id of an ad.
  func adID(_ number: UInt32) -> UniqueID { adIDs.id(number) }

  /// The days, since 1970, on which an ad was published and is shown last.
  func days(ofAd ad: NAVAd) -> (first: Int, last: Int) {
    let day = calendar.day(ofAd: Int(ad.number))
    return (calendar.firstDay + day, life.lastDay(ofAd: ad, onDay: day))
  }

  /// The event at a place in the log; for tests.
  func event(at index: Int) -> NAVEvent { events[index] }

  /// Events are made some days ahead, so that a clock that is moved a little costs nothing.
  private static let margin: Int64 = 3 * 86_400_000_000

  private mutating func generate(until end: Int64) {
    let horizon = min(end + Self.margin, calendar.end)
    generatedUntil = max(end, horizon)
    guard calendar.ads > 0, horizon > NAVCalendar.start else { return }
    let lastDay = OsloZone.dayNumber(atUTC: horizon / 1_000_000) - calendar.firstDay
    var events: [NAVEvent] = []
    var lived: [NAVEvent] = []
    events.reserveCapacity(self.events.count + calendar.ads)
    for day in 0...lastDay {
      for number in calendar.numbers(onDay: day) {
        let ad = NAVAd(seed: calendar.seed, number: UInt32(truncatingIfNeeded: number))
        lived.removeAll(keepingCapacity: true)
        life.append(ad: ad, onDay: day, to: &lived)
        for event in lived where event.time >= NAVCalendar.start && event.time <= horizon {
          events.append(event)
        }
      }
    }
    events.sort(by: NAVEvent.isBefore)
    self.events = events
  }
}
