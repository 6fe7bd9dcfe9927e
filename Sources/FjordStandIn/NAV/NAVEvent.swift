/// One line of the generated event log: 16 bytes, everything else is derived from the ad's number.
struct NAVEvent: Sendable, Equatable {
  /// What happened to the ad.
  enum Kind: UInt8, Sendable {
    /// Published, changed, or published again.
    case active
    /// Stopped, deleted or rejected: title and employer masked, the municipality stays.
    case stopped
    /// Ran out: the line keeps its title and employer.
    case expired
    /// Cleaned away: nothing is known any more.
    case cleaned
  }

  /// When it was recorded, in microseconds since 1970.
  var time: Int64
  /// The ad's number.
  var ad: UInt32
  /// The municipality's number, or `NAVPlaces.unknown`.
  var place: UInt16
  var kind: Kind
  /// Place in the ad's life (upper four bits) and wording of the title (lower four).
  var revision: UInt8

  /// The order of the log: by time, and within a batch by ad and by place in the ad's life.
  static func isBefore(_ a: NAVEvent, _ b: NAVEvent) -> Bool {
    if a.time != b.time { return a.time < b.time }
    if a.ad != b.ad { return a.ad < b.ad }
    return a.revision < b.revision
  }
}
