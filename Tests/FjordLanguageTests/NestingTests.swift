import FjordDiagnostic
import FjordLanguage
import Testing

@Suite struct NestingTests {
  private func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test(
    "Deep nesting of any kind is a fault and no crash",
    arguments: [
      "(", "[", "{a: ", "-", "not ", "f(", "!", "\"${", "x.y[", "(1 + ", "union (nav.feed | union ",
      "f(x => ", "a ?? (", "if(a, (", "x between (", "x in [", "(- ", "x in (",
    ])
  func deepNesting(opening: String) {
    let text = "where " + repeated(opening, 2_000)
    let found = faults(text)
    #expect(!found.isEmpty)
    let context = completionContext(for: text, cursor: text.utf8.count)
    #expect(context.span.end <= text.utf8.count)
    _ = isComplete(text)
  }

  @Test(
    "Deep nesting that is closed is refused for its depth",
    arguments: [
      ("(", "x", ")"), ("[", "x", "]"), ("{a: ", "x", "}"), ("f(", "x", ")"), ("- ", "x", ""),
      ("not ", "x", ""), ("", "x", ".y"), ("", "x", "[0]"), ("", "x", " + 1"), ("", "x", " ?? 1"),
      ("", "x", " * 1"), ("\"${", "x", "}\""),
    ])
  func closedNesting(before: String, middle: String, after: String) {
    let shallow = "where " + repeated(before, 100) + middle + repeated(after, 100)
    #expect(faults(shallow).isEmpty)
    let deep = "where " + repeated(before, 1_000) + middle + repeated(after, 1_000)
    #expect(faults(deep).map(\.code) == ["parse.too-deep"])
  }

  @Test(
    "What is long without being deep is read",
    arguments: [
      ("where x", " and x"), ("where x", " or x == 1"), ("select a", ", a"),
      ("take 1", " | take 1"),
      ("take 1", "\ntake 1"), ("where x in [1", ", 1"), ("f a", " --x 1"),
    ])
  func longText(first: String, rest: String) {
    let closing = first.contains("[") ? "]" : ""
    #expect(faults(first + repeated(rest, 3_000) + closing).isEmpty)
  }
}
