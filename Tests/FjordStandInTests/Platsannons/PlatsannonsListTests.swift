import FjordStandIn
import FjordTestSupport
import Testing

/// The lists, whose counts are what searches find.
@Suite(.timeLimit(.minutes(5))) struct PlatsannonsListTests {
  private func sum(_ rows: [[String: Any]], _ key: String = "antal_platsannonser") -> Int {
    rows.reduce(0) { $0 + ($1[key] as? Int ?? 0) }
  }

  @Test("a county has as many ads and vacancies as its search finds, as its municipalities have")
  func counties() async throws {
    try await PlatsannonsBench.with { bench async throws in
      for row in try await bench.rows("/soklista/lan2") {
        let id = try #require(row["id"] as? String)
        let page = try await bench.object("/matchning?lanid=\(id)&antalrader=10000")
        #expect(page["antal_platsannonser"] as? Int == row["antal_platsannonser"] as? Int)
        #expect(page["antal_platserTotal"] as? Int == row["antal_ledigajobb"] as? Int)
        guard id != "199" else { continue }
        let places = try await bench.rows("/soklista/kommuner?lanid=\(id)")
        #expect(sum(places) == row["antal_platsannonser"] as? Int)
        let largest = try #require(
          places.max { sum([$0]) < sum([$1]) }?["id"] as? String)
        #expect(
          try await bench.count("kommunid=\(largest)")
            == sum(places.filter { $0["id"] as? String == largest }))
      }
    }
  }

  @Test("there are 22 counties or 23, and all 290 municipalities beside the Danish")
  func sizes() async throws {
    try await PlatsannonsBench.with { bench async throws in
      #expect(try await bench.rows("/soklista/lan").count == 22)
      #expect(try await bench.rows("/soklista/lan2").count == 23)
      #expect(try await bench.rows("/soklista/omrade").count == 21)
      #expect(try await bench.rows("/soklista/yrkesomraden").count == 21)
      let places = try await bench.rows("/soklista/kommuner")
      let codes = places.compactMap { ($0["id"] as? String).flatMap { Int($0) } }
      #expect(codes.count { $0 < 9000 } == 290 && Set(codes).count == 290 + 46 + 1)
      #expect(
        places.contains { $0["id"] as? String == "180" && $0["namn"] as? String == "Stockholm" })
    }
  }

  @Test("totals differ as they do: abroad in one list, ads without occupation or country")
  func totals() async throws {
    try await PlatsannonsBench.with(ads: 20_000) { bench async throws in
      func total(_ list: String) async throws -> Int {
        try await bench.object("/soklista/\(list)")["totalt_antal_platsannonser"] as? Int ?? -1
      }
      let (lan, lan2) = (try await total("lan"), try await total("lan2"))
      let abroad = try await total("omrade")
      #expect(lan > 2000 && abroad > 0 && lan2 == lan + abroad)
      #expect(try await total("yrkesomraden") == lan)
      #expect(try await total("yrkesgrupper") == lan)
      let occupations = try await total("yrken")
      #expect(occupations < lan && occupations > lan * 99 / 100)
      let europe = try await bench.rows("/soklista/land?omradeid=2")
      #expect(sum(europe) < (try await total("land?omradeid=2")))
      #expect(sum(europe) > 0)
    }
  }

  @Test("occupations add up to groups and groups to fields, and searches find as many")
  func occupations() async throws {
    try await PlatsannonsBench.with(ads: 6000) { bench async throws in
      let field = try #require(
        try await bench.rows("/soklista/yrkesomraden").first { $0["id"] as? String == "3" })
      let groups = try await bench.rows("/soklista/yrkesgrupper?yrkesomradeid=3")
      #expect(sum(groups) == sum([field]))
      for group in groups {
        let id = try #require(group["id"] as? String)
        let occupations = try await bench.rows("/soklista/yrken?yrkesgruppid=\(id)")
        #expect(sum(occupations) <= sum([group]))
        for occupation in occupations {
          let id = try #require(occupation["id"] as? String)
          #expect(try await bench.count("yrkesid=\(id)") == sum([occupation]))
        }
      }
    }
  }

  @Test("an empty filter is not the same as none")
  func empty() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let list = try await bench.object("/soklista/kommuner?lanid=")
      #expect(list["totalt_antal_platsannonser"] as? Int == 0)
      let rows = try #require(list["sokdata"] as? [[String: Any]])
      #expect(rows.count == 47 && rows.last?["id"] as? String == "9090")
      #expect(sum(Array(rows.suffix(1))) > 0)
      for (list, filter) in [("yrkesgrupper", "yrkesomradeid"), ("yrken", "yrkesgruppid")] {
        let all = try await bench.get("/soklista/\(list)").body
        #expect(try await bench.get("/soklista/\(list)?\(filter)=").body == all)
        // The description misspells this one, which is not looked at.
        #expect(try await bench.get("/soklista/\(list)?yrkeomradeid=3").body == all)
      }
    }
  }

  @Test("names are found anywhere, ten at most, without what comes after a semicolon")
  func names() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let found = try await bench.object("/soklista/yrken/sk%C3%B6terska")
      let rows = try #require(found["sokdata"] as? [[String: Any]])
      #expect(rows.count == 3 && found["totalt_antal_platsannonser"] as? Int == 3)
      #expect(found["totalt_antal_ledigajobb"] as? Int == 0)
      #expect(rows.contains { ($0["namn"] as? String)?.hasPrefix("Sjuksköterska") == true })
      #expect(try await bench.rows("/soklista/yrken/are").count == 10)
      let none = try await bench.object("/soklista/yrken/ingenting")
      #expect(none["sokdata"] == nil && none["totalt_antal_platsannonser"] as? Int == 0)
      #expect(
        try await bench.rows("/soklista/yrken/Kurator;%7B%7D").map { $0["namn"] as? String }
          == ["Kurator"])
    }
  }
}
