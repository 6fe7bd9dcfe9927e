import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Foundation
import Testing

@testable import JobindsatsPlugin

/// The sources against the local copy of the service, which speaks both versions.
@Suite(.timeLimit(.minutes(10))) struct StandInTests {
  /// The rows of a walk of eight requests.
  private static func walk(_ bench: Bench) async throws -> [[Value]] {
    let options: [String: Value] = [
      "hierarchy": .record([NamedValue("_region", .string("*")), NamedValue("_kon", .string("*"))]),
      "period": .string("latest:24"),
    ]
    let opened = try await bench.source("jobindsats.data", "y01a02", options)
    guard var source = opened as? DataSource else { throw Missing(what: "data") }
    source.periodsAtOnce = 3
    return try await source.scan(ScanRequest(), in: bench.context).collect().rows
  }

  @Test(arguments: ["2", "3"])
  func `both versions give the same figures for the same options`(_ version: String) async throws {
    try await withJobindsats { standIn async throws in
      let bench = Bench(url: standIn.baseURL, key: "TESTTOKEN", version: version)
      let rows = try await bench.rows(
        "jobindsats.data", "y01a02",
        [
          "area": .string("Hele landet,Aarhus"), "period": .string("2026M06,2026M07"),
          "hierarchy": .open("_kon", "*"),
        ])
      #expect(rows.count == 12)
      #expect(rows.allSatisfy { $0[5] == .string("M") })
      let three = Bench(url: standIn.baseURL, key: "TESTTOKEN")
      let same = try await three.rows(
        "jobindsats.data", "y01a02",
        [
          "area": .string("Hele landet,Aarhus"), "period": .string("2026M06,2026M07"),
          "hierarchy": .open("_kon", "*"),
        ])
      #expect(Set(rows) == Set(same))
    }
  }

  @Test func `rows are the same however they are split by period, in both versions`() async throws {
    try await withJobindsats { standIn async throws in
      func rows(_ version: String, _ stride: Int, _ table: String, _ options: [String: Value])
        async throws -> [[Value]]
      {
        let bench = Bench(url: standIn.baseURL, key: "TESTTOKEN", version: version)
        let opened = try await bench.source("jobindsats.data", table, options)
        guard var source = opened as? DataSource else { throw Missing(what: "data") }
        source.periodsAtOnce = stride
        return try await source.scan(ScanRequest(), in: bench.context).collect().rows
      }
      let cases: [(table: String, options: [String: Value])] = [
        ("y01a02", ["hierarchy": .open("_kon", "*"), "area": .string("Hele landet,Ærø")]),
        ("y30r21", ["period": .string("latest:6"), "area": .string("Samsø,Læsø")]),
        ("y01h01", ["period": .string("latest:5")]), ("y25i14", ["period": .string("latest:4")]),
      ]
      for (table, options) in cases {
        let whole = try await rows("3", 1_000, table, options)
        #expect(whole.count > 3)
        for stride in [1, 2, 5] {
          #expect(try await rows("3", stride, table, options) == whole, "\(table) by \(stride)")
          // Quarters have one digit in version 2: all but the code is the same.
          let two = try await rows("2", stride, table, options)
          #expect(Set(two.map { $0.dropFirst() }) == Set(whole.map { $0.dropFirst() }), "\(table)")
          #expect(two.count == whole.count, "\(table)")
        }
      }
    }
  }

  @Test(arguments: ["2", "3"])
  func `every table of the service opens and gives rows`(_ version: String) async throws {
    try await withJobindsats { standIn async throws in
      let bench = Bench(url: standIn.baseURL, key: "TESTTOKEN", version: version)
      let tables = try await bench.rows("jobindsats.tables")
      #expect(tables.count > 10)
      for case .string(let id) in tables.map({ $0[4] }) {
        let rows = try await bench.rows("jobindsats.data", id, ["period": .string("latest:2")])
        #expect(!rows.isEmpty, "\(id)")
        #expect(bench.context.notices.takeWarnings().isEmpty, "\(id)")
      }
      #expect(standIn.requests.lines.allSatisfy { $0.status == 200 })
    }
  }

  @Test(arguments: faultSeeds)
  func `the data walk under faults gives the same rows or a clear fault`(_ seed: Int) async throws {
    try await withJobindsats { standIn async throws in
      let whole = try await Self.walk(Bench(url: standIn.baseURL, key: "TESTTOKEN"))
      #expect(standIn.requests.lines.count == 9)
      var mix = Fault(.mix)
      mix.chance = 0.3
      mix.seed = UInt64(seed)
      var stale = Fault(.repeatPage)
      stale.chance = 0.2
      stale.seed = UInt64(seed)
      standIn.setFaults(Faults([mix, stale]))
      let bench = Bench(url: standIn.baseURL, key: "TESTTOKEN")
      do {
        #expect(try await Self.walk(bench) == whole)
      } catch {
        let status = Diagnostics(wrapping: error).status
        #expect([.source, .unauthorised, .refusedForNow, .incomplete].contains(status), "\(error)")
      }
    }
  }

  @Test(arguments: faultSeeds)
  func `a saved table under faults goes on until it is that of an undisturbed run`(_ seed: Int)
    async throws
  {
    try await withFolder { folder in
      try await withJobindsats { standIn async throws in
        let script =
          "jobindsats.data \"y01a02\" --hierarchy {_region: \"*\", _kon: \"*\"} | save t"
        func engine(_ name: String) -> EngineBench {
          EngineBench(
            Bench(url: standIn.baseURL, key: "TESTTOKEN") { $0.retry.totalTime = .milliseconds(5) },
            storeAt: "\(folder)/\(name).sqlite", stride: 2)
        }
        let free = engine("free")
        try await free.run(script)
        let sorted = "store.t | sort by Periode, `Område`, `Køn`"
        let whole = try await free.run(sorted)
        var mix = Fault(.mix)
        mix.chance = 0.4
        mix.seed = UInt64(seed)
        standIn.setFaults(Faults([mix]))
        for _ in 0..<4 { _ = await engine("faulted").fault(script) }
        standIn.setFaults(Faults())
        let last = engine("faulted")
        try await last.run(script)
        #expect(try await last.run(sorted) == whole)
      }
    }
  }

  @Test func `figures of a year ago that are revised come with the refresh after the next update`()
    async throws
  {
    try await withFolder { folder in
      try await withJobindsats { standIn async throws in
        let script =
          "jobindsats.data \"y01a02\" --period latest:30 --hierarchy {_nykom: \"*\"} | save t"
        func engine(_ days: Int64) -> EngineBench {
          EngineBench(
            Bench(url: standIn.baseURL, now: Bench.now + days * 86_400_000_000, key: "TESTTOKEN"),
            storeAt: folder + "/s.sqlite")
        }
        try await engine(0).run(script)
        let before = try await engine(0).run("store.t | sort by Periode, `Område`")
        standIn.apply(.events(1))
        standIn.advance(to: StandInTime(microseconds: Bench.now + 40 * 86_400_000_000))
        try await engine(40).run("refresh t")
        let after = try await engine(40).run("store.t | sort by Periode, `Område`")
        let fresh = engine(40)
        let asked = try await fresh.run(
          "jobindsats.data \"y01a02\" --period latest:31 --hierarchy {_nykom: \"*\"} | sort by Periode, `Område`"
        )
        #expect(before != after)
        #expect(after == asked)
      }
    }
  }

  @Test func `a canary key is in no trace, message or plan`() async throws {
    let canary = "canary-key-4711"
    try await withJobindsats({ $0.tokens = [canary] }) { standIn async throws in
      let told = Record<String>()
      func bench(_ version: String) -> Bench {
        Bench(url: standIn.baseURL, key: canary, version: version) { options in
          options.trace = { told.add($0.text + $0.url) }
          options.retry.totalTime = .milliseconds(5)
        }
      }
      for version in ["2", "3"] {
        let open = bench(version)
        #expect(!(try await open.rows("jobindsats.data", "y25i07")).isEmpty)
        told.add(try await open.source("jobindsats.data", "y25i07").plan(ScanRequest()).joined())
        for status in [401, 403, 422, 500] {
          standIn.setFaults(try Faults(parsing: ["status=\(status) on=any"]))
          let fault = await bench(version).fault("y25i07", [:])
          told.add(fault.map { Diagnostics($0).text } ?? "")
          #expect(fault != nil)
          standIn.setFaults(Faults())
        }
      }
      #expect(told.all.contains { $0.contains("$FJORD_JOBINDSATS_KEY") })
      #expect(told.all.allSatisfy { !$0.contains(canary) })
    }
  }

  @Test func `a wrong key is refused with its status`() async throws {
    try await withJobindsats { standIn async throws in
      for version in ["2", "3"] {
        let bench = Bench(url: standIn.baseURL, key: "wrong", version: version)
        #expect(await bench.fault("y25i07", [:])?.status == .unauthorised)
      }
    }
  }
}

/// Starts the stand-in, runs the work, and stops it whatever happens.
func withJobindsats<Result: Sendable>(
  _ change: (inout StandInOptions) -> Void = { _ in },
  work: (RunningStandIn) async throws -> Result
) async throws -> Result {
  try await withStandIn(of: "jobindsats", change, work: work)
}
