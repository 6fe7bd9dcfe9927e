import FjordDiagnostic
import FjordTable

/// Shows tables to people: aligned, never wider than the terminal, saying what is left out.
///
///     uuid       status    positions
///     ─────────  ────────  ─────────
///     1509bb0a…  ACTIVE            2
///     5d32fe61…  INACTIVE       null
///     … 1,234 more rows
///     1,236 rows × 5 columns, times in Europe/Oslo
///     +2 columns: title, sistEndret
///
/// Numbers stand at the right, under a name with the unit where there is one. Null is `null`, the
/// empty string `""`; a text that could be mistaken for one of them, or has spaces at its ends, is
/// in quotes. Lists and records are JSON, with times in UTC; of bytes their kind and number are told.
/// Control characters are escapes. Of a text that is too long the beginning is shown, and `…`.
package struct TableRenderer: Sendable {
  private let style: TableStyle

  /// Creates a renderer.
  package init(style: TableStyle) { self.style = style }

  /// The lines of a table, without line ends; `notes` follow the footer.
  ///
  /// Complexity: linear in the rows of the excerpt.
  package func lines(_ excerpt: TableExcerpt, notes: [String] = []) -> [String] {
    let columns = shownColumns(excerpt)
    var lines = header(columns)
    lines += rows(columns, 0..<excerpt.first.count)
    if excerpt.hiddenCount > 0 { lines.append(gapLine(excerpt)) }
    let firstLast = excerpt.first.count
    lines += rows(columns, firstLast..<(firstLast + excerpt.last.count))
    return lines + footer(excerpt, shown: columns.count, notes: notes)
  }

  private func shownColumns(_ excerpt: TableExcerpt) -> [ShownColumn] {
    var all: [ShownColumn] = []
    for (place, field) in excerpt.schema.fields.enumerated() {
      // What no line has room for needs no look: each column takes three cells at least.
      if let width = style.width, place > 0, place * 3 > width { break }
      all.append(ShownColumn(field, place, excerpt, style))
    }
    let layout = ColumnLayout(all.map(\.wish), width: style.width)
    return zip(all, layout.widths).map { column, width in column.cut(to: width, style) }
  }

  private func header(_ columns: [ShownColumn]) -> [String] {
    guard !columns.isEmpty else { return [] }
    var lines = [line(columns) { style.bold($0.name.padded(to: $0.width, atRight: $0.isAtRight)) }]
    if style.usesColor {
      lines.append(
        line(columns) { style.dim($0.type.padded(to: $0.width, atRight: $0.isAtRight)) })
    }
    lines.append(line(columns) { style.dim(String(repeating: style.rule, count: $0.width)) })
    return lines
  }

  private func rows(_ columns: [ShownColumn], _ range: Range<Int>) -> [String] {
    guard !columns.isEmpty else { return [] }
    return range.map { row in
      line(columns) { column in
        let cell = column.cells[row]
        let text = cell.text.padded(to: column.width, atRight: column.isAtRight)
        return cell.isNull ? style.dim(text) : text
      }
    }
  }

  /// The parts of a line with the gap between them; no spaces at the end.
  private func line(_ columns: [ShownColumn], _ part: (ShownColumn) -> String) -> String {
    let gap = String(repeating: " ", count: ColumnLayout.gap)
    var line = columns.map(part).joined(separator: gap)
    while line.last == " " { line.removeLast() }
    return line
  }

  private func gapLine(_ excerpt: TableExcerpt) -> String {
    let count = excerpt.hiddenCount
    let dots = style.isUnicode ? "…" : "..."
    let text = "\(dots) \(count.grouped) more row\(count == 1 ? "" : "s")"
    return style.dim(text.cut(to: style.width ?? .max, mark: style.ellipsis))
  }

  private func footer(_ excerpt: TableExcerpt, shown: Int, notes: [String]) -> [String] {
    let fields = excerpt.schema.fields
    let size =
      "\(excerpt.count.grouped) row\(excerpt.count == 1 ? "" : "s") \(style.times) "
      + "\(fields.count.grouped) column\(fields.count == 1 ? "" : "s")"
    let hasTimes = fields.prefix(shown).contains { $0.type == .timestamp }
    var texts = [hasTimes ? "\(size), times in \(style.zone.identifier)" : size]
    let hidden = fields.dropFirst(shown).map { $0.name.escapingControls() }
    if !hidden.isEmpty {
      texts.append(
        "+\(hidden.count) column\(hidden.count == 1 ? "" : "s"): " + hidden.joined(separator: ", "))
    }
    texts += notes.map { $0.escapingControls() }
    return texts.flatMap { wrapped($0) }.map(style.dim)
  }

  /// A text broken between words into lines that fit; a word that is too long is cut.
  private func wrapped(_ text: String) -> [String] {
    guard let width = style.width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let word = String(word).cut(to: width, mark: style.ellipsis)
      if line.isEmpty {
        line = word
      } else if line.terminalWidth + 1 + word.terminalWidth <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    return lines + [line]
  }
}
