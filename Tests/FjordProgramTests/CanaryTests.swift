import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

@Suite("Canaries")
struct CanaryTests {
  private let email = "canary.person@example.com"
  private let token = "canary-private-token"

  /// A stand-in whose one ad with a detail names a canary, and that takes a canary as token.
  private func standIn(_ home: Home) async throws -> RunningStandIn {
    let folder = home.path + "/events"
    try FileManager.default.copyItem(atPath: NAVFixtures.folder.path, toPath: folder)
    let path = URL(filePath: folder + "/entry-active.json")
    let entry = try String(contentsOf: path, encoding: .utf8)
    let marked = entry.replacing(/[a-z.]+@[a-z.]+/, with: email)
      .replacing("\"description\": \"", with: "\"description\": \"write to \(email): ")
    #expect(marked.ranges(of: email).count >= 2)
    try marked.write(to: path, atomically: true, encoding: .utf8)
    var options = StandInOptions()
    options.eventLog = folder + "/event-log.json"
    options.tokens = [token]
    return try await StandIns.start(name: "nav", options: options)
  }

  @Test("a canary token and a canary e-mail address are nowhere that nobody asked them to be")
  func nowhere() async throws {
    let home = try Home()
    let standIn = try await standIn(home)
    let environment = home.environment(
      ["FJORD_NAV_TOKEN": token, "FJORD_RETRY_TIME": "50ms"], nav: standIn.baseURL)
    let script = """
      nav.feed --start first | where status == "ACTIVE" | nav.entry | select uuid, title, municipal | save ads
      store.ads | sort by uuid
      nav.feed --start first | nav.entry | select uuid, expires
      why 1
      nav.token
      """
    let path = try home.file("script.fjord", script)
    let run = [
      "--now", "2026-11-24T12:00:00+01:00", "--trace", "--record", "t.tape", "run", path,
    ]
    let live = try await Program.run(run, home: home, environment: environment)
    #expect(live.status == 0 && live.lines.count > 5, "\(live.error)")
    let replay = ["--trace", "--replay", "t.tape", "--store", "own.sqlite", "run", path]
    let again = try await Program.run(replay, home: home)
    #expect(again.output == live.output)
    standIn.setFaults(try Faults(parsing: ["status=401 on=any"]))
    let refused = try await Program.run(
      ["--trace", "-c", "nav.feed | take 1"], home: home, environment: environment)
    #expect(refused.status == 5 && refused.error.contains("$FJORD_NAV_TOKEN"))
    standIn.setFaults(try Faults(parsing: ["status=500 on=any"]))
    let broken = try await Program.run(
      ["--trace", "-c", "nav.feed | take 1"], home: home, environment: environment)
    #expect(broken.status == 4)
    await standIn.stop()

    // All that the program left: tape, stores, cache, rates, history, output.
    try FileManager.default.removeItem(atPath: home.path + "/events")
    let files = FileManager.default.enumerator(atPath: home.path)?.allObjects as? [String] ?? []
    #expect(files.contains("t.tape") && files.contains("own.sqlite"))
    for file in files {
      guard let data = FileManager.default.contents(atPath: home.path + "/" + file) else {
        continue
      }
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("canary.person"), "\(file)")
      #expect(!text.contains(token), "\(file)")
    }
  }

  /// What is done with a stand-in whose people all have the canary's address.
  struct Visit: Sendable, CustomTestStringConvertible {
    let standIn: String
    /// What is asked for; nothing in it shows a personal column.
    let script: String
    /// What is asked for when the service is out of order.
    let question: String
    /// What does show the address; nil where the service gives none.
    let personal: String?

    var testDescription: String { standIn }
  }

  static let visits = [
    Visit(
      standIn: "nav",
      script: """
        nav.feed --since 2d | where status == "ACTIVE" | take 40 | nav.entry | save people
        store.people | count
        store people --drop
        nav.feed | take 3 | nav.entry | select uuid, employer
        """, question: "nav.feed | take 1",
      personal: "nav.feed --since 2d | where status == \"ACTIVE\" | take 40 | nav.entry"),
    Visit(
      standIn: "nav-public-feed",
      script: "nav.public_feed | save people\nstore.people | count\nstore people --drop",
      question: "nav.public_feed | take 1", personal: nil),
    Visit(
      standIn: "jobtech",
      script: """
        jobtech.search --region 12 | save people
        store.people | where id > "0" | count
        store people --drop
        jobtech.search | take 3 | select id | jobtech.ad | select id, headline
        jobtech.snapshot | where workplace_address.region_code == "12" | save copy
        jobtech.taxonomy --type region | count
        store copy --drop
        """, question: "jobtech.search | take 1",
      personal: "jobtech.search --region 12 | select application_contacts"),
    Visit(
      standIn: "platsannons",
      script: """
        platsannons.matchning --lanid 1 | take 40 | select annonsid | platsannons.annons | save people
        store.people | count
        store people --drop
        platsannons.matchning --lanid 1 --accept xml | take 3 | platsannons.annons --accept xml | select annonsid, krav
        platsannons.lan | count
        """, question: "platsannons.matchning --lanid 1 | take 1",
      personal:
        "platsannons.matchning --lanid 1 | take 40 | platsannons.annons | select arbetsplats"),
  ]

  @Test(
    "an e-mail address and a token given to any stand-in are nowhere, and gone when rows are",
    arguments: visits)
  func everySource(_ visit: Visit) async throws {
    let home = try Home()
    var options = StandInOptions()
    options.ads = 3_000
    options.tokens = [token]
    options.email = email
    let standIn = try await StandIns.start(name: visit.standIn, options: options)
    var variables = StandIns.environment(of: visit.standIn, at: standIn.baseURL)
    for name in variables.keys where name.hasSuffix("_TOKEN") || name.hasSuffix("_KEY") {
      variables[name] = token
    }
    if visit.standIn == "nav" { variables["FJORD_NAV_TOKEN"] = token }
    let environment = home.environment(variables.merging(["FJORD_RETRY_TIME": "50ms"]) { $1 })
    let path = try home.file("script.fjord", visit.script)
    let now = ["--now", "2026-11-02T12:00:00+01:00", "--trace"]
    let live = try await Program.run(
      now + ["--record", "t.tape", "run", path], home: home, environment: environment)
    #expect(live.status == 0 && live.output.count > 10, "\(live.error)")
    let replay = ["--trace", "--replay", "t.tape", "--store", "own.sqlite", "run", path]
    let again = try await Program.run(replay, home: home)
    #expect(again.status == 0 && again.output == live.output, "\(again.error)")
    if let personal = visit.personal {
      let other = try Home()
      let shown = try await Program.run(
        now + ["--format", "json", "-c", personal], home: other, environment: environment)
      #expect(shown.output.contains(email), "the address is given: \(shown.error)")
    }
    var ends = [live, again]
    for (fault, status) in [("status=401 on=any", 5), ("status=503 on=any", 4)] {
      standIn.setFaults(try Faults(parsing: [fault]))
      let end = try await Program.run(
        now + ["-c", visit.question], home: home, environment: environment)
      #expect(end.status == status, "\(end.error)")
      ends.append(end)
    }
    await standIn.stop()
    for end in ends {
      for secret in [email, token] {
        #expect(!end.output.contains(secret) && !end.error.contains(secret))
      }
    }
    let files = FileManager.default.enumerator(atPath: home.path)?.allObjects as? [String] ?? []
    #expect(files.contains("t.tape") && files.contains("own.sqlite"))
    for file in files {
      let data = FileManager.default.contents(atPath: home.path + "/" + file) ?? Data()
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains(email) && !text.contains(token), "\(file)")
    }
  }

  @Test("a canary key of Jobindsats is in no file, trace or message")
  func statisticsKey() async throws {
    let home = try Home()
    var options = StandInOptions()
    options.tokens = [token]
    let standIn = try await StandIns.start(name: "jobindsats", options: options)
    let environment = home.environment([
      "FJORD_JOBINDSATS_URL": standIn.baseURL, "FJORD_JOBINDSATS_KEY": token,
      "FJORD_RETRY_TIME": "50ms",
    ])
    let script = """
      jobindsats.subjects | take 1
      jobindsats.data "y25i07" --period latest:2 | save vacancies
      jobindsats.data "y25i07" --period latest:2
      why 1
      store.vacancies | count
      """
    let path = try home.file("script.fjord", script)
    let run = ["--now", "2026-11-02T12:00:00+01:00", "--trace", "--record", "t.tape", "run", path]
    let live = try await Program.run(run, home: home, environment: environment)
    #expect(live.status == 0, "\(live.error)")
    #expect(live.error.contains("$FJORD_JOBINDSATS_KEY"))
    let replay = ["--replay", "t.tape", "--store", "own.sqlite", "run", path]
    #expect(try await Program.run(replay, home: home).output == live.output)
    var told = live.output + live.error
    for status in [401, 422, 500] {
      standIn.setFaults(try Faults(parsing: ["status=\(status) on=any"]))
      let refused = try await Program.run(
        ["--trace", "--fresh", "-c", "jobindsats.data \"y25i07\""], home: home,
        environment: environment)
      #expect(refused.status == (status == 401 ? 5 : 4), "\(status): \(refused.error)")
      told += refused.output + refused.error
    }
    await standIn.stop()
    #expect(!told.contains(token))
    let files = FileManager.default.enumerator(atPath: home.path)?.allObjects as? [String] ?? []
    #expect(files.contains("t.tape") && files.contains("own.sqlite"))
    for file in files {
      guard let data = FileManager.default.contents(atPath: home.path + "/" + file) else {
        continue
      }
      #expect(!String(decoding: data, as: UTF8.self).contains(token), "\(file)")
    }
  }

  @Test("what is asked for by name is shown")
  func asked() async throws {
    let home = try Home()
    let standIn = try await standIn(home)
    let run = try await Program.run(
      [
        "--now", "2026-11-24", "--format", "csv", "-c",
        "nav.feed --start first | nav.entry | select contactList",
      ], home: home, environment: home.environment(nav: standIn.baseURL))
    await standIn.stop()
    #expect(run.output.contains(email), "\(run.error)")
  }
}
