import CPCRE2

/// A regular expression, compiled once and shared by the tasks that search with it.
///
/// Patterns are Perl's, as PCRE2 reads them. `\w`, `\d`, `\s` and `\b` know the letters and digits of
/// all scripts; `$` is the end of the text, with `m` of each line. The work on one text is bounded.
package final class Pattern: Sendable {
  /// The expression without slashes and flags.
  package let text: String
  /// Flags among `i` (letter case ignored), `m` (`^` and `$` at lines), `s` (`.` also a line end).
  package let flags: String
  /// How many groups it has, the whole not counted.
  package let groupCount: Int
  /// The text to find, where the expression is nothing but one.
  package let plainText: String?
  private let code: PatternCode

  /// Compiles an expression.
  ///
  /// Errors: `PatternFault.syntax`.
  package init(_ text: String, flags: String = "") throws(PatternFault) {
    var options: UInt32 = 0
    if flags.contains("i") { options |= UInt32(PCRE2_CASELESS) }
    if flags.contains("m") { options |= UInt32(PCRE2_MULTILINE) }
    if flags.contains("s") { options |= UInt32(PCRE2_DOTALL) }
    self.text = text
    self.flags = flags
    code = try PatternCode(text, options: options)
    groupCount = code.groupCount
    plainText = Self.plainText(of: text)
  }

  /// Whether letter case is ignored.
  package var ignoresCase: Bool { flags.contains("i") }

  /// The expression as a script writes it.
  package var literalText: String {
    "/\(text.replacing("/", with: "\\/"))/\(flags)"
  }

  /// The number of a named group, or nil.
  package func group(named name: String) -> Int? { code.group(named: name) }

  /// What searches with it in one task.
  func matcher() -> PatternMatcher { PatternMatcher(self, code) }

  /// The text that an expression without any operator finds, escapes of signs put in.
  private static func plainText(of text: String) -> String? {
    var plain = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "^", "$", ".", "|", "?", "*", "+", "(", ")", "[", "]", "{", "}": return nil
      case "\\":
        guard let next = rest.popFirst(), next.isASCII, next.properties.generalCategory.isSign
        else { return nil }
        plain.append(next)
      default: plain.append(scalar)
      }
    }
    return plain.isEmpty ? nil : String(plain)
  }
}

extension Unicode.GeneralCategory {
  /// Punctuation and symbols, which a backslash before them leaves as they are.
  fileprivate var isSign: Bool {
    switch self {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
