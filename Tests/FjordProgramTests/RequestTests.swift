import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

@Suite("Requests, counted and told")
struct RequestTests {
  private let now = ["--now", "2026-11-02T12:00:00+01:00", "--format", "csv"]

  @Test(
    "a plan that needs more requests than allowed is refused before any",
    arguments: [
      ("nav.feed --since 1d | take 5", 2), ("nav.feed | take 3000", 5), ("nav.feed | count", 2),
      ("nav.feed --since 1d | take 5 | nav.entry | select uuid", 7),
      ("nav.feed --since 1d | nav.entry | take 3", 5),
      ("nav.feed --since 1d | take 2; nav.feed --since 2d | take 2", 3),
      ("nav.feed | take 2 | join (nav.feed | take 3) on uuid", 3), ("nav.token", 1),
    ])
  func refused(_ pipeline: String, needed: Int) async throws {
    let home = try Home()
    let standIn = try await StandIns.start(name: "nav")
    let environment = home.environment(nav: standIn.baseURL)
    let refused = try await Program.run(
      now + ["--max-requests", "\(needed - 1)", "-c", pipeline], home: home,
      environment: environment)
    #expect(refused.status == 3, "\(refused.error)")
    #expect(refused.error.contains("error[run.max-requests]: \(needed) request"))
    #expect(refused.output == "" && standIn.requests.total == 0)
    if !pipeline.contains("count") {
      let done = try await Program.run(
        now + ["--max-requests", "\(needed)", "-c", pipeline], home: home,
        environment: environment)
      #expect(done.status == 0, "\(done.error)")
      #expect(standIn.requests.total == needed)
    }
    await standIn.stop()
  }

  @Test("a run stops at the allowed requests with what came and 7")
  func stops() async throws {
    let home = try Home()
    let standIn = try await StandIns.start(name: "nav")
    let run = try await Program.run(
      now + ["--max-requests", "3", "-c", "nav.feed | select uuid"], home: home,
      environment: home.environment(nav: standIn.baseURL))
    #expect(run.status == 7)
    #expect(run.lines.count == 1 + 1_999)
    #expect(run.error.contains("error[http.max-requests]: `--max-requests` allows 3"))
    #expect(run.error.contains("the result is not all"))
    #expect(standIn.requests.total == 3)
    await standIn.stop()
  }

