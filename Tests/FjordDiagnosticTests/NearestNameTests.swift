import Testing

@testable import FjordDiagnostic

@Suite struct NearestNameTests {
  private let columns = [
    "uuid", "status", "title", "businessName", "municipal", "sistEndret", "url",
  ]

  @Test(
    "The name that might be meant is found",
    arguments: [
      ("municipality", "municipal"), ("municpal", "municipal"), ("Municipal", "municipal"),
      ("titel", "title"), ("busines", "businessName"), ("sistendret", "sistEndret"), ("ulr", "url"),
      ("statuss", "status"),
    ])
  func found(name: String, expected: String) {
    #expect(nearestNames(to: name, among: columns).first == expected)
  }

  @Test("A name that is near nothing finds nothing", arguments: ["x", "", "wage", "abcdefghij"])
  func notFound(name: String) {
    #expect(nearestNames(to: name, among: columns).isEmpty)
  }

  @Test("The nearest come first, ties in the order of the alphabet, at most as many as asked")
  func order() {
    let names = ["where", "there", "here", "wheres", "were"]
    #expect(nearestNames(to: "wheer", among: names, limit: 2) == ["where", "wheres"])
    #expect(
      nearestNames(to: "bat", among: ["cat", "bar", "bit"], limit: 9) == ["bar", "bit", "cat"])
    #expect(nearestNames(to: "where", among: names, limit: 0).isEmpty)
    #expect(nearestNames(to: "kommuner", among: ["kommune", "kommune"]) == ["kommune"])
  }

  @Test(
    "The distance counts insertions, deletions, replacements and swaps",
    arguments: [
      ("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
      ("abc", "abcd", 1), ("abc", "bc", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
    ])
  func distances(a: String, b: String, distance: Int) {
    #expect(editDistance(Array(a), Array(b)) == distance)
    #expect(editDistance(Array(b), Array(a)) == distance)
  }

  @Test("Very long names are compared by their beginnings")
  func longNames() {
    let long = String(repeating: "a", count: 10_000)
    #expect(nearestNames(to: long, among: [long + "b"]) == [long + "b"])
  }
}
