/// Events in their order, as the page algorithm and the details need them.
///
/// A log is a value: a request takes a copy and builds its page with no lock held.
protocol NAVEventLog: Sendable {
  /// How many events can be seen.
  var count: Int { get }

  /// Lets all events be seen that were recorded up to a moment; those seen before stay.
  mutating func show(until time: StandInTime)

  /// Lets so many more events be seen, as far as there are any, and gives the last one's time.
  mutating func show(more wanted: Int) -> StandInTime?

  /// When an event was recorded, in microseconds since 1970.
  func time(at index: Int) -> Int64

  /// The id of an event.
  func id(at index: Int) -> UniqueID

  /// The place of an event that can be seen.
  func index(of id: UniqueID) -> Int?

  /// The line of an event.
  func line(at index: Int) -> NAVLine

  /// The detail of an ad in its newest state, or nil if no event of it can be seen.
  func entry(of ad: UniqueID) -> [UInt8]?
}
