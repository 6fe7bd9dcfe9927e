import FjordDiagnostic

/// Candidates as lines below the entry.
///
/// A few candidates stand one to a line with their meanings; many go in columns, read downwards.
/// No line is as wide as the terminal, and the entry stays on the screen.
struct CompletionListing {
  /// With more candidates than this the meanings are left out.
  static let fewCount = 12

  let columns: Int
  let rows: Int

  /// The lines, without a final line end.
  func text(for candidates: [Completion.Candidate]) -> String {
    let hasMeanings = candidates.contains { $0.meaning != nil }
    let isFew = candidates.count <= Self.fewCount
    return (isFew && hasMeanings ? explained(candidates) : inColumns(candidates.map(\.text)))
      .joined(separator: "\n")
  }

  private var width: Int { max(columns - 1, 1) }
  private var lineLimit: Int { max(rows - 3, 4) }

  private func explained(_ candidates: [Completion.Candidate]) -> [String] {
    let widest = candidates.map(\.text.terminalWidth).max() ?? 0
    let nameWidth = min(widest, max(width / 2, 8))
    let lines = candidates.map { candidate in
      guard let meaning = candidate.meaning else { return candidate.text.cut(toWidth: width) }
      let name = candidate.text.cut(toWidth: nameWidth).padded(toWidth: nameWidth)
      return (name + "  " + meaning).cut(toWidth: width)
    }
    return limited(lines, shownEach: 1, of: candidates.count)
  }

  private func inColumns(_ names: [String]) -> [String] {
    let cell = (names.map(\.terminalWidth).max() ?? 0) + 2
    let perLine = max((width + 2) / cell, 1)
    let lineCount = (names.count + perLine - 1) / perLine
    // Too many: the first ones in order of reading lines, so that those left out are the last.
    let isCut = lineCount > lineLimit
    let lines = (0..<lineCount).map { line in
      let indices =
        isCut
        ? Array(line * perLine..<min((line + 1) * perLine, names.count))
        : Array(stride(from: line, to: names.count, by: lineCount))
      let cells = indices.enumerated().map { position, index in
        position == indices.count - 1
          ? names[index] : names[index].padded(toWidth: cell)
      }
      return cells.joined().cut(toWidth: width)
    }
    return limited(lines, shownEach: perLine, of: names.count)
  }

  private func limited(_ lines: [String], shownEach: Int, of count: Int) -> [String] {
    guard lines.count > lineLimit else { return lines }
    let shown = lineLimit - 1
    return lines.prefix(shown) + ["and \(count - shown * shownEach) more"]
  }
}

extension String {
  /// The text, or as much of it as fits with an ellipsis.
  fileprivate func cut(toWidth width: Int) -> String {
    guard terminalWidth > width else { return self }
    var result = ""
    var taken = 0
    for character in self {
      taken += character.terminalWidth
      if taken > width - 1 { break }
      result.append(character)
    }
    return result + "…"
  }

  fileprivate func padded(toWidth width: Int) -> String {
    self + String(repeating: " ", count: max(width - terminalWidth, 0))
  }
}
