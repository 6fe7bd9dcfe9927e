/// The first line of a recording: what a replay must know before the first request.
public struct TapeHeader: Sendable, Equatable, Codable {
  /// The format that is written now, and the newest that is read.
  public static let currentVersion = 1

  /// The format of the recording.
  public var version: Int
  /// What recorded it, as `fjord/1.0.0`.
  public var program: String
  /// The instant at which the clock stood, as RFC 3339 writes it.
  public var now: String
  /// The session's time zone.
  public var zone: String
  /// Settings of plugins by their environment variable, secrets not among them.
  public var settings: [String: String]
  /// What stands for each secret setting in a replay, by its environment variable.
  public var secrets: [String: String]

  private enum CodingKeys: String, CodingKey {
    case version = "fjord_recording"
    case program, now, zone, settings, secrets
  }

  /// Creates a header of the current format; of each secret only its substitute is kept.
  public init(
    program: String, now: String, zone: String, settings: [String: String],
    secrets: [String: Secret]
  ) {
    version = Self.currentVersion
    self.program = program
    self.now = now
    self.zone = zone
    self.settings = settings
    self.secrets = secrets.mapValues(\.substitute)
  }
}
