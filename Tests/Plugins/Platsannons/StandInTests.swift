import FjordDiagnostic
import FjordHTTP
import FjordPlugin
import FjordStandIn
import FjordTable
import FjordTestSupport
import Testing

@testable import PlatsannonsPlugin

/// The plugin against the stand-in, in both generations of the service.
@Suite(.timeLimit(.minutes(10))) struct StandInTests {
  /// Ads of a search as a set of their ids.
  private let wide: [String: Value] = ["lanid": .int(1)]

  @Test func `every list comes, in JSON as in XML, from either server that has it`() async throws {
    for generation in [1, 2] {
      try await withPlatsannons { options in
        options.generation = generation
      } work: { standIn async throws in
        let bench = Bench(url: standIn.address)
        for kind in ListKind.allCases where generation == 1 || ![.land, .omrade].contains(kind) {
          let filter: [String: Value] =
            switch kind {
            case .land: ["omradeid": .int(2)]
            case .kommuner: ["lanid": .int(1)]
            case .yrkesgrupper: ["yrkesomradeid": .int(3)]
            case .yrken: ["yrkesgruppid": .int(2512)]
            default: [:]
            }
          let json = try await bench.rows(kind.rawValue, nil, filter)
          let xml = try await bench.rows(
            kind.rawValue, nil, filter.merging(["accept": .string("xml")]) { $1 })
          #expect(json.count > 2, "\(kind)")
          #expect(json.values == xml.values, "\(kind)")
          #expect(json["antal_platsannonser"].allSatisfy { $0.whole != nil })
        }
        #expect(bench.context.notices.takeCounts().isEmpty)
      }
    }
  }

  @Test(arguments: [7, 20, 1000])
  func `all ads that match come once, whatever the page size, and as many as the list says`(
    _ size: Int
  ) async throws {
    try await withPlatsannons { standIn async throws in
      let bench = Bench(url: standIn.address)
      let rows = try await bench.search(["lanid": .int(1), "antalrader": .int(Int64(size))])
      let ids = rows.texts("annonsid")
      #expect(ids.count > 100 && Set(ids).count == ids.count)
      let lan = try await bench.rows("lan")
      let place = try #require(lan.texts("id").firstIndex(of: "1"))
      #expect(lan["antal_platsannonser"][place] == .int(Int64(ids.count)))
      #expect(bench.context.notices.takeIncompleteness() == nil)
      #expect(bench.context.notices.takeCounts().isEmpty)
    }
  }

  @Test(arguments: [1, 2])
  func `a search is the same in JSON and XML, from either server`(_ generation: Int) async throws {
    try await withPlatsannons { options in
      options.generation = generation
    } work: { standIn async throws in
      let bench = Bench(url: standIn.address)
      let json = try await bench.search(wide)
      let xml = try await bench.search(["lanid": .int(1), "accept": .string("xml")])
      #expect(json.count > 20)
      #expect(json.values == xml.values)
      #expect(json["publiceraddatum"].allSatisfy { !$0.isNull })
      #expect(bench.context.notices.takeCounts().isEmpty)
      let some = json.texts("annonsid").prefix(8).compactMap { $0 }
      for id in some {
        let one = try await bench.rows("annons", .string(id))
        let other = try await bench.rows("annons", .string(id), ["accept": .string("xml")])
        // XML can't hold the control characters that JSON can.
        #expect(one.withoutControls == other.withoutControls, "\(id)")
        #expect(one.first("annons", "annonsrubrik").text != nil)
      }
      #expect(bench.context.notices.takeCounts().isEmpty)
    }
  }

  @Test func `a limit asks for no ad too many`() async throws {
    try await withPlatsannons { standIn async throws in
      let bench = Bench(url: standIn.address)
      for limit in [1, 20, 50] {
        standIn.requests.reset()
        #expect(try await bench.search(wide, limit: limit).count == limit)
        #expect(standIn.requests.pages == 1)
      }
      standIn.requests.reset()
      #expect(try await bench.search(wide, limit: 0).count == 0)
      #expect(standIn.requests.total == 0)
    }
  }

  @Test func `servers that disagree by an ad give each ad once, and the walk ends`() async throws {
    try await withPlatsannons { options in
      options.countsDrift = true
    } work: { standIn async throws in
      let bench = Bench(url: standIn.address)
      let ids = try await bench.search(["lanid": .int(1), "antalrader": .int(20)])
        .texts("annonsid")
      #expect(ids.count > 40 && Set(ids).count == ids.count)
      let total = try #require(bench.context.notices.takeLines().first)
      #expect(total.hasPrefix("platsannons.matchning: \(ids.count) ads match"))
      #expect(bench.context.notices.takeIncompleteness() == nil)
    }
  }

  @Test func `criteria narrow a search, and nearby ads are marked`() async throws {
    try await withPlatsannons(ads: 20_000) { standIn async throws in
      let bench = Bench(url: standIn.address)
      let all = try await bench.search(wide)
      let town = try await bench.search(["kommunid": .string("0180")])
      #expect(town.count > 0 && town.count < all.count)
      #expect(Set(town.texts("kommunkod")) == ["0180"])
      let recent = try await bench.search([
        "lanid": .int(1),
        "sokdatum": .duration(CalendarDuration(microseconds: 86_400_000_000)),
      ])
      #expect(recent.count < all.count)
      let cooks = try await bench.search(["nyckelord": .string("kock")])
      #expect(cooks["relevans"].contains(.int(100)))
      #expect(cooks["relevans"].contains { ($0.whole ?? 100) < 100 })
      let none = try await bench.search(["nyckelord": .string("zzzz")])
      #expect(none.count == 0)
    }
  }

  @Test(arguments: [false, true])
  func `refusals are told in the service's words, as HTML too`(_ isHTML: Bool) async throws {
    try await withPlatsannons { options in
      options.errorsAreHTML = isHTML
    } work: { standIn async throws in
      let bench = Bench(url: standIn.address)
      // The older server wants another criterion beside it.
      let fault = try #require(
        await bench.fault("matchning", nil, ["anstallningstyp": .int(1)]))
      #expect(fault.status == .source && fault.code == "http.status")
      #expect(fault.message.hasPrefix("`platsannons` answered 400"))
      #expect(fault.reason?.contains("the server says: ") == true)
      #expect(fault.reason?.contains("statuskod") == false && fault.reason?.contains("<") == false)
      #expect(await bench.fault("annons", .string("0-none"))?.code == "platsannons.no-ad")
      #expect(await bench.fault("logotyp", .string("0-none"))?.code == "platsannons.no-logo")
    }
  }

  @Test func `a wrong address is told, and not taken for no ads`() async throws {
    try await withPlatsannons { standIn async throws in
      let bench = Bench(url: standIn.baseURL)
      for name in ["lan", "probe", "version"] {
        #expect(await bench.fault(name)?.code == "platsannons.no-service")
      }
      let fault = await bench.fault("matchning", nil, wide)
      #expect(fault?.fix?.contains("FJORD_PLATSANNONS_URL") == true)
    }
  }

  @Test(arguments: [1, 2])
  func `logos are images of ads that have one, from either server`(_ generation: Int) async throws {
    try await withPlatsannons { options in
      options.generation = generation
    } work: { standIn async throws in
      let bench = Bench(url: standIn.address)
      var (images, none) = (0, 0)
      for id in try await bench.search(wide, limit: 30).texts("annonsid").compactMap({ $0 }) {
        do {
          let logo = try await bench.rows("logotyp", .string(id))
          guard case .binary(let bytes)? = logo["logotyp"].first else { continue }
          #expect(logo.texts("type") == ["image/gif"])
          #expect(logo["bytes"] == [.int(Int64(bytes.count))])
          images += 1
        } catch PlatsannonsFault.noLogo {
          none += 1
        }
      }
      #expect(images > 0 && none > 0)
    }
  }

  @Test func `version and probe answer`() async throws {
    for (generation, version) in [(1, "1.0.97"), (2, "1.1.0")] {
      try await withPlatsannons { options in
        options.generation = generation
      } work: { standIn async throws in
        let bench = Bench(url: standIn.address)
        #expect(try await bench.rows("version").texts("version") == [version])
        if generation == 1 { #expect(try await bench.rows("probe").count == 1) }
      }
    }
  }

  @Test func `names are found anywhere, ten at most`() async throws {
    try await withPlatsannons { standIn async throws in
      let bench = Bench(url: standIn.address)
      let rows = try await bench.rows("yrken", .string("are"))
      #expect(rows.count == 10)
      #expect(rows.texts("namn").allSatisfy { $0?.lowercased().contains("are") == true })
      #expect(bench.context.notices.takeWarnings().first?.code == "platsannons.ten-names")
    }
  }
}

extension Rows {
  /// The rows as text, without the control character that ends in ads may hold.
  fileprivate var withoutControls: String { "\(values)".replacing("\\u{1B}", with: "") }
}

extension RunningStandIn {
  /// What stands before the service's paths.
  var address: String { baseURL + "/af/v0" }
}
