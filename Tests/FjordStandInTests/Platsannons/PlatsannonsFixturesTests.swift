import FjordStandIn
import FjordTestSupport
import Testing

/// The recorded answers, held against the stand-in's.
@Suite(.timeLimit(.minutes(5))) struct PlatsannonsFixturesTests {
  @Test(
    "an error is the recorded one, byte for byte",
    arguments: [
      ("/matchning?yrkesid=1073815a", "application/json", 400, "error_400.json"),
      ("/matchning?yrkesid=1073815a", "application/xml", 400, "error_400.xml"),
      ("/9999999", "application/json", 404, "error_404.json"),
      ("/soklista/lan", "application/pdf", 406, "error_406.json"),
      ("/soklista/yrken/%7B%7B%7D%7D%7D%7D;x", nil, 400, "error_400_html.body"),
      ("/matchning?lanid=1&sida=9999&antalrader=1000", nil, 500, "error_500_html.body"),
    ])
  func errors(_ target: String, accept: String?, status: Int, name: String) async throws {
    try await PlatsannonsBench.with { bench async throws in
      let answer = try await bench.get(target, accept: accept)
      #expect(answer.status == status)
      #expect(try answer.body == PlatsannonsFixtures.bytes(name))
    }
  }

  @Test(
    "a list has the recorded rows in their order, its counts aside",
    arguments: [
      ("/soklista/lan", "soklista_lan.json"), ("/soklista/lan2", "soklista_lan2.json"),
      ("/soklista/omrade", "soklista_omrade.json"),
      ("/soklista/land?omradeid=2", "soklista_land_omradeid2.json"),
      ("/soklista/kommuner?lanid=10", "soklista_kommuner_lanid10.json"),
      ("/soklista/kommuner?lanid=", "soklista_kommuner_tom_lanid.json"),
      ("/soklista/yrkesomraden", "soklista_yrkesomraden.json"),
      ("/soklista/yrkesgrupper?yrkesomradeid=3", "soklista_yrkesgrupper_yrkesomradeid3.json"),
      ("/soklista/yrken?yrkesgruppid=2512", "soklista_yrken_yrkesgruppid2512.json"),
      ("/soklista/yrken/a;c", "soklista_yrken_sok_10rader.json"),
      ("/soklista/yrken/Marknadskommunikat%C3%B6r", "soklista_yrken_marknadskommunikator.json"),
    ])
  func lists(_ target: String, name: String) async throws {
    try await PlatsannonsBench.with { bench async throws in
      let body = try await bench.get(target).body
      let recorded = try PlatsannonsFixtures.bytes(name)
      #expect(try PlatsannonsFixtures.shape(body) == PlatsannonsFixtures.shape(recorded))
      let (list, expected) = (
        try PlatsannonsBench.object(body), try PlatsannonsBench.object(recorded)
      )
      #expect(list["listnamn"] as? String == expected["listnamn"] as? String)
      let rows = try #require(list["sokdata"] as? [[String: Any]])
      let recordedRows = try #require(expected["sokdata"] as? [[String: Any]])
      for key in ["id", "namn"] {
        #expect(rows.map { $0[key] as? String } == recordedRows.map { $0[key] as? String })
      }
    }
  }

  @Test("a page has the recorded keys and types, and so has one past the end or without ads")
  func pages() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let page = try await bench.get("/matchning?lanid=1&antalrader=200").body
      let recorded = try PlatsannonsFixtures.shape(
        PlatsannonsFixtures.bytes("matchning_inspelad_30rader.json"))
      #expect(try PlatsannonsFixtures.shape(page) == recorded)
      for (query, name) in [
        ("lanid=10&sida=400", "matchning_bortom_sista.json"),
        ("nyckelord=ingenting", "matchning_inga_traffar.json"),
      ] {
        let body = try await bench.get("/matchning?\(query)").body
        #expect(
          try PlatsannonsFixtures.shape(body)
            == PlatsannonsFixtures.shape(PlatsannonsFixtures.bytes(name)))
      }
      let nothing = try await bench.get("/matchning?nyckelord=ingenting").body
      #expect(try nothing == PlatsannonsFixtures.bytes("matchning_inga_traffar.json"))
    }
  }

  @Test("an ad has the recorded keys and types, each in one ad at least and no other in any")
  func ads() async throws {
    try await PlatsannonsBench.with { bench async throws in
      var shapes: Set<String> = []
      for row in try await bench.ads("lanid=1&antalrader=60") {
        let id = try #require(row["annonsid"] as? String)
        shapes.formUnion(try PlatsannonsFixtures.shape(try await bench.get("/\(id)").body))
      }
      let names = ["annons_9900437.json", "annons_9911776.json"]
      let recorded = try names.map { name in
        try PlatsannonsFixtures.shape(PlatsannonsFixtures.bytes(name))
      }.reduce(into: Set<String>()) { $0.formUnion($1) }
      #expect(shapes == recorded)
    }
  }

  @Test("XML has the elements that were recorded")
  func xml() async throws {
    try await PlatsannonsBench.with { bench async throws in
      for (target, name) in [
        ("/soklista/lan", "soklista_lan.xml"),
        ("/soklista/yrken/Marknadskommunikat%C3%B6r", "soklista_yrken_en_traff.xml"),
        ("/matchning?lanid=1&antalrader=100", "matchning_tva_rader.xml"),
      ] {
        let answer = try await bench.get(target, accept: "application/xml")
        #expect(answer.headers.first(name: "Content-Type") == "application/xml;charset=utf-8")
        let recorded = PlatsannonsFixtures.elements(try PlatsannonsFixtures.bytes(name))
        #expect(PlatsannonsFixtures.elements(answer.body) == recorded)
        #expect(
          answer.text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><"))
      }
      var elements: Set<String> = []
      for row in try await bench.ads("lanid=1&antalrader=60") {
        let id = try #require(row["annonsid"] as? String)
        let answer = try await bench.get("/\(id)", accept: "text/xml")
        elements.formUnion(PlatsannonsFixtures.elements(answer.body))
      }
      let recorded = try PlatsannonsFixtures.bytes("annons_9900437.xml")
      #expect(elements == PlatsannonsFixtures.elements(recorded))
    }
  }

  @Test("maintenance is the recorded 503, in JSON and in HTML")
  func maintenance() async throws {
    try await PlatsannonsBench.with { options in
      options.faults = Faults([Fault(.status(503))])
    } work: { bench async throws in
      let answer = try await bench.get("/soklista/lan")
      #expect(answer.status == 503)
      #expect(try answer.body == PlatsannonsFixtures.bytes("error_503.json"))
      #expect(answer.headers.first(name: "Cache-Control") == nil)
      let page = try await bench.get("/soklista/lan", accept: nil)
      #expect(page.text.contains("Statuskod: Service Unavailable<br />"))
    }
  }

  @Test("the second generation's errors, versions and pages are those of its fixtures")
  func second() async throws {
    try await PlatsannonsBench.with { options in
      options.generation = 2
    } work: { bench async throws in
      for (target, accept, status, name) in [
        ("/matchning", "application/json", 400, "gen2_error_400.json"),
        ("/9999999", "application/json", 404, "gen2_error_404.json"),
        ("/version", "application/json", 200, "version_gen2.json"),
        ("/version", "text/plain", 200, "version_gen2.txt"),
      ] {
        let answer = try await bench.get(target, accept: accept)
        #expect(answer.status == status)
        #expect(try answer.body == PlatsannonsFixtures.bytes(name), "\(name)")
      }
      for (target, name) in [
        ("/soklista/lan", "gen2_soklista_lan.json"),
        ("/matchning?lanid=1&antalrader=100", "gen2_matchning.json"),
        ("/matchning?lanid=1&sida=4000", "gen2_matchning_tom.json"),
      ] {
        // The description of that generation has vacancies as a number, its fixture as a text.
        let recorded = try PlatsannonsFixtures.shape(PlatsannonsFixtures.bytes(name)).map {
          $0.replacing("antalplatser: text", with: "antalplatser: number")
        }
        let body = try await bench.get(target).body
        #expect(try PlatsannonsFixtures.shape(body) == Set(recorded), "\(name)")
      }
    }
  }
}
