import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// The stand-in of JobTech's services, held against their description: no answers were recorded.
@Suite(.timeLimit(.minutes(5))) struct JobTechTests {
  /// The keys of an ad, in the description's words.
  static let adKeys: Set<String> = [
    "id", "external_id", "original_id", "label", "webpage_url", "logo_url", "headline",
    "application_deadline", "publication_date", "last_publication_date", "removed_date",
    "number_of_vacancies", "description", "employment_type", "salary_type", "duration",
    "working_hours_type", "occupation", "occupation_group", "occupation_field",
    "salary_description", "access", "scope_of_work", "employer", "application_details",
    "application_contacts", "experience_required", "access_to_own_car", "driving_license_required",
    "driving_license", "workplace_address", "workplace_addresses", "workplace_model", "must_have",
    "nice_to_have", "removed", "source_type", "timestamp",
  ]

  private func json(_ answer: FeedClient.Answer) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
  }

  private func list(_ answer: FeedClient.Answer) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [[String: Any]])
  }

  private func with<Result: Sendable>(
    ads: Int = 1200, _ change: (inout StandInOptions) -> Void = { _ in },
    work: (RunningStandIn, FeedClient) async throws -> Result
  ) async throws -> Result {
    var options = StandInOptions()
    options.ads = ads
    change(&options)
    let standIn = try await StandIns.start(name: "jobtech", options: options)
    do {
      let result = try await work(standIn, FeedClient(standIn, authorization: nil))
      await standIn.stop()
      return result
    } catch {
      await standIn.stop()
      throw error
    }
  }

  private func total(_ page: [String: Any]) -> Int? {
    (page["total"] as? [String: Any])?["value"] as? Int
  }

  @Test("a page of the search has the described keys, ten ads unless told")
  func page() async throws {
    try await with { _, client async throws in
      let page = try json(try await client.get("/search"))
      #expect(
        Set(page.keys) == [
          "total", "positions", "query_time_in_millis", "result_time_in_millis", "stats",
          "freetext_concepts", "hits",
        ])
      let hits = try #require(page["hits"] as? [[String: Any]])
      #expect(hits.count == 10)
      #expect(Set(hits[0].keys) == Self.adKeys.union(["relevance"]))
      let address = try #require(hits[0]["workplace_address"] as? [String: Any])
      #expect(
        Set(address.keys) == [
          "municipality", "municipality_code", "municipality_concept_id", "region", "region_code",
          "region_concept_id", "country", "country_code", "country_concept_id", "street_address",
          "postcode", "city", "coordinates",
        ])
      let published = try #require(hits[0]["publication_date"] as? String)
      #expect(published.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil)
    }
  }

  @Test("counts agree with each other, with the ads and with the taxonomy")
  func counts() async throws {
    try await with { _, client async throws in
      let page = try json(
        try await client.get("/search?limit=0&stats=region&stats=municipality&stats.limit=30"))
      let stats = try #require(page["stats"] as? [[String: Any]])
      #expect(stats.map { $0["type"] as? String } == ["region", "municipality"])
      let regions = try #require(stats[0]["values"] as? [[String: Any]])
      let sum = regions.reduce(0) { $0 + ($1["count"] as? Int ?? 0) }
      #expect(sum == total(page))
      for region in regions {
        let code = try #require(region["code"] as? String)
        let concept = try #require(region["concept_id"] as? String)
        for value in [code, concept] {
          let found = try json(try await client.get("/search?limit=0&region=\(value)"))
          #expect(total(found) == region["count"] as? Int)
        }
        let concepts = try list(try await client.get("/v1/taxonomy/main/concepts?id=\(concept)"))
        #expect(
          concepts.map { $0["taxonomy/preferred-label"] as? String } == [region["term"] as? String])
      }
    }
  }

  @Test(
    "what is malformed gets 400 with the parameter's name",
    arguments: [
      ("/search?limit=101", "limit"), ("/search?limit=x", "limit"),
      ("/search?offset=2001", "offset"),
      ("/search?sort=newest", "sort"), ("/search?remote=maybe", "remote"),
      ("/search?published-after=yesterday", "published-after"), ("/search?position=1", "position"),
      ("/complete?q=s&limit=51", "limit"), ("/v2/stream", "updated-after"),
      ("/v2/stream?updated-after=today", "updated-after"),
    ])
  func malformed(_ target: String, name: String) async throws {
    try await with { _, client async throws in
      let answer = try await client.get(target)
      #expect(answer.status == 400)
      let body = try json(answer)
      #expect(body["message"] as? String == "Input payload validation failed")
      #expect((body["errors"] as? [String: Any])?.keys.map { $0 } == [name])
    }
  }

  @Test("2,100 ads can be reached, an unknown code gets no error, a minute may be a number")
  func limits() async throws {
    try await with(ads: 20_000) { _, client async throws in
      let last = try json(try await client.get("/search?offset=2000&limit=100&resdet=brief"))
      #expect((last["hits"] as? [Any])?.count == 100)
      #expect((total(last) ?? 0) > 2100)
      #expect(total(try json(try await client.get("/search?municipality=180&limit=0"))) == 0)
      let day = total(try json(try await client.get("/search?published-after=1440&limit=0")))
      let same = total(
        try json(try await client.get("/search?published-after=2026-11-01T12:00:00&limit=0")))
      #expect(day == same && (day ?? 0) > 50)
    }
  }

  @Test("words are any of them, all with `and`, phrases, with and without")
  func words() async throws {
    try await with(ads: 6_000) { _, client async throws in
      func count(_ query: String, _ headers: [String: String] = [:]) async throws -> Int {
        total(try json(try await client.get("/search?limit=0&q=\(query)", headers))) ?? -1
      }
      let (cook, stockholm) = (try await count("kock"), try await count("stockholm"))
      let any = try await count("kock+stockholm")
      let all = try await count("kock+stockholm", ["x-feature-freetext-bool-method": "and"])
      #expect(any == cook + stockholm - all && all > 0)
      #expect(try await count("%2Bkock+%2Bstockholm") == all)
      #expect(try await count("kock+-stockholm") == cook - all)
      #expect(try await count("mjukvaru*") > 0)
      #expect(try await count("mjukvaru") == 0)
      #expect(try await count("%22deltid.+Ans%C3%B6k%22") > 0)
    }
  }

  @Test("a field mask leaves the other keys out")
  func mask() async throws {
    try await with { _, client async throws in
      let page = try json(
        try await client.get("/search?limit=2", ["X-Fields": "hits{id,headline},total"]))
      #expect(Set(page.keys) == ["hits", "total"])
      let hits = try #require(page["hits"] as? [[String: Any]])
      #expect(hits.allSatisfy { Set($0.keys) == ["id", "headline"] })
    }
  }

  @Test("an ad, its missing logo, an unknown one, a path that is gone")
  func ads() async throws {
    try await with { _, client async throws in
      let page = try json(try await client.get("/search?limit=1"))
      let hit = try #require((page["hits"] as? [[String: Any]])?.first)
      let id = try #require(hit["id"] as? String)
      let ad = try json(try await client.get("/ad/\(id)"))
      #expect(Set(ad.keys) == Self.adKeys)
      let logo = try await client.get("/ad/\(id)/logo")
      #expect(logo.headers.first(name: "Content-Type") == "image/png" && logo.body.count == 67)
      for path in ["/ad/1", "/ad/1/logo", "/ad/x", "/taxonomy/search", "/"] {
        let answer = try await client.get(path)
        #expect(answer.status == 404)
        #expect(try json(answer)["message"] is String)
      }
      let words = try json(try await client.get("/complete?q=sj"))
      let first = try #require((words["typeahead"] as? [[String: Any]])?.first)
      #expect(Set(first.keys) == ["value", "found_phrase", "type", "occurrences"])
    }
  }

  @Test("the snapshot is all that the search has, as an array or a line each, never compressed")
  func snapshot() async throws {
    try await with { _, client async throws in
      let array = try await client.get("/v2/snapshot", ["Accept-Encoding": "gzip"])
      #expect(array.headers.first(name: "Content-Encoding") == nil)
      let ads = try list(array)
      let lines = try await client.get("/v2/snapshot", ["Accept": "application/jsonl"])
      #expect(lines.headers.first(name: "Content-Type") == "application/jsonl")
      #expect(lines.text.split(separator: "\n").count == ads.count)
      #expect(ads.count == total(try json(try await client.get("/search?limit=0"))))
      #expect(ads.allSatisfy { Set($0.keys) == Self.adKeys })
    }
  }

  @Test("the stream gives what changed since, removed ads as stubs, by concept where asked")
  func stream() async throws {
    try await with { _, client async throws in
      let target = "/v2/stream?updated-after=2026-10-30T12:00:00"
      let changes = try list(try await client.get(target))
      let stubs = changes.filter { $0["removed"] as? Bool == true }
      #expect(stubs.count > 2 && stubs.count < changes.count)
      #expect(stubs.allSatisfy { $0["headline"] == nil && $0["removed_date"] is String })
      #expect(
        stubs.contains { $0["timestamp"] == nil } && stubs.contains { $0["timestamp"] != nil })
      let offset = try list(
        try await client.get("/v2/stream?updated-after=2026-10-30T13:00:00%2B02:00"))
      #expect(offset.count == changes.count)
      let skane = try list(
        try await client.get(target + "&location-concept-id=CaRE_1nn_cSU"))
      #expect(!skane.isEmpty && skane.count < changes.count)
      let both = try list(
        try await client.get(
          target + "&location-concept-id=CaRE_1nn_cSU&occupation-concept-id=apaJ_2ja_LuF"))
      #expect(both.count < skane.count)
    }
  }

  @Test("the stream may be asked once a minute of a clock that goes")
  func rate() async throws {
    try await with(ads: 100) { standIn, client async throws in
      #expect(try await client.get("/v2/snapshot").status == 200)
      #expect(try await client.get("/v2/snapshot").status == 200)
      standIn.apply(.advanceBy(.seconds(59)))
      let refused = try await client.get("/v2/stream?updated-after=2026-11-02T11:00:00")
      #expect(refused.status == 429 && refused.headers.first(name: "Retry-After") == "60")
      standIn.apply(.advanceBy(.seconds(1)))
      #expect(
        try await client.get("/v2/stream?updated-after=2026-11-02T11:00:00").status == 200)
    }
  }

  @Test("one seed answers the same, and an earlier clock has a part of what a later one has")
  func determinism() async throws {
    func published(until now: StandInTime) async throws -> [String: String] {
      try await with({ $0.now = now }) { _, client async throws in
        let ads = try list(try await client.get("/v2/snapshot"))
        return Dictionary(
          ads.compactMap { ad in
            guard let id = ad["id"] as? String, let time = ad["publication_date"] as? String else {
              return nil
            }
            return (id, time)
          }, uniquingKeysWith: { $1 })
      }
    }
    let now = try await published(until: .sandbox)
    let later = try await published(until: .sandbox.advanced(by: .seconds(86_400)))
    let again = try await published(until: .sandbox)
    #expect(now == again)
    let both = now.filter { later[$0.key] != nil }
    #expect(both.count > now.count / 2)
    #expect(both.allSatisfy { later[$0.key] == $0.value })
  }
}
