import Foundation
import Testing

@testable import FjordHTTP

@Suite struct EmailAddressesTests {
  @Test(
    "an address is found however its sign is written",
    arguments: [
      ("mail kari.nordmann@example.com.", "mail <>."),
      ("a=kari%40example.com&b=1", "a=<>&b=1"),
      (#"{"e":"kari\u0040example.co.uk"}"#, #"{"e":"<>"}"#),
      ("&lt;kari&#64;example.com&gt;", "&lt;<>&gt;"),
      ("kåre+jobb@bedrift.no, b@c.no", "<>, <>"),
    ])
  func found(_ text: String, _ wanted: String) {
    #expect(EmailAddresses.replaced(in: text) { _ in "<>" } == wanted)
  }

  @Test(
    "what is no address stays",
    arguments: ["@home", "a@b", "map/@59.91,10.75", "x@1.22", "me@", "tom@example.", "", "@@"])
  func kept(_ text: String) {
    #expect(EmailAddresses.replaced(in: text) { _ in "<>" } == text)
  }

  @Test(
    "JSON stays JSON",
    arguments: [#""\nkari@example.com""#, #""\u00e6kari@example.com\n""#, #""\\kari@example.com""#])
  func escapes(_ json: String) throws {
    let text = EmailAddresses.replaced(in: json) { _ in "p@example.invalid" }
    let value = try JSONDecoder().decode(String.self, from: Data(text.utf8))
    #expect(value.contains("p@example.invalid") && !value.contains("kari"))
  }
}
