// Parts of dates and timestamps, and their beginnings. Timestamps are read on the clock of a zone whose
// present offset is kept, so that most rows look nothing up.

/// A zone with the offset that held last, for going through many instants.
package struct ZoneClock {
  private let zone: ZoneOffsets
  private var start: Int64 = .max
  private var end: Int64 = .min
  private var seconds: Int64 = 0

  package init(_ zone: ZoneOffsets) { self.zone = zone }

  /// Seconds to add to UTC at an instant.
  @inline(__always)
  package mutating func offset(at instant: Int64) -> Int64 {
    if instant < start || instant >= end {
      (start, end, seconds) = zone.period(at: instant)
    }
    return seconds
  }

  /// The instant counted as if its wall-clock time were UTC.
  @inline(__always)
  package mutating func local(_ instant: Int64) -> Int64 {
    let (sum, overflow) = instant.addingReportingOverflow(offset(at: instant) &* 1_000_000)
    return overflow ? instant : sum
  }

  /// The wall-clock time of an instant.
  package mutating func civil(_ instant: Int64) -> CivilTime {
    CivilTime(microseconds: local(instant))
  }
}

/// A part of a date or time.
package enum TimePart: String, Sendable, CaseIterable {
  case year, quarter, month, week, day, weekday, hour, minute, second
}

/// What a time can be cut to.
package enum TimeUnit: String, Sendable, CaseIterable {
  case year, quarter, month, week, day, hour, minute, second
}

extension CivilTime {
  /// 1 to 366.
  package var dayOfYear: Int64 { days - CivilTime(year: year, month: 1, day: 1).days + 1 }

  /// The ISO week, 1 to 53, and the year that it counts in: that of its Thursday.
  package var isoWeek: (year: Int64, week: Int64) {
    let thursday = CivilTime(days: days - weekday + 4)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }

  /// A part of the time.
  @inline(__always)
  package func part(_ part: TimePart) -> Int64 {
    switch part {
    case .year: year
    case .quarter: (month - 1) / 3 + 1
    case .month: month
    case .week: isoWeek.week
    case .day: day
    case .weekday: weekday
    case .hour: microsecondOfDay / 3_600_000_000
    case .minute: microsecondOfDay / 60_000_000 % 60
    case .second: microsecondOfDay / 1_000_000 % 60
    }
  }

  /// The first day of the unit that the day lies in.
  fileprivate func firstDay(of unit: TimeUnit) -> Int64 {
    switch unit {
    case .year: CivilTime(year: year, month: 1, day: 1).days
    case .quarter: CivilTime(year: year, month: (month - 1) / 3 * 3 + 1, day: 1).days
    case .month: CivilTime(year: year, month: month, day: 1).days
    case .week: days - weekday + 1
    case .day, .hour, .minute, .second: days
    }
  }
}

extension TimeUnit {
  /// The exact length of a unit below a day.
  fileprivate var microseconds: Int64? {
    switch self {
    case .hour: 3_600_000_000
    case .minute: 60_000_000
    case .second: 1_000_000
    default: nil
    }
  }
}

extension Column {
  /// A part of each date, or of each timestamp on the clock of a zone.
  package func timePart(_ part: TimePart, zone: ZoneOffsets) -> Column {
    guard case .int64(let values) = storage else { preconditionFailure("\(type) is no time") }
    let result: [Int64]
    if type == .date {
      result = values.map { CivilTime(days: $0).part(part) }
    } else {
      var clock = ZoneClock(zone)
      result = values.map { clock.civil($0).part(part) }
    }
    return Column(.int, count: count, validity: validity, .int64(result[...]))
  }

  /// Each date or timestamp cut to the beginning of its year, month, ISO week and so on.
  ///
  /// Hours and shorter units of a timestamp are cut on the clock as it goes, so that the hour that
  /// comes twice in autumn stays two.
  package func truncated(to unit: TimeUnit, zone: ZoneOffsets) -> Column {
    guard case .int64(let values) = storage else { preconditionFailure("\(type) is no time") }
    let result: [Int64]
    if type == .date {
      result = values.map { CivilTime(days: $0).firstDay(of: unit) }
    } else {
      var clock = ZoneClock(zone)
      result = values.map { instant in
        let local = clock.local(instant)
        guard let length = unit.microseconds else {
          let day = CivilTime(microseconds: local).firstDay(of: unit)
          return zone.instant(ofLocal: CivilTime(days: day).microseconds)
        }
        return instant.subtractingSaturated(local.floorDivided(by: length).remainder)
      }
    }
    return Column(type, count: count, validity: validity, .int64(result[...]))
  }
}

extension Column {
  /// Dates put together from int columns; a day that is on no calendar gives a counted null.
  package static func dates(
    _ years: Column, _ months: Column, _ days: Column
  ) -> (column: Column, faults: Int) {
    guard case .int64(let year) = years.storage, case .int64(let month) = months.storage,
      case .int64(let day) = days.storage
    else { preconditionFailure("a date of \(years.type), \(months.type), \(days.type)") }
    var failed: [Int] = []
    var values: [Int64] = []
    values.reserveCapacity(years.count)
    for row in 0..<years.count {
      let (y, m, d) = (
        year[year.startIndex + row], month[month.startIndex + row], day[day.startIndex + row]
      )
      let isKnown =
        (-9999...9999).contains(y) && (1...12).contains(m)
        && (1...CivilTime.daysInMonth(year: y, month: m)).contains(d)
      if !isKnown { failed.append(row) }
      values.append(isKnown ? CivilTime(year: y, month: m, day: d).days : 0)
    }
    return masking(
      .date, .int64(values[...]), count: years.count,
      mask: .intersection(years.validity, .intersection(months.validity, days.validity)),
      failed: failed)
  }
}
