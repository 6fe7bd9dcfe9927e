import FjordStandIn
import FjordTestSupport
import Testing

/// What the Python service of 2019 and 2020 did otherwise.
@Suite(.timeLimit(.minutes(5))) struct PlatsannonsSecondGenerationTests {
  private func with(
    ads: Int = 3000, work: (PlatsannonsBench) async throws -> Void
  ) async throws {
    try await PlatsannonsBench.with(ads: ads) {
      $0.generation = 2
    } work: { bench async throws in
      try await work(bench)
    }
  }

  @Test("XML is what comes when nothing is asked for, and no language is needed")
  func formats() async throws {
    try await with { bench async throws in
      let list = try await bench.get("/soklista/lan", accept: nil, language: nil)
      #expect(list.text.hasPrefix("<?xml") && list.status == 200)
      let error = try await bench.get("/9999999", accept: nil)
      #expect(error.status == 404 && error.text.contains("<message>Platsannons saknas</message>"))
    }
  }

  @Test("filters are demanded, any criterion is enough, and the first page is also 0")
  func parameters() async throws {
    try await with { bench async throws in
      for target in ["/soklista/kommuner", "/soklista/yrken?yrkesgruppid="] {
        let answer = try await bench.get(target)
        #expect(answer.status == 400 && answer.text.hasPrefix("{\"message\":"))
      }
      #expect(try await bench.count("yrkesgruppid=2512") > 0)
      #expect(
        try await bench.get("/matchning?lanid=1&sida=0").body
          == bench.get("/matchning?lanid=1").body)
      let negative = try await bench.get("/matchning?lanid=1&sida=-1")
      #expect(negative.text == "{\"message\":\"Parametern sida måste vara större än noll.\"}")
      #expect(
        try await bench.count("organisationsnummer=550000-0001")
          == bench.count("organisationsnummer=5500000001"))
      for page in ["9999", "9223372036854775807"] {
        let deep = try await bench.get("/matchning?lanid=1&sida=\(page)&antalrader=1000")
        #expect(deep.status == 200)
      }
    }
  }

  @Test("nothing is near, vacancies are of the whole search, quotes are read")
  func search() async throws {
    try await with(ads: 20_000) { bench async throws in
      let page = try await bench.object("/matchning?nyckelord=kock&antalrader=5")
      #expect(page["antal_platsannonser_narliggande"] as? Int == 0)
      let all = try await bench.object("/matchning?nyckelord=kock&antalrader=5000")
      #expect(page["antal_platserTotal"] as? Int == all["antal_platserTotal"] as? Int)
      let (cook, driver) = (
        try await bench.count("nyckelord=kock"),
        try await bench.count("nyckelord=lastbilsf%C3%B6rare")
      )
      #expect(
        try await bench.count("nyckelord=%22kock%22%22lastbilsf%C3%B6rare%22") == cook + driver)
      #expect(try await bench.count("nyckelord=%22kock%22AND%22lastbilsf%C3%B6rare%22") == 0)
      let row = try #require((page["matchningdata"] as? [[String: Any]])?.first)
      #expect(row["antalplatser"] is Int)
      let day = try #require(row["publiceraddatum"] as? String)
      #expect(try /\d{4}-\d\d-\d\d/.wholeMatch(in: day) != nil)
    }
  }

  @Test("an ad has other keys, a list of licences, and one white pixel where there is no logo")
  func ads() async throws {
    try await with { bench async throws in
      var pixels = 0
      var licences = 0
      for row in try await bench.ads("lanid=1&antalrader=30") {
        let id = try #require(row["annonsid"] as? String)
        let ad = try await bench.object("/\(id)")
        let place = try #require(ad["arbetsplats"] as? [String: Any])
        #expect(place["land"] == nil && place["besoksadress"] == nil)
        let needs = ad["krav"] as? [String: Any]
        if let list = needs?["korkortslista"] as? [[String: String]] {
          licences += list.compactMap { $0["korkortstyp"] }.count
        }
        let logo = try await bench.get("/\(id)/logotyp", accept: "image/*")
        #expect(logo.status == 200)
        if logo.headers.first(name: "Content-Type") == "image/png" { pixels += 1 }
      }
      #expect(pixels > 3 && licences > 3)
    }
  }

  @Test("areas, countries and the probe are gone")
  func gone() async throws {
    try await with { bench async throws in
      for target in ["/soklista/omrade", "/soklista/land?omradeid=2", "/probe"] {
        #expect(try await bench.get(target).status == 404)
      }
    }
  }
}
