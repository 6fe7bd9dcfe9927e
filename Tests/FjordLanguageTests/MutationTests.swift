import FjordDiagnostic
import FjordLanguage
import FjordTestSupport
import Testing

/// Texts that nobody wrote: random bytes, random words, and scripts with something changed.
struct TextMutator {
  var random: SeededGenerator

  private static let words = [
    "|", "|", ",", "(", ")", "[", "]", "{", "}", "=", "==", "=>", "!", "&&", "||", "<", "<=", "<>",
    "+", "-", "--x", "--", "*", "/", "%", "??", ".", ":", ";", "\n", "#", "\"", "'", "`", "${",
    "$x",
    "$", "a", "nav.feed", "where", "by", "and", "or", "not", "in", "is", "null", "between", "let",
    "def", "param", "contains", "starts", "with", "desc", "1", "2.5", "7d", "1e9", "2024-06-01",
    "2024-02-30", "2026M05", "2024-06", "T10:00", "\\", "\\u{", "“", "”", "å", "😀", "\u{301}", "f(",
    "limit", "select", "from", "/a/i", "9223372036854775808", "\u{0}", "\r\n", "\u{A0}", "union (",
  ]

  private static let scripts = [
    "nav.feed --since 7d | where a == \"B\"", "a | where b > 2 and c", "sort a desc, b --x nb",
    "let t = nav.feed | take 1", "a | join (nav.feed | b) on k, c = d", "join $t on k --left",
    "def f m n = where x in [1, 2.5]", "param s: date = 2024-06-01 \"p\"", "f 1, 2 # why\ng",
    "derive x = \"a ${b + \"c\"} \\n\"", "a y = -(a.b[0] ?? 3w) * 2", "let x = 1; f $x",
    "where not a between 1 and 2", "where b is not null or d", "select a, c = d",
    "[{a: 1, \"b c\": null}]\n  | take 1", "map f(list, x => x.y) # z\n  | save q",
    "where t > 2024-06-01T10:30:00Z", "where u =~ /a\\/b/im", "summarize n = f(x) by k",
  ]

  mutating func text() -> String {
    switch random.below(4) {
    case 0: return randomBytes()
    case 1:
      let glue = random.oneIn(2) ? " " : ""
      return (0..<random.below(9)).map { _ in random.pick(Self.words) }.joined(separator: glue)
    default: return mutated(random.pick(Self.scripts))
    }
  }

  private mutating func randomBytes() -> String {
    let isASCII = random.oneIn(2)
    let bytes = (0..<random.below(20)).map { _ in UInt8(random.below(isASCII ? 128 : 256)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func mutated(_ script: String) -> String {
    var bytes = Array(script.utf8)
    for _ in 0...random.below(3) where !bytes.isEmpty {
      let place = random.below(bytes.count)
      switch random.below(5) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8(random.below(256))
      case 2: bytes.insert(contentsOf: random.pick(Self.words).utf8, at: place)
      case 3: bytes.removeSubrange(place..<min(place + random.below(12), bytes.count))
      default: bytes.swapAt(place, random.below(bytes.count))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

@Suite struct MutationTests {
  /// Ten parts of ten thousand texts each, so that they run beside each other.
  @Test("No text makes the parser trap, and every fault can be shown", arguments: 1...10)
  func anyText(seed: Int) {
    var mutator = TextMutator(random: SeededGenerator(seed: UInt64(seed)))
    var faulty = 0
    for _ in 0..<10_000 {
      let text = mutator.text()
      let (complaint, isFaulty) = check(SourceText(name: "random", text: text))
      if isFaulty { faulty += 1 }
      guard let complaint else { continue }
      Issue.record("\(complaint): \(text.debugDescription)")
      return
    }
    #expect((2_000..<9_500).contains(faulty))
  }

  /// What does not hold for the text and has to for all, and whether the text has faults.
  ///
  /// A plain function: an expectation for each text would take longer than the parser.
  private func check(_ source: SourceText) -> (complaint: String?, isFaulty: Bool) {
    let count = source.text.utf8.count
    let context = completionContext(for: source.text, cursor: count, vocabulary: testVocabulary)
    if context.span.end > count { return ("completion outside the text", false) }
    let isWhole = isComplete(source.text, vocabulary: testVocabulary)
    do {
      let once = try formatted(source, vocabulary: testVocabulary)
      return (isWhole ? instability(of: source, formatted: once) : "incomplete", false)
    } catch {
      return (misplacedFault(error, in: source), true)
    }
  }

  /// Formatted text means the same, and formatting and printing it again change nothing.
  private func instability(of source: SourceText, formatted once: String) -> String? {
    do {
      let text = try parse(source, vocabulary: testVocabulary).canonicalText
      let again = SourceText(name: "canonical", text: text)
      if try parse(again, vocabulary: testVocabulary).canonicalText != text { return "printing" }
      let formattedOnce = SourceText(name: "formatted", text: once)
      if try formatted(formattedOnce, vocabulary: testVocabulary) != once { return "formatting" }
      let meaning = try parse(formattedOnce, vocabulary: testVocabulary).canonicalText
      return meaning == text ? nil : "meaning"
    } catch {
      return error.text
    }
  }

  private func misplacedFault(_ faults: Diagnostics, in source: SourceText) -> String? {
    for fault in faults.items {
      guard let span = fault.span, span.start >= 0, span.end <= source.text.utf8.count else {
        return "fault outside the text"
      }
      if fault.status != .check || fault.source != source { return "fault without its source" }
    }
    return faults.text.isEmpty ? "no text" : nil
  }
}
