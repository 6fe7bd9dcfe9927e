import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Makes the values of a column columns, each holding aggregates of its rows.
///
/// Shape: n rows → a row for each key in order of first appearance; the keys, then a column a value in
/// order of first appearance. Nulls: null is a value like any other, and its column is `null`. A cell
/// without rows holds what no rows give: null, or 0 of a count. Complexity: linear in the rows; memory
/// linear in the cells. Errors: `run.pivot-columns`.
package struct Pivot: OpenTransform {
  /// The most columns that values may make.
  static let columnLimit = 1_000

  package static let declaration = OperatorDeclaration(
    name: "pivot", namesElsewhere: ["crosstab", "pivot_wider", "spread", "dcast"],
    summary: "Make the values of a column columns: a row a key, a cell an aggregate.",
    discussion: """
      Without `by` the keys are all columns that are not named otherwise, as in DuckDB. Columns come in \
      order of first appearance (sort before, to have them sorted), under the text of their value, null \
      as `null`; with several aggregates each is `VALUE_AGGREGATE`. There may be 1,000 of them.

      Which columns there are depends on the rows, so that a check can't know them: the stages behind \
      `pivot` are checked when the rows before them have come. `--values` names the values beforehand: \
      then all is checked before anything is asked, and other values are left out.
      """,
    items: ItemsDeclaration(.projections, "the column whose values become columns"),
    clauses: [
      ClauseDeclaration(.with, ItemsDeclaration(.aggregates, "what the cells hold")),
      ClauseDeclaration(.by, ItemsDeclaration(.projections, "the keys", isOptional: true)),
    ],
    options: [
      OptionDeclaration("values", .any, "the values that become columns, as a list")
    ],
    examples: [
      Example(
        "[{m: \"may\", k: \"a\"}, {m: \"june\", k: \"a\"}, {m: \"may\", k: \"b\"}]"
          + " | pivot m with count() by k",
        gives: "k,may,june\na,1,1\nb,1,0\n"),
      Example(
        "[{m: \"may\", n: 4}, {m: \"june\", n: 6}] | pivot m with n = sum(n), mean = avg(n)",
        gives: "may_n,may_mean,june_n,june_mean\n4,4.0,6,6.0\n"),
      Example(
        "[{m: 5, k: \"a\"}, {m: 6, k: \"a\"}] | pivot m with count() by k --values [6, 7]"
          + " | derive all = `6` + `7`",
        gives: "k,6,7,all\na,1,0,1\n"),
    ])

  package let output: Schema
  private let input: Schema
  private let work: PivotWork

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    guard call.items.count == 1, let item = call.items.first, let pivoted = item.expression else {
      throw Diagnostics(
        BindFault.itemCount(
          "pivot", expected: "one column", found: call.items.count, usage: Self.declaration.usage
        ).diagnostic(at: call.items.last?.span ?? call.span))
    }
    let aggregates = (call.clauses[.with] ?? []).compactMap {
      item -> (name: String, aggregate: BoundAggregate)? in
      guard case .aggregate(let aggregate) = item.content else { return nil }
      return (item.name, aggregate)
    }
    let read = pivoted.readColumns
      .union(aggregates.flatMap { $0.aggregate.arguments.flatMap(\.readColumns) })
    let keys = call.clauses[.by] ?? Self.otherColumns(than: read, of: call)
    work = PivotWork(
      column: item.name, pivoted: pivoted, keys: keys.compactMap(\.expression),
      keyFields: zip(keys, call.expressions(keys)).map { $1.field(named: $0.name) },
      aggregates: aggregates, values: try Self.values(call))
    output = try work.schema(of: work.values ?? [], at: call.span)
  }

  /// All columns that nothing else in the call names, as keys.
  private static func otherColumns(than read: Set<Int>, of call: BoundCall) -> [BoundItem] {
    call.input.fields.enumerated().filter { !read.contains($0.offset) }.map { place, field in
      BoundItem(
        name: field.name,
        .expression(
          BoundExpression(.column(place), field.type, at: call.span, field: field),
          descending: false), at: call.span)
    }
  }

  /// The texts of the values that are named beforehand.
  private static func values(_ call: BoundCall) throws(Diagnostics) -> [String?]? {
    guard let option = call.options["values"] else { return nil }
    guard case .list(let values) = option.value, !values.isEmpty,
      values.allSatisfy({ $0.type?.isNested != true }), Set(values).count == values.count,
      values.count <= columnLimit
    else {
      throw Diagnostics(
        BindFault.optionValue(
          "values", expected: "a list of different values, as [\"a\", \"b\"]",
          found: "something else"
        ).diagnostic(at: option.span ?? call.span))
    }
    return values.map { value in
      guard case .string(let text) = Column(value.type ?? .string, [value]).texts().value(at: 0)
      else { return nil }
      return text
    }
  }

  package var isOpen: Bool { work.values == nil }

  package var readColumns: Set<String>? { Set(work.readColumns.map { input.fields[$0].name }) }

  package var dropsUnread: Bool { true }

  package var groupKeys: [BoundExpression]? { work.keys }

  package var note: String { isOpen ? "its columns are made of the values it finds" : "" }

  package func table(of rows: any Cursor, in context: RunContext) async throws -> Table {
    try await work.table(of: rows, in: context)
  }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    let width = output.fields.count
    let rows = OnceRows { try await work.table(of: input, in: context).joined() }
    return isOpen
      ? MapCursor(rows) { Batch(columns: Array($0.columns.prefix(width)), count: $0.count) } : rows
  }
}

/// A cursor that gives one batch, which is made when it is asked for.
private actor OnceRows: Cursor {
  private var make: (@Sendable () async throws -> Batch)?

  init(_ make: @escaping @Sendable () async throws -> Batch) { self.make = make }

  func next() async throws -> Batch? {
    guard let make else { return nil }
    self.make = nil
    return try await make()
  }
}
