import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Orders the rows.
///
/// Shape: n rows → n rows, same columns. Equal rows keep their order; nulls come last either way.
/// Complexity: n log n; all rows are held in memory.
package struct Sort: Transform {
  package static let declaration = OperatorDeclaration(
    name: "sort", namesElsewhere: ["order", "orderby", "order_by", "arrange"],
    summary: "Order the rows; equal rows keep their order, nulls come last.",
    discussion: "Text is ordered by code point.",
    clauses: [ClauseDeclaration(.by, ItemsDeclaration(.order, "what to order by"))],
    keepsColumns: true,
    examples: [
      Example("[{a: 2}, {a: null}, {a: 1}] | sort by a", gives: "a\n1\n2\n\n"),
      Example(
        "[{a: 1, b: \"x\"}, {a: 2, b: \"y\"}, {a: 2, b: \"w\"}] | sort by a desc, b",
        gives: "a,b\n2,w\n2,y\n1,x\n"),
    ])

  package let output: Schema
  private let keys: [BoundExpression]
  private let descending: [Bool]

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input.withoutKey()
    let items = call.clauses[.by] ?? []
    keys = call.expressions(items)
    descending = items.map { item in
      if case .expression(_, let descending) = item.content { descending } else { false }
    }
  }

  package var readColumns: Set<String>? {
    Set(keys.flatMap(\.readColumns).map { output.fields[$0].name })
  }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    let evaluation = EvaluationContext(context, stage: "sort")
    return WholeCursor(input) { batches in
      let whole = Batch.concatenating(batches, types: output.fields.map(\.type))
      let columns = try keys.map { try $0.evaluate(whole, evaluation) }
      let order = Batch.order(by: columns, descending: descending, count: whole.count)
      return Batch(columns: whole.columns.map { $0.taking(order) }, count: whole.count)
    }
  }
}
