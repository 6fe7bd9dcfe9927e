import FjordEngine
import FjordPlugin
import FjordTable

/// The reference: a page of Markdown for everything that is declared, and an index of them.
///
/// Made from the declarations alone. What an example gives stands in its declaration, and the tests
/// run it, so that the output shown is the real one.
package struct ReferencePages {
  private let registry: Registry

  package init(_ registry: Registry) { self.registry = registry }

  /// The text of each page by its file's name.
  package var files: [String: String] {
    var files: [String: String] = [:]
    for section in sections {
      for page in section.pages { files[page.file] = page.text }
    }
    files["Reference.md"] = index
    return files
  }

  private struct Page {
    let file: String
    let name: String
    let summary: String
    let text: String
  }

  private struct Section {
    let title: String
    let pages: [Page]
  }

  private var sections: [Section] {
    [
      section("Operators", "operator", registry.operators.mapValues { page($0.declaration) }),
      section("Functions", "function", registry.functions.all.mapValues(page)),
      section("Aggregates", "aggregate", registry.aggregates.all.mapValues(page)),
      section("Window functions", "window", registry.windows.all.mapValues(page)),
      section("Sources", "source", registry.sources.all.mapValues(page)),
      section("Statements", "statement", registry.commands.mapValues(page)),
    ]
  }

  private func section(
    _ title: String, _ kind: String, _ pages: [String: (summary: String, text: String)]
  ) -> Section {
    Section(
      title: title,
      pages: pages.sorted { $0.key < $1.key }.map { name, page in
        let file = "\(kind)-\(name.replacing(".", with: "-")).md"
        return Page(
          file: file, name: name, summary: page.summary,
          text: "# \(name)\n\n\(page.summary)\n\n\(page.text)")
      })
  }

  private var index: String {
    let parts = sections.map { section in
      let lines = section.pages.map { "- [`\($0.name)`](\($0.file)): \($0.summary)\n" }
      return "## \(section.title)\n\n" + lines.joined()
    }
    return """
      # Reference

      Everything that is declared, a page each. `Scripts/reference.sh` makes these pages from the \
      declarations; the tests run every example.


      """ + parts.joined(separator: "\n")
  }

  // MARK: Pages

  private func page(_ declaration: OperatorDeclaration) -> (summary: String, text: String) {
    var parts = [code(declaration.usage)]
    if !declaration.discussion.isEmpty { parts.append(declaration.discussion + "\n") }
    var rows: [[String]] = []
    if declaration.items.form != .none {
      rows.append(["`\(declaration.items.word)`", declaration.items.summary])
    }
    for clause in declaration.clauses {
      rows.append(["`\(clause.keyword.rawValue) \(clause.items.word)`", clause.items.summary])
    }
    parts.append(table("Arguments", ["written", "for"], rows))
    parts.append(options(declaration.options))
    parts.append("## Shape\n\n" + shape(declaration) + "\n")
    if !declaration.namesElsewhere.isEmpty {
      let names = declaration.namesElsewhere.sorted().map { "`\($0)`" }
      parts.append("Elsewhere it is called \(names.joined(separator: ", ")).\n")
    }
    return (declaration.summary, joined(parts + [examples(declaration.examples)]))
  }

  private func page(_ function: FunctionDeclaration) -> (summary: String, text: String) {
    var parts = [code(function.signatures.joined(separator: "\n"))]
    if function.isVolatile {
      parts.append(
        "It depends on the clock, so that what uses it can't be maintained row by row.\n")
    }
    return (function.summary, joined(parts + [examples(function.examples)]))
  }

  private func page(_ aggregate: AggregateDeclaration) -> (summary: String, text: String) {
    var parts = [code(aggregate.signatures.joined(separator: "\n"))]
    if aggregate.addsUp {
      parts.append("Refused for columns that may not be added up; `additive(x)` insists.\n")
    }
    return (aggregate.summary, joined(parts + [examples(aggregate.examples)]))
  }

  private func page(_ window: WindowDeclaration) -> (summary: String, text: String) {
    var parts = [code(window.signatures.joined(separator: "\n"))]
    parts.append(
      "It stands in `derive`, and looks at the rows with the same `per` in the order of `by`"
        + (window.needsOrder ? ", which it needs.\n" : ".\n"))
    if window.addsUp {
      parts.append("Refused for columns that may not be added up; `additive(x)` insists.\n")
    }
    return (window.summary, joined(parts + [examples(window.examples)]))
  }

  private func page(_ source: SourceDeclaration) -> (summary: String, text: String) {
    var parts = [code(source.usage)]
    if !source.discussion.isEmpty { parts.append(source.discussion + "\n") }
    parts.append(
      table(
        "Arguments", ["argument", "must be", "for"],
        source.parameters.map { ["`\($0.name)`", $0.kind.words, $0.summary] }))
    parts.append(options(source.options))
    parts.append(columns("Columns", source.columns))
    if let key = source.key {
      var text = "Key: \(key.columns.map { "`\($0)`" }.joined(separator: ", "))."
      if let live = key.liveWhen { text += " A row is live when \(live)." }
      if let expires = key.expiresWith { text += " It expires with \(expires)." }
      parts.append(text + "\n")
    }
    if let lookup = source.lookup {
      let needed = lookup.requiredColumns.map { "`\($0)`" }.joined(separator: ", ")
      parts.append("## As a stage\n\n\(lookup.summary) It needs \(needed).\n")
    }
    if let terms = source.terms {
      let lines = terms.lines.map { "- \($0)\n" }.joined()
      parts.append(
        "## Terms\n\n\(terms.licence): <\(terms.url)>\n" + (lines.isEmpty ? "" : "\n\(lines)"))
    }
    return (source.summary, joined(parts + [examples(source.examples)]))
  }

  private func page(_ command: CommandDeclaration) -> (summary: String, text: String) {
    (
      command.summary,
      joined([code(command.usage), options(command.options), examples(command.examples)])
    )
  }
}
