import FjordEngine
import FjordPlugin
import FjordTable

/// A made-up table of figures one of whose columns must not be added up.
package enum Statistics {
  /// The columns: a period, persons that can be added up and a rate that can't.
  package static let schema = Schema([
    Field("period", .string, isNullable: false, semantics: ColumnSemantics(isPeriod: true)),
    Field("persons", .int, unit: "persons"),
    Field(
      "share", .float,
      semantics: ColumnSemantics(notAdditiveReason: "it is a percentage of each month's persons")),
  ])

  /// The table as a source called `figures`.
  package static let source = SourceDeclaration.fixed("figures", TableSource(table))

  private static let table = Table(
    schema: schema,
    batches: [
      Batch(
        columns: [
          Column(.string, [.string("2026M01"), .string("2026M02")]),
          Column(.int, [.int(10), .int(30)]), Column(.float, [.float(2.5), .null]),
        ], count: 2)
    ])
}
