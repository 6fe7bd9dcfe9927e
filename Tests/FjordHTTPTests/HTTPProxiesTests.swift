import Testing

@testable import FjordHTTP

@Suite struct HTTPProxiesTests {
  func proxy(_ environment: [String: String], _ url: String = "https://a.example") throws
    -> HTTPProxies.Proxy?
  {
    let address = try #require(HTTPAddress(url))
    return try HTTPProxies(environment: environment).proxy(for: address.origin)
  }

  @Test func `the proxy goes by the scheme, lower case first`() throws {
    let environment = [
      "https_proxy": "http://p:1", "HTTPS_PROXY": "http://q:2", "http_proxy": "r:3",
    ]
    #expect(try proxy(environment)?.host == "p")
    #expect(try proxy(["HTTPS_PROXY": "http://q:2"])?.port == 2)
    #expect(try proxy(environment, "http://a.example")?.port == 3)
    #expect(try proxy(["ALL_PROXY": "socks5://s"])?.port == 1080)
    #expect(try proxy(["ALL_PROXY": "socks5://s"])?.kind == .socks)
    #expect(try proxy(["https_proxy": "http://p/"])?.port == 80)
    #expect(try proxy(["https_proxy": ""]) == nil)
    #expect(try proxy([:]) == nil)
  }

  @Test
  func `HTTP_PROXY in capitals, which a request to a web server could set, counts for nothing`()
    throws
  {
    #expect(try proxy(["HTTP_PROXY": "http://p:1"], "http://a.example") == nil)
  }

  @Test(arguments: [
    "http://127.0.0.1:8080", "http://localhost", "https://[::1]", "https://127.9.9.9",
  ])
  func `this machine is never asked for through a proxy`(url: String) throws {
    #expect(try proxy(["https_proxy": "p:1", "http_proxy": "p:1", "all_proxy": "p:1"], url) == nil)
  }

  @Test(arguments: [
    ("*", true), ("a.example", true), ("example", true), (".example", true), ("A.Example", true),
    ("b.example, a.example", true), ("a.example:443", true), ("a.example:444", false),
    ("xa.example", false), ("ple", false), ("", false), (",", false),
  ])
  func `no_proxy names hosts with their subdomains`(list: String, isDirect: Bool) throws {
    #expect(try (proxy(["https_proxy": "p:1", "no_proxy": list]) == nil) == isDirect)
  }

  @Test func `user and password are read, and no text shows the password`() throws {
    let proxy = try #require(try proxy(["https_proxy": "http://me:p%40ss:w@p:1"]))
    #expect(proxy.user == "me")
    #expect(proxy.password?.exposedValue == "p@ss:w")
    var text = ""
    dump(proxy, to: &text)
    #expect(!text.contains("p@ss"))
  }

  @Test(arguments: ["https://p:1", "ftp://p", "http://", "http://p:x", "socks5://u:pw@p"])
  func `a proxy of another kind is a fault that names the variable alone`(value: String) {
    #expect(throws: HTTPProxies.Fault(variable: "https_proxy")) {
      try proxy(["https_proxy": value])
    }
  }
}
