import FjordStandIn
import FjordTestSupport
import Testing

/// Ads, in a list and alone, and their logos.
@Suite(.timeLimit(.minutes(5))) struct PlatsannonsAdTests {
  private typealias Object = [String: Any]

  private func whole(_ bench: PlatsannonsBench, _ row: [String: Any]) async throws
    -> [String: Any]
  {
    try await bench.object("/\(try #require(row["annonsid"] as? String))")
  }

  @Test("an ad of a search is the same ad alone")
  func same() async throws {
    try await PlatsannonsBench.with { bench async throws in
      for row in try await bench.ads("lanid=12&antalrader=40") {
        let ad = try await whole(bench, row)
        let part = try #require(ad["annons"] as? Object)
        for (short, long) in [
          ("annonsid", "annonsid"), ("annonsrubrik", "annonsrubrik"),
          ("yrkesbenamning", "yrkesbenamning"), ("kommunnamn", "kommunnamn"),
          ("antalplatser", "antal_platser"), ("annonsurl", "platsannonsUrl"),
          ("anstallningstyp", "anstallningstyp"),
        ] {
          #expect(row[short] as? String == part[long] as? String)
        }
        for (short, long) in [
          ("yrkesbenamningId", "yrkesid"), ("kommunkod", "kommunkod"),
          ("antalPlatserVisa", "antalplatserVisa"),
        ] {
          #expect(row[short] as? Int == part[long] as? Int)
        }
        let (listed, told) = (
          try #require(row["publiceraddatum"] as? String),
          try #require(part["publiceraddatum"] as? String)
        )
        #expect(told.hasPrefix(listed.prefix(19)) && told.suffix(6) == listed.suffix(6))
        let day = row["sista_ansokningsdag"] as? String
        let applied = (ad["ansokan"] as? Object)?["sista_ansokningsdag"] as? String
        #expect(day?.prefix(10) == applied?.prefix(10))
        let place = try #require(ad["arbetsplats"] as? Object)
        #expect(place["arbetsplatsnamn"] as? String == row["arbetsplatsnamn"] as? String)
      }
    }
  }

  @Test("times have none to three digits of a second and both offsets of Sweden")
  func times() async throws {
    try await PlatsannonsBench.with { bench async throws in
      var digits: Set<Int> = []
      var offsets: Set<String> = []
      for row in try await bench.ads("lanid=1&antalrader=80") {
        let part = try #require(try await whole(bench, row)["annons"] as? Object)
        let text = try #require(part["publiceraddatum"] as? String)
        let match = try #require(
          try /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d*[1-9]))?(\+0[12]:00)/.wholeMatch(in: text))
        digits.insert(match.1?.count ?? 0)
        offsets.insert(String(match.2))
      }
      #expect(digits == [0, 1, 2, 3] && offsets == ["+01:00", "+02:00"])
    }
  }

  @Test("ids are of three kinds, and each leads to its ad")
  func ids() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let ids = try await bench.ads("lanid=1&antalrader=10000").compactMap {
        $0["annonsid"] as? String
      }
      let kinds = try [/\d+/, /\d{4}-\d+/, /\d+b/].map { kind in
        try #require(try ids.first { try kind.wholeMatch(in: $0) != nil })
      }
      for id in kinds {
        let ad = try await bench.object("/\(id)")
        #expect((ad["annons"] as? Object)?["annonsid"] as? String == id)
      }
      for id in ["0\(kinds[0])", kinds[1].replacing("-", with: ""), String(kinds[2].dropLast())] {
        #expect(try await bench.get("/\(id)").status == 404)
      }
    }
  }

  @Test("what lists may leave out or empty is left out or empty in a few")
  func absent() async throws {
    try await PlatsannonsBench.with(ads: 60_000) { bench async throws in
      let rows = try await bench.ads("lanid=1&antalrader=10000")
      for key in ["yrkesbenamning", "yrkesbenamningId", "sista_ansokningsdag", "anstallningstyp"] {
        let missing = rows.count { $0[key] == nil }
        #expect(missing > 0 && missing < rows.count / 4, "\(key)")
      }
      #expect(rows.contains { $0["annonsrubrik"] as? String == "" })
      #expect(rows.contains { $0["arbetsplatsnamn"] as? String == "" })
      #expect(rows.contains { $0["kommunkod"] as? Int == 180 })
      let abroad = try await bench.ads("lanid=199")
      #expect(abroad.allSatisfy { $0["kommunkod"] == nil && $0["lan"] as? String == "Utomlands" })
    }
  }

  @Test("people have invented names, addresses that lead nowhere and numbers kept for fiction")
  func people() async throws {
    try await PlatsannonsBench.with { bench async throws in
      var people = 0
      for row in try await bench.ads("lanid=14&antalrader=40") {
        let id = try #require(row["annonsid"] as? String)
        let text = try await bench.get("/\(id)").text
        for match in text.matches(of: /[^"@]+@([^"]+)"/) { #expect(match.1 == "example.invalid") }
        for match in text.matches(of: /"(?:mobilnummer|telefonnummer)":"([^"]+)"/) {
          people += 1
          #expect(try /08-465 004 \d\d|070-17406(?:0[5-9]|[1-9]\d)/.wholeMatch(in: match.1) != nil)
        }
      }
      #expect(people > 20)
    }
  }

  @Test("a logo is a GIF of 150 by 150 at most, or 404 without a body")
  func logos() async throws {
    try await PlatsannonsBench.with { bench async throws in
      var (found, missing) = (0, 0)
      for row in try await bench.ads("lanid=1&antalrader=30") {
        let id = try #require(row["annonsid"] as? String)
        let logo = try await bench.get("/\(id)/logotyp", accept: "image/gif")
        guard logo.status == 200 else {
          #expect(logo.status == 404 && logo.body.isEmpty)
          #expect(logo.headers.first(name: "Content-Type") == nil)
          missing += 1
          continue
        }
        found += 1
        #expect(logo.headers.first(name: "Content-Type") == "image/gif")
        let size = try #require(GIF(logo.body)?.size)
        #expect(size.width <= 150 && size.height <= 150)
      }
      #expect(found > 3 && missing > 3)
      for (target, accept, status) in [
        ("/9999999/logotyp", "image/gif", 404), ("/9999999/logotyp", "application/json", 406),
      ] {
        let answer = try await bench.get(target, accept: accept)
        #expect(answer.status == status && answer.body.isEmpty)
      }
    }
  }

  @Test("the old address of a logo leads to the new one")
  func oldLogo() async throws {
    try await PlatsannonsBench.with { bench async throws in
      let answer = try await bench.client.send(
        "GET", "/platsannons/7000001/logotyp", ["Accept-Language": "sv"])
      #expect(answer.status == 303)
      #expect(
        answer.headers.first(name: "Location") == "/af/v0/platsannonser/7000001/logotyp")
    }
  }

  @Test("XML escapes what markup can't hold and repeats elements of lists")
  func xml() async throws {
    try await PlatsannonsBench.with(ads: 30_000) { bench async throws in
      let list = try await bench.get("/matchning?lanid=1&antalrader=700", accept: "text/xml")
      #expect(list.text.contains("Bageri &amp; Café AB"))
      #expect(list.text.split(separator: "<matchningdata>").count == 701)
      var texts = ""
      for match in list.text.matches(of: /<annonsid>([^<]+)<\/annonsid>/).prefix(120) {
        texts += try await bench.get("/\(match.1)", accept: "text/xml").text
      }
      #expect(texts.contains("Heltid&#13;\nMåndag"))
      #expect(texts.contains("&lt;script&gt;") && !texts.contains("\u{1B}"))
      #expect(texts.contains("<korkortstyp>B</korkortstyp><korkortstyp>C1</korkortstyp>"))
      #expect(texts.contains("<telefonnummer2/>"))
    }
  }
}

/// As much of a GIF as tells whether it is one: its pixels are unpacked.
struct GIF {
  var size: (width: Int, height: Int)

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: Array("GIF89a".utf8)), bytes.last == 0x3B, bytes.count > 40 else {
      return nil
    }
    size = (Int(bytes[6]) | Int(bytes[7]) << 8, Int(bytes[8]) | Int(bytes[9]) << 8)
    let table = 3 << (Int(bytes[10] & 7) + 1)
    var place = 13 + table + 10
    guard bytes[13 + table] == 0x2C, bytes[place] == 7 else { return nil }
    place += 1
    var codes: [UInt8] = []
    while place < bytes.count, bytes[place] > 0 {
      codes += bytes[(place + 1)...].prefix(Int(bytes[place]))
      place += Int(bytes[place]) + 1
    }
    // Codes stay at eight bits, because no more than 126 come between two that clear the table.
    let runs = codes.dropLast().split(separator: 128)
    let pixels = runs.reduce(0) { $0 + $1.count }
    guard codes.first == 128, codes.last == 129, place == bytes.count - 2,
      runs.allSatisfy({ $0.count <= 126 && $0.allSatisfy { $0 < 4 } }),
      pixels == size.width * size.height
    else { return nil }
  }
}
