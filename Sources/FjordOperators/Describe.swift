import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// A statistical profile: a row a column.
///
/// Shape: n rows → a row for each column. Nulls: counted, and left out of all else. Memory: bounded;
/// of a column with more than `exactLimit` distinct values, what needs them all is estimated.
package struct Describe: Transform {
  /// How many distinct values of a column are kept.
  static let exactLimit = 100_000

  package static let declaration = OperatorDeclaration(
    name: "describe", namesElsewhere: ["profile", "summary", "summarise_all", "stats"],
    summary: "Profile the columns: a row a column, with counts, range, mean, quartiles, lengths.",
    discussion: """
      Rows are read once, in bounded memory. Of a column with more than 100,000 distinct values their \
      number and the quartiles are estimated, the most common value is left out, and `exact` is false. \
      Columns that may not be added up have no mean. To add up or filter the profile, go on with more \
      stages: `describe | where nulls > 0`.
      """,
    examples: [
      Example(
        "[{n: 1}, {n: 2}, {n: 2}, {n: null}] | describe"
          + " | select column, type, count, nulls, distinct, min, max, mean, median, common",
        gives: "column,type,count,nulls,distinct,min,max,mean,median,common\n"
          + "n,int,3,1,2,1,2,1.6666666666666667,2.0,2\n"),
      Example(
        "[{t: \"Å\"}, {t: \"fjord\"}] | describe | select column, shortest, longest, exact",
        gives: "column,shortest,longest,exact\nt,1,5,true\n"),
    ])

  package let output: Schema
  private let input: Schema

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    let isPersonal = call.input.fields.contains(where: \.semantics.isPersonal)
    output = Self.schema(isPersonal: isPersonal)
  }

  /// The columns of a profile; those that show values are personal where a column of the rows is.
  private static func schema(isPersonal: Bool) -> Schema {
    let personal = ColumnSemantics(isPersonal: isPersonal)
    return Schema([
      Field("column", .string, isNullable: false, meaning: "the column's name"),
      Field("type", .string, isNullable: false, meaning: "its type"),
      Field("count", .int, isNullable: false, meaning: "values that are not null"),
      Field("nulls", .int, isNullable: false, meaning: "values that are null"),
      Field("distinct", .int, isNullable: false, meaning: "different values"),
      Field("min", .string, meaning: "the smallest value", semantics: personal),
      Field("max", .string, meaning: "the largest value", semantics: personal),
      Field("mean", .float, meaning: "the arithmetic mean of numbers"),
      Field("q25", .float, meaning: "a quarter of the numbers are at most this"),
      Field("median", .float, meaning: "half of the numbers are at most this"),
      Field("q75", .float, meaning: "three quarters of the numbers are at most this"),
      Field(
        "shortest", .int, unit: "characters", meaning: "the length of the shortest text or list"),
      Field("longest", .int, unit: "characters", meaning: "the length of the longest text or list"),
      Field("common", .string, meaning: "the most common value", semantics: personal),
      Field("common_count", .int, meaning: "how often that value occurs"),
      Field(
        "exact", .bool, isNullable: false,
        meaning: "whether `distinct` and the quartiles are exact"),
    ])
  }

  package var dropsUnread: Bool { true }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    DescribeCursor(input, self.input, output, zone: context.clock.zone)
  }
}

/// Reads all rows, then gives the profile.
private actor DescribeCursor: Cursor {
  private let input: any Cursor
  private let fields: [Field]
  private let output: Schema
  private let zone: ZoneOffsets
  private var isFinished = false

  init(_ input: any Cursor, _ schema: Schema, _ output: Schema, zone: ZoneOffsets) {
    (self.input, self.fields, self.output, self.zone) = (input, schema.fields, output, zone)
  }

  func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    let profiles = fields.map { ColumnProfile($0, exactLimit: Describe.exactLimit) }
    while let batch = try await input.next() {
      try Task.checkCancellation()
      for (profile, column) in zip(profiles, batch.columns) { profile.take(column) }
    }
    isFinished = true
    let rows = profiles.map { $0.row(in: zone) }
    let columns = output.fields.enumerated().map { place, field in
      Column(field.type, rows.map { $0[place] })
    }
    return Batch(columns: columns, count: rows.count)
  }
}
