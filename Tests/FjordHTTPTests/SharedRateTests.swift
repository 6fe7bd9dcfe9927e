import Foundation
import Testing

@testable import FjordHTTP

@Suite struct SharedRateTests {
  private let host = HTTPOrigin(scheme: "https", authority: "api.example")
  private let second = Duration.seconds(1)

  @Test func `several who share a file take turns`() throws {
    let file = try PassingFile("rates/x")
    let folder = String(file.path.dropLast(2))
    let host = try #require(host)
    let rates = (0..<3).map { _ in
      SharedRate(folder: folder, host: host) { 1_793_617_200_000_000 }
    }
    let waits = (0..<6).map { rates[$0 % 3].take(burst: 1, interval: second) }
    #expect(waits == (0..<6).map { .seconds($0) })
    let path = folder + "/api.example_443.rate"
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    let above = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions]
    #expect((above as? NSNumber)?.intValue == 0o700)
  }

  @Test func `many at the same time get a turn each`() async throws {
    let file = try PassingFile("rates/x")
    let folder = String(file.path.dropLast(2))
    let host = try #require(host)
    let waits = await withTaskGroup(of: Duration.self) { group in
      for _ in 0..<40 {
        group.addTask {
          SharedRate(folder: folder, host: host) { 1_793_617_200_000_000 }
            .take(burst: 1, interval: .seconds(1))
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(waits.sorted() == (0..<40).map { .seconds($0) })
  }

  @Test func `a pause that a host asked for holds for all, also where there is no rate`() throws {
    let file = try PassingFile("rates/x")
    let folder = String(file.path.dropLast(2))
    let host = try #require(host)
    let one = SharedRate(folder: folder, host: host) { 1_000_000 }
    let other = SharedRate(folder: folder, host: host) { 4_000_000 }
    #expect(other.take(burst: 1, interval: .zero) == .zero)
    one.hold(for: .seconds(10), burst: 1, interval: .zero)
    #expect(other.take(burst: 1, interval: .zero) == .seconds(7))
  }

  @Test func `a file that can't be made or read keeps nobody from asking`() throws {
    let host = try #require(host)
    let nowhere = SharedRate(folder: "/proc/none", host: host)
    #expect(nowhere.take(burst: 1, interval: second) == .zero)
    let file = try PassingFile("api.example_443.rate")
    try file.write("nonsense\n")
    let folder = URL(filePath: file.path).deletingLastPathComponent().path
    #expect(SharedRate(folder: folder, host: host).take(burst: 1, interval: second) == .zero)
  }
}

extension LoopbackTests {
  @Suite struct SharedGateTests {
    @Test func `two clients of one host keep its rate together`() async throws {
      let file = try PassingFile("rates/x")
      try await ScriptedServer.run { _ in
        .answer()
      } work: { server in
        var bench = try Bench(server)
        bench.options.rateFolder = String(file.path.dropLast(2))
        bench.settings.minimumInterval = .milliseconds(40)
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<2 {
            group.addTask { [bench] in
              try await bench.use { service, _ in
                for _ in 0..<4 { _ = try await service.get("/") }
              }
            }
          }
          try await group.waitForAll()
        }
        let times = server.requests.map(\.time)
        #expect(times.count == 8)
        // Starts are 40 ms apart; what comes late may be nearer to the next.
        #expect(times[0].duration(to: times[7]) > .milliseconds(6 * 40))
      }
    }
  }
}
