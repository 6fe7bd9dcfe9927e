import Testing

@testable import FjordStandIn

struct NAVGeneratedLogTests {
  /// The default log, for questions about shares.
  static let large = log(ads: 20_000)

  static func log(ads: Int = 1500, seed: UInt64 = 7, until: StandInTime = .sandbox)
    -> NAVGeneratedLog
  {
    var log = NAVGeneratedLog(seed: seed, ads: ads)
    log.show(until: until)
    return log
  }

  @Test("for one seed the events at an earlier clock are a prefix of those at a later one")
  func prefix() throws {
    let later = Self.log(until: .sandbox.advanced(by: .seconds(40 * 86_400)))
    for days in [-150, -30, -1, 0, 1, 7, 39] {
      let now = StandInTime.sandbox.advanced(by: .seconds(days * 86_400))
      let earlier = Self.log(until: now)
      #expect(earlier.count < later.count)
      #expect((0..<earlier.count).allSatisfy { earlier.event(at: $0) == later.event(at: $0) })
      #expect((0..<earlier.count).allSatisfy { earlier.id(at: $0) == later.id(at: $0) })
      #expect(earlier.time(at: earlier.count - 1) <= now.microseconds)
      #expect(later.time(at: earlier.count) > now.microseconds)
    }
  }

  @Test("a clock moved on in steps shows what a clock set at once shows")
  func steps() {
    var stepped = NAVGeneratedLog(seed: 7, ads: 500)
    for days in stride(from: -60, through: 30, by: 1) {
      stepped.show(until: .sandbox.advanced(by: .seconds(days * 86_400)))
    }
    let whole = Self.log(ads: 500, until: .sandbox.advanced(by: .seconds(30 * 86_400)))
    #expect(stepped.count == whole.count)
    #expect((0..<whole.count).allSatisfy { stepped.event(at: $0) == whole.event(at: $0) })
  }

  @Test("events asked for one by one are those that the clock would have shown")
  func more() throws {
    var log = Self.log(ads: 100)
    let count = log.count
    let last = log.show(more: 300)
    let time = try #require(last)
    #expect(log.count == count + 300)
    let whole = Self.log(ads: 100, until: time)
    #expect(whole.count >= log.count)
    #expect((0..<log.count).allSatisfy { log.event(at: $0) == whole.event(at: $0) })
  }

  @Test("times never fall, and about half of the events share theirs with others")
  func batches() {
    let log = Self.large
    let times = (0..<log.count).map { log.time(at: $0) }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    let shared = zip(times, times.dropFirst()).count { $0 == $1 }
    #expect(shared > log.count / 4 && shared < log.count * 3 / 4)
  }

  @Test("the log spans a bit more than six months and tells of about as many ads as wanted")
  func density() {
    let log = Self.large
    #expect(log.time(at: 0) >= NAVCalendar.start)
    #expect(log.time(at: 0) < NAVCalendar.start + 3_600_000_000)
    var newest: [UInt32: NAVEvent] = [:]
    for index in 0..<log.count { newest[log.event(at: index).ad] = log.event(at: index) }
    #expect((19_000...21_000).contains(newest.count), "\(newest.count) ads")
    let active = newest.values.count { $0.kind == .active }
    #expect((10...20).contains(active * 100 / newest.count), "\(active) active of \(newest.count)")
  }

  @Test("municipalities have the shares of the world, and some lines name none")
  func places() throws {
    let log = Self.large
    var counts: [String: Int] = [:]
    for index in 0..<log.count {
      counts[String(decoding: log.line(at: index).place, as: UTF8.self), default: 0] += 1
    }
    let share = { Double(counts[$0] ?? 0) / Double(log.count) }
    #expect((0.03...0.06).contains(share("BERGEN")), "\(share("BERGEN"))")
    #expect(counts.max { $0.value < $1.value }?.key == "OSLO")
    #expect((0.01...0.08).contains(share("?")))
    #expect(counts.count > 120)
    #expect(["TROMSØ", "ÅLESUND", "BÆRUM"].allSatisfy { share($0) > 0 })
  }

  @Test("stopped ads are masked and keep their place; expired ones keep title and employer")
  func masks() {
    let log = Self.log()
    var kinds: Set<NAVEvent.Kind> = []
    var moved = false
    var places: [UInt32: UInt16] = [:]
    for index in 0..<log.count {
      let event = log.event(at: index)
      let line = log.line(at: index)
      kinds.insert(event.kind)
      #expect(line.isActive == (event.kind == .active))
      switch event.kind {
      case .stopped: #expect(line.title == NAVLine.masked && line.employer.isEmpty)
      case .cleaned:
        #expect([line.title, line.employer, line.place].allSatisfy { $0 == NAVLine.unknown })
      case .active, .expired: #expect(line.title.count > 2 && line.employer.count > 2)
      }
      if event.kind != .cleaned, let before = places[event.ad], before != event.place {
        moved = moved || event.kind == .active
        #expect(event.kind == .active, "an ad's end never moves it")
      }
      places[event.ad] = event.place
    }
    #expect(kinds.count == 4)
    #expect(moved)
  }

  @Test("some ads come back after they were stopped")
  func back() {
    let log = Self.log()
    var inactive: Set<UInt32> = []
    var returned = 0
    for index in 0..<log.count {
      let event = log.event(at: index)
      if event.kind != .active {
        inactive.insert(event.ad)
      } else if inactive.contains(event.ad) {
        returned += 1
      }
    }
    #expect(returned > 0)
  }

  @Test("another seed gives another log")
  func seeds() {
    let (one, other) = (Self.log(ads: 100), Self.log(ads: 100, seed: 8))
    #expect(one.event(at: 0) != other.event(at: 0))
    #expect(one.id(at: 0) != other.id(at: 0))
  }

  @Test("a clock before the log's beginning shows nothing, one in a far future a bounded log")
  func extremes() throws {
    #expect(Self.log(until: StandInTime(microseconds: 0)).count == 0)
    #expect(Self.log(ads: 0, until: StandInTime(microseconds: .max)).count == 0)
    let far = Self.log(ads: 1, until: try #require(StandInTime("2500-01-01")))
    #expect((1500...5000).contains(far.count), "\(far.count)")
    #expect(NAVCalendar(seed: 7, ads: 1_000_000).end < StandInTime.sandbox.microseconds * 2)
  }

  @Test("an ad's day is found from its number")
  func days() {
    for ads in [1, 7, 365, 20_000] {
      let calendar = NAVCalendar(seed: 7, ads: ads)
      for day in 0..<400 {
        for number in calendar.numbers(onDay: day) where number % 7 == 0 {
          #expect(calendar.day(ofAd: number) == day)
        }
      }
    }
  }

  @Test("organisation numbers have nine digits and a check digit that is wrong")
  func organisations() {
    for branch in NAVBranch.allCases {
      for index in 0..<200 {
        let digits = Array(NAVEmployers.organisationNumber(index, of: branch).utf8).map {
          Int($0) - 48
        }
        #expect(digits.count == 9 && digits[0] == 9)
        let sum = zip(digits, [3, 2, 7, 6, 5, 4, 3, 2, 1]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(sum % 11 != 0)
      }
    }
  }
}
