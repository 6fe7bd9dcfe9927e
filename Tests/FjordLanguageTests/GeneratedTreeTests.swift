import FjordDiagnostic
import FjordLanguage
import Testing

@Suite struct GeneratedTreeTests {
  @Test(
    "The canonical text of any tree parses to a tree with the same canonical text",
    arguments: [
      1, 2, 3, 4,
    ] as [UInt64])
  func stability(seed: UInt64) throws {
    var generator = TreeGenerator(seed: seed)
    for _ in 0..<400 {
      let text = generator.statement().canonicalText
      let source = SourceText(name: "generated", text: text)
      do {
        let script = try parse(source, vocabulary: testVocabulary)
        try #require(script.statements.count == 1, "\(text)")
        try #require(script.canonicalText == text)
      } catch {
        Issue.record("\(text): \((error as? Diagnostics)?.text ?? "\(error)")")
        return
      }
    }
  }

  @Test(
    "Formatting any script twice changes nothing more, and keeps its meaning",
    arguments: [
      11, 12,
    ] as [UInt64])
  func formatting(seed: UInt64) throws {
    var generator = TreeGenerator(seed: seed)
    for _ in 0..<100 {
      let text = (0..<3).map { _ in generator.statement().canonicalText }.joined(separator: "\n")
      let once = try formatted(SourceText(name: "a", text: text), vocabulary: testVocabulary)
      let twice = try formatted(SourceText(name: "b", text: once), vocabulary: testVocabulary)
      try #require(once == twice)
      try #require(try canonical(once) == text)
    }
  }
}
