import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Counts how often each value of a column occurs.
///
/// Shape: n rows → a row a value with its `count`, the largest count first and equal counts in order of
/// first appearance: what `count by a | sort by count desc` gives. Nulls: null is a value. Memory is
/// linear in the values.
package struct Values: Transform {
  package static let declaration = OperatorDeclaration(
    name: "values",
    namesElsewhere: ["value_counts", "freq", "frequencies", "histogram", "tabulate"],
    summary: "Count how often each value of a column occurs, the most frequent first.",
    discussion: "The same as `count by a | sort by count desc`. Null is counted as a value.",
    items: ItemsDeclaration(.projections, "the column, or an expression"),
    examples: [
      Example(
        "[{k: \"a\"}, {k: \"b\"}, {k: null}, {k: \"b\"}] | values k",
        gives: "k,count\nb,2\na,1\n,1\n")
    ])

  package let output: Schema
  private let input: Schema
  private let grouping: Grouping

  package init(binding call: BoundCall) throws(Diagnostics) {
    guard call.items.count == 1 else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.items", "`values` expected one column, found \(call.items.count)",
          at: call.items.last?.span ?? call.span,
          fix: "`count by a, b | sort by count desc` counts several together", status: .check))
    }
    let aggregate = BoundAggregate(
      name: "count", arguments: [], result: .int, isNullable: false, makeState: { CountState() })
    input = call.input
    grouping = Grouping(
      keys: call.expressions(call.items), aggregates: [aggregate], stage: "values")
    output = try Grouping.schema(call: call, keys: call.items, aggregates: [("count", aggregate)])
  }

  package var readColumns: Set<String>? { grouping.readColumns(of: input) }

  package var dropsUnread: Bool { true }

  package func run(over flow: RowFlow, in context: RunContext) -> (any Cursor)? {
    WholeCursor(flow.rows(of: GroupingWork(grouping: grouping, context: context))) {
      [output] batches in
      let groups = Batch.concatenating(batches, types: output.fields.map(\.type))
      let order = Batch.order(by: [groups.columns[1]], descending: [true], count: groups.count)
      return Batch(columns: groups.columns.map { $0.taking(order) }, count: groups.count)
    }
  }
}
