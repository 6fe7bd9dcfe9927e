import FjordDiagnostic
import FjordLanguage
import FjordTestSupport
import Testing

/// Texts that nobody wrote: random bytes, random words, and scripts with something changed.
struct TextMutator {
  var random: SeededGenerator

  private static let words = [
    "|", "|", ",", "(", ")", "[", "]", "{", "}", "=", "==", "=>", "!", "&&", "||", "<", "<=", "<>",
    "+", "-", "--x", "--", "*", "/", "%", "??", ".", ":", ";", "\n", "#", "\"", "'", "`", "${", "$x",
    "$", "a", "nav.feed", "where", "by", "and", "or", "not", "in", "is", "null", "between", "let",
    "def", "param", "contains", "starts", "with", "desc", "1", "2.5", "7d", "1e9", "2024-06-01",
    "2024-02-30", "2026M05", "2024-06", "T10:00", "\\", "\\u{", "“", "”", "å", "😀", "\u{301}", "f(",
    "limit", "select", "from", "/a/i", "9223372036854775808", "\u{0}", "\r\n", "\u{A0}", "union (",
  ]

  private static let scripts = [
    "nav.feed --since 7d | where a == \"B\" and b > 2 | take 5",
    "let t = nav.feed | join (nav.feed | take 1) on k, a = b --left",
    "def f m n = where x in [1, 2.5] | sort a desc, b",
    "param since: date = 2024-06-01 \"first\"\nf 1, 2 # why",
    "derive x = \"a ${b + \"c\"} \\n\", y = -(a.b[0] ?? 3w) * 2",
    "where not a between 1 and 2 or b is not null | select a, c = d",
    "[{a: 1, \"b c\": null}]\n  | map f(list, x => x.y) # z\n  | save q",
    "where t > 2024-06-01T10:30:00+02:00 and u =~ /a\\/b/im",
  ]

  mutating func text() -> String {
    switch random.below(4) {
    case 0: return randomBytes()
    case 1:
      let glue = random.oneIn(2) ? " " : ""
      return (0..<random.below(12)).map { _ in random.pick(Self.words) }.joined(separator: glue)
    default: return mutated(random.pick(Self.scripts))
    }
  }

  private mutating func randomBytes() -> String {
    let isASCII = random.oneIn(2)
    let bytes = (0..<random.below(24)).map { _ in UInt8(random.below(isASCII ? 128 : 256)) }
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
  func anyText(seed: Int) throws {
    var mutator = TextMutator(random: SeededGenerator(seed: UInt64(seed)))
    var faulty = 0
    for _ in 0..<10_000 {
      let text = mutator.text()
      if try check(text) { faulty += 1 }
    }
    #expect((2_000..<9_500).contains(faulty))
  }

  /// Whether the text has faults; what holds for all texts is required.
  private func check(_ text: String) throws -> Bool {
    let source = SourceText(name: "random", text: text)
    let context = completionContext(
      for: text, cursor: text.utf8.count, vocabulary: testVocabulary)
    try #require(context.span.start <= context.span.end && context.span.end <= text.utf8.count)
    do {
      let canonical = try parse(source, vocabulary: testVocabulary, at: .prompt).canonicalText
      try #require(isComplete(text, vocabulary: testVocabulary), "\(text)")
      try requireStable(canonical, text)
      return false
    } catch let error as Diagnostics {
      try requireShown(error, in: source)
      return true
    }
  }

  private func requireStable(_ canonical: String, _ text: String) throws {
    let again = SourceText(name: "canonical", text: canonical)
    do {
      let script = try parse(again, vocabulary: testVocabulary)
      try #require(script.canonicalText == canonical, "\(text)")
      let once = try formatted(again, vocabulary: testVocabulary)
      let twice = SourceText(name: "formatted", text: once)
      try #require(try formatted(twice, vocabulary: testVocabulary) == once, "\(text)")
    } catch let error as Diagnostics {
      Issue.record("\(text) became \(canonical): \(error.text)")
    }
  }

  private func requireShown(_ faults: Diagnostics, in source: SourceText) throws {
    try #require(!faults.items.isEmpty)
    for fault in faults.items {
      let span = try #require(fault.span)
      try #require(span.start >= 0 && span.end <= source.text.utf8.count, "\(source.text)")
      try #require(fault.status == .check && fault.source == source)
    }
    try #require(!faults.text.isEmpty)
  }
}
