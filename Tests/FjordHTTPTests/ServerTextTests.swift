import Testing

@testable import FjordHTTP

@Suite struct ServerTextTests {
  func excerpt(_ body: [UInt8], type: String = "text/plain") -> String? {
    let answer = HTTPAnswer(
      status: 400, headers: HTTPHeaderList([("Content-Type", type)]), body: body, url: "")
    return ServerText.excerpt(answer, hiding: SecretLedger())
  }

  @Test func `text is put on one line`() {
    #expect(excerpt(Array("  a\r\n\tb  c\n".utf8)) == "a b c")
    #expect(excerpt([]) == nil)
    #expect(excerpt(Array(" \n".utf8)) == nil)
  }

  @Test func `tags, styles and scripts of HTML are left out`() {
    let html = "<!doctype html><style>p { x }</style><script>1 < 2</script><h1>Bad</h1><p>gate"
    #expect(excerpt(Array(html.utf8), type: "text/html; charset=utf-8") == "Bad gate")
    #expect(excerpt(Array(html.utf8)) == "Bad gate")
    #expect(excerpt(Array("a < b".utf8)) == "a < b")
    #expect(excerpt(Array("<p>a<br".utf8), type: "text/html") == "a")
  }

  @Test func `long text is cut, between characters`() throws {
    let text = try #require(excerpt(Array(String(repeating: "å", count: 9000).utf8)))
    #expect(text == String(repeating: "å", count: 200) + "…")
    let shifted = try #require(excerpt(Array(("x" + String(repeating: "å", count: 9000)).utf8)))
    #expect(shifted.hasPrefix("xåå"))
  }

  @Test func `bytes that are not UTF-8 are read as Latin-1, and binary is not shown`() {
    #expect(excerpt([0x62, 0x6C, 0xE5]) == "blå")
    #expect(excerpt([0x50, 0x4B, 0, 1]) == nil)
  }

  @Test func `a secret at the place of the cut leaves no part of itself`() throws {
    let ledger = SecretLedger()
    ledger.remember(Secret("0123456789", variable: "K"))
    let body = Array((String(repeating: "x", count: 195) + "0123456789").utf8)
    let answer = HTTPAnswer(status: 400, headers: HTTPHeaderList(), body: body, url: "")
    #expect(ServerText.excerpt(answer, hiding: ledger)?.contains("0123") == false)
  }
}
