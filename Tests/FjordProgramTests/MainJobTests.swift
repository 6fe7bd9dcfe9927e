import FjordStandIn
import Foundation
import Testing

@Suite("The main job")
struct MainJobTests {
  private let bergen = #"nav.feed | where municipal=="BERGEN" | "#

  @Test("fifty rows of one municipality come, all of it, and no page beyond the needed is asked")
  func takesFifty() async throws {
    let home = try Home()
    let standIn = try await StandIns.start(name: "nav")
    let run = try await Program.run(
      ["--now", "2026-11-02T12:00:00+01:00", "-c", bergen + "take 50", "--format", "csv"],
      home: home, environment: home.environment(nav: standIn.baseURL))
    #expect(run.status == 0)
    #expect(run.lines.first == "uuid,status,title,businessName,municipal,sistEndret,url")
    #expect(run.lines.count == 51)
    #expect(run.lines.dropFirst().allSatisfy { $0.contains(",BERGEN,") })
    // How many pages hold the first fifty is counted over the whole walk, a page at a time.
    let whole = try await Program.run(
      ["--now", "2026-11-02T12:00:00+01:00", "-c", "nav.feed | select municipal | take 4000"],
      home: home, environment: home.environment(nav: standIn.baseURL))
    let places = whole.lines.dropFirst().enumerated().filter { $0.element == "BERGEN" }.map(
      \.offset)
    let fiftieth = try #require(places.count >= 50 ? places[49] : nil)
    // A page after the first shows one line that is known already.
    let needed = fiftieth < 1_000 ? 1 : 2 + (fiftieth - 1_000) / 999
    let asked = standIn.requests.lines.filter { $0.kind == .page }.count
    let second = try await Program.run(
      ["--now", "2026-11-02T12:00:00+01:00", "-c", bergen + "take 50 | count"],
      home: home, environment: home.environment(nav: standIn.baseURL))
    #expect(second.lines == ["count", "50"])
    #expect(standIn.requests.lines.filter { $0.kind == .page }.count - asked == needed)
    await standIn.stop()
  }

  @Test("a refreshed table equals a fresh run at the later time")
  func refreshEqualsFresh() async throws {
    let home = try Home()
    let saved = try await Program.run(["--sandbox", "-c", bergen + "save bergen"], home: home)
    #expect(saved.status == 0)
    let before = try await Program.run(
      ["--sandbox", "-c", "store.bergen | select uuid | sort by uuid"], home: home)
    let later = ["--sandbox", "--now", "2026-11-05"]
    let refreshed = try await Program.run(later + ["-c", "refresh bergen"], home: home)
    #expect(refreshed.status == 0, "\(refreshed.error)")
    let table = try await Program.run(
      later + ["-c", "store.bergen | sort by uuid | to csv"], home: home)
    let fresh = try await Program.run(
      later + [
        "-c",
        "nav.feed --since 2026-05-02T10:00:00Z | where municipal==\"BERGEN\" | latest | sort by uuid",
      ], home: home)
    #expect(table.output == fresh.output)
    #expect(table.lines.count > 50)
    let gone = Set(before.lines).subtracting(table.lines.map { $0.prefix { $0 != "," } })
    #expect(!gone.isEmpty, "three days must have taken some ads away")
  }

  @Test("the ten municipalities with most live ads come in order")
  func countsLive() async throws {
    let home = try Home()
    let run = try await Program.run(
      [
        "--sandbox", "-c",
        "nav.feed | latest | count by municipal | sort by count desc | take 10",
      ], home: home)
    #expect(run.status == 0)
    #expect(run.lines.first == "municipal,count")
    #expect(run.lines.count == 11)
    let counts = run.lines.dropFirst().compactMap { Int($0.split(separator: ",").last ?? "") }
    #expect(counts == counts.sorted(by: >))
    #expect(run.lines[1].hasPrefix("OSLO,"))
  }

  @Test("an unknown column ends with 3, a pointed message and no request")
  func unknownColumn() async throws {
    let home = try Home()
    let standIn = try await StandIns.start(name: "nav")
    let run = try await Program.run(
      ["-c", #"nav.feed | where municipality=="X""#], home: home,
      environment: home.environment(nav: standIn.baseURL))
    #expect(run.status == 3)
    #expect(run.output == "")
    #expect(
      run.error == """
        error[bind.unknown-column]: unknown column `municipality`
          nav.feed | where municipality=="X"
                           ~~~~~~~~~~~~
          why: the columns here are uuid, status, title, businessName, municipal, sistEndret, url
          fix: `municipal` might be meant

        """)
    #expect(standIn.requests.total == 0)
    await standIn.stop()
  }

  @Test(
    "a place in small letters finds nothing, and is warned of",
    arguments: ["count", "latest | count", "select municipal | count"])
  func smallLetters(rest: String) async throws {
    let run = try await Program.run(
      ["--sandbox", "-c", "nav.feed --since 1d | where municipal == \"Bergen\" | " + rest],
      home: try Home())
    #expect(run.status == 0 && run.lines == ["count", "0"])
    #expect(
      run.error == """
        warning[nav.spelling]: NAV spells no `municipal` as "Bergen"
          why: it writes capitals, `Å` as one character, and `==` and `in` are exact
          fix: write "BERGEN"

        """)
  }

  @Test("a table's age counts from the run that last reached its end")
  func age() async throws {
    let home = try Home()
    let save = ["--sandbox", "-c", "nav.feed --since 1d | save day"]
    #expect(try await Program.run(save, home: home).status == 0)
    let refresh = ["--sandbox", "--now", "2026-11-03T12:00:00+01:00", "refresh", "day"]
    #expect(try await Program.run(refresh, home: home).status == 0)
    let list = try await Program.run(
      [
        "--sandbox", "--now", "2026-11-03T14:30:00+01:00", "-c",
        "store | select table, saved, completed, age",
      ], home: home)
    #expect(list.lines.last == "day,2026-11-02T11:00:00Z,2026-11-03T11:00:00Z,PT2H30M")
  }

  @Test("take 50 and save without a name replaces the table whole")
  func savesFifty() async throws {
    let home = try Home()
    for _ in 0..<2 {
      let run = try await Program.run(["--sandbox", "-c", bergen + "take 50 | save"], home: home)
      #expect(run.status == 0, "\(run.error)")
      #expect(run.output == "")
      #expect(run.error.contains("saved nav_feed"))
    }
    let count = try await Program.run(["--sandbox", "-c", "store.nav_feed | count"], home: home)
    let rows = try #require(Int(count.lines.last ?? ""))
    #expect(rows > 0 && rows <= 50)
  }

  @Test("details come in order and ads whose last day is over are hidden")
  func details() async throws {
    let home = try Home()
    let run = try await Program.run(
      [
        "--sandbox", "-c",
        #"nav.feed --since 2d | where status=="ACTIVE" | take 5 | nav.entry | save five; store.five | select uuid, municipal, expires"#,
      ], home: home)
    #expect(run.status == 0, "\(run.error)")
    let days = run.lines.dropFirst().compactMap { $0.split(separator: ",").last?.prefix(10) }
    #expect(!days.isEmpty)
    #expect(days.allSatisfy { $0 >= "2026-11-01" }, "a day before today in Oslo must be hidden")
  }
}
