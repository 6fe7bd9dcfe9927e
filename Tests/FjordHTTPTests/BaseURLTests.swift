import FjordDiagnostic
import Testing

@testable import FjordHTTP

@Suite struct BaseURLTests {
  @Test(arguments: [
    ("https://pam-stilling-feed.nav.no", "https://pam-stilling-feed.nav.no"),
    ("https://PAM.nav.no:443/", "https://pam.nav.no"),
    ("https://a.example/af/v0/", "https://a.example/af/v0"),
    ("https://a.example//af//v0//", "https://a.example/af/v0"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("http://127.1.2.3", "http://127.1.2.3"),
    ("http://localhost:80/x", "http://localhost/x"),
    ("http://[::1]:99", "http://[::1]:99"),
  ])
  func `https, and http to this machine, are taken`(text: String, expected: String) throws {
    #expect(try BaseURL(text, setting: "S").text == expected)
  }

  @Test(arguments: [
    "", "a.example", "ftp://a.example", "https://", "https:///x", "https://user:pw@a.example",
    "https://a.example?x=1", "https://a.example#f", "https://a b.example", "https://a.example\\@b",
    "https://a.example:0", "https://a.example:65536", "https://a.example:99999999999999999999",
    "https://a.example:-1", "https://a.example/../x", "https://bl\u{e5}.example", "https://[zz]",
    "https://a%2eexample", "https://[::1", "https://a.example\n",
  ])
  func `text that is no base URL is wrong usage`(text: String) {
    let error = #expect(throws: Diagnostic.self) { try BaseURL(text, setting: "FJORD_X_URL") }
    #expect(error?.code == "http.base-url")
    #expect(error?.status == .usage)
    #expect(error?.message.contains("FJORD_X_URL") == true)
    #expect(error?.text.contains("pw") == false)
  }

  @Test(arguments: [
    "http://a.example", "http://127.0.0.1.example", "http://localhost.example", "http://0.0.0.0",
    "http://10.0.0.1", "http://127.0.0", "http://1270.0.0.1",
  ])
  func `plain http to another machine is taken only for a service that has nothing else`(
    text: String
  ) throws {
    let error = #expect(throws: Diagnostic.self) { try BaseURL(text, setting: "S") }
    #expect(error?.message.contains("plain `http`") == true)
    #expect(try BaseURL(text, setting: "S", allowsPlain: true).text == text)
  }

  @Test(arguments: [
    ("https://a.example", "/x/y"), ("https://a.example/", "x/y"), ("https://a.example/", "//x/y"),
    ("https://a.example/b", "x/y"), ("https://a.example/b/", "/x/y"),
  ])
  func `joining doubles no slash`(base: String, path: String) throws {
    let joined = try BaseURL(base, setting: "S").joined(HTTPPath(path)).text
    #expect(joined.hasSuffix("/x/y"))
    #expect(!joined.dropFirst(8).contains("//"))
  }

  @Test func `a path may carry its own query`() throws {
    let base = try BaseURL("https://a.example/b", setting: "S")
    #expect(base.joined("/feed?last").text == "https://a.example/b/feed?last")
    #expect(base.joined("").text == "https://a.example/b/")
  }
}

@Suite struct HTTPPathTests {
  @Test func `interpolated values stay within their segment`() {
    let id = "../a b/?x#å%"
    let path: HTTPPath = "/entry/\(id)/\(12)"
    #expect(path.text == "/entry/..%2Fa%20b%2F%3Fx%23%C3%A5%25/12")
    let dots = ".."
    #expect(("/a/\(dots)" as HTTPPath).text == "/a/%2E%2E")
  }

  @Test func `a path in a variable is taken as it is`() {
    #expect(HTTPPath("/a/b?c=d").text == "/a/b?c=d")
  }
}

@Suite struct HTTPAddressTests {
  @Test func `query items are encoded, replaced by name, and may have no value`() throws {
    let address = try #require(HTTPAddress("https://a.example/x?pageSize=10&q=1&q=2#f"))
    let items: [(String, String?)] = [("pageSize", "500"), ("last", nil), ("å", "a b&c=+")]
    #expect(
      address.adding(items).text
        == "https://a.example/x?q=1&q=2&pageSize=500&last&%C3%A5=a%20b%26c%3D%2B")
    #expect(address.adding([]) == address)
    #expect(address.queryItems.map(\.name) == ["pageSize", "q", "q"])
    #expect(address.removing("q").removing("pageSize").text == "https://a.example/x")
  }

  @Test func `what a URL may not hold is encoded, and what is encoded stays`() {
    #expect(
      HTTPAddress("https://a.example/å/{x}[y]/%41%zz?q=\"ø\"|")?.text
        == "https://a.example/%C3%A5/%7Bx%7D%5By%5D/%41%25zz?q=%22%C3%B8%22%7C")
  }
}
