import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

extension SourceDeclaration {
  /// `sources`: every source there is.
  package static func sources(_ registry: Registry) -> SourceDeclaration {
    listing(
      "sources", "Every source there is.", ["source": "the name", "summary": "what rows it gives"]
    ) {
      registry.sources.values.sorted { $0.name < $1.name }.map { [$0.name, $0.summary] }
    }
  }

  /// `plugins`: every plugin, and those left out.
  package static func plugins(_ registry: Registry) -> SourceDeclaration {
    listing(
      "plugins", "Every plugin, ready or left out.",
      [
        "plugin": "the name", "state": "`ready` or `left out`",
        "summary": "what it reaches, or why it was left out", "home": "where the API is described",
      ]
    ) {
      registry.plugins.map { [$0.name, "ready", $0.summary, $0.homePage] }
        + registry.brokenPlugins.map {
          [$0.name, "left out", $0.faults.joined(separator: "; "), ""]
        }
    }
  }

  /// `operators`: every operator there is.
  package static func operators(_ registry: Registry) -> SourceDeclaration {
    listing(
      "operators", "Every operator there is.",
      ["operator": "the name", "usage": "how it is written", "summary": "what it does"]
    ) {
      registry.operators.values.map { $0.declaration }.sorted { $0.name < $1.name }
        .map { [$0.name, $0.usage, $0.summary] }
    }
  }

  private static func listing(
    _ name: String, _ summary: String, _ columns: KeyValuePairs<String, String>,
    _ rows: @escaping @Sendable () -> [[String]]
  ) -> SourceDeclaration {
    let fields = columns.map { Field($0.key, .string, isNullable: false, meaning: $0.value) }
    return SourceDeclaration(
      name: name, summary: summary, columns: fields, examples: [Example("\(name) | count")],
      open: { _, _ in
        let rows = rows()
        let columns = fields.indices.map { place in
          Column(.string, rows.map { Value.string($0[place]) })
        }
        return TableSource(
          Table(
            schema: Schema(fields), batches: [Batch(columns: columns, count: rows.count)]))
      })
  }

  /// What a source says of its table: key, life of a row, terms.
  private static func semantics(of source: SourceDeclaration) -> [String] {
    var lines: [String] = []
    if source.columns.isEmpty {
      lines.append(
        "\(source.name): the columns depend on the arguments: `\(source.name) ... | schema`")
    }
    if let key = source.key {
      var line = "key: \(key.columns.joined(separator: ", "))"
      if let live = key.liveWhen { line += "; a row is live when \(live)" }
      if let expires = key.expiresWith { line += "; it expires with \(expires)" }
      lines.append(line)
    }
    if let terms = source.terms { lines.append("terms: \(terms.licence) (\(terms.url))") }
    return lines
  }

  /// `schema NAME`: the columns of a source, without asking it anything.
  package static func schema(_ registry: Registry) -> SourceDeclaration {
    SourceDeclaration(
      name: "schema", summary: "The columns of a source and what they mean: `schema nav.feed`.",
      parameters: [ParameterDeclaration("SOURCE", .word([], others: true), "the source's name")],
      columns: SchemaReport.table(of: Schema([])).schema.fields,
      examples: [
        Example("schema range | select column, type", gives: "column,type\nvalue,int\n")
      ],
      open: { arguments, context in
        guard case .string(let name)? = arguments.positional.first?.value else {
          preconditionFailure("`schema` has a name by its declaration")
        }
        guard let source = registry.sources[name] else {
          throw Diagnostics(
            BindFault.unknownSource(name, known: registry.sources.keys.sorted())
              .diagnostic(at: arguments.positional.first?.span))
        }
        for line in semantics(of: source) { context.notices.tell(line) }
        return TableSource(SchemaReport.table(of: Schema(source.columns, key: source.key)))
      })
  }
}
