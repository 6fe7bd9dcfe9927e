import FjordDiagnostic
import FjordLanguage

/// The words that the tests' parser is told.
let testVocabulary = Vocabulary(
  isSource: { ["nav.feed", "open", "range", "stdin", "store.bergen"].contains($0) },
  flags: { $0 == "join" ? ["left", "full", "semi", "anti"] : $0 == "f" ? ["flag"] : [] })

/// The canonical text of a script.
func canonical(_ text: String, at mode: ParseMode = .file) throws -> String {
  let source = SourceText(name: "test.fjord", text: text)
  return try parse(source, vocabulary: testVocabulary, at: mode).canonicalText
}

/// What is said about a script, empty where it parses.
func messages(_ text: String, at mode: ParseMode = .file) -> String {
  do {
    _ = try parse(
      SourceText(name: "test.fjord", text: text), vocabulary: testVocabulary, at: mode)
    return ""
  } catch {
    return error.text
  }
}

/// The faults of a script.
func faults(_ text: String) -> [Diagnostic] {
  do {
    _ = try parse(SourceText(name: "test.fjord", text: text), vocabulary: testVocabulary)
    return []
  } catch {
    return error.items
  }
}
