/// Trees as text: one space around operators and `|`, texts in double quotes, no needless
/// parentheses, options behind items and clauses in the order written.
///
/// Parsing a canonical text, with the vocabulary that the tree was parsed with, gives a tree with
/// the same canonical text.
extension Script {
  /// The statements, one a line.
  public var canonicalText: String {
    statements.map(\.canonicalText).joined(separator: "\n")
  }
}

extension Statement {
  /// The statement on one line.
  public var canonicalText: String {
    var printer = Printer()
    printer.print(self)
    return printer.text
  }
}

extension Pipeline {
  /// The pipeline on one line.
  public var canonicalText: String {
    var printer = Printer()
    printer.print(self)
    return printer.text
  }
}

extension Stage {
  /// The stage alone.
  public var canonicalText: String {
    var printer = Printer()
    printer.print(self)
    return printer.text
  }
}

extension Expression {
  /// The expression with only the parentheses that it needs.
  public var canonicalText: String {
    var printer = Printer()
    printer.print(self)
    return printer.text
  }

  /// The name of a column that holds the expression's value and was given none.
  ///
  /// A column has its own name; of any other expression's text each run of characters that are no
  /// letters, digits or `_` becomes one `_`, and `_` at the ends is left out: `avg(x)` is `avg_x`.
  public var derivedName: String {
    if case .column(let name) = kind { return name.text }
    var name = String.UnicodeScalarView()
    var isInRun = false
    for scalar in canonicalText.unicodeScalars {
      if scalar.continuesIdentifier {
        name.append(scalar)
        isInRun = false
      } else if !isInRun {
        name.append("_")
        isInRun = true
      }
    }
    let trimmed = String(name).trimming("_")
    return trimmed.isEmpty ? "value" : trimmed
  }
}

/// A column's name as it stands in a pipeline: in backticks where it has to.
public func columnText(_ name: String) -> String {
  if name.isIdentifier, ReservedWord(text: name) == nil { return name }
  return "`" + name.replacing("`", with: "``") + "`"
}

/// A text as a literal in double quotes.
public func stringLiteral(_ text: String) -> String {
  "\"" + Printer.escaped(text) + "\""
}
