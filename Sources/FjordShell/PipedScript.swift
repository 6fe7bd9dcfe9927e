import FjordLanguage

/// A script from standard input, where somebody may have typed what belongs to the prompt.
package enum PipedScript {
  /// The text before a line `:quit` that stands between two statements; all of it where none does.
  ///
  /// Complexity: linear in the text, and in what stands before each such line.
  package static func untilQuit(_ text: String) -> String {
    var end = text.startIndex
    while end < text.endIndex {
      let lineEnd = text[end...].firstIndex(where: \.isNewline) ?? text.endIndex
      if isQuit(text[end..<lineEnd]) {
        let before = String(text[..<end])
        if before.trimmingWhitespace.isEmpty || isComplete(before) { return before }
      }
      end = lineEnd == text.endIndex ? lineEnd : text.index(after: lineEnd)
    }
    return text
  }

  private static func isQuit(_ line: Substring) -> Bool {
    [":quit", ":q", ":exit"].contains(line.trimmingWhitespace)
  }
}
