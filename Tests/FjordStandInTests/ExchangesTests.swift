import FjordStandIn
import FjordTestSupport
import Foundation
import Testing

/// The recorded rules of the feed, asked of the stand-in in their order.
struct ExchangesTests {
  struct File: Decodable {
    var exchanges: [Exchange]
  }

  struct Exchange: Decodable {
    struct Request: Decodable {
      var method: String
      var path: String
      var headers: [String: String]
    }
    struct Response: Decodable {
      var status: Int
      var headers: [String: String]
      var bodyFile: String?
      var bodyText: String?

      enum CodingKeys: String, CodingKey {
        case status, headers
        case bodyFile = "body_file"
        case bodyText = "body_text"
      }
    }
    var name: String
    var request: Request
    var response: Response
  }

  @Test("every exchange of the fixtures gets its answer")
  func exchanges() async throws {
    let bytes = try NAVFixtures.bytes("exchanges.json")
    let file = try JSONDecoder().decode(File.self, from: Data(bytes))
    #expect(file.exchanges.count == 22)
    try await withStandIn(ads: 1000) { options in
      options.eventLog = NAVFixtures.eventLog
      options.visibleEvents = 7
    } work: { standIn async throws in
      let client = FeedClient(standIn)
      for exchange in file.exchanges {
        switch exchange.name {
        case "poll after one new event", "poll after two new events":
          standIn.apply(.events(1))
        case "public token missing":
          standIn.setFaults(Faults([Fault(.missingToken)]))
        default: break
        }
        let request = exchange.request
        let answer = try await client.send(request.method, request.path, request.headers)
        try check(answer, exchange)
      }
    }
  }

  private func check(_ answer: FeedClient.Answer, _ exchange: Exchange) throws {
    let expected = exchange.response
    #expect(answer.status == expected.status, "\(exchange.name)")
    for name in ["Content-Type", "ETag", "Last-Modified", "WWW-Authenticate", "Cache-Control"] {
      #expect(
        answer.headers.first(name: name) == expected.headers[name], "\(exchange.name): \(name)")
    }
    guard let name = expected.bodyFile else {
      #expect(answer.text == expected.bodyText, "\(exchange.name)")
      return
    }
    let body = try NAVFixtures.bytes(name)
    if name.hasPrefix("page-") || name.hasPrefix("entry-") {
      #expect(
        try NAVFixtures.canonical(answer.body) == NAVFixtures.canonical(body), "\(exchange.name)")
      #expect(!answer.body.contains(UInt8(ascii: "\n")), "\(exchange.name) is not compact")
    } else {
      #expect(answer.body == body, "\(exchange.name)")
    }
  }
}
