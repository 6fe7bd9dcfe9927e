import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Orders the rows.
///
/// Shape: n rows → n rows, same columns. Equal rows keep their order; nulls come last either way.
/// Complexity: n log n; rows past the memory budget go to temporary files in ordered runs, which are
/// merged as they are read.
package struct Sort: Transform {
  package static let declaration = OperatorDeclaration(
    name: "sort", namesElsewhere: ["order", "orderby", "order_by", "arrange"],
    summary: "Order the rows; equal rows keep their order, nulls come last.",
    discussion: """
      Text is ordered by code point, `false` before `true`, and a number that is not one (NaN) counts \
      as the largest. With `--locale` text is ordered as a language does, by the Unicode collation \
      rules that come with fjord: in Norwegian `nb` a word with `aa` stands with those with `å`.
      """,
    clauses: [ClauseDeclaration(.by, ItemsDeclaration(.order, "what to order by"))],
    options: [
      OptionDeclaration(
        "locale", .string, "the language whose order texts get, as `nb`", fallback: "code points")
    ],
    keepsColumns: true,
    examples: [
      Example("[{a: 2}, {a: null}, {a: 1}] | sort by a", gives: "a\n1\n2\n\n"),
      Example(
        "[{a: 1, b: \"x\"}, {a: 2, b: \"y\"}, {a: 2, b: \"w\"}] | sort by a desc, b",
        gives: "a,b\n2,w\n2,y\n1,x\n"),
      Example(
        "[\"Ål\", \"Øl\", \"Zen\", \"aal\", \"Bil\"] | sort by value --locale nb",
        gives: "value\nBil\nZen\nØl\nÅl\naal\n"),
    ])

  package let output: Schema
  private let order: RowOrder
  /// How many rows are looked at behind it, where these are few.
  private var lookedAt: Int?

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input.withoutKey()
    order = RowOrder(
      of: output, by: call.clauses[.by] ?? [], stage: "sort",
      collator: try Self.collator(call.options["locale"]))
  }

  package var readColumns: Set<String>? { order.readColumns(of: output) }

  package var isVolatile: Bool { order.keys.contains(where: \.isVolatile) }

  package var note: String { lookedAt.map { "keeps only the first \($0) rows" } ?? "" }

  package func limited(to count: Int) -> (any Transform)? {
    guard count <= Top.mostInMemory else { return nil }
    var copy = self
    copy.lookedAt = count
    return copy
  }

  private static func collator(
    _ option: SourceArguments.Argument?
  ) throws(Diagnostics) -> Collator? {
    guard case .string(let language)? = option?.value else { return nil }
    if let collator = Collator(language: language) { return collator }
    throw Diagnostics(
      Diagnostic(
        code: "bind.locale", "no order is known for the language `\(language)`",
        at: option?.span, fix: "write a language as `nb`, `sv`, `da` or `de-AT`", status: .check))
  }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    guard let limit = lookedAt else { return SortCursor(input, order, context) }
    return TopCursor(input, order, limit: limit, per: [], context)
  }
}

extension RowOrder {
  /// The order that the items of a stage say.
  init(
    of schema: Schema, by items: [BoundItem], stage: String, collator: Collator? = nil
  ) {
    var keys: [BoundExpression] = []
    var descending: [Bool] = []
    for case .expression(let key, let isDescending) in items.map(\.content) {
      keys.append(key)
      descending.append(isDescending)
    }
    self.init(
      of: schema, by: keys, descending: descending, stage: stage,
      collation: collator.map { collator in { @Sendable column in collator.keys(column) } })
  }

  /// The names of the columns that the keys read.
  func readColumns(of schema: Schema) -> Set<String> {
    Set(keys.flatMap(\.readColumns).map { schema.fields[$0].name })
  }
}
