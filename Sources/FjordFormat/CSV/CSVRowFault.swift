import FjordTable

/// A row that can't be read as a plan wants it, as facts.
package struct CSVRowFault: Sendable, Hashable {
  /// What is wrong with it.
  package enum Kind: Sendable, Hashable {
    case fieldCount(found: Int, expected: Int)
    case unfinishedQuote
    case textBehindQuote
    case value(String, expected: DataType)
    case encoding

    /// What was expected and found, in words.
    package var text: String {
      switch self {
      case .fieldCount(let found, let expected):
        "expected \(expected) \(expected == 1 ? "field" : "fields"), found \(found)"
      case .unfinishedQuote: "expected the closing quote of a field, found the end"
      case .textBehindQuote: "expected a delimiter behind a closing quote, found more text"
      case .value(let text, let expected): "expected \(expected), found `\(text)`"
      case .encoding: "expected UTF-8, found bytes that are none"
      }
    }
  }

  /// What is wrong.
  package let kind: Kind
  /// The row's bytes in its piece of the text, without the line end.
  package let row: Range<Int>
  /// Where the fault lies in the piece.
  package let place: Int
  /// The column's place, where one value is at fault.
  package let column: Int?

  /// What was expected and found, in words.
  package var text: String { kind.text }
}
