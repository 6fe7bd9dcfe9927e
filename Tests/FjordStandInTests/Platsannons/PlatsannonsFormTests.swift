import FjordStandIn
import FjordTestSupport
import Testing

/// Headers, formats and refusals.
@Suite(.timeLimit(.minutes(5))) struct PlatsannonsFormTests {
  static let headers = [
    "Content-Type": "application/json;charset=utf-8",
    "Cache-Control": "no-transform, max-age=600", "Vary": "Accept,Accept-Language",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers":
      "X-JWT-Assertion, Origin, X-Requested-With, Content-Type, Accept",
    "Server": "WildFly/8", "X-Powered-By": "Undertow/1",
    "WWW-Authenticate": "Basic realm=\"CT\"", "Connection": "close",
  ]

  @Test("data has the recorded headers, with a realm that asks for nothing, and is not compressed")
  func recorded() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let answer = try await bench.client.send(
        "GET", PlatsannonsBench.base + "/soklista/lan",
        ["Accept": "application/json", "Accept-Language": "sv", "Accept-Encoding": "gzip"])
      for (name, value) in Self.headers { #expect(answer.headers.first(name: name) == value) }
      #expect(answer.headers.first(name: "Content-Encoding") == nil)
      #expect(answer.headers.first(name: "ETag") == nil)
    }
  }

  @Test(
    "without a language of two letters the answer is 400",
    arguments: [
      (nil, 400), ("svenska", 400), ("s", 400), ("*", 400), ("sv", 200), ("sv-se,sv", 200),
      ("en;q=0.5", 200),
    ])
  func language(_ language: String?, status: Int) async throws {
    try await PlatsannonsBench.with { bench async throws in
      let answer = try await bench.get("/soklista/lan", language: language)
      #expect(answer.status == status)
      #expect(answer.text.contains("Accept-Language") == (status == 400))
      #expect((answer.headers.first(name: "Cache-Control") == nil) == (status == 400))
    }
  }

  @Test("without `Accept` data is JSON and an error is HTML that says it is JSON")
  func accept() async throws {
    try await PlatsannonsBench.with { bench async throws in
      for accept in [nil, "*/*"] {
        let data = try await bench.get("/soklista/lan", accept: accept)
        #expect(data.text.hasPrefix("{\"soklista\":"))
        let error = try await bench.get("/soklista/kommuner?lanid=x", accept: accept)
        #expect(error.status == 400)
        #expect(error.headers.first(name: "Content-Type") == "application/json;charset=utf-8")
        #expect(error.text.hasPrefix("<html><head></head><body> <h1>Error</h1>Beskrivning: "))
      }
    }
  }

  @Test("the better of two formats is served, and 406 where none can be")
  func formats() async throws {
    try await PlatsannonsBench.with { bench async throws in
      for (accept, start) in [
        ("application/xml;q=0.4, application/json", "{\"soklista\""),
        ("application/json;q=0.4,text/xml", "<?xml"), ("application/pdf, */*;q=0.1", "{\"sok"),
      ] {
        #expect(try await bench.get("/soklista/lan", accept: accept).text.hasPrefix(start))
      }
      for accept in ["application/pdf", "text/html", "image/gif", "text/plain"] {
        #expect(try await bench.get("/soklista/lan", accept: accept).status == 406)
      }
      #expect(try await bench.get("/version", accept: "application/pdf").status == 406)
    }
  }

  @Test("errors can be HTML whatever is asked for")
  func html() async throws {
    try await PlatsannonsBench.with { options in
      options.errorsAreHTML = true
    } work: { bench async throws in
      let error = try await bench.get("/9999999")
      #expect(error.status == 404)
      #expect(error.headers.first(name: "Content-Type") == "application/json;charset=utf-8")
      #expect(error.text.contains("Statuskod: Not Found<br />Titel: Not Found"))
      #expect(try await bench.get("/soklista/lan").text.hasPrefix("{"))
    }
  }

  @Test("the version and the probe are text")
  func texts() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let version = try await bench.get("/version")
      #expect(try version.body == PlatsannonsFixtures.bytes("version_gen1.txt"))
      #expect(version.headers.first(name: "Content-Type") == "text/plain; charset=UTF-8")
      #expect(try await bench.get("/probe").text == "OK")
    }
  }

  @Test(
    "what is malformed gets 400",
    arguments: [
      "/matchning", "/matchning?lanid=", "/matchning?nyckelord=%20", "/matchning?landid=155",
      "/matchning?yrkesgruppid=2512", "/matchning?organisationsnummer=55",
      "/matchning?lanid=1&antalrader=10001", "/matchning?lanid=1&antalrader=0",
      "/matchning?lanid=1&sida=0", "/matchning?lanid=1&sida=-1", "/matchning?lanid=ett",
      "/matchning?lanid=1&sokdatum=2026-10-01", "/matchning?nyckelord=%3Cb%3E",
      "/soklista/land", "/soklista/kommuner?lanid=10x", "/soklista/lan?lanid=1",
      "/soklista/yrken?lanid=10", "/soklista/yrkesgrupper?yrkesgruppid=2512",
      "/soklista/yrken/caf%C3%A9",
    ])
  func malformed(_ target: String) async throws {
    try await PlatsannonsBench.with(ads: 500) { bench async throws in
      let answer = try await bench.get(target)
      #expect(answer.status == 400)
      #expect(answer.text.hasPrefix("{\"error\":{\"statuskod\":\"400\",\"titel\":\"Bad Request\","))
    }
  }

  @Test("what is nowhere gets 404, and what is no GET gets 405")
  func nowhere() async throws {
    try await PlatsannonsBench.with { bench async throws in
      for target in [
        "", "/soklista", "/soklista/lan3", "/1/2/3", "/7000000000000000000000",
        "/1-9223372036854775807", "/-9223372036854775808b", "/%00", "/-",
      ] {
        #expect(try await bench.get(target).status == 404)
      }
      let root = try await bench.client.send(
        "GET", "/", ["Accept": "application/json", "Accept-Language": "sv"])
      #expect(root.status == 404)
      let post = try await bench.client.send(
        "POST", PlatsannonsBench.base + "/version", ["Accept-Language": "sv"])
      #expect(post.status == 405)
    }
  }

  @Test("a slow answer is late and whole")
  func slow() async throws {
    try await PlatsannonsBench.with { options in
      options.faults = Faults([Fault(.delay(.milliseconds(60)), on: .page, at: 1)])
    } work: { bench async throws in
      let start = ContinuousClock.now
      #expect(try await bench.ads("lanid=1").count == 20)
      #expect(ContinuousClock.now - start >= .milliseconds(60))
    }
  }

  @Test("requests are counted by what they ask for")
  func kinds() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let id = try #require(try await bench.ads("lanid=1").first?["annonsid"] as? String)
      for target in ["/\(id)", "/soklista/lan", "/\(id)/logotyp"] {
        _ = try await bench.get(target)
      }
      let log = bench.standIn.requests
      #expect(log.pages == 1 && log.entries == 1 && log.total == 4)
    }
  }

  @Test("a third generation is refused before anything listens")
  func refused() async throws {
    var options = StandInOptions()
    options.generation = 3
    await #expect(throws: (any Error).self) {
      try await StandIns.start(name: "platsannons", options: options)
    }
  }
}
