import FjordDiagnostic

/// Lays help out for a width: paragraphs, and lists whose summaries hang behind their names.
struct HelpLayout {
  /// Terminal cells a line.
  let width: Int

  /// Names longer than this stand on a line of their own.
  private static let widestName = 28
  /// What a list's summaries keep, however narrow the place.
  private static let leastSummary = 24

  init(width: Int) { self.width = max(width, 32) }

  /// A title and a line a name, summaries beside it.
  func section(_ title: String, _ lines: [(name: String, summary: String)]) -> String {
    let limit = max(0, min(Self.widestName, width - Self.leastSummary - 4))
    let column = min(lines.map(\.name.terminalWidth).max() ?? 0, limit)
    let hanging = String(repeating: " ", count: column + 4)
    let rows = lines.map { name, summary in
      let summary = wrapped(summary, indent: hanging)
      if name.terminalWidth > column { return "  \(name)\n\(hanging)\(summary)" }
      let gap = String(repeating: " ", count: column - name.terminalWidth)
      return "  \(name)\(gap)  \(summary)"
    }
    return ([title] + rows).joined(separator: "\n") + "\n"
  }

  /// Paragraphs, each filled anew; a line that is set in stays as it is.
  func paragraphs(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(" ") ? String($0) : wrapped(String($0)) }
      .joined(separator: "\n")
  }

  /// A text in lines that fit; those behind the first begin with the indent.
  ///
  /// What stands in backticks is kept together; what is wider than the place stands alone.
  func wrapped(_ text: String, indent: String = "") -> String {
    let room = max(width - indent.terminalWidth, 1)
    var lines: [String] = []
    var line = ""
    for word in words(text) {
      if line.isEmpty {
        line = word
      } else if line.terminalWidth + 1 + word.terminalWidth <= room {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    return (lines + [line]).joined(separator: "\n" + indent)
  }

  /// How something is written, set in by two; lines break between optional parts alone.
  func usage(_ text: String) -> String {
    var depth = 0
    let tied = text.map { character in
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      return character == " " && depth > 0 ? "\u{A0}" : character
    }
    return wrapped(String(tied), indent: "      ").replacing("\u{A0}", with: " ")
  }

  /// The words between spaces; a piece of a pipeline in backticks is one.
  private func words(_ text: String) -> [String] {
    var words: [String] = []
    var isInCode = false
    for part in text.split(separator: " ").map(String.init) {
      if isInCode, let last = words.popLast() {
        words.append(last + " " + part)
      } else {
        words.append(part)
      }
      if part.count(where: { $0 == "`" }) % 2 == 1 { isInCode.toggle() }
    }
    return words
  }
}
