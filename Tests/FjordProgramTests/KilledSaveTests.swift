import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

@Suite("A save that is killed", .serialized)
struct KilledSaveTests {
  private static let isLong = ProcessInfo.processInfo.environment["FJORD_LONG_TESTS"] == "1"

  @Test("killed at random moments and run again, it ends with the table of an undisturbed run")
  func killed() async throws {
    let kills = Self.isLong ? 50 : 5
    var random = SeededGenerator(seed: 50)
    let standIn = try await StandIns.start(name: "nav")
    let (disturbed, undisturbed) = (try Home(), try Home())
    let save = [
      "--now", "2026-11-02T12:00:00+01:00", "-c",
      #"nav.feed --page-size 500 | where municipal != "OSLO" | save ads"#,
    ]
    var landed = 0
    for _ in 0..<kills {
      let pages = standIn.requests.pages + (Self.isLong ? 1 : Int(random.next() % 15) + 1)
      let (process, ending) = try Program.start(
        save, home: disturbed, environment: disturbed.environment(nav: standIn.baseURL))
      while process.isRunning, standIn.requests.pages < pages {
        try await Task.sleep(for: .milliseconds(1))
      }
      try await Task.sleep(for: .microseconds(Int(random.next() % 20_000)))
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      if try await ending().status == -SIGKILL { landed += 1 }
    }
    #expect(landed > kills / 2, "most kills must hit a run that is under way")
    for home in [disturbed, undisturbed] {
      let run = try await Program.run(
        save, home: home, environment: home.environment(nav: standIn.baseURL))
      #expect(run.status == 0, "\(run.error)")
    }
    let rows = ["--now", "2026-11-02T12:00:00+01:00", "-c", "store.ads | sort by uuid"]
    let end = try await Program.run(rows, home: disturbed)
    let whole = try await Program.run(rows, home: undisturbed)
    #expect(whole.lines.count > 1_000)
    #expect(end.output == whole.output)
    let check = try await Program.run(["store", "--check"], home: disturbed)
    #expect(check.lines == ["check", "no damage found"])
    await standIn.stop()
  }
}