  @Test("an answer that may be kept is asked for once a day, its age is told, and --fresh asks")
  func kept() async throws {
    let home = try Home()
    let standIn = try await StandIns.start(name: "jobtech")
    let variables = StandIns.environment(of: "jobtech", at: standIn.baseURL)
    let steps: [(time: String, options: [String], told: String?, requests: Int)] = [
      ("12:00", [], nil, 1), ("12:00", [], "as it came just now", 1),
      ("14:30", [], "as it came 2 h 30 min ago; `--fresh` asks again", 1),
      ("14:30", ["--fresh"], nil, 2),
      ("15:30", [], "as it came 60 min ago", 2),
    ]
    for step in steps {
      let run = try await Program.run(
        ["--now", "2026-11-02T\(step.time):00+01:00", "--format", "csv"] + step.options
          + ["-c", "jobtech.taxonomy --type region | count"],
        home: home, environment: home.environment(variables))
      #expect(run.lines == ["count", "21"], "\(run.error)")
      #expect(run.error.contains("as it came") == (step.told != nil))
      if let told = step.told { #expect(run.error.contains(told), "\(run.error)") }
      #expect(standIn.requests.total == step.requests)
    }
    let later = try await Program.run(
      ["--now", "2026-11-04", "-c", "jobtech.taxonomy --type region | count"], home: home,
      environment: home.environment(variables))
    #expect(later.status == 0 && standIn.requests.total == 3)
    await standIn.stop()
  }

  @Test("why tells the request behind a row and behind its details, and asks no more than for them")
  func why() async throws {
    let home = try Home()
    let standIn = try await StandIns.start(name: "nav")
    let run = try await Program.run(
      now + [
        "-c",
        "nav.feed --since 1d | where status == \"ACTIVE\" | nav.entry | select uuid | take 2; why 2",
      ], home: home, environment: home.environment(nav: standIn.baseURL))
    #expect(run.status == 0, "\(run.error)")
    let uuid = try #require(run.lines.dropFirst(2).first)
    let requests = run.lines.filter { $0.contains(",request,") }
    #expect(requests.count == 2)
    #expect(requests[0].contains("'\(standIn.baseURL)/api/v1/feed?pageSize=1000'  # 200, "))
    #expect(requests[1].contains("/api/v1/feedentry/\(uuid)'"))
    for request in requests {
      #expect(request.contains("-H \"\"Authorization: Bearer $NAV_TOKEN\"\""))
      #expect(request.contains(" UTC\""))
    }
    await standIn.stop()
  }

  @Test("a pause that a service asked one process for is kept by another that comes meanwhile")
  func sharedPause() async throws {
    let home = try Home()
    var options = StandInOptions()
    options.ads = 200
    options.faults = Faults([
      Fault(.status(429, retryAfter: "2"), at: 1)
    ])
    let standIn = try await StandIns.start(name: "jobtech", options: options)
    let environment = home.environment(StandIns.environment(of: "jobtech", at: standIn.baseURL))
    func start(_ word: String) throws -> @Sendable () async throws -> Program.Ending {
      try Program.start(
        now + ["-c", "jobtech.search --q \(word) | take 1 | count"], home: home,
        environment: environment
      ).ending
    }
    let began = ContinuousClock.now
    let first = try start("kock")
    let rates = home.path + "/.local/state/fjord/rates"
    try await eventually {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: rates)) ?? []
      return files.contains { file in
        (try? String(contentsOfFile: rates + "/" + file, encoding: .utf8))?.hasSuffix("\n") == true
      }
    }
    let second = try await start("lärare")()
    #expect(began.duration(to: .now) > .seconds(2))
    #expect(second.status == 0, "\(second.error)")
    #expect(try await first().status == 0)
    #expect(standIn.requests.lines.map(\.status) == [429, 200, 200])
    await standIn.stop()
  }

  @Test(
    "traced lines of searches and streams work when pasted",
    arguments: [
      (
        "jobtech",
        "jobtech.search --q \"sjuksköterska 'x' $HOME `id` !\" --employer [\"A, B & C\"] | take 1 | select id"
      ),
      ("jobtech", "jobtech.stream --updated-after 1d | count"),
      ("jobtech", "jobtech.taxonomy --preferred-label \"Malmö\" | count"),
      (
        "nav-public-feed",
        "nav.public_feed --published \"[2026-10-01,2026-11-01T00:30:00+01:00)\" --source \"!A\" | count"
      ),
    ])
  func pastedSearch(_ name: String, _ pipeline: String) async throws {
    let home = try Home()
    var options = StandInOptions()
    options.ads = 200
    let standIn = try await StandIns.start(name: name, options: options)
    let variables = StandIns.environment(of: name, at: standIn.baseURL)
    let run = try await Program.run(
      now + ["--trace", "-c", pipeline], home: home, environment: home.environment(variables))
    #expect(run.status == 0, "\(run.error)")
    let asked = standIn.requests.lines
    let lines = run.error.split(separator: "\n").filter { $0.hasPrefix("curl ") }
    #expect(lines.count == asked.count && !asked.isEmpty)
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-e", "-u", "-c", lines.joined(separator: "\n")]
    shell.environment = home.environment(variables)
    shell.standardOutput = FileHandle.nullDevice
    try shell.run()
    while shell.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(shell.terminationStatus == 0)
    let pasted = standIn.requests.lines.dropFirst(asked.count)
    #expect(pasted.map(\.target) == asked.map(\.target))
    // With the same fields of the head come the same bytes.
    #expect(pasted.map(\.status) == asked.map(\.status))
    await standIn.stop()
  }

  @Test("traced lines do what the program did when a shell runs them one after the other")
  func pasted() async throws {
    let home = try Home()
    let standIn = try await StandIns.start(name: "nav")
    let run = try await Program.run(
      now + ["--trace", "-c", "nav.feed --since 1d | take 3 | nav.entry | count"], home: home,
      environment: home.environment(nav: standIn.baseURL))
    #expect(run.status == 0 && run.error.hasPrefix("NAV_TOKEN=$(curl "))
    let asked = standIn.requests.lines.map(\.target)
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-e", "-u", "-c", run.error]
    shell.environment = home.environment()
    shell.standardOutput = FileHandle.nullDevice
    try shell.run()
    while shell.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(shell.terminationStatus == 0)
    let lines = standIn.requests.lines
    // Details are asked for four at a time, and traced in the order of their answers.
    #expect(lines.map(\.target).sorted() == (asked + asked).sorted())
    #expect(lines.allSatisfy { $0.status == 200 })
    await standIn.stop()
  }
}
