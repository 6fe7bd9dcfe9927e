import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Adds or replaces columns, later ones seeing earlier ones.
///
/// Shape: n rows → n rows, columns replaced in place or added behind, order kept. Identity is kept.
package struct Derive: Transform {
  package static let declaration = OperatorDeclaration(
    name: "derive", namesElsewhere: ["extend", "mutate", "add", "eval", "with"],
    summary: "Add or replace columns, later ones seeing earlier ones.",
    items: ItemsDeclaration(.derivations, "the new columns"), identity: .keeps, isRowToRow: true,
    examples: [
      Example("[{a: 2}] | derive b = a * 10, c = b + 1", gives: "a,b,c\n2,20,21\n"),
      Example("[{a: 2}] | derive a = a + 1", gives: "a\n3\n"),
    ])

  package let output: Schema
  private let input: Schema
  private let steps: [(expression: BoundExpression, place: Int)]

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    var fields = call.input.fields
    var steps: [(BoundExpression, Int)] = []
    for (item, expression) in zip(call.items, call.expressions(call.items)) {
      let field = expression.field(named: item.name)
      if let place = fields.firstIndex(where: { $0.name == item.name }) {
        fields[place] = field
        steps.append((expression, place))
      } else {
        steps.append((expression, fields.count))
        fields.append(field)
      }
    }
    self.steps = steps
    let replaced = Set(steps.filter { $0.0.columnIndex != $0.1 }.map(\.1))
    output = Schema(fields, key: call.input.key(in: fields) { replaced.contains($0) ? nil : $0 })
  }

  package var readColumns: Set<String>? {
    let read = steps.flatMap(\.expression.readColumns).filter { $0 < input.fields.count }
    return Set(read.map { input.fields[$0].name })
  }

  package var isVolatile: Bool { steps.contains(where: \.expression.isVolatile) }

  package func step(in context: RunContext) -> BatchStep? {
    let evaluation = EvaluationContext(context, stage: "derive")
    return { batch in
      var columns = batch.columns
      for step in steps {
        let grown = Batch(columns: columns, count: batch.count)
        let column = try step.expression.evaluate(grown, evaluation)
        if step.place < columns.count {
          columns[step.place] = column
        } else {
          columns.append(column)
        }
      }
      return batch.replacing(columns: columns)
    }
  }
}
