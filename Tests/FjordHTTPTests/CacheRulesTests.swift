import Testing

@testable import FjordHTTP

@Suite struct CacheRulesTests {
  private let now: Int64 = 1_793_617_200

  private func answer(
    _ headers: [(String, String)], status: Int = 200, size: Int = 10
  ) -> HTTPAnswer {
    HTTPAnswer(
      status: status, headers: HTTPHeaderList(headers), body: [UInt8](repeating: 65, count: size),
      url: "")
  }

  @Test(
    "what header fields make fair is kept",
    arguments: [
      ([("Cache-Control", "no-transform, max-age=600")], true),
      ([("Cache-Control", "public, MAX-AGE=\"60\"")], true),
      ([("ETag", "\"a\"")], true), ([("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")], true),
      ([("Cache-Control", "private, max-age=60")], true),
      (
        [
          ("Date", "Mon, 02 Nov 2026 10:00:00 GMT"), ("Expires", "Mon, 02 Nov 2026 10:05:00 GMT"),
        ], true
      ),
      ([("Cache-Control", "max-age=60"), ("Vary", "Accept, Accept-Language")], true),
      ([], false), ([("Cache-Control", "no-store, max-age=60")], false),
      ([("Cache-Control", "max-age=0")], false), ([("Cache-Control", "max-age=-5")], false),
      ([("Cache-Control", "max-age=60"), ("Vary", "*")], false),
      ([("Cache-Control", "max-age=60"), ("Vary", "Accept, Authorization")], false),
      ([("Cache-Control", "max-age=60"), ("Set-Cookie", "a=b")], false),
      ([("Expires", "0"), ("Date", "Mon, 02 Nov 2026 10:00:00 GMT")], false),
    ])
  func fair(_ headers: [(String, String)], isKept: Bool) {
    #expect(CacheRules.mayKeep(answer(headers), as: .asHeadersSay) == isKept)
  }

  @Test func `what is declared is kept, but not against the server's word`() {
    let day = HTTPCaching.lasting(.seconds(86_400))
    #expect(CacheRules.mayKeep(answer([]), as: day))
    #expect(CacheRules.mayKeep(answer([("Cache-Control", "no-cache")]), as: day))
    #expect(!CacheRules.mayKeep(answer([("Cache-Control", "no-store")]), as: day))
    #expect(!CacheRules.mayKeep(answer([("Cache-Control", "max-age=60")]), as: .never))
    #expect(!CacheRules.mayKeep(answer([], status: 404), as: day))
    #expect(!CacheRules.mayKeep(answer([], size: CacheRules.longestBody + 1), as: day))
  }

  @Test func `an answer is given while it is fresh, and asked after when it is not`() {
    let plain = HTTPHeaderList([("Cache-Control", "max-age=600")])
    let tagged = HTTPHeaderList([
      ("Cache-Control", "max-age=600"), ("ETag", "\"a\""), ("Last-Modified", "x"), ("Age", "100"),
    ])
    func plan(_ headers: HTTPHeaderList, _ age: Int64, _ caching: HTTPCaching = .asHeadersSay)
      -> CacheRules.Plan
    {
      CacheRules.plan(headers, keptAt: now - age, as: caching, now: now)
    }
    #expect(plan(plain, 0) == .give(age: 0))
    #expect(plan(plain, 599) == .give(age: 599))
    #expect(plan(plain, 600) == .ask)
    #expect(plan(tagged, 499) == .give(age: 599))
    #expect(plan(tagged, 500) == .validate([.init(name: "If-None-Match", value: "\"a\"")]))
    #expect(plan(plain, 3_000, .lasting(.seconds(3_600))) == .give(age: 3_000))
    #expect(plan(plain, 0, .never) == .ask)
    #expect(plan(plain, -5) == .ask, "a clock that was set back makes no answer fresh for ever")
    let checked = HTTPHeaderList([("Cache-Control", "no-cache, max-age=600"), ("ETag", "b")])
    #expect(plan(checked, 1) == .validate([.init(name: "If-None-Match", value: "b")]))
  }
}
