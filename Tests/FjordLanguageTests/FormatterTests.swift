import FjordDiagnostic
import FjordLanguage
import Testing

@Suite struct FormatterTests {
  private func format(_ text: String) throws -> String {
    try formatted(SourceText(name: "test.fjord", text: text), vocabulary: testVocabulary)
  }

  private func expectFormat(_ text: String, _ expected: String) throws {
    #expect(try format(text) == expected)
    #expect(try format(expected) == expected)
  }

  @Test("Comments and groups are kept, and the rest is in canonical form")
  func comments() throws {
    try expectFormat(
      """
      #!/usr/bin/env -S fjord run
      # top



      param  x:string='a'   # why
      nav.feed|where x==5;take 5  # trailing

      # before
      nav.feed # one
         # two
       | take 5 # three
      # four
       | save x # five
      # last
      """,
      """
      #!/usr/bin/env -S fjord run
      # top

      param x: string = 'a' # why
      nav.feed | where x == 5
      take 5 # trailing

      # before
      nav.feed # one
        # two
        | take 5 # three
        # four
        | save x # five
      # last

      """)
  }

  @Test("A comment inside brackets goes before its statement or stage")
  func innerComments() throws {
    try expectFormat(
      "where x in [1, # one\n 2] # two", "# one\nwhere x in [1, 2] # two\n")
    try expectFormat(
      "nav.feed | where x in [1, # one\n 2]", "nav.feed\n  # one\n  | where x in [1, 2]\n")
    try expectFormat("where \"a ${ x # hm\n }#\"", "# hm\nwhere \"a ${x}#\"\n")
  }

  @Test("A pipeline of more than 100 columns stands one stage a line")
  func longPipelines() throws {
    let condition =
      "where aaaaaaaaaaaaaaaaaaaaaaaaaaaaa == \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\""
    try expectFormat(
      "let q = nav.feed --since 7d | \(condition) | take 3",
      "let q = nav.feed --since 7d\n  | \(condition)\n  | take 3\n")
    try expectFormat("nav.feed | \(condition)", "nav.feed | \(condition)\n")
  }

  @Test(
    "Literals stay as they were written",
    arguments: [
      "where x == 1_000 and y == 3w and z == 'C:\\x' and w == \"\\u{41}\"",
      "nav.feed --since 6mo --every 90s --from 2024-06-01T10:30:00+02:00",
      "derive a = 1e6 + 0.50",
    ])
  func writtenLiterals(text: String) throws {
    try expectFormat(text, text + "\n")
  }

  @Test("A text with faults is not formatted, and nothing gives nothing")
  func edges() throws {
    #expect(throws: Diagnostics.self) { try format("where = 5") }
    #expect(try format("") == "")
    #expect(try format("\n\n  # a \n\n") == "# a\n")
  }
}
