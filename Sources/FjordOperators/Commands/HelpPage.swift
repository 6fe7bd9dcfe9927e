import FjordEngine
import FjordPlugin
import FjordTable

/// Help made from the declarations alone.
package struct HelpPage {
  private let registry: Registry
  private let layout: HelpLayout

  /// Creates help for a place that is so many terminal cells wide.
  package init(_ registry: Registry, width: Int = 80) {
    self.registry = registry
    layout = HelpLayout(width: width)
  }

  /// Everything that has a page.
  package var topics: [String] {
    let names =
      Array(registry.operators.keys) + registry.sources.keys + registry.functions.keys
      + registry.aggregates.keys + registry.windows.keys + registry.commands.keys
      + registry.plugins.map(\.name)
    let lists = ["operators", "sources", "functions", "aggregates", "windows", "commands"]
    return Array(Set(names + lists)).sorted()
  }

  /// What there is, a line each.
  package var overview: String {
    """
    A pipeline is a source and stages joined by `|`:

      nav.feed | where municipal=="BERGEN" | take 50 | save

    \(section("Sources", sourceLines))
    \(section("Operators", operatorLines))
    \(section("Statements", commandLines))
    \(layout.wrapped(
      "`help NAME` tells all about one of them; also `help functions`, `help aggregates` and "
        + "`help windows`."))
    `:quit` or Ctrl-D leaves the prompt.
    """
  }

  /// The page about one thing, or nil where there is no such thing.
  package func page(for name: String) -> String? {
    switch name {
    case "operators": return section("Operators", operatorLines)
    case "sources": return section("Sources", sourceLines)
    case "functions": return section("Functions", functionLines)
    case "aggregates": return section("Aggregates", aggregateLines)
    case "windows": return section("Window functions", windowLines)
    case "commands": return section("Statements", commandLines)
    default: break
    }
    let pages = [
      registry.sources[name].map(page), registry.operators[name].map { page($0.declaration) },
      registry.functions[name].map(page), registry.aggregates[name].map(page),
      registry.windows[name].map(page), registry.commands[name].map(page),
      registry.plugins.first { $0.name == name }.map(page),
    ].compactMap { $0 }
    return pages.isEmpty ? nil : pages.joined(separator: "\n")
  }

  // MARK: Lists

  private var operatorLines: [(String, String)] {
    registry.operators.values.map { ($0.declaration.name, $0.declaration.summary) }.sorted {
      $0.0 < $1.0
    }
  }

  private var sourceLines: [(String, String)] {
    registry.sources.values.map { ($0.name, $0.summary) }.sorted { $0.0 < $1.0 }
  }

  private var commandLines: [(String, String)] {
    registry.commands.values.map { ($0.usage, $0.summary) }.sorted { $0.0 < $1.0 }
  }

  private var functionLines: [(String, String)] {
    registry.functions.values.map { ($0.signatures.joined(separator: ", "), $0.summary) }
      .sorted { $0.0 < $1.0 }
  }

  private var aggregateLines: [(String, String)] {
    registry.aggregates.values.map { ($0.signatures.joined(separator: ", "), $0.summary) }
      .sorted { $0.0 < $1.0 }
  }

  private var windowLines: [(String, String)] {
    registry.windows.values.map { ($0.signatures.joined(separator: ", "), $0.summary) }
      .sorted { $0.0 < $1.0 }
  }

  private func section(_ title: String, _ lines: [(String, String)]) -> String {
    layout.section(title, lines.map { (name: $0.0, summary: $0.1) })
  }

  /// The first lines of a page.
  private func head(_ name: String, _ summary: String, usage: [String]) -> String {
    let usage = usage.map { "  " + layout.usage($0) }
    return layout.wrapped("\(name): \(summary)") + "\n\n" + usage.joined(separator: "\n") + "\n"
  }

  private func discussion(_ text: String) -> String {
    text.isEmpty ? "" : "\n" + layout.paragraphs(text) + "\n"
  }

  // MARK: Pages

  private func page(_ declaration: OperatorDeclaration) -> String {
    head(declaration.name, declaration.summary, usage: [declaration.usage])
      + discussion(declaration.discussion) + options(declaration.options)
      + examples(declaration.examples)
  }

  private func page(_ source: SourceDeclaration) -> String {
    var text =
      head(source.name, source.summary, usage: [source.usage]) + discussion(source.discussion)
    if !source.parameters.isEmpty {
      text +=
        "\n"
        + section(
          "Arguments", source.parameters.map { ($0.name, "\($0.summary) (\($0.kind.words))") })
    }
    text += options(source.options)
    if !source.columns.isEmpty { text += "\n" + section("Columns", source.columns.map(line)) }
    if let key = source.key {
      text += "\nKey: \(key.columns.joined(separator: ", "))" + keyText(key)
    }
    if let lookup = source.lookup {
      let needed = lookup.requiredColumns.joined(separator: ", ")
      text += "\n" + layout.wrapped("As a stage: \(lookup.summary) It needs \(needed).") + "\n"
    }
    if let terms = source.terms {
      text += "\n" + layout.wrapped("Terms: \(terms.licence) (\(terms.url))") + "\n"
      text += terms.lines.map { "  - " + layout.wrapped($0, indent: "    ") + "\n" }.joined()
    }
    return text + examples(source.examples)
  }

  private func keyText(_ key: KeySemantics) -> String {
    var text = ""
    if let live = key.liveWhen { text += "; a row is live when \(live)" }
    if let expires = key.expiresWith { text += "; it expires with \(expires)" }
    return text + "\n"
  }

  private func page(_ function: FunctionDeclaration) -> String {
    head(function.name, function.summary, usage: function.signatures) + examples(function.examples)
  }

  private func page(_ aggregate: AggregateDeclaration) -> String {
    head(aggregate.name, aggregate.summary, usage: aggregate.signatures)
      + examples(aggregate.examples)
  }

  private func page(_ window: WindowDeclaration) -> String {
    let note =
      "It stands in `derive`, and looks at the rows with the same `per` in the order of `by`."
    return
      "\(window.name): \(window.summary)\n\n  \(window.signatures.joined(separator: "\n  "))\n\n\(note)\n"
      + examples(window.examples)
  }

  private func page(_ command: CommandDeclaration) -> String {
    head(command.name, command.summary, usage: [command.usage]) + options(command.options)
      + examples(command.examples)
  }

  private func page(_ plugin: Plugin) -> String {
    head(plugin.name, plugin.summary, usage: [plugin.homePage]) + discussion(plugin.discussion)
      + "\n" + section("Sources", plugin.sources.map { ($0.name, $0.summary) })
  }

  private func options(_ options: [OptionDeclaration]) -> String {
    guard !options.isEmpty else { return "" }
    let lines = options.map { option in
      let value = option.valueText.isEmpty ? "" : " (\(option.valueText))"
      return (option.written, option.summary + value)
    }
    return "\n" + section("Options", lines)
  }

  private func line(_ field: Field) -> (String, String) {
    var meaning = field.meaning
    if let unit = field.unit { meaning += " [\(unit)]" }
    let notes = field.notes()
    if !notes.isEmpty { meaning += " (\(notes.joined(separator: "; ")))" }
    return ("\(field.name) \(field.type.isNested ? "…" : "\(field.type)")", meaning)
  }

  private func examples(_ examples: [Example]) -> String {
    guard !examples.isEmpty else { return "" }
    return "\nExamples\n"
      + examples.map { "  \($0.pipeline)\n" + ($0.summary.isEmpty ? "" : "      \($0.summary)\n") }
      .joined()
  }
}

extension OptionDeclaration {
  /// The name as it is written.
  package var written: String { isSmallWord ? name : "--" + name }

  /// What its value must be, and what holds without it; empty for a flag.
  package var valueText: String {
    guard let kind else { return "" }
    return kind.words + (fallback.map { "; default: \($0)" } ?? "")
  }
}

extension CommandDeclaration {
  /// How it is written.
  package var usage: String {
    ([name, argument].filter { !$0.isEmpty }
      + options.map { $0.kind == nil ? "[--\($0.name)]" : "[--\($0.name) VALUE]" })
      .joined(separator: " ")
  }
}
