/// The words that are no names by themselves.
///
/// As a column such a word stands in backticks; after a dot, after `$`, after `--` and as a record
/// key it is free.
enum ReservedWord: String, CaseIterable, Sendable {
  case and, or, not, `in`, `is`, between, contains, starts, ends
  case by, per, on, `as`, with, into, to
  case asc, desc
  case `let`, def, param
  case null, `true`, `false`

  private static let byText = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The word with this text, letter case counting.
  init?(text: String) {
    guard let word = Self.byText[text] else { return nil }
    self = word
  }

  /// The clause that the word begins.
  var clause: Clause.Keyword? { Clause.Keyword(rawValue: rawValue) }

  /// The direction that the word stands for.
  var direction: Item.Direction? { Item.Direction(rawValue: rawValue) }
}
