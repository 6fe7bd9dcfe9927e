import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// The older feed's stand-in: the recorded exchanges, and what its description says besides.
@Suite(.timeLimit(.minutes(5))) struct NAVPublicFeedTests {
  private static let path = "/public-feed/api/v1/ads"

  private struct Page: Decodable {
    struct Ad: Decodable {
      var uuid: String
      var published: String
    }
    var content: [Ad]
    var totalElements: Int
    var pageNumber: Int
    var pageSize: Int
    var totalPages: Int
    var first: Bool
    var last: Bool
  }

  private func with<Result: Sendable>(
    ads: Int = 3000, _ change: (inout StandInOptions) -> Void = { _ in },
    work: (RunningStandIn, FeedClient) async throws -> Result
  ) async throws -> Result {
    var options = StandInOptions()
    options.ads = ads
    change(&options)
    let standIn = try await StandIns.start(name: "nav-public-feed", options: options)
    do {
      let result = try await work(standIn, FeedClient(standIn))
      await standIn.stop()
      return result
    } catch {
      await standIn.stop()
      throw error
    }
  }

  private func page(_ client: FeedClient, _ query: String) async throws -> Page {
    let answer = try await client.get(Self.path + query)
    #expect(answer.status == 200, "\(query)")
    return try JSONDecoder().decode(Page.self, from: Data(answer.body))
  }

  @Test("every exchange of the fixtures gets its answer")
  func exchanges() async throws {
    let folder = NAVFixtures.publicFeed
    let data = try Data(contentsOf: folder.appending(path: "exchanges.json"))
    let file = try JSONDecoder().decode(ExchangesTests.File.self, from: data)
    #expect(file.exchanges.count == 11)
    try await with {
      $0.eventLog = folder.appending(path: "ads.json").path
    } work: {
      standIn, client async throws in
      // More than five ads, and a service that is down or gone, are shown in tests of their own.
      for exchange in file.exchanges where exchange.name != "page past the cap" {
        switch exchange.name {
        case "backend down": standIn.setFaults(Faults([Fault(.status(502))]))
        case "after the shutdown": standIn.setFaults(Faults([Fault(.status(404))]))
        default: standIn.setFaults(Faults())
        }
        let request = exchange.request
        let answer = try await client.send(request.method, request.path, request.headers)
        let expected = exchange.response
        #expect(answer.status == expected.status, "\(exchange.name)")
        for (name, value) in expected.headers {
          #expect(answer.headers.first(name: name) == value, "\(exchange.name): \(name)")
        }
        guard let name = expected.bodyFile else {
          #expect(answer.text == expected.bodyText, "\(exchange.name)")
          continue
        }
        let body = Array(try Data(contentsOf: folder.appending(path: name)))
        if name.hasSuffix(".txt") {
          #expect(answer.body == body, "\(exchange.name)")
        } else {
          #expect(
            try NAVFixtures.canonical(answer.body) == NAVFixtures.canonical(body),
            "\(exchange.name)")
        }
      }
    }
  }

  @Test("a page past the cap is labelled as the last, and every higher number gives the same")
  func cap() async throws {
    let data = try Data(
      contentsOf: NAVFixtures.publicFeed.appending(path: "page-past-cap.json"))
    let recorded = try JSONDecoder().decode(Page.self, from: data)
    try await with(ads: 60_000) { _, client async throws in
      for number in [50, 999] {
        let found = try await page(client, "?size=100&page=\(number)")
        #expect(found.content.count == 100)
        #expect(found.totalElements == recorded.totalElements)
        #expect(found.pageNumber == recorded.pageNumber)
        #expect(found.totalPages == recorded.totalPages)
        #expect(found.first == recorded.first && found.last == recorded.last)
      }
      // With a size that does not divide the cap `last` never comes true.
      let odd = try await page(client, "?size=30&page=166")
      #expect(odd.pageNumber == 165 && odd.totalPages == 167 && !odd.last)
    }
  }

  @Test("numbers are forced into their ranges, and the first of repeated parameters counts")
  func ranges() async throws {
    try await with { _, client async throws in
      #expect(try await page(client, "?size=4999").pageSize == 100)
      #expect(try await page(client, "?size=0&page=-3").pageSize == 1)
      #expect(try await page(client, "").pageSize == 20)
      #expect(try await page(client, "?size=3&size=7&unknown=1").pageSize == 3)
      #expect(try await page(client, "?page=40&size=100").content.isEmpty)
    }
  }

  @Test("lists of exact terms are an AND, those of places an OR, `!` works for the first alone")
  func filters() async throws {
    try await with { _, client async throws in
      func total(_ query: String) async throws -> Int {
        try await page(client, "?size=1&" + query).totalElements
      }
      let all = try await total("")
      let (one, other) = (try await total("source=AMEDIA"), try await total("source=IMPORTAPI"))
      #expect(one > 0 && other > 0)
      #expect(try await total("source=AMEDIA,IMPORTAPI") == 0)
      #expect(try await total("source=!AMEDIA,IMPORTAPI") == all - one - other)
      let (bergen, oslo) = (try await total("municipal=bergen"), try await total("municipal=OSLO"))
      #expect(bergen > 0 && oslo > 0)
      #expect(try await total("municipal=bergen,oslo") == bergen + oslo)
      #expect(try await total("municipal=!bergen") == bergen)
      #expect(try await total("municipal=bergen&county=oslo") == 0)
      #expect(try await total("category=IT") > 0)
      #expect(try await total("published=today") + total("published=%5B*,today)") == all)
    }
  }

  @Test(
    "dates outside of the grammar are refused",
    arguments: [
      "2019-06", "2019-06-01T23", "2019-06-01%2B0200", "%5B,2019-06-01)",
      "%5B2019-06-01,now,now%5D",
      "%202019-06-01", "2019-02-30", "soon", "%5Bnow,now",
    ])
  func dates(_ text: String) async throws {
    try await with(ads: 100) { _, client async throws in
      let answer = try await client.get(Self.path + "?published=" + text)
      #expect(answer.status == 400 && answer.text == "Date is badly formatted")
    }
  }

  @Test(
    "ads of one instant may change places, a foreign origin is refused, other paths are not there")
  func quirks() async throws {
    try await with { _, client async throws in
      var orders: Set<[String]> = []
      for _ in 0..<12 {
        orders.insert(try await page(client, "?size=100").content.map(\.uuid))
      }
      #expect(orders.count > 1)
      #expect(
        try await client.get(Self.path, ["Origin": "https://example.com"]).status == 403)
      #expect(try await client.get("/public-feed/api/v1/feed").status == 404)
      let times = try await page(client, "?size=100").content.map(\.published)
      #expect(times == times.sorted(by: >) && times.allSatisfy { $0.hasSuffix("Z") })
    }
  }
}
