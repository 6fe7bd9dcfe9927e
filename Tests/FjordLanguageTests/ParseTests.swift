import FjordLanguage
import Testing

@Suite struct ParseTests {
  @Test(
    "A pipeline is written back in canonical form",
    arguments: [
      (
        #"nav.feed|where municipal=="BERGEN"|take 50|save"#,
        #"nav.feed | where municipal == "BERGEN" | take 50 | save"#
      ),
      ("save bergen", "save bergen"),
      ("refresh bergen --every 2m", "refresh bergen --every 2m"),
      ("help nav.feed", "help nav.feed"),
      ("top 10 by n per k", "top 10 by n per k"),
      ("distinct by a,b", "distinct by a, b"),
      ("sort by a desc , b asc --locale nb", "sort by a desc, b asc --locale nb"),
      ("bin t by 1mo", "bin t by 1mo"),
      ("range 1 to 10", "range 1 to 10"),
      (
        "nav.feed | join (nav.feed --since 7d) on k, a = b --left",
        "nav.feed | join (nav.feed --since 7d) on k, a = b --left"
      ),
      (
        "union (nav.feed), ([1,2]|take 1), $x, stdin",
        "union (nav.feed), ([1, 2] | take 1), $x, stdin"
      ),
      ("unnest list as name", "unnest list as name"),
      ("summarize n = count(), avg(x) by k", "summarize n = count(), avg(x) by k"),
      ("count by municipal", "count by municipal"),
      ("pivot c with count() by k", "pivot c with count() by k"),
      ("unpivot a, b into name, value", "unpivot a, b into name, value"),
      ("show | to json", "show | to json"),
      ("store.by | values a.by.in", "store.by | values a.by.in"),
      ("$t | take 1", "$t | take 1"),
      ("[{a:1},{a:2,},]|where a>1", "[{a: 1}, {a: 2}] | where a > 1"),
      (#"save "file.csv""#, #"save "file.csv""#),
      ("take 5 % 3; skip 1;;", "take 5 % 3\nskip 1"),
      ("why 3", "why 3"),
    ])
  func stages(text: String, expected: String) throws {
    #expect(try canonical(text) == expected)
    #expect(try canonical(expected) == expected)
  }

  @Test(
    "Options stand behind items and clauses, in the order written",
    arguments: [
      ("sort --locale nb by a --x 1", "sort by a --locale nb --x 1"),
      ("f --flag a, b", "f a, b --flag"),
      ("select a --x 1, b", "select a, b --x 1"),
      ("join $t --left on k", "join $t on k --left"),
    ])
  func optionOrder(text: String, expected: String) throws {
    #expect(try canonical(text) == expected)
  }

  @Test(
    "Statements keep their parts",
    arguments: [
      ("let x=nav.feed|take 5", "let x = nav.feed | take 5"),
      (
        "def live m n=where municipal==$m|latest",
        "def live m n = where municipal == $m | latest"
      ),
      ("def all = nav.feed", "def all = nav.feed"),
      ("param since:date=2024-06-01 'first day'", #"param since: date = 2024-06-01 "first day""#),
      ("param n = -5", "param n = -5"),
      ("param municipal: string", "param municipal: string"),
      (#"param codes = [1, {a: "x"}]"#, #"param codes = [1, {a: "x"}]"#),
      ("param x \"what it is\"", "param x \"what it is\""),
    ])
  func statements(text: String, expected: String) throws {
    #expect(try canonical(text) == expected)
  }

  @Test("After let a source, a pipe and a list of records make a table, all else a value")
  func letKinds() throws {
    let tables = [
      "nav.feed", "$t | take 5", "[{a: 1}]", "[1, 2] | take 1", #"opne "a.csv""#, "n --since 7d",
      "columns | take 1", "range 1 to 10",
    ]
    for text in tables { #expect(try isTable("let x = " + text), "\(text)") }
    let values = [
      "5 + 3", "n", "$t", "[1, 2]", "[]", "[{a: 1}][0]", "[{a: 1}].a", #""nav.feed""#,
      "{a: 1}", "nav.feed2",
    ]
    for text in values { #expect(try !isTable("let x = " + text), "\(text)") }
  }

  private func isTable(_ text: String) throws -> Bool {
    let script = try parse(.init(name: "test", text: text), vocabulary: testVocabulary)
    if case .letTable = script.statements.first?.kind { return true }
    return false
  }

  @Test(
    "A line goes on behind an operator, a comma, a bracket, and before a bar",
    arguments: [
      "nav.feed |\n where x ==\n 5",
      "nav.feed\n  # why\n\n  | where x == 5",
      "nav.feed | where (\n x\n == 5\n )",
      "nav.feed # one\n | where x == 5 # two",
      "nav.feed\r\n| where x ==\r\n5\r\n",
      "\u{FEFF}nav.feed\u{A0}| where x == 5",
    ])
  func continuedLines(text: String) throws {
    #expect(try canonical(text) == "nav.feed | where x == 5")
  }

  @Test("A newline or a semicolon ends a statement")
  func statementEnds() throws {
    let text = "#!/usr/bin/env fjord\nlet a = [1,\n2] # list\n\n\ntake 1; skip 2\nshow"
    #expect(try canonical(text) == "let a = [1, 2]\ntake 1\nskip 2\nshow")
  }

  @Test("At the prompt a line that begins with a bar goes on from the last table")
  func promptContinuation() throws {
    #expect(try canonical("| take 5 | show", at: .prompt) == "$last | take 5 | show")
    #expect(try canonical("let x = 1; | take 5", at: .prompt) == "let x = 1\n$last | take 5")
  }

  @Test("A pipeline in parentheses is told from an expression")
  func parentheses() throws {
    #expect(try canonical("where (range > 5) and (a or b)") == "where range > 5 and (a or b)")
    #expect(try canonical("where ([1])[0] == 1") == "where [1][0] == 1")
    #expect(try canonical("union (nav.feed)") == "union (nav.feed)")
    #expect(try canonical("union (n)") == "union n")
    let join = "join (n --x 1 | take 2) on k"
    #expect(try canonical(join) == join)
  }
}
