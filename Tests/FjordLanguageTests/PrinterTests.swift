import FjordDiagnostic
import FjordLanguage
import Testing

@Suite struct PrinterTests {
  private func text(_ literal: Literal) -> String {
    Expression(.literal(literal), at: Span(0, 0)).canonicalText
  }

  @Test(
    "Literals that no text gives are written so that they read back",
    arguments: [
      (.int(.min), "-9223372036854775808"), (.float(-0.5), "-0.5"), (.float(1e300), "1e+300"),
      (.float(.leastNonzeroMagnitude), "5e-324"), (.date(-1), "1969-12-31"),
      (.date(-719_162), "0001-01-01"),
      (.date(2_932_896), "9999-12-31"), (.timestamp(-1), "1969-12-31T23:59:59.999999Z"),
      (.localTimestamp(0), "1970-01-01T00:00:00"),
      (.duration(months: 0, microseconds: 0), "0s"),
      (.duration(months: 25, microseconds: 0), "25mo"),
      (.duration(months: 0, microseconds: -1_500_000), "-1.5s"),
      (.regex("a/b\\/c", flags: "i"), "/a\\/b\\/c/i"), (.regex("", flags: ""), "/(?:)/"),
      (.string("$ { ${ $${"), #""$ { \${ $\${""#),
      (.string("\u{7}\u{2028}"), #""\u{7}\u{2028}""#),
    ] as [(Literal, String)])
  func literals(literal: Literal, expected: String) throws {
    #expect(text(literal) == expected)
    #expect(try canonical("where " + expected) == "where " + expected)
  }

  @Test("A duration of months and days is a sum")
  func mixedDuration() {
    #expect(text(.duration(months: 1, microseconds: 86_400_000_000)) == "(1mo + 1d)")
  }

  @Test(
    "Values at the ends of their types are written without a trap",
    arguments: [
      .date(.max), .date(.min), .timestamp(.max), .timestamp(.min), .localTimestamp(.min),
      .duration(months: .min, microseconds: .min), .duration(months: 0, microseconds: .min),
      .float(.infinity), .float(.nan),
    ] as [Literal])
  func extremes(literal: Literal) {
    #expect(!text(literal).isEmpty)
  }

  @Test(
    "An unnamed expression is named after its text",
    arguments: [
      ("avg(x)", "avg_x"), ("count()", "count"), ("employer.name", "employer_name"),
      ("salary / 12", "salary_12"), ("`Antal personer`", "Antal personer"), ("-x", "x"),
      ("\"?!\"", "value"), ("år + 1", "år_1"), ("lower(title) + \"a b\"", "lower_title_a_b"),
      ("a.`b c`[0]", "a_b_c_0"), ("f(_x)", "f__x"),
    ])
  func derivedNames(text: String, name: String) throws {
    let script = try parse(SourceText(name: "test", text: "let v = " + text))
    guard case .letValue(_, let value) = script.statements.first?.kind else {
      Issue.record("expected a value")
      return
    }
    #expect(value.derivedName == name)
  }

  @Test("A column's name stands in backticks where it has to")
  func columns() {
    #expect(columnText("title") == "title")
    #expect(columnText("år") == "år")
    #expect(columnText("by") == "`by`")
    #expect(columnText("a`b c") == "`a``b c`")
    #expect(columnText("1a") == "`1a`")
    #expect(stringLiteral("a\"b") == #""a\"b""#)
  }

  @Test("The fault of a name where a condition stands is made from the item")
  func comparisonFault() throws {
    let source = SourceText(name: "test", text: "where municipal = \"BERGEN\" and x == 1, y = null")
    let script = try parse(source)
    guard case .pipeline(let pipeline) = script.statements.first?.kind,
      case .call(let call) = pipeline.stages.first?.kind
    else {
      Issue.record("expected a call")
      return
    }
    let faults = call.items.compactMap { $0.comparisonFault(in: source) }
    #expect(
      faults.map(\.text) == [
        #"""
        error[parse.equals]: `=` names a column; `==` compares
          where municipal = "BERGEN" and x == 1, y = null
                ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
          fix: `municipal == "BERGEN" and x == 1`
        """#,
        #"""
        error[parse.equals]: `=` names a column; `==` compares
          where municipal = "BERGEN" and x == 1, y = null
                                                 ~~~~~~~~
          fix: `y is null`
        """#,
      ])
  }
}
