import FjordEngine
import FjordPlugin
import FjordTable

extension ReferencePages {
  /// The parts that are not empty, parted by empty lines.
  func joined(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Text as it is written.
  func code(_ text: String) -> String { "```\n\(text)\n```\n" }

  /// What comes out of an operator, as far as its declaration says.
  func shape(_ declaration: OperatorDeclaration) -> String {
    var lines: [String] = []
    if declaration.isRowToRow { lines.append("Each row that goes in comes out, in order.") }
    if declaration.keepsColumns { lines.append("The columns that go in come out.") }
    switch declaration.identity {
    case .keeps: lines.append("Rows keep their key: behind a keyed source `save` maintains them.")
    case .keepsUnmaintained:
      lines.append("Rows keep their key, and `save` replaces the whole table.")
    case .drops:
      lines.append("The rows that come out have no key: `save` replaces the whole table.")
    }
    return lines.joined(separator: " ")
  }

  func options(_ options: [OptionDeclaration]) -> String {
    table(
      "Options", ["option", "value", "for"],
      options.map { ["`\($0.written)`", $0.valueText, $0.summary] })
  }

  func columns(_ title: String, _ fields: [Field]) -> String {
    let rows = fields.map { field in
      var meaning = field.meaning
      if let unit = field.unit { meaning += " (\(unit))" }
      meaning += field.notes().map { " \($0.prefix(1).uppercased())\($0.dropFirst())." }.joined()
      return ["`\(field.name)`", "`\(field.type)`", meaning]
    }
    return table(title, ["column", "type", "meaning"], rows)
  }

  /// A table under a heading; empty where it has no row.
  func table(_ title: String, _ heads: [String], _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    func line(_ cells: [String]) -> String {
      let escaped = cells.map { $0.replacing("|", with: "\\|").replacing("\n", with: " ") }
      return "| " + escaped.joined(separator: " | ") + " |\n"
    }
    return "## \(title)\n\n" + line(heads) + line(heads.map { _ in "---" })
      + rows.map(line).joined()
  }

  /// Examples with what they give.
  func examples(_ examples: [Example]) -> String {
    guard !examples.isEmpty else { return "" }
    let parts = examples.map { example in
      let summary = example.summary.isEmpty ? "" : example.summary + "\n\n"
      let output = example.gives.map { "\n```csv\n\($0)```\n" } ?? ""
      return summary + code(example.pipeline) + output
    }
    return "## Examples\n\n" + parts.joined(separator: "\n")
  }
}
