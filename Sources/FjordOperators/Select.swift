import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Chooses and computes columns.
///
/// Shape: n rows → n rows, the columns as written, order kept. Identity is kept.
package struct Select: Transform {
  package static let declaration = OperatorDeclaration(
    name: "select", namesElsewhere: ["project", "keep", "cut"],
    summary: "Choose columns, in the order written, or compute new ones.",
    discussion:
      "An expression without a name is named after its text: `lower(title)` → `lower_title`.",
    items: ItemsDeclaration(.projections, "the columns that come out"), identity: .keeps,
    isRowToRow: true,
    examples: [
      Example("[{a: 1, b: 2, c: 3}] | select c, a", gives: "c,a\n3,1\n"),
      Example("[{a: 1}] | select twice = a * 2, a + 1", gives: "twice,a_1\n2,2\n"),
    ])

  package let output: Schema
  private let input: Schema
  private let expressions: [BoundExpression]

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    expressions = call.expressions(call.items)
    let fields = zip(call.items, expressions).map { $1.field(named: $0.name) }
    let places = expressions.map(\.columnIndex)
    output = Schema(fields, key: call.input.key(in: fields) { places.firstIndex(of: $0) })
  }

  package var readColumns: Set<String>? {
    Set(expressions.flatMap(\.readColumns).map { input.fields[$0].name })
  }

  package var dropsUnread: Bool { true }

  package var isVolatile: Bool { expressions.contains(where: \.isVolatile) }

  package func step(in context: RunContext) -> BatchStep? {
    let evaluation = EvaluationContext(context, stage: "select")
    return { batch in
      batch.replacing(columns: try expressions.map { try $0.evaluate(batch, evaluation) })
    }
  }
}
