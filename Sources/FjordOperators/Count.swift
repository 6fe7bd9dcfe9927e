import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Counts rows, whole or by keys.
///
/// Shape: n rows → one row with the column `count`, or a row a key in order of first appearance.
package struct Count: Transform {
  package static let declaration = OperatorDeclaration(
    name: "count", summary: "Count the rows, whole or by keys.",
    clauses: [
      ClauseDeclaration(.by, ItemsDeclaration(.projections, "the keys", isOptional: true))
    ],
    examples: [
      Example("[1, 2, 3] | count", gives: "count\n3\n"),
      Example(
        "[{k: \"a\"}, {k: \"b\"}, {k: \"a\"}] | count by k", gives: "k,count\na,2\nb,1\n"),
    ])

  package let output: Schema
  private let input: Schema
  private let grouping: Grouping

  package init(binding call: BoundCall) throws(Diagnostics) {
    let keys = call.clauses[.by] ?? []
    let aggregate = BoundAggregate(
      name: "count", arguments: [], result: .int, isNullable: false, makeState: { CountState() })
    input = call.input
    grouping = Grouping(keys: call.expressions(keys), aggregates: [aggregate], stage: "count")
    output = try Grouping.schema(call: call, keys: keys, aggregates: [("count", aggregate)])
  }

  package var readColumns: Set<String>? { grouping.readColumns(of: input) }

  package var dropsUnread: Bool { true }

  package var groupKeys: [BoundExpression]? { grouping.keys }

  package func sharedWork(in context: RunContext) -> (any SharedWork)? {
    GroupingWork(grouping: grouping, context: context)
  }
}
