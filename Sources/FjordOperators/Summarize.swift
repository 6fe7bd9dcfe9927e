import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Groups rows and aggregates each group.
///
/// Shape: n rows → a row a group, keys first and then the aggregates, groups in order of first
/// appearance; without keys one row, also of no rows. Nulls: null is a group; aggregates skip nulls.
/// Complexity: linear in the rows; memory linear in the groups.
package struct Summarize: Transform {
  package static let declaration = OperatorDeclaration(
    name: "summarize",
    namesElsewhere: ["group", "groupby", "group_by", "aggregate", "agg", "summarise"],
    summary: "Group rows by keys and aggregate each group.",
    discussion: """
      Groups come in order of first appearance, keys first and then the aggregates as written. Without \
      `by` all rows are one group. Null is a key like any other; aggregates skip nulls.
      """,
    items: ItemsDeclaration(.aggregates, "the aggregates"),
    clauses: [
      ClauseDeclaration(.by, ItemsDeclaration(.projections, "the keys", isOptional: true))
    ],
    examples: [
      Example(
        "[{k: \"a\", n: 1}, {k: \"b\", n: 2}, {k: \"a\", n: 4}] | summarize rows = count(), sum(n) by k",
        gives: "k,rows,sum_n\na,2,5\nb,1,2\n"),
      Example("[{n: 1}, {n: 3}] | summarize avg(n)", gives: "avg_n\n2.0\n"),
    ])

  package let output: Schema
  private let input: Schema
  private let grouping: Grouping

  package init(binding call: BoundCall) throws(Diagnostics) {
    let keys = call.clauses[.by] ?? []
    let aggregates = call.items.compactMap { item -> (String, BoundAggregate)? in
      guard case .aggregate(let aggregate) = item.content else { return nil }
      return (item.name, aggregate)
    }
    input = call.input
    grouping = Grouping(
      keys: call.expressions(keys), aggregates: aggregates.map(\.1), stage: "summarize")
    output = try Grouping.schema(call: call, keys: keys, aggregates: aggregates)
  }

  package var readColumns: Set<String>? { grouping.readColumns(of: input) }

  package var dropsUnread: Bool { true }

  package var groupKeys: [BoundExpression]? { grouping.keys }

  package func sharedWork(in context: RunContext) -> (any SharedWork)? {
    GroupingWork(grouping: grouping, context: context)
  }
}
