import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

extension Program.Ending {
  /// The lines of standard error, in the order of their letters.
  fileprivate var sortedErrors: [Substring] { error.split(separator: "\n").sorted() }
}

@Suite("Recordings")
struct RecordingTests {
  private let script = """
    let town = "OSLO"
    nav.feed --since 1d | where municipal == $town | take 3
    nav.token
    nav.feed --since 1d | where status == "ACTIVE" | take 3 | nav.entry | select uuid, title, expires
    why 2
    [1] | derive at = now(), day = today()
    nav.feed --since 2d | where municipal == $town | save towns
    store.towns | sort by uuid
    """

  @Test(
    "a replayed script gives the same bytes, with nothing to ask, no key, and another clock and zone"
  )
  func replays() async throws {
    let home = try Home()
    let path = try home.file("script.fjord", script)
    let run = ["--trace", "--format", "csv", "run", path]
    let live = try await Program.run(["--sandbox", "--record", "t.tape"] + run, home: home)
    #expect(live.status == 0, "\(live.error)")
    let elsewhere = home.environment([
      "TZ": "America/Lima", "FJORD_NAV_URL": "http://127.0.0.1:9", "FJORD_NAV_TOKEN": "other",
    ])
    for _ in 0..<2 {
      let again = try await Program.run(
        ["--replay", "t.tape"] + run, home: home, environment: elsewhere)
      #expect(again.status == 0)
      #expect(again.output == live.output && live.lines.count > 10)
      // Details are asked for four at a time, and traced in the order of their answers.
      #expect(again.sortedErrors == live.sortedErrors && live.error.contains("curl "))
    }
    let mode = try FileManager.default.attributesOfItem(atPath: home.path + "/t.tape")
    #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test("long answers that are read as they come, searches and details come again the same")
  func replaysSearches() async throws {
    let home = try Home()
    let script = """
      jobtech.snapshot | where workplace_address.region_code == "01" | select id, headline, employer | save ab
      store.ab | sort by id
      jobtech.stream --updated-after 2d | count by removed
      jobtech.search --q kock | take 3 | select id | jobtech.ad | select id, publication_date
      jobtech.taxonomy --type region | count
      jobtech.search --stats region
      nav.public_feed --published 3d | select uuid, published, expires, workLocations
      """
    let path = try home.file("script.fjord", script)
    var options = StandInOptions()
    options.ads = 600
    let jobtech = try await StandIns.start(name: "jobtech", options: options)
    let feed = try await StandIns.start(name: "nav-public-feed", options: options)
    let variables = StandIns.environment(of: "jobtech", at: jobtech.baseURL).merging(
      StandIns.environment(of: "nav-public-feed", at: feed.baseURL)
    ) { $1 }
    let run = ["--format", "csv", "run", path]
    let live = try await Program.run(
      ["--now", "2026-11-02T12:00:00+01:00", "--record", "t.tape"] + run, home: home,
      environment: home.environment(variables))
    await jobtech.stop()
    await feed.stop()
    #expect(live.status == 0 && live.lines.count > 30, "\(live.lines.count) \(live.error)")
    let again = try await Program.run(
      ["--replay", "t.tape"] + run, home: home, environment: home.environment(["TZ": "Asia/Tokyo"]))
    #expect(again.status == 0 && again.output == live.output && again.error == live.error)
  }

  @Test("a password in what should be a base URL is in no recording, and the fault comes again")
  func unreadableBase() async throws {
    let home = try Home()
    let run = ["-c", "jobtech.search | take 1"]
    let live = try await Program.run(
      ["--record", "t.tape"] + run, home: home,
      environment: home.environment(["FJORD_JOBTECH_URL": "http://user:hemligt@127.0.0.1:1"]))
    #expect(live.status == 2 && live.error.contains("`FJORD_JOBTECH_URL` is no base URL"))
    let tape = try String(contentsOfFile: home.path + "/t.tape", encoding: .utf8)
    #expect(tape.contains("FJORD_JOBTECH_URL") && !tape.contains("hemligt"))
    #expect(!live.error.contains("hemligt"))
    let again = try await Program.run(["--replay", "t.tape"] + run, home: home)
    #expect(again.status == live.status && again.error == live.error)
  }

  @Test("a recording without --now stops the clock, and the replay stands at the same time")
  func stopsTheClock() async throws {
    let home = try Home()
    let script = ["--format", "csv", "-c", "[1] | derive at = now(), day = today()"]
    let live = try await Program.run(["--record", "t.tape"] + script, home: home)
    let again = try await Program.run(["--replay", "t.tape"] + script, home: home)
    #expect(live.status == 0 && again.output == live.output)
  }

  @Test("what a private token claims comes again, and the token is nowhere")
  func privateToken() async throws {
    let home = try Home()
    func part(_ json: String) -> String {
      Data(json.utf8).base64EncodedString().replacing("=", with: "")
    }
    let token =
      part(#"{"alg":"HS256","typ":"JWT"}"#) + "."
      + part(#"{"sub":"canary.person@example.com","aud":"feed-api-v2","iat":1790000000}"#)
      + ".canarysignature"
    var options = StandInOptions()
    options.tokens = [token]
    let standIn = try await StandIns.start(name: "nav", options: options)
    let script = [
      "--now", "2026-11-02", "--trace", "-c", "nav.feed --since 1d | take 2; nav.token; why 1",
    ]
    let live = try await Program.run(
      ["--record", "t.tape"] + script, home: home,
      environment: home.environment(["FJORD_NAV_TOKEN": token], nav: standIn.baseURL))
    await standIn.stop()
    #expect(live.status == 0 && live.output.contains("private,2026-"), "\(live.error)")
    let again = try await Program.run(["--replay", "t.tape"] + script, home: home)
    #expect(again.output == live.output && again.error == live.error)
    let tape = try String(contentsOfFile: home.path + "/t.tape", encoding: .utf8)
    for text in [tape, live.output, live.error, again.output, again.error] {
      #expect(!text.contains("canary"))
    }
    #expect(live.error.contains("$FJORD_NAV_TOKEN") && tape.contains("$FJORD_NAV_TOKEN"))
  }

  @Test("a request that was not recorded ends with 4, and says what is recorded")
  func unrecorded() async throws {
    let home = try Home()
    let live = try await Program.run(
      ["--sandbox", "--record", "t.tape", "-c", "nav.feed --since 1d | take 2"], home: home)
    #expect(live.status == 0)
    let other = try await Program.run(
      ["--replay", "t.tape", "-c", "nav.feed --since 1d | take 5"], home: home)
    #expect(other.status == 4 && other.output == "")
    #expect(other.error.contains("error[http.unrecorded]: the recording `t.tape` does not hold"))
    #expect(other.error.contains("pageSize=5") && other.error.contains("pageSize=2"))
  }

  @Test("a run that is killed leaves a recording of what it got")
  func killed() async throws {
    let home = try Home()
    var options = StandInOptions()
    options.faults = try Faults(parsing: ["delay=60s on=page at=3-"])
    let standIn = try await StandIns.start(name: "nav", options: options)
    let script = ["--now", "2026-11-02T12:00:00+01:00", "-c", "nav.feed | select uuid"]
    let (process, ending) = try Program.start(
      ["--record", "t.tape"] + script, home: home,
      environment: home.environment(nav: standIn.baseURL))
    try await eventually { standIn.requests.pages >= 3 || !process.isRunning }
    kill(process.processIdentifier, SIGKILL)
    _ = try await ending()
    await standIn.stop()
    let again = try await Program.run(["--replay", "t.tape"] + script, home: home)
    #expect(again.status == 7 && again.lines.count == 1 + 1_999, "\(again.error)")
    #expect(again.error.contains("error[http.unrecorded]"))
  }

  @Test("a replay leaves the saved tables alone")
  func passingStore() async throws {
    let home = try Home()
    let script = ["-c", "nav.feed --since 1d | save day; store.day | count"]
    let live = try await Program.run(["--sandbox", "--record", "t.tape"] + script, home: home)
    let again = try await Program.run(["--replay", "t.tape"] + script, home: home)
    #expect(again.status == 0 && again.output == live.output && again.error == live.error)
    let data = home.path + "/.local/share/fjord/"
    #expect(!FileManager.default.fileExists(atPath: data + "store.sqlite"))
    let left = try FileManager.default.contentsOfDirectory(atPath: NSTemporaryDirectory())
    #expect(!left.contains { $0.hasPrefix("fjord-replay-") && $0.hasSuffix(home.path) })
  }

  @Test("wrong uses of recordings end with 2")
  func wrongUse() async throws {
    let home = try Home()
    let notes = try home.file("notes.txt", "mine\n")
    for arguments in [
      ["--record", "a", "--replay", "b", "-c", "[1]"], ["--replay", "nothing", "-c", "[1]"],
      ["--replay", notes, "-c", "[1]"], ["--record", notes, "-c", "[1]"],
      ["--max-requests", "few", "-c", "[1]"],
    ] {
      let run = try await Program.run(arguments, home: home)
      #expect(run.status == 2 && run.error.contains("fix: "), "\(arguments): \(run.error)")
    }
    #expect(try String(contentsOfFile: notes, encoding: .utf8) == "mine\n")
  }
}
