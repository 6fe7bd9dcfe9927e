import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps the rows with the largest values, or the smallest.
///
/// Shape: n rows → at most `count` rows, or so many of each partition, same columns; ordered as `sort`
/// would, partitions in order of first appearance. Rows without a value come behind all others.
/// Complexity: linear in the rows; memory linear in the rows that come out.
package struct Top: Transform {
  package static let declaration = OperatorDeclaration(
    name: "top", namesElsewhere: ["nlargest", "top_n", "slice_max"],
    summary: "Keep the rows with the largest values, the largest first.",
    discussion: """
      `by n asc` takes the smallest instead. Of equal rows the earlier ones are kept. A row without a \
      value comes behind all that have one. With `per` so many rows of each partition are kept, \
      partitions in the order in which they first appear.
      """,
    items: ItemsDeclaration(.count, "how many rows to keep"),
    clauses: [
      ClauseDeclaration(.by, ItemsDeclaration(.largestFirst, "what is to be large")),
      ClauseDeclaration(
        .per,
        ItemsDeclaration(.projections, "keep so many rows for each of these", isOptional: true)),
    ],
    keepsColumns: true,
    examples: [
      Example("[{a: 2}, {a: null}, {a: 3}, {a: 1}] | top 2 by a", gives: "a\n3\n2\n"),
      Example("[{a: 2}, {a: null}, {a: 3}, {a: 1}] | top 2 by a asc", gives: "a\n1\n2\n"),
      Example(
        "[{k: \"x\", n: 1}, {k: \"y\", n: 5}, {k: \"x\", n: 2}] | top 1 by n per k",
        gives: "k,n\nx,2\ny,5\n"),
    ])

  /// The most rows that are kept without a sort of all, which can use files.
  static let mostInMemory = 100_000

  package let output: Schema
  private let count: Int
  private let order: RowOrder
  private let partition: [BoundExpression]

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input.withoutKey()
    count = call.firstCount
    order = RowOrder(of: output, by: call.clauses[.by] ?? [], stage: "top")
    partition = call.expressions(call.clauses[.per] ?? [])
  }

  package var readColumns: Set<String>? {
    order.readColumns(of: output).union(
      partition.flatMap(\.readColumns).map { output.fields[$0].name })
  }

  package var isVolatile: Bool { (order.keys + partition).contains(where: \.isVolatile) }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    if partition.isEmpty, count > Self.mostInMemory {
      return FirstRowsCursor(SortCursor(input, order, context), count: count)
    }
    return TopCursor(input, order, limit: count, per: partition, context)
  }
}

/// The first rows of another cursor.
private actor FirstRowsCursor: Cursor {
  private let input: any Cursor
  private var left: Int

  init(_ input: any Cursor, count: Int) {
    self.input = input
    left = count
  }

  func next() async throws -> Batch? {
    guard left > 0, let batch = try await input.next() else { return nil }
    let part = batch.slice(0..<min(left, batch.count))
    left -= part.count
    return part
  }
}
