import FjordTable
import FjordTestSupport
import Testing

/// Kernels of text against plain loops over Swift's strings.
@Suite struct TextKernelTests {
  @Test func lettersChangeCaseAsTheStandardLibraryChangesThem() {
    var random = SeededGenerator(seed: 610)
    let odd = [
      "ß", "ŉ", "ﬁ", "İ", "ı", "Σ", "ς", "ÿ", "ǆ", "K", "я", "Я", "ΐ", "𐐀", "Ⱥ", "ɐ", "é", "Ø",
    ]
    for _ in 0..<200 {
      let column =
        random.oneIn(2)
        ? random.column(.string, count: 40)
        : Column(
          .string,
          (0..<40).map { _ in .string((0..<random.below(6)).map { _ in random.pick(odd) }.joined())
          })
      #expect(column.inCase(.lower).values == column.values.map { map($0) { $0.lowercased() } })
      #expect(column.inCase(.upper).values == column.values.map { map($0) { $0.uppercased() } })
    }
  }

  @Test func lengthsCountScalars() {
    var random = SeededGenerator(seed: 611)
    for _ in 0..<100 {
      let column = random.column(.string, count: 40)
      let expected = column.values.map { value -> Value in
        guard case .string(let text) = value else { return .null }
        return .int(Int64(text.unicodeScalars.count))
      }
      #expect(column.lengths().values == expected)
    }
  }

  @Test func partsAreThoseOfAPlainLoop() {
    var random = SeededGenerator(seed: 612)
    for _ in 0..<100 {
      let texts = random.column(.string, count: 40)
      let (starts, lengths) = (random.column(.int, count: 40), random.column(.int, count: 40))
      let expected = (0..<40).map { row -> Value in
        guard case .string(let text) = texts.value(at: row),
          case .int(let start) = starts.value(at: row),
          case .int(let length) = lengths.value(at: row)
        else { return .null }
        let all = Array(text.unicodeScalars)
        let wanted = Int128(start) + (start < 0 ? Int128(all.count) : 0)
        let kept = all.indices.filter {
          Int128($0) >= wanted && Int128($0) < wanted + Int128(max(length, 0))
        }
        return .string(String(String.UnicodeScalarView(kept.map { all[$0] })))
      }
      #expect(texts.substrings(from: starts, lengths: lengths).values == expected)
    }
  }

  @Test func replacingSplittingAndJoiningAreThoseOfPlainLoops() {
    var random = SeededGenerator(seed: 613)
    for _ in 0..<100 {
      let texts = random.column(.string, count: 40)
      let marks = Column(
        .string,
        (0..<40).map { _ in
          random.oneIn(6)
            ? .null : .string(String(random.text().unicodeScalars.prefix(random.below(3))))
        })
      let split = texts.split(at: marks)
      for row in 0..<40 {
        guard case .string(let text) = texts.value(at: row),
          case .string(let mark) = marks.value(at: row)
        else {
          #expect(split.isNull(row))
          continue
        }
        let parts =
          mark.isEmpty
          ? (text.isEmpty ? [""] : text.unicodeScalars.map { String($0) })
          : text.unicodeScalars.split(
            separator: Array(mark.unicodeScalars), omittingEmptySubsequences: false
          )
          .map { String($0) }
        #expect(split.value(at: row) == .list(parts.map { .string($0) }))
      }
      let kept = marks.values.map { $0 == .string("") }
      let back = split.joined(by: marks)
      for row in 0..<40 where !kept[row] && !marks.isNull(row) {
        #expect(back.value(at: row) == texts.value(at: row))
      }
      let removed = texts.replaced(marks, with: .repeating(.string("<>"), type: .string, count: 40))
      let joined = split.joined(by: .repeating(.string("<>"), type: .string, count: 40))
      for row in 0..<40 {
        let expected = kept[row] ? texts.value(at: row) : joined.value(at: row)
        #expect(removed.value(at: row) == expected)
      }
    }
  }

  @Test(arguments: [
    ("7", 3, "0", "007"), ("7", -3, "0", "700"), ("blå", 5, "æø", "æøblå"),
    ("blå", 6, "æø", "æøæblå"),
    ("long", 2, "x", "long"), ("", 0, "", ""), ("ab", 2, "", "ab"),
  ]) func textIsFilledUp(text: String, width: Int64, filling: String, gives: String) {
    let (column, faults) = Column(.string, [.string(text), .null]).padded(
      to: Column(.int, [.int(width), .int(width)]),
      with: Column(.string, [.string(filling), .string(filling)]))
    #expect(column.values == [.string(gives), .null])
    #expect(faults == 0)
  }

  @Test(arguments: [(Int64.max, "x"), (.min, "x"), (5, "")])
  func whatCannotBeFilledUpIsACountedNull(width: Int64, filling: String) {
    let (column, faults) = Column(.string, [.string("a")]).padded(
      to: Column(.int, [.int(width)]), with: Column(.string, [.string(filling)]))
    #expect(column.values == [.null])
    #expect(faults == 1)
  }

  @Test(arguments: [
    ("  a b\t\n", "a b"), ("\u{A0}\u{3000}ø\u{2028}", "ø"), ("", ""), (" \u{85} ", ""), ("æ", "æ"),
  ]) func whiteSpaceOfAllScriptsIsTrimmed(text: String, gives: String) {
    #expect(Column(.string, [.string(text), .null]).trimmed().values == [.string(gives), .null])
  }

  @Test func hashesAreTheSameForEverAndForEqualRows() {
    let column = Column(.string, [.string("Oslo"), .string("Oslo"), .null, .string("")])
    let hashes = RowHash.hashes(
      [column, Column(.int, [.int(1), .int(1), .int(1), .int(1)])], count: 4)
    #expect(hashes.value(at: 0) == hashes.value(at: 1))
    #expect(Set(hashes.values).count == 3)
    #expect(
      hashes.values.allSatisfy { if case .int(let number) = $0 { number >= 0 } else { false } })
    #expect(hashes.value(at: 0) == .int(2_193_853_276_818_090_681))
  }

  private func map(_ value: Value, _ work: (String) -> String) -> Value {
    guard case .string(let text) = value else { return value }
    return .string(work(text))
  }
}
