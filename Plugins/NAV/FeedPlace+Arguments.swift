import FjordDiagnostic
import FjordPlugin
import FjordTable

extension FeedPlace {
  /// How far back a walk starts: an ad is active for at most so many months.
  private static let usualMonths: Int64 = 6

  /// Where the arguments of `nav.feed` say to begin.
  ///
  /// Errors: `nav.start`, `nav.since`, `nav.since-and-start`.
  init(_ arguments: SourceArguments, clock: SessionClock) throws(Diagnostic) {
    let since = arguments.options["since"]
    guard let start = arguments.options["start"] else {
      let instant = Self.instant(since?.value, clock)
      let seconds = instant.floorDivided(by: 1_000_000).quotient
      guard (-62_135_596_800...253_402_300_799).contains(seconds) else {
        throw NAVFault.sinceOutOfRange.diagnostic(at: since?.span)
      }
      self = .since(seconds)
      return
    }
    guard since == nil else { throw NAVFault.sinceAndStart.diagnostic(at: start.span) }
    guard case .string(let text) = start.value else {
      throw NAVFault.unknownStart("\(start.value)").diagnostic(at: start.span)
    }
    switch text {
    case "first": self = .first
    case "last": self = .last
    default:
      guard let event = EventID(text) else {
        throw NAVFault.unknownStart(text).diagnostic(at: start.span)
      }
      self = .from(event)
    }
  }

  /// The instant that `--since` means; days begin at midnight in Oslo.
  private static func instant(_ value: Value?, _ clock: SessionClock) -> Int64 {
    switch value {
    case .date(let day): NAV.zone.instant(ofLocal: CivilTime(days: day).microseconds)
    case .timestamp(let instant): instant
    case .duration(let length): clock.instant(length, before: clock.now, in: NAV.zone)
    default:
      clock.instant(
        CalendarDuration(months: usualMonths, microseconds: 0), before: clock.now, in: NAV.zone)
    }
  }
}
