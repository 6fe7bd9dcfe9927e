import FjordStandIn
import FjordTestSupport
import Testing

struct NAVFeedTests {
  @Test("a walk over the wire shows each event once, and polling its end answers 304")
  func walk() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      let client = FeedClient(standIn)
      var seen: [Page.Item] = []
      var target = "/api/v1/feed?pageSize=300"
      var tag = ""
      while true {
        let answer = try await client.get(target)
        let page = try Page(answer.body)
        seen += seen.isEmpty ? page.items[...] : page.items.dropFirst()
        tag = try #require(answer.headers.first(name: "ETag"))
        guard let next = page.nextURL else { break }
        #expect(next == "/api/v1/feed/\(tag)")
        target = next + "?pageSize=300"
      }
      let whole = try Page(try await client.get("/api/v1/feed?pageSize=10000").body)
      #expect(whole.items.count == seen.count || whole.items.count == seen.count - 1)
      #expect(zip(whole.items, seen).allSatisfy { $0 == $1 })
      let idle = try await client.get("/api/v1/feed/\(tag)", ["If-None-Match": tag])
      #expect(idle.status == 304 && idle.body.isEmpty)
      #expect(idle.headers.first(name: "ETag") == tag)
      standIn.advance(to: .sandbox.advanced(by: .seconds(3 * 86_400)))
      let moved = try await client.get("/api/v1/feed/\(tag)", ["If-None-Match": tag])
      #expect(moved.status == 200)
      #expect(try Page(moved.body).items.first == seen.last)
    }
  }

  @Test("polling a two-item last page with its ETag misses exactly one new event")
  func trap() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      let client = FeedClient(standIn)
      let whole = try await client.get("/api/v1/feed?pageSize=10000")
      let next = try #require(try Page(whole.body).nextURL)
      let last = try await client.get(next)
      #expect(try Page(last.body).items.count == 2)
      let tag = try #require(last.headers.first(name: "ETag"))
      standIn.apply(.events(1))
      #expect(try await client.get(next, ["If-None-Match": tag]).status == 304)
      #expect(
        try await client.get("/api/v1/feed/\(tag)", ["If-None-Match": tag]).status == 200)
    }
  }

  @Test("If-None-Match is compared character for character")
  func comparison() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      let client = FeedClient(standIn)
      let tag = try #require(try await client.get("/api/v1/feed?last").headers.first(name: "ETag"))
      for value in ["\"\(tag)\"", "W/\"\(tag)\"", "\(tag), \(tag)", tag.uppercased(), "*"] {
        #expect(try await client.get("/api/v1/feed?last", ["If-None-Match": value]).status == 200)
      }
    }
  }

  @Test("the service's own 304 carries neither ETag nor Last-Modified")
  func ownBranch() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      let client = FeedClient(standIn)
      let tag = try #require(try await client.get("/api/v1/feed?last").headers.first(name: "ETag"))
      let answer = try await client.get(
        "/api/v1/feed/\(tag)",
        ["If-None-Match": tag, "If-Modified-Since": "Tue, 03 Nov 2026 00:00:00 GMT"])
      #expect(answer.status == 304)
      #expect(answer.headers.first(name: "ETag") == nil)
      #expect(answer.headers.first(name: "Last-Modified") == nil)
    }
  }

  @Test("a date that is refused brings the first page of all history")
  func ignoredDate() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      let client = FeedClient(standIn)
      let first = try Page(try await client.get("/api/v1/feed?pageSize=2").body)
      let ignored = try await client.get(
        "/api/v1/feed?pageSize=2", ["If-Modified-Since": "2026-10-01T00:00:00Z"])
      #expect(try Page(ignored.body).id == first.id)
      let jumped = try await client.get(
        "/api/v1/feed?pageSize=2", ["If-Modified-Since": "Thu, 01 Oct 2026 00:00:00 GMT"])
      let page = try Page(jumped.body)
      #expect(page.id != first.id)
      #expect(page.items[0].dateModified.hasPrefix("2026-10-01T0"))
    }
  }

  @Test(
    "paths, parameters and methods are answered as the service answers them",
    arguments: [
      ("GET", "/api/v1/feed/", 200), ("GET", "/api/v1/feed//", 404), ("GET", "//api/v1/feed", 404),
      ("GET", "/api/v1/Feed", 404), ("GET", "/", 404), ("POST", "/api/v1/feed", 404),
      ("DELETE", "/api/publicToken", 404), ("GET", "/api/publicToken/", 200),
      ("GET", "/api/v1/feed?pageSize=10001", 400), ("GET", "/api/v1/feed?pageSize=-1", 500),
      ("GET", "/api/v1/feed?pageSize=10000", 200), ("GET", "/api/v1/feed?pageSize=x", 200),
      ("GET", "/api/v1/feed?pageSize=99999999999", 200), ("GET", "/api/v1/feed?pageSize", 200),
      ("GET", "/api/v1/feed?size=3&q=x&page=", 200), ("GET", "/api/v1/feed?last=false", 200),
      ("GET", "/api/v1/feed/1-1-1-1-1", 404), ("GET", "/api/v1/feed/abc", 500),
      ("GET", "/api/v1/feedentry/1-1-1-1-1", 404), ("GET", "/api/v1/feedentry/abc", 500),
      ("GET", "/api/v1/feedentry", 404), ("GET", "/api/v1/feedentry/", 404),
      ("HEAD", "/api/v1/feedentry/abc", 200), ("HEAD", "/api/v1/nothing", 404),
    ])
  func endpoints(method: String, target: String, status: Int) async throws {
    try await withStandIn(ads: 1000) { options in
      options.ads = 100
    } work: { standIn async throws in
      let client = FeedClient(standIn)
      let answer = try await client.send(
        method, target, ["Authorization": "Bearer TESTTOKEN"])
      #expect(answer.status == status)
      if target.contains("last") { #expect(try Page(answer.body).items.count == 1) }
      if method == "POST" { #expect(answer.text.contains("Endpoint POST /api/v1/feed not found")) }
    }
  }

  @Test("no token, a wrong one and another scheme are all the same 401, in HTML its bare title")
  func unauthorised() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      for authorization in [nil, "Bearer nobody", "Basic TESTTOKEN"] {
        let answer = try await FeedClient(standIn, authorization: authorization).get("/api/v1/feed")
        #expect(answer.status == 401)
        #expect(try answer.body == NAVFixtures.bytes("error-401.json"))
      }
      let html = try await FeedClient(standIn, authorization: nil).get(
        "/api/v1/feed/abc", ["Accept": "text/html"])
      #expect(html.text == "Unauthorized")
      #expect(html.headers.first(name: "Content-Type") == "text/html")
    }
  }

  @Test("the public token opens the feed and details")
  func publicToken() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      let answer = try await FeedClient(standIn, authorization: nil).get("/api/publicToken")
      let lines = answer.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == 2)
      let client = FeedClient(standIn, authorization: "bearer \(lines[1])")
      let page = try Page(try await client.get("/api/v1/feed?pageSize=2").body)
      #expect(try await client.get(page.items[0].url).status == 200)
    }
  }

  @Test("bodies of 1500 bytes and more are compressed for those who take it")
  func gzip() async throws {
    try await withStandIn(ads: 1000) { standIn async throws in
      let client = FeedClient(standIn)
      let plain = try await client.get("/api/v1/feed?pageSize=100")
      for _ in 0..<2 {
        let packed = try await client.get(
          "/api/v1/feed?pageSize=100", ["Accept-Encoding": "deflate, gzip;q=0.8"])
        #expect(packed.headers.first(name: "Content-Encoding") == "gzip")
        #expect(Array(packed.body.prefix(2)) == [0x1f, 0x8b])
        #expect(packed.body.count < plain.body.count / 2)
        #expect(packed.headers.first(name: "ETag") == plain.headers.first(name: "ETag"))
      }
      let small = try await client.get("/api/v1/feed?last", ["Accept-Encoding": "gzip"])
      #expect(small.headers.first(name: "Content-Encoding") == nil)
      let refused = try await client.get(
        "/api/v1/feed?pageSize=100", ["Accept-Encoding": "gzip;q=0"])
      #expect(refused.text == plain.text)
    }
  }

  @Test("a stand-in whose clock is before the log's beginning has no page")
  func empty() async throws {
    try await withStandIn(ads: 1000) { options in
      options.now = StandInTime(microseconds: 0)
    } work: { standIn async throws in
      let client = FeedClient(standIn)
      #expect(try await client.get("/api/v1/feed").status == 404)
      #expect(try await client.get("/api/v1/feed?last").status == 404)
    }
  }
}
