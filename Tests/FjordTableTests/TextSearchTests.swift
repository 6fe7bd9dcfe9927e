import FjordTable
import FjordTestSupport
import Testing

@Suite struct TextSearchTests {
  @Test func searchingEqualsAPlainSearchOfFoldedText() {
    var random = SeededGenerator(seed: 500)
    for _ in 0..<200 {
      let column = random.column(.string, count: 60)
      let needle = String(random.text().unicodeScalars.prefix(random.below(3)))
      for position in [TextPosition.anywhere, .start, .end] {
        let expected = column.values.map { oracle($0, needle, position) }
        #expect(column.searched(needle, position).values == expected)
      }
    }
  }

  @Test func searchingForAColumnEqualsSearchingRowByRow() {
    var random = SeededGenerator(seed: 501)
    let (texts, needles) = (random.column(.string, count: 300), random.column(.string, count: 300))
    let expected = zip(texts.values, needles.values).map { text, needle -> Value in
      guard case .string(let needle) = needle else { return .null }
      return oracle(text, needle, .anywhere)
    }
    #expect(texts.searched(needles, .anywhere).values == expected)
  }

  @Test(arguments: [
    ("Ærlig", "æRLIG", true), ("ø", "o", false), ("straße", "STRASSE", false), ("ΣΑΣ", "σας", true),
    ("BERGEN", "berg", true), ("K", "k", true), ("", "", true), ("a", "", true), ("", "a", false),
  ]) func letterCaseIsIgnoredAndLettersAreNot(text: String, needle: String, isFound: Bool) {
    let column = Column(.string, [.string(text)])
    #expect(column.searched(needle, .anywhere).values == [.bool(isFound)])
  }

  private func oracle(_ text: Value, _ needle: String, _ position: TextPosition) -> Value {
    guard case .string(let text) = text else { return .null }
    let (folded, wanted) = (CaseFolding.fold(text), CaseFolding.fold(needle))
    switch position {
    case .start: return .bool(folded.starts(with: wanted))
    case .end: return .bool(folded.reversed().starts(with: wanted.reversed()))
    case .anywhere:
      let isFound = (0...folded.count).contains { folded.dropFirst($0).starts(with: wanted) }
      return .bool(isFound)
    }
  }
}
