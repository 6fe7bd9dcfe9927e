import FjordDiagnostic
import Testing

@Suite struct SourceTextTests {
  @Test(
    "A line is found with its number and without its line end",
    arguments: [
      (0, 1, 0..<2), (2, 1, 0..<2), (3, 2, 3..<5), (5, 2, 3..<5), (6, 2, 3..<5), (7, 3, 7..<7),
      (99, 3, 7..<7), (-1, 1, 0..<2),
    ])
  func lines(offset: Int, number: Int, range: Range<Int>) {
    let found = SourceText(name: "a", text: "ab\ncd\r\n").line(containing: offset)
    #expect(found.number == number)
    #expect(found.range == range)
  }

  @Test("A range that cuts a character or leaves the text is mended")
  func ranges() {
    let source = SourceText(name: "a", text: "aåb")
    #expect(source.text(in: 0..<3) == "aå")
    #expect(source.text(in: 0..<2) == "a\u{FFFD}")
    #expect(source.text(in: 2..<99) == "\u{FFFD}b")
    #expect(source.text(in: -4..<1) == "a")
    #expect(source.text(in: 50..<60) == "")
  }

  @Test("Spans join, and never end before they begin")
  func spans() {
    #expect(Span(2, 4).joined(Span(7, 9)) == Span(2, 9))
    #expect(Span(5, 1) == Span(5, 5))
    #expect(Span(3, 5).range == 3..<5)
  }
}
