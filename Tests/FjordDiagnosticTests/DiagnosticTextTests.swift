import FjordDiagnostic
import Testing

@Suite struct DiagnosticTextTests {
  private let line = SourceText(
    name: "ads.fjord", text: "nav.feed | where municipality == \"BERGEN\"")

  @Test("All parts are shown, in their order")
  func allParts() {
    let diagnostic = Diagnostic(
      code: "bind.unknown-column", "unknown column `municipality`", at: Span(17, 29), in: line,
      note: Diagnostic.Note("the columns come from here", at: Span(0, 8)),
      reason: "the columns here are uuid, status, title", fix: "`municipal` might be meant",
      status: .check)
    #expect(
      diagnostic.text == """
        error[bind.unknown-column]: unknown column `municipality`
          nav.feed | where municipality == "BERGEN"
                           ~~~~~~~~~~~~
          nav.feed | where municipality == "BERGEN"
          --------
          note: the columns come from here
          why: the columns here are uuid, status, title
          fix: `municipal` might be meant
        """)
  }

  @Test("Without a place only the words are shown")
  func withoutPlace() {
    let diagnostic = Diagnostic(.warning, code: "run.overflow", "3 values became null")
    #expect(diagnostic.text == "warning[run.overflow]: 3 values became null")
    #expect(
      Diagnostic(code: "a.b", "c", at: Span(1, 2), reason: "d").text
        == "error[a.b]: c\n  why: d")
  }

  @Test("In a text of several lines the place is named by line and column")
  func severalLines() {
    let source = SourceText(name: "a.fjord", text: "let å = 1\r\nlet ø = æ\n")
    let diagnostic = Diagnostic(code: "a.b", "c", at: Span(21, 23), in: source)
    #expect(
      diagnostic.text == """
        error[a.b]: c (a.fjord:2:9)
          let ø = æ
                  ~
        """)
  }

  @Test("The underline fits wide characters, and is one cell where the span is empty")
  func underline() {
    let source = SourceText(name: "-c", text: "日本 | where 😀 == é")
    let text = source.text
    let start = text.utf8.count - "😀 == é".utf8.count
    #expect(
      Diagnostic(code: "a.b", "c", at: Span(start, start + 4), in: source).text == """
        error[a.b]: c
          日本 | where 😀 == é
                       ~~
        """)
    #expect(
      Diagnostic(code: "a.b", "c", at: Span(text.utf8.count, text.utf8.count), in: source).text
        .hasSuffix("\n" + String(repeating: " ", count: 22) + "~"))
  }

  @Test("A span over several lines is underlined on its first")
  func longSpan() {
    let source = SourceText(name: "a", text: "ab\ncd")
    #expect(
      Diagnostic(code: "a.b", "c", at: Span(1, 5), in: source).text == """
        error[a.b]: c (a:1:2)
          ab
           ~
        """)
  }

  @Test("A long line is cut to a window around the span")
  func longLine() {
    let filler = String(repeating: "x", count: 300)
    let source = SourceText(name: "a", text: filler + " bad " + filler)
    let lines = Diagnostic(code: "a.b", "c", at: Span(301, 304), in: source).text.split(
      separator: "\n")
    #expect(lines[1].count < 140)
    #expect(lines[1].contains("…") && lines[1].contains(" bad "))
    #expect(lines[2].count == lines[1].prefix { $0 != "b" }.count + 3)
  }

  @Test("Control characters in any part are shown as escapes")
  func controls() {
    let source = SourceText(name: "a", text: "where \u{1b}[31m\u{202e} == 1")
    let diagnostic = Diagnostic(
      code: "a.b", "bad \u{1b}]0;x\u{7}", at: Span(6, 11), in: source, reason: "r\u{9b}",
      fix: "f\nx")
    #expect(
      diagnostic.text == #"""
        error[a.b]: bad \u{1b}]0;x\u{7}
          where \u{1b}[31m\u{202e} == 1
                ~~~~~~~~~~
          why: r\u{9b}
          fix: f\nx
        """#)
  }

  @Test(
    "A span outside the text is taken to its end",
    arguments: [
      Span(99, 200), Span(2, 99), Span(6, 6), Span(7, 7),
    ])
  func strangeSpans(span: Span) {
    let source = SourceText(name: "a", text: "take 5")
    #expect(Diagnostic(code: "a.b", "c", at: span, in: source).text.contains("take 5"))
  }

  @Test("Of many faults five are shown")
  func manyFaults() {
    let faults = (1...7).map { Diagnostic(code: "a.b", "fault \($0)", status: .check) }
    let text = Diagnostics(faults).text
    #expect(text.contains("fault 5") && !text.contains("fault 6"))
    #expect(text.hasSuffix("\n\nand 2 more"))
    #expect(Diagnostics(faults).status == .check)
    #expect(!Diagnostics(Array(faults.prefix(5))).text.contains("more"))
  }

  @Test("A place that is known is kept, and one that is not is filled in")
  func places() {
    let other = SourceText(name: "b", text: "show")
    let placed = Diagnostic(code: "a.b", "c", at: Span(0, 1), in: line)
    #expect(placed.located(at: Span(2, 3), in: other) == placed)
    let free = Diagnostic(code: "a.b", "c").located(at: Span(2, 3), in: other)
    #expect(free.span == Span(2, 3) && free.source == other)
    let spanned = Diagnostic(code: "a.b", "c", at: Span(0, 1)).located(at: Span(2, 3), in: other)
    #expect(spanned.span == Span(0, 1) && spanned.source == other)
  }
}
