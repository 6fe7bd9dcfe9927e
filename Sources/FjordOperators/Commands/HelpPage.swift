import FjordEngine
import FjordPlugin
import FjordTable

/// Help made from the declarations alone.
package struct HelpPage {
  private let registry: Registry

  package init(_ registry: Registry) { self.registry = registry }

  /// Everything that has a page.
  package var topics: [String] {
    let names =
      Array(registry.operators.keys) + registry.sources.keys + registry.functions.keys
      + registry.aggregates.keys + registry.commands.keys + registry.plugins.map(\.name)
    return Array(Set(names + ["operators", "sources", "functions", "aggregates", "commands"]))
      .sorted()
  }

  /// What there is, a line each.
  package var overview: String {
    """
    A pipeline is a source and stages joined by `|`:

      nav.feed | where municipal=="BERGEN" | take 50 | save

    \(section("Sources", sourceLines))
    \(section("Operators", operatorLines))
    \(section("Statements", commandLines))
    `help NAME` tells all about one of them; also `help functions` and `help aggregates`.
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
    case "commands": return section("Statements", commandLines)
    default: break
    }
    let pages = [
      registry.sources[name].map(page), registry.operators[name].map { page($0.declaration) },
      registry.functions[name].map(page), registry.aggregates[name].map(page),
      registry.commands[name].map(page), registry.plugins.first { $0.name == name }.map(page),
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

  private func section(_ title: String, _ lines: [(String, String)]) -> String {
    let width = min(lines.map(\.0.count).max() ?? 0, 28)
    let rows = lines.map { name, summary in
      name.count > width
        ? "  \(name)\n  \(String(repeating: " ", count: width))  \(summary)"
        : "  \(name)\(String(repeating: " ", count: width - name.count))  \(summary)"
    }
    return ([title] + rows).joined(separator: "\n") + "\n"
  }

  // MARK: Pages

  private func page(_ declaration: OperatorDeclaration) -> String {
    var text = "\(declaration.name): \(declaration.summary)\n\n  \(declaration.usage)\n"
    if !declaration.discussion.isEmpty { text += "\n" + declaration.discussion + "\n" }
    text += options(declaration.options)
    return text + examples(declaration.examples)
  }

  private func page(_ source: SourceDeclaration) -> String {
    var text = "\(source.name): \(source.summary)\n\n  \(source.usage)\n"
    if !source.discussion.isEmpty { text += "\n" + source.discussion + "\n" }
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
      text +=
        "\nAs a stage: \(lookup.summary) It needs \(lookup.requiredColumns.joined(separator: ", ")).\n"
    }
    if let terms = source.terms {
      text += "\nTerms: \(terms.licence) (\(terms.url))\n"
      text += terms.duties.map { "  - \($0)\n" }.joined()
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
    "\(function.name): \(function.summary)\n\n  \(function.signatures.joined(separator: "\n  "))\n"
      + examples(function.examples)
  }

  private func page(_ aggregate: AggregateDeclaration) -> String {
    "\(aggregate.name): \(aggregate.summary)\n\n  \(aggregate.signatures.joined(separator: "\n  "))\n"
      + examples(aggregate.examples)
  }

  private func page(_ command: CommandDeclaration) -> String {
    "\(command.name): \(command.summary)\n\n  \(command.usage)\n" + options(command.options)
      + examples(command.examples)
  }

  private func page(_ plugin: Plugin) -> String {
    "\(plugin.name): \(plugin.summary)\n\n  \(plugin.homePage)\n\n"
      + section("Sources", plugin.sources.map { ($0.name, $0.summary) })
  }

  private func options(_ options: [OptionDeclaration]) -> String {
    guard !options.isEmpty else { return "" }
    let lines = options.map { option in
      let value = option.valueText.isEmpty ? "" : " (\(option.valueText))"
      return ("--" + option.name, option.summary + value)
    }
    return "\n" + section("Options", lines)
  }

  private func line(_ field: Field) -> (String, String) {
    var meaning = field.meaning
    if let unit = field.unit { meaning += " [\(unit)]" }
    if field.semantics.isPersonal { meaning += " (personal)" }
    if let reason = field.semantics.notAdditiveReason { meaning += " (not additive: \(reason))" }
    return ("\(field.name) \(field.type.isNested ? "…" : "\(field.type)")", meaning)
  }

  private func examples(_ examples: [Example]) -> String {
    guard !examples.isEmpty else { return "" }
    return "\nExamples\n"
      + examples.map { "  \($0.pipeline)\n" + ($0.summary.isEmpty ? "" : "      \($0.summary)\n") }
      .joined()
  }
}

extension SourceDeclaration {
  /// How it is written.
  package var usage: String {
    ([name] + parameters.map { $0.isOptional ? "[\($0.name)]" : $0.name }
      + (options.isEmpty ? [] : ["[--option value]"]))
      .joined(separator: " ")
  }
}

extension OptionDeclaration {
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
