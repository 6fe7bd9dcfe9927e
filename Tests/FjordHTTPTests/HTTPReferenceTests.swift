import FjordDiagnostic
import Testing

@testable import FjordHTTP

@Suite struct HTTPReferenceTests {
  /// The examples of RFC 3986 section 5.4 that speak of http, and a few more.
  @Test(arguments: [
    ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q"), ("g#s", "http://a/b/c/g"),
    (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
    ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
    ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
    ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("./../g", "http://a/b/g"),
    ("g;x=1/../y", "http://a/b/c/y"), ("https://b:443/x", "https://b/x"),
    ("HTTP://A:80/x", "http://a/x"),
  ])
  func `references are resolved as RFC 3986 says`(reference: String, expected: String) throws {
    let base = try #require(HTTPAddress("http://a/b/c/d;p?q"))
    #expect(HTTPReference.resolve(reference, against: base)?.text == expected)
  }

  @Test(arguments: [
    "javascript:alert(1)", "file:///etc/passwd", "http:g", "https://u:p@a/", "/\\evil", "\\\\evil",
    "/a b", "/a\u{9}b", "http://", "//", "http://[::1",
  ])
  func `what readers of URLs disagree about is no reference`(reference: String) throws {
    let base = try #require(HTTPAddress("http://a/b"))
    #expect(HTTPReference.resolve(reference, against: base) == nil)
  }
}

@Suite struct ResolveTests {
  func service(_ base: String) throws -> HTTPService {
    let base = try BaseURL(base, setting: "S")
    return HTTPStack().service(HTTPServiceSettings(name: "nav", base: base))
  }

  @Test(arguments: [
    ("https://a.example", "/api/v1/feed/1", "https://a.example/api/v1/feed/1"),
    ("https://a.example", "api/v1/feed/1", "https://a.example/api/v1/feed/1"),
    ("https://a.example", "https://A.example:443/x?y", "https://a.example/x?y"),
    ("https://a.example/gate", "/api/v1/feed/1", "https://a.example/gate/api/v1/feed/1"),
    ("https://a.example/af/v0", "/af/v0/x", "https://a.example/af/v0/x"),
    ("https://a.example/af/v0", "/af/v01/x", "https://a.example/af/v0/af/v01/x"),
    ("https://a.example/af/v0", "x?page=2", "https://a.example/af/v0/x?page=2"),
    ("https://a.example/af/v0", "https://a.example/other", "https://a.example/other"),
  ])
  func `an address in an answer is found within the base`(
    base: String, reference: String, expected: String
  ) throws {
    #expect(try service(base).resolve(reference).text == expected)
  }

  @Test(arguments: [
    "https://b.example/x?token=tell-nobody", "http://a.example/x?token=tell-nobody",
    "https://a.example:8443/x?token=tell-nobody", "//b.example/x?token=tell-nobody",
    "https://a.example.b.example/?token=tell-nobody",
  ])
  func `another origin is refused, both origins are named, and no query is shown`(
    reference: String
  ) throws {
    let fault = try #require(
      #expect(throws: HTTPFault.self) { try service("https://a.example").resolve(reference) })
    let text = fault.diagnostic.text
    #expect(fault.exitStatus == .source)
    #expect(fault.code == "http.other-origin")
    #expect(!fault.isTransient)
    #expect(text.contains("`https://a.example`"))
    if case .otherOrigin(let other) = fault.kind { #expect(text.contains("`\(other.text)`")) }
    #expect(!text.contains("tell-nobody"))
  }

  @Test func `an address of another origin is not asked for, and no connection is made`() async {
    let error = await #expect(throws: HTTPFault.self) {
      let address = try #require(HTTPAddress("https://b.example/x"))
      _ = try await service("https://a.example").get(address)
    }
    #expect(error?.code == "http.other-origin")
  }
}
