import FjordPlugin
import FjordTable
import Testing

@testable import NAVPlugin

@Suite struct FeedPlaceTests {
  static let event = "68b4aef7-3eaa-4e17-9d8a-4eace693ae2d"

  @Test(
    arguments: [
      "first", "last", "since:2026-05-02T10:00:00Z", "from:\(event)", "event:\(event)@1234",
    ])
  func `a place survives as a checkpoint`(_ text: String) throws {
    #expect(try FeedPlace(Checkpoint(text)).checkpoint.text == text)
  }

  @Test(
    arguments: [
      "", "since", "since:", "since:yesterday", "event:", "event:abc", "event:\(event)@",
      "event:\(event)@-1", "event:\(event)@x", "from:1-1-1-1-1", "start:first", "firsts",
      "event:\(event)/../publicToken",
    ])
  func `a checkpoint that is none of these is refused`(_ text: String) {
    #expect(throws: NAVFault.unreadableCheckpoint(text)) { try FeedPlace(Checkpoint(text)) }
  }

  @Test func `a checkpoint without a count begins to count at zero`() throws {
    #expect(try FeedPlace(Checkpoint("event:\(Self.event)")).position == 0)
  }

  @Test(
    arguments: [
      ("68B4AEF7-3EAA-4E17-9D8A-4EACE693AE2D", true), ("1-1-1-1-1", false), ("abc", false),
      ("68b4aef73eaa4e179d8a4eace693ae2d0000", false),
      ("68b4aef7-3eaa-4e17-9d8a-4eace693ae2g", false),
      ("68b4aef7-3eaa-4e17-9d8a-4eace693ae2/", false),
      ("６8b4aef7-3eaa-4e17-9d8a-4eace693ae", false),
    ])
  func `only a whole UUID is an id`(_ text: String, _ isID: Bool) {
    #expect((EventID(text) != nil) == isID)
    #expect(EventID(text).map { $0.text == text.lowercased() } ?? !isID)
  }

  @Test func `a tag in quotes, as something on the way may put it, still names its event`() {
    #expect(EventID(tag: "W/\"\(Self.event)\"") == EventID(Self.event))
    #expect(EventID(tag: "\(Self.event)-gzip") == nil)
  }

  private func place(_ options: [String: Value], now: Int64 = Bench.now) throws -> String {
    let arguments = SourceArguments(options: options.mapValues { SourceArguments.Argument($0) })
    let clock = SessionClock(fixedNow: now, zone: .utc)
    return try FeedPlace(arguments, clock: clock).checkpoint.text
  }

  @Test func `a walk starts six calendar months back unless told otherwise`() throws {
    #expect(try place([:]) == "since:2026-05-02T10:00:00Z")
  }

  @Test func `a day begins at midnight in Oslo, in summer and in winter`() throws {
    let june = CivilTime(year: 2024, month: 6, day: 1).days
    let january = CivilTime(year: 2024, month: 1, day: 1).days
    #expect(try place(["since": .date(june)]) == "since:2024-05-31T22:00:00Z")
    #expect(try place(["since": .date(january)]) == "since:2023-12-31T23:00:00Z")
  }

  @Test func `an instant is cut to whole seconds, a duration counts back from now`() throws {
    #expect(try place(["since": .timestamp(1_500_000)]) == "since:1970-01-01T00:00:01Z")
    let week = CalendarDuration(microseconds: 7 * 86_400_000_000)
    #expect(try place(["since": .duration(week)]) == "since:2026-10-26T11:00:00Z")
  }

  @Test func `start and since exclude each other`() {
    #expect(throws: NAVFault.sinceAndStart.diagnostic) {
      try place(["start": .string("first"), "since": .date(0)])
    }
  }

  @Test func `what can't be a start or a time is refused before any request`() {
    #expect(throws: NAVFault.unknownStart("frist").diagnostic) {
      try place(["start": .string("frist")])
    }
    #expect(throws: NAVFault.sinceOutOfRange.diagnostic) { try place(["since": .timestamp(.max)]) }
    #expect(throws: NAVFault.sinceOutOfRange.diagnostic) { try place(["since": .date(.min)]) }
    let long = CalendarDuration(months: .max, microseconds: .max)
    #expect(throws: NAVFault.sinceOutOfRange.diagnostic) { try place(["since": .duration(long)]) }
  }
}
