import Foundation
import Testing

@testable import FjordHTTP

@Suite struct CurlLineTests {
  let secret = Secret("to+ken/1=", variable: "NAV_TOKEN")

  func line(
    _ url: String, _ headers: [(String, String)] = [], _ authorise: HTTPAuthorisation? = nil
  ) throws -> String {
    let ledger = SecretLedger()
    ledger.remember(secret)
    let address = try #require(HTTPAddress(url))
    let request = HTTPRequest(
      service: "test", address: address, headers: HTTPHeaderList(headers), authorisation: authorise)
    return CurlLine(request, hiding: ledger).text
  }

  /// What a shell hands to `curl` for a line: its words, read back from a function of that name.
  func words(_ line: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "curl() { for word; do printf '%s\\036' \"$word\"; done; }\n" + line,
    ]
    process.environment = ["NAV_TOKEN": secret.exposedValue, "PATH": "/bin"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(
      separator: "\u{1E}", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
  }

  @Test func `a request reads as a person would type it`() throws {
    let line = try line(
      "https://a.example/api/v1/feed?pageSize=500", [("Accept", "application/json")],
      .bearer(secret))
    #expect(
      line == "curl -sS --compressed -H 'Accept: application/json' "
        + "-H \"Authorization: Bearer $NAV_TOKEN\" 'https://a.example/api/v1/feed?pageSize=500'")
  }

  @Test func `a shell hands curl every header and the URL as they were sent`() throws {
    let headers = [
      ("X-Quote", "it's \"$HOME\" `id` \\ !! $(id) *"), ("X-Empty", ""), ("User-Agent", "fjord"),
      ("Accept-Encoding", "gzip, deflate"), ("If-None-Match", "9ed8-x"),
    ]
    let words = try words(
      line("https://a.example/it's?q=a&b=$HOME;c=(d)", headers, .header("X-Key", secret)))
    #expect(
      words == [
        "-sS", "--compressed", "-H", "X-Quote: it's \"$HOME\" `id` \\ !! $(id) *", "-H",
        "X-Empty;", "-H", "If-None-Match: 9ed8-x", "-H", "X-Key: to+ken/1=",
        "https://a.example/it's?q=a&b=$HOME;c=(d)",
      ])
  }

  @Test func `a secret beside signs that a shell reads is put in all the same`() throws {
    let text = try line("https://a.example/", [("X", "a'b$c" + secret.exposedValue + "`d`")])
    #expect(!text.contains("to+ken"))
    #expect(try words(text).contains("X: a'b$cto+ken/1=`d`"))
    let middle = try line("https://a.example/", [("X", secret.exposedValue + "tail")])
    #expect(try words(middle).contains("X: to+ken/1=tail"))
  }

  @Test func `a secret in the query is a variable that curl encodes`() throws {
    let authorised = try line("https://a.example/x?p=1", [], .query("key", secret))
    #expect(
      authorised == "curl -sS --compressed -G --data-urlencode \"key=$NAV_TOKEN\" "
        + "'https://a.example/x?p=1'")
    let written = try line("https://a.example/x?key=to%2Bken%2F1%3D&p=1")
    #expect(written == authorised)
  }

  @Test func `a secret in the path is a variable too`() throws {
    let text = try line("https://a.example/to+ken/1=/x")
    #expect(text.hasSuffix("\"https://a.example/${NAV_TOKEN}/x\""))
  }
}
