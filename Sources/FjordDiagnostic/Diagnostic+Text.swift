extension Diagnostic {
  /// The fault as a person reads it, without a final newline.
  ///
  ///     error[bind.unknown-column]: unknown column `municipality`
  ///       nav.feed | where municipality == "BERGEN"
  ///                        ~~~~~~~~~~~~
  ///       why: the columns here are uuid, status, title
  ///       fix: `municipal` might be meant
  ///
  /// Control characters in any part are shown as escapes, so that text from outside can't steer a
  /// terminal. Where the source has more than one line the first line names the place.
  public var text: String {
    var lines = ["\(severity.rawValue)[\(code)]: \(message.escapingControls())"]
    if let source, let span {
      let (number, range) = source.line(containing: span.start)
      if source.text.utf8.contains(UInt8(ascii: "\n")) {
        let column = source.text(in: range.lowerBound..<max(span.start, range.lowerBound)).count + 1
        lines[0] += " (\(source.name.escapingControls()):\(number):\(column))"
      }
      lines += Self.excerpt(source, line: range, span: span, mark: "~")
      if let note {
        lines += Self.excerpt(
          source, line: source.line(containing: note.span.start).range, span: note.span, mark: "-")
        lines.append("  note: \(note.text.escapingControls())")
      }
    }
    if let reason { lines.append("  why: \(reason.escapingControls())") }
    if let fix { lines.append("  fix: \(fix.escapingControls())") }
    return lines.joined(separator: "\n")
  }

  /// The line and its underline; long lines are cut to a window around the span.
  private static func excerpt(
    _ source: SourceText, line: Range<Int>, span: Span, mark: Character
  ) -> [String] {
    let end = min(max(span.end, span.start), max(line.upperBound, span.start))
    var before = source.text(in: line.lowerBound..<span.start).escapingControls()
    let marked = source.text(in: span.start..<end).escapingControls()
    var after = source.text(in: end..<max(line.upperBound, end)).escapingControls()
    if before.count > 80 { before = "…" + String(before.suffix(60)) }
    if after.count > 80 { after = String(after.prefix(60)) + "…" }
    let width = max(marked.terminalWidth, 1)
    let shown = width > 200 ? String(marked.prefix(200)) + "…" : marked
    return [
      "  " + before + shown + after,
      "  " + String(repeating: " ", count: before.terminalWidth)
        + String(repeating: mark, count: min(width, 200)),
    ]
  }
}

extension Diagnostics {
  /// The faults, at most five, parted by empty lines.
  public var text: String {
    var parts = items.prefix(5).map(\.text)
    if items.count > 5 { parts.append("and \(items.count - 5) more") }
    return parts.joined(separator: "\n\n")
  }
}
