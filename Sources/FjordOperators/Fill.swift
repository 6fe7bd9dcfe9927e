import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Replaces nulls.
///
/// Shape: n rows → n rows, same columns, order kept. Identity is kept.
package struct Fill: Transform {
  package static let declaration = OperatorDeclaration(
    name: "fill", namesElsewhere: ["fillna", "fill_null", "replace_na", "coalesce"],
    summary: "Replace nulls of columns by values or other columns.",
    discussion: """
      Later items see what earlier ones filled, so `fill a = b, a = 0` takes b first. A value that is \
      there stays as it is, and what is put in must be of the column's type. `derive` with window \
      functions fills from neighbours: `derive a = a ?? lag(a) by t`.
      """,
    items: ItemsDeclaration(.fills, "the columns and what takes the place of null"),
    identity: .keeps, isRowToRow: true, keepsColumns: true,
    examples: [
      Example("[{a: 1}, {a: null}] | fill a = 0", gives: "a\n1\n0\n"),
      Example(
        "[{name: \"x\", id: \"1\"}, {name: null, id: \"2\"}] | fill name = \"no ${id}\"",
        gives: "name,id\nx,1\nno 2,2\n"),
    ])

  package let output: Schema
  private let steps: [(expression: BoundExpression, place: Int)]

  package init(binding call: BoundCall) throws(Diagnostics) {
    var fields = call.input.fields
    var steps: [(BoundExpression, Int)] = []
    for (item, expression) in zip(call.items, call.expressions(call.items)) {
      guard let place = call.input.index(of: item.name), let field = expression.field else {
        preconditionFailure("`fill` is bound over columns that are there")
      }
      fields[place] = field
      steps.append((expression, place))
    }
    self.steps = steps
    let filled = Set(steps.map(\.1))
    output = Schema(fields, key: call.input.key(in: fields) { filled.contains($0) ? nil : $0 })
  }

  package var readColumns: Set<String>? {
    Set(steps.flatMap(\.expression.readColumns).map { output.fields[$0].name })
  }

  package var isVolatile: Bool { steps.contains(where: \.expression.isVolatile) }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    let evaluation = EvaluationContext(context, stage: "fill")
    return MapCursor(input) { batch in
      var columns = batch.columns
      for step in steps where columns[step.place].validity != nil {
        let filled = Batch(columns: columns, count: batch.count)
        columns[step.place] = try step.expression.evaluate(filled, evaluation)
      }
      return batch.replacing(columns: columns)
    }
  }
}
