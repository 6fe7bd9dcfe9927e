import FjordStandIn
import Foundation
import Testing

/// What a saved table makes of the feed's lines, where reading them in the obvious way goes wrong.
@Suite("Saved ads of the feed")
struct SavedFeedTests {
  /// An event: the ad's number, whether it is active, its municipality.
  typealias Event = (ad: Int, isActive: Bool, place: String)

  /// Saves Bergen's ads of a log, some events at a time; the numbers of those left at the end.
  private func saved(_ events: [Event], in steps: [Int], pageSize: Int = 1000) async throws -> [Int]
  {
    func id(_ kind: Int, _ number: Int) -> String {
      "0000000\(kind)-0000-4000-8000-" + "\(1_000_000_000_000 + number)".dropFirst()
    }
    let lines = events.enumerated().map { place, event in
      """
      {"event_id":"\(id(1, place))","ad":"\(id(2, event.ad))","status":\
      "\(event.isActive ? "ACTIVE" : "INACTIVE")","title":"Kokk \(place)","businessName":"",\
      "municipal":"\(event.place)","recorded":"2026-10-05T08:12:33.107613+02:00"}
      """
    }
    let home = try Home()
    var options = StandInOptions()
    options.eventLog = try home.file(
      "event-log.json", "{\"events\":[\(lines.joined(separator: ","))]}")
    options.visibleEvents = steps[0]
    let standIn = try await StandIns.start(name: "nav", options: options)
    let environment = home.environment(["FJORD_NAV_TOKEN": "TESTTOKEN"], nav: standIn.baseURL)
    for (place, step) in steps.enumerated() {
      if place > 0 { standIn.apply(.events(step - steps[place - 1])) }
      let statement =
        place > 0
        ? "refresh bergen"
        : "nav.feed --start first --page-size \(pageSize) | where municipal == \"BERGEN\" "
          + "| save bergen"
      let run = try await Program.run(["-c", statement], home: home, environment: environment)
      #expect(run.status == 0, "\(run.error)")
    }
    await standIn.stop()
    let run = try await Program.run(
      ["--format", "csv", "-c", "store.bergen | sort by uuid | select uuid"], home: home,
      environment: environment)
    return run.lines.dropFirst().compactMap { Int($0.suffix(12)) }
  }

  @Test("an ad that is stopped under another municipality, or under none, leaves the table")
  func stoppedElsewhere() async throws {
    let events: [Event] = [
      (1, true, "BERGEN"), (2, true, "BERGEN"), (3, true, "BERGEN"), (4, true, "OSLO"),
      (1, false, "OSLO"), (2, false, "?"),
    ]
    #expect(try await saved(events, in: [6]) == [3])
    #expect(try await saved(events, in: [4, 6]) == [3])
  }

  @Test("of an ad's lines on one page the last one counts, whether it starts or stops it")
  func lastLineCounts() async throws {
    let events: [Event] = [
      (1, true, "BERGEN"), (2, true, "BERGEN"), (1, false, "BERGEN"), (2, false, "BERGEN"),
      (2, true, "BERGEN"), (3, true, "OSLO"), (3, true, "BERGEN"), (4, true, "BERGEN"),
      (4, true, "OSLO"),
    ]
    for size in [2, 3, 1000] {
      #expect(try await saved(events, in: [9], pageSize: size) == [2, 3])
      #expect(try await saved(events, in: [2, 5, 9], pageSize: size) == [2, 3])
    }
  }

  @Test("lines that share a time are all taken in, in the feed's order and not by time")
  func sharedTimes() async throws {
    // All events of these logs have one time.
    let events = (0..<40).map { place -> Event in
      let isActive = place < 32 ? place % 3 > 0 : place % 2 == 0
      return (place % 8, isActive, "BERGEN")
    }
    #expect(try await saved(events, in: [7, 23, 40], pageSize: 5) == [0, 2, 4, 6])
  }
}
