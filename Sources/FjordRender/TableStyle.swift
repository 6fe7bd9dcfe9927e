import FjordTable

/// How tables are shown.
package struct TableStyle: Sendable {
  /// Cells a line may take; nil where nothing has to be cut, as in a file.
  package var width: Int?
  /// The zone whose clock timestamps are shown on.
  package var zone: ZoneOffsets
  /// Whether names, types and nulls are set off by colour; types are shown only then.
  package var usesColor: Bool
  /// Whether the terminal shows more than ASCII; rules and ellipses only, data stays as it is.
  package var isUnicode: Bool

  /// Creates a style.
  package init(
    width: Int? = nil, zone: ZoneOffsets = .utc, usesColor: Bool = false, isUnicode: Bool = true
  ) {
    self.width = width.map { max($0, 1) }
    self.zone = zone
    self.usesColor = usesColor
    self.isUnicode = isUnicode
  }

  /// The character of the rule under the header.
  var rule: Character { isUnicode ? "─" : "-" }
  /// What ends a text that was cut: one cell wide.
  var ellipsis: Character { isUnicode ? "…" : "~" }
  /// What stands between the numbers of rows and columns.
  var times: String { isUnicode ? "×" : "x" }

  func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func dim(_ text: String) -> String { usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
