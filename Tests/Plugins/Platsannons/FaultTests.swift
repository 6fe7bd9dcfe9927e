import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

/// Walks while the service fails at random: the same rows, or a clear fault.
@Suite(.timeLimit(.minutes(10))) struct FaultTests {
  private func mix(_ seed: Int, repeating chance: Double = 0) -> Faults {
    var mix = Fault(.mix)
    mix.chance = 0.3
    mix.seed = UInt64(seed)
    var stale = Fault(.repeatPage)
    stale.chance = chance
    stale.seed = UInt64(seed)
    return Faults(chance > 0 ? [mix, stale] : [mix])
  }

  @Test(arguments: faultSeeds)
  func `a search under faults gives the same ads or a clear fault`(_ seed: Int) async throws {
    try await withPlatsannons(ads: 2000) { standIn async throws in
      let bench = Bench(url: standIn.address)
      let form = seed % 2 == 0 ? "json" : "xml"
      let options: [String: Value] = [
        "lanid": .int(1), "antalrader": .int(15), "accept": .string(form),
      ]
      let whole = try await bench.search(options)
      #expect(whole.count > 60)
      standIn.setFaults(mix(seed, repeating: 0.1))
      do {
        let rows = try await bench.search(options)
        #expect(rows.values == whole.values)
        #expect(bench.context.notices.takeIncompleteness() == nil)
      } catch let fault as PlatsannonsFault {
        guard case .repeatedPage = fault else { throw fault }
      }
    }
  }

  @Test(arguments: faultSeeds)
  func `lists under faults are the same`(_ seed: Int) async throws {
    try await withPlatsannons(ads: 100) { standIn async throws in
      let bench = Bench(url: standIn.address)
      let whole = try await bench.rows("yrkesomraden").values
      standIn.setFaults(mix(seed))
      #expect(try await bench.rows("yrkesomraden").values == whole)
    }
  }

  @Test(arguments: faultSeeds)
  func `ads under faults are the same, or known to be missing`(_ seed: Int) async throws {
    try await withPlatsannons(ads: 1000) { standIn async throws in
      let bench = Bench(url: standIn.address)
      let search = try await bench.search(["lanid": .int(1)], limit: 12)
      let lookup = try AdLookup.declaration.make(
        SourceArguments(), Schema(MatchColumns.fields), bench.context)
      func rows() async throws -> [[Value]] {
        let batches = try await lookup.run(
          BatchCursor(search.batches), retrying: [], in: bench.context
        ).collect()
        return Rows(fields: lookup.output.fields, batches: batches).values
      }
      let whole = try await rows()
      standIn.setFaults(mix(seed))
      let found = try await rows()
      let isWhole = bench.context.notices.takeIncompleteness() == nil
      #expect(isWhole ? found == whole : found.map { $0[0] } == whole.map { $0[0] })
    }
  }

  @Test(
    arguments: [
      (Fault.Kind.status(503), FjordDiagnostic.ExitStatus.source), (.status(500), .source),
      (.drop, .source),
      (.truncate(keeping: 0.5), .source), (.status(429, retryAfter: "3600"), .refusedForNow),
    ])
  func `a service that stays out of order ends each source with a clear fault`(
    _ kind: Fault.Kind, status: FjordDiagnostic.ExitStatus
  ) async throws {
    try await withPlatsannons(ads: 100) { standIn async throws in
      let bench = Bench(url: standIn.address) { $0.retry.totalTime = .milliseconds(30) }
      var fault = Fault(kind)
      fault.target = nil
      standIn.setFaults(Faults([fault]))
      for (name, argument) in [
        ("lan", nil), ("version", nil), ("annons", Value.string("1")),
        ("logotyp", .string("1")),
      ] {
        let found = await bench.fault(name, argument)
        #expect(found?.status == status, "\(name)")
        #expect(found?.reason != nil)
      }
      #expect(await bench.fault("matchning", nil, ["lanid": .int(1)])?.status == status)
    }
  }
}
