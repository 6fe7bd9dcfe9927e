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
