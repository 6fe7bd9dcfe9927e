import FjordStandIn
import FjordTestSupport
import Testing

/// Searches: criteria, keywords, pages.
@Suite(.timeLimit(.minutes(5))) struct PlatsannonsMatchingTests {
  private func ids(_ rows: [[String: Any]]) -> [String] {
    rows.compactMap { $0["annonsid"] as? String }
  }

  @Test("pages hold every ad once, the newest first, with the vacancies of the page alone")
  func pages() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let all = try await bench.object("/matchning?lanid=1&antalrader=10000")
      let rows = try #require(all["matchningdata"] as? [[String: Any]])
      var seen: [String] = []
      var vacancies = 0
      let pages = (rows.count + 49) / 50
      for number in 1...pages {
        let page = try await bench.object("/matchning?lanid=1&antalrader=50&sida=\(number)")
        #expect(page["antal_platsannonser"] as? Int == rows.count)
        #expect(page["antal_sidor"] as? Int == pages)
        seen += ids(page["matchningdata"] as? [[String: Any]] ?? [])
        vacancies += page["antal_platserTotal"] as? Int ?? 0
      }
      #expect(seen == ids(rows) && Set(seen).count == rows.count)
      #expect(vacancies == all["antal_platserTotal"] as? Int)
      #expect(try await bench.ads("lanid=1").count == 20)
      let last = try await bench.object("/matchning?lanid=1&antalrader=50&sida=1")
      #expect((last["antal_platserTotal"] as? Int ?? 0) < vacancies)
    }
  }

  @Test("past the end the counts of the page are zero and those of the search are kept")
  func pastTheEnd() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let count = try await bench.count("lanid=1")
      let page = try await bench.object("/matchning?lanid=1&sida=900")
      #expect(page["antal_platsannonser"] as? Int == count && count > 0)
      #expect(page["antal_sidor"] as? Int == (count + 19) / 20)
      for key in ["exakta", "narliggande"] {
        #expect(page["antal_platsannonser_\(key)"] as? Int == 0)
      }
      #expect(page["antal_platserTotal"] as? Int == 0 && page["matchningdata"] == nil)
      let deep = try await bench.get("/matchning?lanid=1&sida=9223372036854775807&antalrader=9")
      #expect(deep.status == 500)
    }
  }

  @Test("criteria hold together, and the ads found have what was asked for")
  func criteria() async throws {
    try await PlatsannonsBench.with(ads: 20_000) { bench async throws in
      let rows = try await bench.ads("lanid=1&yrkesid=2419&antalrader=1000")
      #expect(!rows.isEmpty)
      #expect(rows.allSatisfy { $0["lanid"] as? Int == 1 })
      #expect(rows.allSatisfy { $0["yrkesbenamningId"] as? Int == 2419 })
      let permanent = try await bench.ads("lanid=1&varaktighetid=1&antalrader=5000")
      #expect(permanent.allSatisfy { $0["varaktighetId"] as? Int == 1 } && !permanent.isEmpty)
      let summer = try await bench.ads("lanid=1&anstallningstyp=2&antalrader=5000")
      #expect(!summer.isEmpty)
      let abroad = try await bench.count("lanid=199")
      #expect(try await bench.count("lanid=199&anstallningstyp=3") == abroad)
      let norway = try await bench.count("lanid=199&landid=155")
      #expect(norway > 0 && norway < abroad)
      #expect(try await bench.count("lanid=199&omradeid=2") >= norway)
      #expect(try await bench.count("lanid=1&organisationsnummer=550000") < bench.count("lanid=1"))
      #expect(try await bench.count("lanid=1&organisationsnummer=550000-0001") == 0)
      #expect(try await bench.count("lanid=2") == 0)
    }
  }

  @Test("since a moment on Sweden's clock only what was published then or later is found")
  func since() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let all = try await bench.ads("lanid=1&antalrader=10000")
      let since = try await bench.ads("lanid=1&antalrader=10000&sokdatum=2026-10-25%2002:30")
      let expected = all.filter {
        ($0["publiceraddatum"] as? String ?? "") >= "2026-10-25T02:30:00"
      }
      #expect(ids(since) == ids(expected) && !since.isEmpty && since.count < all.count)
    }
  }

  @Test("keywords: all of them, `OR` for any, anywhere in the ad, in UTF-8 alone")
  func words() async throws {
    try await PlatsannonsBench.with(ads: 8000) { bench async throws in
      func exact(_ words: String) async throws -> Int {
        let page = try await bench.object("/matchning?antalrader=1&nyckelord=\(words)")
        return page["antal_platsannonser_exakta"] as? Int ?? -1
      }
      let (nurse, full) = (try await exact("sjuksk%C3%B6terska"), try await exact("heltid"))
      let both = try await exact("sjuksk%C3%B6terska%20heltid")
      #expect(nurse > both && both > 0)
      #expect(try await exact("sjuksk%C3%B6terska%20AND%20heltid") == both)
      #expect(try await exact("sjuksk%C3%B6terska%20OR%20heltid") == nurse + full - both)
      #expect(try await exact("provgatan") > 0)
      #expect(try await exact("sjuksk%F6terska") == 0)
      #expect(try await exact("sjuksk") == 0)
    }
  }

  @Test("what is near an occupation or a place is found too, after all that is exact")
  func nearby() async throws {
    try await PlatsannonsBench.with(ads: 60_000) { bench async throws in
      let page = try await bench.object("/matchning?nyckelord=bagare&antalrader=1000")
      let rows = try #require(page["matchningdata"] as? [[String: Any]])
      let relevance = rows.compactMap { $0["relevans"] as? Int }
      let exact = relevance.count { $0 == 100 }
      #expect(page["antal_platsannonser_exakta"] as? Int == exact && exact > 0)
      #expect(page["antal_platsannonser_narliggande"] as? Int == rows.count - exact)
      #expect(relevance == relevance.sorted(by: >) && relevance.last == 71)
      #expect(
        rows.suffix(rows.count - exact).contains { $0["yrkesbenamning"] as? String == "Konditor" })
      let place = try await bench.ads("nyckelord=ronneby&antalrader=1000")
      let near = place.filter { $0["relevans"] as? Int != 100 }.map { $0["kommunnamn"] as? String }
      #expect(Set(near) == ["Karlskrona", "Karlshamn"])
    }
  }

  @Test("where servers disagree one row comes twice and the count grows, and no ad is left out")
  func drift() async throws {
    try await PlatsannonsBench.with { options in
      options.countsDrift = true
    } work: { bench async throws in
      let all = try await bench.object("/matchning?lanid=14&antalrader=10000")
      let count = try #require(all["antal_platsannonser"] as? Int)
      var seen: [String] = []
      var number = 1
      while true {
        let page = try await bench.object("/matchning?lanid=14&antalrader=7&sida=\(number)")
        guard let rows = page["matchningdata"] as? [[String: Any]] else { break }
        #expect(page["antal_platsannonser"] as? Int == (number == 1 ? count : count + 1))
        seen += ids(rows)
        number += 1
      }
      #expect(number > 3)
      #expect(seen.count == count + 1 && Set(seen).count == count)
      #expect(seen[6] == seen[7])
    }
  }

  @Test("new ads come with events, and go when their time is over")
  func events() async throws {
    try await PlatsannonsBench.with { bench async throws in
      func newest() async throws -> String? {
        let counties = ["1", "14", "12", "3", "5", "6", "4", "90"]
        var latest: [String] = []
        for county in counties {
          let rows = try await bench.ads("lanid=\(county)&antalrader=1")
          latest += rows.compactMap { $0["publiceraddatum"] as? String }
        }
        return latest.max()
      }
      let before = try await newest()
      let id = try #require(ids(try await bench.ads("lanid=1&antalrader=1")).first)
      bench.standIn.apply(.events(12))
      #expect(try #require(try await newest()) > #require(before))
      bench.standIn.apply(.advanceBy(.seconds(60 * 86_400)))
      #expect(try await bench.get("/\(id)").status == 404)
    }
  }
}
