import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

extension SourceDeclaration {
  /// `glossary WORD`: words of the APIs' languages in English, and the other way round.
  package static func glossary(_ registry: Registry) -> SourceDeclaration {
    SourceDeclaration(
      name: "glossary", summary: "Words of the APIs' languages, explained in English.",
      discussion: """
        A word gives the terms that it is or stands in, whatever their case; where it is in none, those \
        whose English meaning has it. Without a word all terms come.
        """,
      parameters: [
        ParameterDeclaration(
          "WORD", .word([], others: true), "a word in the API's language or in English",
          isOptional: true)
      ],
      columns: Glossary.fields,
      examples: [
        Example("glossary fylke | select term, meaning", gives: "term,meaning\nfylke,a county\n"),
        Example("glossary municipality | count by language", "the same thing in every language"),
      ],
      open: { arguments, _ in
        let glossary = Glossary(registry)
        guard let argument = arguments.positional.first, case .string(let word) = argument.value
        else { return TableSource(glossary.table(glossary.rows)) }
        let rows = glossary.rows(of: word)
        guard !rows.isEmpty else {
          throw Diagnostics(
            BindFault.unknownTerm(word, known: glossary.rows.map(\.term.term))
              .diagnostic(at: argument.span))
        }
        return TableSource(glossary.table(rows))
      })
  }
}

/// The words of all plugins.
private struct Glossary {
  typealias Row = (term: GlossaryTerm, plugin: String)

  static let fields = [
    Field("term", .string, isNullable: false, meaning: "the word, its forms behind commas"),
    Field(
      "language", .string, isNullable: false, meaning: "its language",
      semantics: ColumnSemantics(codeList: "ISO 639-1")),
    Field("meaning", .string, isNullable: false, meaning: "what it means in English"),
    Field("plugin", .string, isNullable: false, meaning: "the plugin whose API uses it"),
  ]

  /// In the order of the terms.
  let rows: [Row]

  init(_ registry: Registry) {
    rows = registry.plugins.flatMap { plugin in plugin.glossary.map { ($0, plugin.name) } }
      .sorted { ($0.0.term.lowercased(), $0.1) < ($1.0.term.lowercased(), $1.1) }
  }

  /// Terms that are the word; else those it stands in; else those whose meaning has it.
  func rows(of word: String) -> [Row] {
    let word = word.lowercased()
    let tests: [(GlossaryTerm) -> Bool] = [
      { $0.term.lowercased().split(separator: ", ").contains { $0 == word } },
      { $0.term.lowercased().contains(word) },
      { $0.meaning.lowercased().contains(word) },
    ]
    return tests.lazy.map { test in rows.filter { test($0.term) } }.first { !$0.isEmpty } ?? []
  }

  func table(_ rows: [Row]) -> Table {
    let texts = rows.map { [$0.term.term, $0.term.language, $0.term.meaning, $0.plugin] }
    let columns = Self.fields.indices.map { place in
      Column(.string, texts.map { Value.string($0[place]) })
    }
    return Table(
      schema: Schema(Self.fields), batches: [Batch(columns: columns, count: rows.count)])
  }
}
