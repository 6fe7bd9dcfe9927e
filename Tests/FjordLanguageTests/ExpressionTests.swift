import FjordLanguage
import Testing

@Suite struct ExpressionTests {
  @Test(
    "Parentheses stand only where they change the meaning",
    arguments: [
      ("(a and b) or c", "a and b or c"),
      ("a and (b or c)", "a and (b or c)"),
      ("a or (b or c)", "a or b or c"),
      ("not (a == b)", "not a == b"),
      ("(not a) == b", "(not a) == b"),
      ("not not a", "not not a"),
      ("(a + b) + c", "a + b + c"),
      ("a + (b + c)", "a + (b + c)"),
      ("a - (b - c)", "a - (b - c)"),
      ("(a * b) + c / d % e", "a * b + c / d % e"),
      ("-(a + b) * c", "-(a + b) * c"),
      ("-(-a)", "-(-a)"),
      ("a - -b", "a - -b"),
      ("(-a).b", "(-a).b"),
      ("a ?? (b ?? c)", "a ?? (b ?? c)"),
      ("(a ?? b) == c + 1", "a ?? b == c + 1"),
      ("((a))[(0)].b", "a[0].b"),
      ("(a == b) == c", "(a == b) == c"),
      ("a is null or (b) is not null", "a is null or b is not null"),
      ("a between (1 + 2) and (3) and b", "a between 1 + 2 and 3 and b"),
    ])
  func minimalParentheses(text: String, expected: String) throws {
    #expect(try canonical("where " + text) == "where " + expected)
    #expect(try canonical("where " + expected) == "where " + expected)
  }

  @Test(
    "Every form of expression is read",
    arguments: [
      "title contains \"x\" and title not contains \"y\"",
      "title starts with \"x\" and title not starts with \"y\"",
      "title ends with \"x\" and title not ends with \"y\"",
      "title =~ /a\\/b/im and title !~ /^\\d+$/",
      "x in [1, 2] and y not in $t",
      "x between 1 and 2 and y not between a and b",
      "map(list, x => x.city + \"a\")",
      "if(x > 1, null, true)",
      "workLocations[0].city == employer.name and a.by.in.null",
      "`Antal personer` > 1 and `by` == 2 and `a``b` == 3",
      "år == 1 and antalPlatser_2 == 2",
      "$municipal == \"X\"",
      "{name: \"Oslo\", \"a key\": 717710, by: 1}.name == \"Oslo\"",
      "f() + f([], {})",
    ])
  func forms(text: String) throws {
    #expect(try canonical("where " + text) == "where " + text)
  }

  @Test(
    "Literals are written in one form",
    arguments: [
      ("1_000 + 2.50 + 1e6 + 1e-7", "1000 + 2.5 + 1000000.0 + 1e-07"),
      ("9223372036854775807 + -9223372036854775808", "9223372036854775807 + -9223372036854775808"),
      ("90s + 15m + 2h + 7d + 3w + 6mo + 1y + 24h", "90s + 15m + 2h + 7d + 21d + 6mo + 1y + 1d"),
      ("1.5h + 0.25s + 18mo + 24mo", "90m + 0.25s + 18mo + 2y"),
      ("2024-02-29 + 0001-01-01 + 9999-12-31", "2024-02-29 + 0001-01-01 + 9999-12-31"),
      ("2024-06-01T10:30:00+02:00", "2024-06-01T08:30:00Z"),
      ("2024-06-01T00:30:00.250Z", "2024-06-01T00:30:00.25Z"),
      ("2024-06-01T10:30", "2024-06-01T10:30:00"),
      ("'C:\\new'", #""C:\\new""#),
      (#""a\n\t\"\\\u{1F600}\${x}\$""#, #""a\n\t\"\\😀\${x}$""#),
      (#""\u{1b}[1m\u{202e}""#, #""\u{1b}[1m\u{202e}""#),
      (#""Hei ${name + "x ${1}"}!${a}${b}""#, #""Hei ${name + "x ${1}"}!${a}${b}""#),
      ("\"two\nlines\"", #""two\nlines""#),
    ])
  func literals(text: String, expected: String) throws {
    #expect(try canonical("where " + text) == "where " + expected)
    #expect(try canonical("where " + expected) == "where " + expected)
  }

  @Test("A slash begins a regex where an operand may begin, and divides elsewhere")
  func slashes() throws {
    #expect(
      try canonical("where a/b/c =~ /x y/ and f(/z/) == a / b")
        == "where a / b / c =~ /x y/ and f(/z/) == a / b")
  }

  @Test("A long row of conditions is read without running deep")
  func longRows() throws {
    let text = "where " + (1...5_000).map { "x == \($0)" }.joined(separator: " or ")
    #expect(try canonical(text) == text)
  }
}
