import Testing

@testable import FjordShell

/// What the line reader hands to the editor; typing at a prompt is tested through the program.
@Suite struct LineReaderTests {
  @Test(
    "a prompt's colours stand between marks, each before a visible character",
    arguments: [
      ("fjord> ", "fjord> "),
      ("\u{1B}[1mfjord\u{1B}[0m> ", "\u{1}\u{1B}[1m\u{1}fjord\u{1}\u{1B}[0m\u{1}> "),
      ("\u{1B}[1m\u{1B}[34må> ", "\u{1}\u{1B}[1m\u{1B}[34m\u{1}å> "),
      ("\u{1B}[2mright\u{1B}[0m", "\u{1}\u{1B}[2m\u{1}right\u{1}\u{1B}[0m\u{1} "),
      ("", ""),
    ])
  func marksColours(prompt: String, marked: String) {
    #expect(PromptText(prompt).marked == marked)
    #expect(!PromptText(prompt).plain.contains { $0 == "\u{1B}" || $0 == "\u{1}" })
  }

  @Test(
    "a prompt holds no other control characters",
    arguments: ["a\u{1}b", "a\nb", "a\u{9B}b", "a\u{7F}b", "a\u{1B}b"])
  func dropsControls(prompt: String) {
    #expect(PromptText(prompt).marked == "ab")
  }

  @Test("an unfinished colour loses its escape only")
  func keepsTextOfUnfinishedSequence() {
    #expect(PromptText("a\u{1B}[12").marked == "a[12")
    #expect(PromptText("\u{1B}[2må\u{1B}[0m").plain == "å")
    #expect(PromptText("a\u{1B}[2Jb").marked == "a[2Jb")
  }

  @Test("pasted letters with combining marks become single letters")
  func composesAccents() {
    let composed = "bla\u{30A}ba\u{308}r o\u{302}".composingAccents()
    #expect(Array(composed.unicodeScalars) == Array("blåbär ô".unicodeScalars))
  }

  @Test("text without combining marks is left as it is, and so are marks with no composed form")
  func leavesOtherText() {
    for text in ["æøå 日本 😀", "x\u{30A}", ""] {
      #expect(Array(text.composingAccents().unicodeScalars) == Array(text.unicodeScalars))
    }
  }
}
