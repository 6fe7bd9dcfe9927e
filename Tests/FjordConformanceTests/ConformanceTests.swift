import FjordEngine
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Foundation
import Testing

@testable import FjordConformance

@Suite struct ConformanceTests {
  @Test func `there are thirty checks at least, each with a claim of its own`() {
    let claims = ConformanceCheck.all.map(\.claim)
    #expect(claims.count >= 30)
    #expect(Set(claims).count == claims.count)
  }

  @Test(arguments: [1, 2, 3, 8, 37, 38, 100])
  func `few choices of columns part each from each other`(_ count: Int) {
    let choices = Candidate.choices(among: count)
    #expect(choices.count <= 14)
    for one in 0..<count {
      #expect(choices.contains { $0.contains(one) })
      for other in 0..<count where other != one {
        #expect(choices.contains { $0.contains(one) && !$0.contains(other) })
      }
    }
  }

  @Test func `a careless source fails what it does wrong`() async throws {
    let standIn = try await StandIns.start(name: "nav")
    let folder = NSTemporaryDirectory() + "fjord-check-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let tables = TablesInMemory()
    let bench = ConformanceBench(
      registry: CoreRegistry.make(tables: tables, sources: Careless.plugin.sources),
      tables: tables, clock: SessionClock(fixedNow: SessionFixture.now, zone: .utc),
      environment: ["FJORD_NAV_URL": standIn.baseURL], folder: folder)
    let candidate = Candidate(Careless.plugin, Careless.plugin.sources[0], bench)
    var failed: Set<String> = []
    // It never ends where it is given up, which takes half a minute to find.
    for check in ConformanceCheck.all
    where check.claim != "given up while it waits, it ends at once" {
      let finding: ConformanceCheck.Finding
      do { finding = try await check.verify(candidate) } catch { finding = .fails("\(error)") }
      if case .fails = finding { failed.insert(check.claim) }
    }
    await standIn.stop()
    let wanted: Set<String> = [
      "its plugin is named by a word of small letters",
      "its plugin says where the API is described", "its base URL can be set",
      "its summary is one line", "it is explained in paragraphs", "it has two examples",
      "each column's meaning is one line that says more than its name",
      "only numbers and lengths of time have a unit",
      "columns about persons are declared personal",
      "its terms name a licence and where they stand",
      "opening it asks nothing where its columns are declared",
      "it tells what would be asked, without asking",
      "nothing is asked before rows are pulled", "it gives the declared columns",
      "every batch has the columns of the schema, each as long as the batch",
      "columns that can't be null hold no null", "behind its end comes nothing more",
      "asked again, it gives the same rows",
      "rows with a key carry it, none of it null, in rising places",
      "a limit gives the first rows, no more and no fewer",
      "whoever stops pulling stops the asking",
      "the requests that it says it needs are not more than it sends",
      "a service that is broken ends it with 4", "connections that are dropped end it with 4",
      "an empty answer ends it with 4",
      "a service that asks to wait for an hour ends it with 6",
      "a secret is in no trace, message or plan, though the service echoes it",
      "requests go to the base URL's origin alone",
    ]
    #expect(wanted.subtracting(failed) == [], "these did not fail")
  }
}
