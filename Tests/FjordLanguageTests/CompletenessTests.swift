import FjordLanguage
import Testing

@Suite struct CompletenessTests {
  @Test(
    "More lines are asked for while something is open",
    arguments: [
      "nav.feed |", "nav.feed | # comment", "nav.feed | where x ==", "nav.feed | where (x",
      "let x = [1,", "let x = [1", "let x =", "select a,", "where x and", "where not", "where x in",
      "where x between 1 and", "where x starts with", "where x is",
      "where x == \"abc", "where x == 'abc", "where x == \"a ${", "where x == \"a ${name",
      "where x == \"a ${name} b", "let r = {a:", "derive x = 1 +", "|", "where f(a\n\n",
      "def f x =", "derive x = a.b * (", "derive x =",
    ])
  func open(text: String) {
    #expect(!isComplete(text))
  }

  @Test(
    "A text is complete when it ends, and when it is broken further back",
    arguments: [
      "", "  ", "# comment", "nav.feed", "nav.feed | take 5", "| take 5", "let x = [1, 2]",
      "where x y z (", "where ) (", "let x", "nav.feed\n| take 5\n", "take 5;",
      "sort a desc", "count by", "where x is null", "nav.feed --since", "where `abc",
      "where x =~ /abc",
    ])
  func closed(text: String) {
    #expect(isComplete(text))
  }
}
