import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps the first of equal rows.
///
/// Shape: n rows → at most n rows, order kept; with columns named only these come out, with `by` the
/// whole first row of each. Nulls are equal to one another. Memory is linear in the distinct rows.
package struct Distinct: Transform {
  package static let declaration = OperatorDeclaration(
    name: "distinct", namesElsewhere: ["unique", "uniq", "dedup"],
    summary:
      "Keep the first of equal rows, the distinct values of columns, or a first row by keys.",
    items: ItemsDeclaration(.columns, "the columns that come out", isOptional: true),
    clauses: [
      ClauseDeclaration(
        .by, ItemsDeclaration(.projections, "what counts as equal", isOptional: true))
    ],
    examples: [
      Example("[1, 2, 1] | distinct", gives: "value\n1\n2\n"),
      Example(
        "[{a: 1, b: 2}, {a: 1, b: 3}] | distinct a", gives: "a\n1\n"),
      Example("[{a: 1, b: 2}, {a: 1, b: 3}] | distinct by a", gives: "a,b\n1,2\n"),
    ])

  package let output: Schema
  private let input: Schema
  private let keys: [BoundExpression]
  private let columns: [Int]

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    let named = call.columns(call.items)
    let by = call.expressions(call.clauses[.by] ?? [])
    guard named.isEmpty || by.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.items", "`distinct` takes columns or `by`, not both", at: call.span,
          fix: "`distinct a, b` gives two columns; `distinct by a, b` gives whole rows",
          status: .check))
    }
    columns = named.isEmpty ? Array(call.input.fields.indices) : named
    keys =
      by.isEmpty
      ? columns.map { BoundExpression(.column($0), call.input.fields[$0].type, at: call.span) } : by
    output = Schema(columns.map { call.input.fields[$0] })
  }

  package var readColumns: Set<String>? {
    Set((keys.flatMap(\.readColumns) + columns).map { input.fields[$0].name })
  }

  package var dropsUnread: Bool { true }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    DistinctCursor(input, keys: keys, columns: columns, context)
  }
}

private actor DistinctCursor: Cursor {
  private let input: any Cursor
  private let keys: [BoundExpression]
  private let columns: [Int]
  private let evaluation: EvaluationContext
  private let grouper = Grouper(keepsKeys: false)

  init(_ input: any Cursor, keys: [BoundExpression], columns: [Int], _ context: RunContext) {
    self.input = input
    self.keys = keys
    self.columns = columns
    evaluation = EvaluationContext(context, stage: "distinct")
  }

  func next() async throws -> Batch? {
    guard let batch = try await input.next() else { return nil }
    let values = try keys.map { try $0.evaluate(batch, evaluation) }
    let (_, firsts) = grouper.assign(values, count: batch.count)
    let chosen = columns.map { batch.columns[$0].taking(firsts) }
    return Batch(columns: chosen, count: firsts.count)
  }
}
