import FjordHTTP
import FjordTable

/// The hours of each day in which a service answers nobody, by the clocks of its own country.
///
/// A source that knows them says so before it asks, in place of showing the error page that it would
/// get: `try await context.awaitOpening(hours, of: service)`.
public struct ClosedHours: Sendable {
  /// The hour from which it is closed, 0 to 23.
  public let from: Int
  /// The hour from which it is open again, later than `from`, at most 24.
  public let to: Int
  /// Whose clocks count.
  public let zone: ZoneOffsets

  /// Creates hours of one day, `from` before `to`.
  public init(from: Int, to: Int, zone: ZoneOffsets) {
    self.from = from
    self.to = to
    self.zone = zone
  }

  /// As `22 to 23 every day, Europe/Copenhagen`.
  public var times: String { "\(from) to \(to) every day, \(zone.identifier)" }

  /// As `closed 22 to 23 every day, Europe/Copenhagen`.
  public var text: String { "closed " + times }

  /// How long it stays closed at an instant (microseconds since 1970); nil where it is open.
  ///
  /// Hours are those that clocks show, so a night in which the clocks change is as long as it is.
  public func remaining(at instant: Int64) -> Duration? {
    let local = zone.civil(instant)
    let hour = CivilTime.microsecondsPerDay / 24
    let time = local.microsecondOfDay
    guard time >= Int64(from) * hour, time < Int64(to) * hour else { return nil }
    let midnight = local.days * CivilTime.microsecondsPerDay
    return .microseconds(zone.instant(ofLocal: midnight + Int64(to) * hour) - instant)
  }
}

extension RunContext {
  /// Waits where a service is closed by the session's clock, if the retry time or `--wait` allows.
  ///
  /// In a replay nothing is waited for. Errors: `http.refused-for-now` with the time to come back;
  /// `CancellationError`.
  public func awaitOpening(_ hours: ClosedHours, of service: HTTPService) async throws {
    guard let time = hours.remaining(at: clock.now) else { return }
    try await service.wait(time, because: hours.times)
  }
}
