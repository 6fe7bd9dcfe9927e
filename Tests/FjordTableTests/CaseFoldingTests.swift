import FjordTable
import FjordTestSupport
import Testing

@Suite struct CaseFoldingTests {
  private static let scalars = (0...0x1E95F).compactMap { Unicode.Scalar(UInt32($0)) }

  @Test func everyScalarIsFoundByEveryOtherThatFoldsToTheSame() {
    var families: [UInt32: [Unicode.Scalar]] = [:]
    for scalar in Self.scalars { families[CaseFolding.fold(scalar), default: []].append(scalar) }
    for (folded, family) in families where family.count > 1 {
      let texts = Column(.string, family.map { .string(">\($0)<") })
      let found = texts.searched("\(Unicode.Scalar(folded) ?? "?")", .anywhere)
      #expect(found.values.allSatisfy { $0 == .bool(true) }, "U+\(String(folded, radix: 16))")
    }
  }

  @Test func foldingTwiceIsFoldingOnce() {
    for scalar in Self.scalars {
      let once = CaseFolding.fold(scalar)
      #expect(Unicode.Scalar(once).map { CaseFolding.fold($0) } == once)
    }
  }

  @Test(arguments: [
    ("İ", "i", false), ("ı", "i", false), ("I", "i", true), ("İ", "İ", true), ("ſ", "S", true),
    ("\u{212A}", "k", true), ("\u{212B}", "å", true), ("ẞ", "ß", true), ("ß", "ss", false),
    ("ς", "Σ", true), ("µ", "Μ", true), ("Ø", "o", false), ("Å", "å", true), ("Я", "я", true),
    ("ǅ", "ǆ", true), ("Ά", "ά", true), ("ά", "α", false), ("ꭰ", "Ꭰ", true),
  ]) func lettersFoldAsUnicodeSays(text: String, needle: String, isSame: Bool) {
    let column = Column(.string, [.string("x\(text)")])
    #expect(column.searched(needle, .end).values == [.bool(isSame)])
    #expect(column.searched("X\(needle)", .start).values == [.bool(isSame)])
  }

  @Test func aNeedleIsFoundWhereverItLiesInABlockAndNeverAcrossRows() {
    var random = SeededGenerator(seed: 77)
    let letters = ["s", "S", "k", "æ", "Æ", "a", "b", "ſ", "\u{212A}", " ", "ø"]
    for _ in 0..<300 {
      let texts = (0..<20).map { _ in
        (0..<random.below(40)).map { _ in random.pick(letters) }.joined()
      }
      let needle = (0..<random.below(4)).map { _ in random.pick(letters) }.joined()
      let column = Column(.string, texts.map { .string($0) }).slice(3..<20)
      for position in [TextPosition.anywhere, .start, .end] {
        let expected = texts[3...].map { Value.bool(holds($0, needle, position)) }
        #expect(column.searched(needle, position).values == expected, "\(needle)")
      }
      let exact = texts[3...].map {
        Value.bool(needle.isEmpty || $0.unicodeScalars.contains(needle.unicodeScalars))
      }
      #expect(column.containing(Array(needle.utf8)).values == exact)
    }
  }

  private func holds(_ text: String, _ needle: String, _ position: TextPosition) -> Bool {
    let (all, wanted) = (CaseFolding.fold(text), CaseFolding.fold(needle))
    return switch position {
    case .start: all.starts(with: wanted)
    case .end: all.reversed().starts(with: wanted.reversed())
    case .anywhere: wanted.isEmpty || all.contains(wanted)
    }
  }
}
