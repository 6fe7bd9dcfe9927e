import FjordDiagnostic
import Testing

@testable import FjordShell

@Suite struct CompletionTests {
  private func step(
    _ text: String, cursor: Int? = nil, from start: Int, _ candidates: [Completion.Candidate]
  ) -> Completion.Step {
    Completion(start: start, candidates: candidates).step(
      in: text, cursor: cursor ?? text.utf8.count)
  }

  @Test("the only candidate is put in, with a space where it ends a word")
  func putsInTheOnlyOne() {
    #expect(step("nav.f", from: 0, [.init("nav.feed")]) == .replace(scalars: 5, with: "nav.feed "))
    #expect(
      step("open \"da", from: 5, [.init("\"data/", endsWord: false)])
        == .replace(scalars: 3, with: "\"data/"))
  }

  @Test("no second space is put before one that is there")
  func mindsSpace() {
    #expect(
      step("whe title", cursor: 3, from: 0, [.init("where")])
        == .replace(scalars: 3, with: "where"))
    #expect(step("where title", cursor: 5, from: 0, [.init("where")]) == .nothing)
  }

  @Test("equal candidates count as one")
  func countsEqualOnesOnce() {
    #expect(step("a", from: 0, [.init("ab"), .init("ab")]) == .replace(scalars: 1, with: "ab "))
  }

  @Test("what all candidates begin with is put in")
  func putsInCommonPart() {
    let candidates: [Completion.Candidate] = [.init("nav.feed"), .init("nav.entry")]
    #expect(step("x | n", from: 4, candidates) == .replace(scalars: 1, with: "nav."))
    #expect(step("x | NA", from: 4, candidates) == .replace(scalars: 2, with: "nav."))
  }

  @Test("candidates that have no more in common are listed")
  func lists() {
    let candidates: [Completion.Candidate] = [.init("ærlig"), .init("ære")]
    #expect(step("ær", from: 0, candidates) == .list(candidates))
    let quoted: [Completion.Candidate] = [.init("`Antal personer`"), .init("Antal")]
    #expect(step("An", from: 0, quoted) == .list(quoted))
  }

  @Test("a span is counted in scalars, also beyond ASCII")
  func countsScalars() {
    #expect(step("日本 æø", from: 7, [.init("æøå")]) == .replace(scalars: 2, with: "æøå "))
  }

  @Test(
    "offsets outside of the text or inside of a character do no harm",
    arguments: [(-3, 2), (5, 2), (0, 99), (1, 2), (0, 1), (0, -1)])
  func toleratesOffsets(start: Int, cursor: Int) {
    _ = step("ø", cursor: cursor, from: start, [.init("øl"), .init("øre")])
    #expect(step("ø", cursor: 1, from: 0, [.init("øl")]) == .nothing)
  }

  @Test("control characters of candidates are escaped")
  func escapesControls() {
    #expect(
      step("e", from: 0, [.init("evil\u{1B}[2J")])
        == .replace(scalars: 1, with: "evil\\u{1b}[2J "))
    let listed = step("", from: 0, [.init("a", meaning: "x\u{7}"), .init("b")])
    #expect(listed == .list([.init("a", meaning: "x\\u{7}"), .init("b")]))
  }

  @Test("without candidates nothing happens")
  func doesNothing() {
    #expect(step("x", from: 0, []) == .nothing)
    #expect(Completion.none.step(in: "", cursor: 0) == .nothing)
  }
}

@Suite struct CompletionListingTests {
  @Test("a few candidates stand one to a line with their meanings")
  func explains() {
    let text = CompletionListing(columns: 40, rows: 24).text(for: [
      .init("år", meaning: "calendar year"), .init("日本", meaning: "a country"), .init("plain"),
    ])
    #expect(
      text == """
        år     calendar year
        日本   a country
        plain
        """)
  }

  @Test("a meaning is cut at the edge of the terminal")
  func cutsMeanings() {
    let text = CompletionListing(columns: 16, rows: 24).text(for: [
      .init("name", meaning: "a long explanation"), .init("n"),
    ])
    #expect(text == "name  a long e…\nn")
  }

  @Test("candidates without meanings stand in columns read downwards")
  func standsInColumns() {
    let names = (1...7).map { Completion.Candidate("name\($0)") }
    #expect(
      CompletionListing(columns: 24, rows: 24).text(for: names) == """
        name1  name4  name7
        name2  name5
        name3  name6
        """)
  }

  @Test("no line is as wide as the terminal", arguments: [1, 2, 5, 20, 21, 22, 80])
  func fitsWidth(columns: Int) {
    let names = (1...50).map { Completion.Candidate("日本_\($0)", meaning: "number \($0)") }
    for count in [1, 3, 12, 13, 50] {
      let text = CompletionListing(columns: columns, rows: 10).text(for: Array(names.prefix(count)))
      let lines = text.split(separator: "\n")
      #expect(lines.count <= 10)
      for line in lines where !line.hasPrefix("and ") {
        #expect(String(line).terminalWidth <= max(columns - 1, 1))
      }
    }
  }

  @Test("a listing that is too long says how many it leaves out")
  func saysWhatIsLeftOut() {
    let names = (10...99).map { Completion.Candidate("n\($0)") }
    let lines = CompletionListing(columns: 25, rows: 8).text(for: names).split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines.first == "n10  n11  n12  n13  n14")
    #expect(lines.last == "and 70 more")
  }
}
