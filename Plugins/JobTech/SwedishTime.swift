import FjordPlugin
import FjordTable

/// Times as the services take and give them: on the clock of Stockholm.
enum SwedishTime {
  /// The instant that a constant means: a day begins at midnight in Stockholm, a length of time
  /// counts back from now; nil for anything else.
  static func instant(_ value: Value?, _ clock: SessionClock) -> Int64? {
    switch value {
    case .date(let day): JobTech.zone.instant(ofLocal: CivilTime(days: day).microseconds)
    case .timestamp(let instant): instant
    case .duration(let length): clock.instant(length, before: clock.now, in: JobTech.zone)
    default: nil
    }
  }

  /// An instant as `2026-11-02T12:00:00`, the form that the description of the services has.
  ///
  /// The hour that autumn repeats can't be told apart in it.
  static func local(_ instant: Int64) -> String {
    let civil = JobTech.zone.civil(instant)
    let seconds = civil.microsecondOfDay / 1_000_000
    let date = [padded(civil.year, 4), padded(civil.month, 2), padded(civil.day, 2)]
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    return date.joined(separator: "-") + "T" + time.joined(separator: ":")
  }

  /// An instant as `2026-11-02T12:00:00+01:00`, which the stream takes too: no hour is repeated.
  static func withOffset(_ instant: Int64) -> String {
    let minutes = JobTech.zone.offset(at: instant) / 60
    let sign = minutes < 0 ? "-" : "+"
    return local(instant) + sign + padded(abs(minutes) / 60, 2) + ":" + padded(abs(minutes) % 60, 2)
  }

  /// An instant without the parts of a second, which the services do not know.
  static func wholeSecond(_ instant: Int64) -> Int64 {
    instant.floorDivided(by: 1_000_000).quotient * 1_000_000
  }

  /// The last instant at which the clock shows what it shows at this one: in the hour that autumn
  /// repeats that is an hour later.
  static func lastMeant(by instant: Int64) -> Int64 {
    let (later, overflow) = instant.addingReportingOverflow(3_600_000_000)
    guard !overflow, JobTech.zone.civil(later) == JobTech.zone.civil(instant) else {
      return instant
    }
    return later
  }

  /// Whether an instant has a year of four digits.
  static func isSayable(_ instant: Int64) -> Bool {
    (-62_135_596_800_000_000...253_402_300_799_000_000).contains(instant)
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
