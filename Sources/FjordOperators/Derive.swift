import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Adds or replaces columns, later ones seeing earlier ones.
///
/// Shape: n rows → n rows, columns replaced in place or added behind, order kept. Identity is kept,
/// unless a window function makes rows depend on each other; then all rows are held in memory.
package struct Derive: Transform {
  package static let declaration = OperatorDeclaration(
    name: "derive", namesElsewhere: ["extend", "mutate", "add", "eval", "with", "window"],
    summary: "Add or replace columns, later ones seeing earlier ones.",
    discussion: """
      Window functions (`help windows`) and aggregates may stand anywhere in an expression: they look \
      at all rows with the same `per`, null being a partition of its own, or at the whole table \
      without `per`. `by` orders the rows inside a partition for them, nulls last, equal rows as they \
      came; the table itself keeps its order. An aggregate is over the whole partition, also with \
      `by`, which `first` and `last` follow; `running_sum` is the one that runs. `per` and `by` mean \
      the columns as they come in. A table with window functions is saved whole, not maintained.
      """,
    items: ItemsDeclaration(.derivations, "the new columns"),
    clauses: [
      ClauseDeclaration(
        .per, ItemsDeclaration(.projections, "what parts the rows", isOptional: true)),
      ClauseDeclaration(
        .by, ItemsDeclaration(.order, "the order inside each part", isOptional: true)),
    ],
    identity: .keeps, isRowToRow: true,
    examples: [
      Example("[{a: 2}] | derive b = a * 10, c = b + 1", gives: "a,b,c\n2,20,21\n"),
      Example("[{a: 2}] | derive a = a + 1", gives: "a\n3\n"),
      Example(
        "[{k: \"a\", v: 1}, {k: \"b\", v: 5}, {k: \"a\", v: 4}] | derive v - lag(v), top = v == max(v) per k",
        gives: "k,v,v_lag_v,top\na,1,,false\nb,5,,true\na,4,3,true\n"),
      Example(
        "[{k: \"a\", t: 2}, {k: \"a\", t: 1}, {k: \"b\", t: 3}] | derive n = row() per k by t | where n == 1",
        gives: "k,t,n\na,1,1\nb,3,1\n"),
    ])

  /// One item, computed when its windows are.
  struct Step: Sendable {
    let windows: [BoundWindow]
    let expression: BoundExpression
    let place: Int
  }

  package let output: Schema
  private let input: Schema
  private let steps: [Step]
  private let partition: [BoundExpression]
  private let order: [BoundExpression]
  private let descending: [Bool]

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    var fields = call.input.fields
    var steps: [Step] = []
    for (item, expression) in zip(call.items, call.expressions(call.items)) {
      let field = expression.field(named: item.name)
      let known = fields.firstIndex { $0.name == item.name }
      steps.append(
        Step(windows: item.windows, expression: expression, place: known ?? fields.count))
      if let known { fields[known] = field } else { fields.append(field) }
    }
    self.steps = steps
    let byItems = call.clauses[.by] ?? []
    partition = call.expressions(call.clauses[.per] ?? [])
    order = call.expressions(byItems)
    descending = byItems.map(\.isDescending)
    let replaced = Set(steps.filter { $0.expression.columnIndex != $0.place }.map(\.place))
    let key = call.input.key(in: fields) { replaced.contains($0) ? nil : $0 }
    output = Schema(fields, key: steps.contains { !$0.windows.isEmpty } ? nil : key)
  }

  private var expressions: [BoundExpression] {
    steps.flatMap { $0.windows.flatMap(\.arguments) + [$0.expression] } + partition + order
  }

  package var readColumns: Set<String>? {
    // Places behind the input's are columns of this stage itself.
    let read = expressions.flatMap(\.readColumns).filter { $0 < input.fields.count }
    return Set(read.map { input.fields[$0].name })
  }

  package var isVolatile: Bool { expressions.contains(where: \.isVolatile) }

  package var looksAcrossRows: Bool { steps.contains { !$0.windows.isEmpty } }

  package func step(in context: RunContext) -> BatchStep? {
    if looksAcrossRows { return nil }
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

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    if let step = step(in: context) { return MapCursor(input, step) }
    let work = WindowWork(
      types: self.input.fields.map(\.type), width: output.fields.count, steps: steps,
      partition: partition, order: order, descending: descending)
    return WindowCursor(input, work, EvaluationContext(context, stage: "derive"))
  }
}
