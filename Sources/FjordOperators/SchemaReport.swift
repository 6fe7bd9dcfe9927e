import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Tells the columns of a pipeline and what they mean, without running it.
///
/// Shape: a row a column.
package struct SchemaReport: Report {
  package static let declaration = OperatorDeclaration(
    name: "schema", summary: "Tell the columns and what they mean, without running anything.",
    examples: [
      Example(
        "[{a: 1, b: \"x\"}] | schema",
        gives: "column,type,nullable,unit,meaning,notes\na,int,true,,,\nb,string,true,,,\n")
    ])

  package init(binding call: BoundCall) throws(Diagnostics) {}

  package func table(of pipeline: BoundPipeline) throws(Diagnostics) -> Table {
    guard !pipeline.isOpen else {
      let stage = pipeline.stages.last
      throw Diagnostics(
        Diagnostic(
          code: "bind.open-columns", "the columns are not known before the rows are",
          at: stage?.span,
          reason: "`\(stage?.name ?? "")` makes columns of the values it finds",
          fix: "name the values: `--values [...]`; or end with `take 0` to run it and see",
          status: .check))
    }
    return Self.table(of: pipeline.output)
  }

  /// A schema as a table: column, type, nullable, unit, meaning, notes.
  package static func table(of schema: Schema) -> Table {
    let fields = schema.fields
    func text(_ values: [String?]) -> Column {
      Column(.string, values.map { $0.map(Value.string) ?? .null })
    }
    let columns = [
      text(fields.map(\.name)), text(fields.map { "\($0.type)" }),
      Column(.bool, fields.map { Value.bool($0.isNullable) }), text(fields.map(\.unit)),
      text(fields.map { $0.meaning.isEmpty ? nil : $0.meaning }),
      text(
        fields.map { field in
          let notes = field.notes(key: schema.key)
          return notes.isEmpty ? nil : notes.joined(separator: "; ")
        }),
    ]
    return Table(
      schema: Schema([
        Field("column", .string, isNullable: false, meaning: "the column's name"),
        Field("type", .string, isNullable: false, meaning: "its type"),
        Field("nullable", .bool, isNullable: false, meaning: "whether null may occur"),
        Field("unit", .string, meaning: "the unit of its values"),
        Field("meaning", .string, meaning: "what it means"),
        Field("notes", .string, meaning: "what else is known: key, personal, area, not additive"),
      ]), batches: [Batch(columns: columns, count: fields.count)])
  }
}
