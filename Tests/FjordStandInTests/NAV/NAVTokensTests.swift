import Foundation
import Testing

@testable import FjordStandIn

struct NAVTokensTests {
  private let now = StandInTime.sandbox

  private func expiry(_ token: String) throws -> Int64 {
    let parts = token.split(separator: ".")
    #expect(parts.count == 3 && token.hasPrefix("eyJ"))
    var text = String(parts[1].map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    while text.count % 4 != 0 { text += "=" }
    let data = try #require(Data(base64Encoded: text))
    let payload = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(payload["iss"] as? String == "nav-no" && payload["aud"] as? String == "feed-api-v2")
    return Int64(try #require(payload["exp"] as? Int))
  }

  @Test("the public token is a JWT that has not run out, the same for seed and day")
  func current() throws {
    let tokens = NAVTokens(seed: 7, granted: [])
    let token = tokens.current(at: now)
    #expect(try expiry(token) > now.seconds)
    #expect(NAVTokens(seed: 7, granted: []).current(at: now) == token)
    #expect(NAVTokens(seed: 8, granted: []).current(at: now) != token)
    #expect(token.wholeMatch(of: /eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/) != nil)
  }

  @Test("a token is accepted until it runs out and not a second longer")
  func life() throws {
    let tokens = NAVTokens(seed: 7, granted: [])
    let token = tokens.current(at: now)
    let end = StandInTime(microseconds: try expiry(token) * 1_000_000)
    #expect(tokens.accept("Bearer \(token)", at: now))
    #expect(tokens.accept("Bearer \(token)", at: end.advanced(by: .seconds(-1))))
    #expect(!tokens.accept("Bearer \(token)", at: end))
  }

  @Test("a replaced token is refused, a granted one is not")
  func rotation() {
    var tokens = NAVTokens(seed: 7, granted: ["MINE"], fixed: "FIXED")
    #expect(tokens.current(at: now) == "FIXED" && tokens.accept("Bearer FIXED", at: now))
    tokens.rotate()
    #expect(!tokens.accept("Bearer FIXED", at: now))
    let second = tokens.current(at: now)
    #expect(tokens.accept("Bearer \(second)", at: now))
    tokens.rotate()
    #expect(!tokens.accept("Bearer \(second)", at: now))
    #expect(tokens.accept("Bearer MINE", at: now))
  }

  @Test(
    "what is no bearer token is refused",
    arguments: [nil, "", "MINE", "Basic MINE", "Bearer", "Bearer MINE MINE", "Bearer mine"])
  func refused(header: String?) {
    #expect(!NAVTokens(seed: 7, granted: ["MINE"]).accept(header, at: now))
  }

  @Test("the scheme may be in any case")
  func scheme() {
    #expect(NAVTokens(seed: 7, granted: ["MINE"]).accept("bEARER MINE", at: now))
  }

  @Test("an expired token is one that is refused")
  func expired() throws {
    let tokens = NAVTokens(seed: 7, granted: [])
    let token = tokens.expired(at: now)
    #expect(try expiry(token) < now.seconds)
    #expect(!tokens.accept("Bearer \(token)", at: now))
  }
}
