/// A bundle of sources of one API, registered at startup.
public struct Plugin: Sendable {
  /// The name that its sources begin with, as `nav`.
  public let name: String
  /// What it reaches, in one line.
  public let summary: String
  /// What to know before one of its sources is chosen, in paragraphs; may be empty.
  public let discussion: String
  /// Where the API is described.
  public let homePage: String
  /// The settings it reads, by the name in the settings file: `url`, `token`.
  public let settings: [String]
  /// Words of the API's language that a reader of its values needs.
  public let glossary: [GlossaryTerm]
  /// Its sources.
  public let sources: [SourceDeclaration]

  /// Creates a plugin.
  public init(
    name: String, summary: String, discussion: String = "", homePage: String,
    settings: [String] = [],
    glossary: [GlossaryTerm] = [], sources: [SourceDeclaration]
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.homePage = homePage
    self.settings = settings
    self.glossary = glossary
    self.sources = sources
  }

  /// All faults of the declarations, a line each; empty where the plugin is sound.
  ///
  /// Checked: names, their uniqueness, summaries and meanings, keys and look-ups that name columns.
  public func faults() -> [String] {
    var faults: [String] = []
    if name.isEmpty || summary.isEmpty {
      faults.append("plugin `\(name)` needs a name and a summary")
    }
    for term in glossary where term.meaning.isEmpty || term.language.utf8.count != 2 {
      faults.append("term `\(term.term)` needs a meaning and a language of two letters")
    }
    if Set(glossary.map(\.term)).count != glossary.count {
      faults.append("the glossary has a term twice")
    }
    var seen: Set<String> = []
    for source in sources {
      if !seen.insert(source.name).inserted { faults.append("`\(source.name)` is declared twice") }
      if !source.name.hasPrefix(name + ".") {
        faults.append("`\(source.name)` does not begin with `\(name).`")
      }
      faults += source.faults()
    }
    return faults
  }
}

extension SourceDeclaration {
  fileprivate func faults() -> [String] {
    var faults: [String] = []
    if summary.isEmpty { faults.append("`\(name)` has no summary") }
    if examples.isEmpty { faults.append("`\(name)` has no example") }
    let added = lookup?.columns ?? []
    for fields in [columns, added] where Set(fields.map(\.name)).count != fields.count {
      faults.append("`\(name)` has two columns of one name")
    }
    for field in columns + added where field.meaning.isEmpty {
      faults.append("column `\(field.name)` of `\(name)` has no meaning")
    }
    let names = options.map(\.name)
    if Set(names).count != names.count { faults.append("`\(name)` has two options of one name") }
    for option in options where option.summary.isEmpty {
      faults.append("option `--\(option.name)` of `\(name)` has no summary")
    }
    for column in key?.columns ?? [] where !columns.contains(where: { $0.name == column }) {
      faults.append("key column `\(column)` of `\(name)` is not declared")
    }
    return faults
  }
}
