import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Makes a record's fields columns.
///
/// Shape: n rows → n rows, the record's place taken by a column a field; order and identity are kept.
/// Nulls: a record that is null gives nulls.
package struct Flatten: Transform {
  package static let declaration = OperatorDeclaration(
    name: "flatten", namesElsewhere: ["unnest_wider"],
    summary: "Make a record's fields columns.",
    discussion: """
      The columns stand where the record stood, each under its field's name; a name that is taken gets \
      the record's name and `_` before it. A list is made rows by `unnest`.
      """,
    items: ItemsDeclaration(.columns, "the records"), identity: .keeps, isRowToRow: true,
    examples: [
      Example(
        "[{id: 1, employer: {name: \"Fjord AS\", id: 7}}] | flatten employer",
        gives: "id,name,employer_id\n1,Fjord AS,7\n"),
      Example(
        "[{a: {x: 1}, b: {y: 2}}] | flatten a, b", gives: "x,y\n1,2\n", "Several records at once."),
    ])

  /// Where a column that comes out comes from.
  private enum Origin {
    case column(Int)
    case field(column: Int, place: Int)
  }

  package let output: Schema
  private let input: Schema
  private let records: [Int]
  private let origins: [Origin]

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    let records = call.columns(call.items)
    for (item, place) in zip(call.items, records) {
      try Self.check(call.input.fields[place], item)
    }
    let left = call.input.fields.indices.filter { !records.contains($0) }
    var taken = Set(left.map { call.input.fields[$0].name })
    var fields: [Field] = []
    var origins: [Origin] = []
    for (place, field) in call.input.fields.enumerated() {
      guard records.contains(place), case .record(let parts) = field.type else {
        fields.append(field)
        origins.append(.column(place))
        continue
      }
      for (number, part) in parts.enumerated() {
        let name = taken.contains(part.name) ? "\(field.name)_\(part.name)" : part.name
        guard taken.insert(name).inserted else {
          throw Diagnostics(BindFault.duplicateColumn(name).diagnostic(at: call.span))
        }
        fields.append(Self.field(part, of: field, named: name))
        origins.append(.field(column: place, place: number))
      }
    }
    guard !fields.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.no-column", "`flatten` would leave no column", at: call.span,
          reason: "the record has no field", status: .check))
    }
    (self.records, self.origins) = (records, origins)
    let places = origins.map { if case .column(let place) = $0 { place } else { -1 } }
    output = Schema(fields, key: call.input.key(in: fields) { places.firstIndex(of: $0) })
  }

  private static func check(_ field: Field, _ item: BoundItem) throws(Diagnostics) {
    if case .record = field.type { return }
    var fix: String?
    if case .list(let element) = field.type {
      fix = "`unnest \(item.name)` makes a row of each element"
      if case .record = element { fix = "`unnest \(item.name) | flatten \(item.name)`" }
    }
    throw Diagnostics(
      Diagnostic(
        code: "bind.type", "`flatten` expected a record, found \(field.type)", at: item.span,
        fix: fix, status: .check))
  }

  private static func field(_ part: RecordField, of record: Field, named name: String) -> Field {
    Field(
      name, part.type,
      semantics: ColumnSemantics(
        notAdditiveReason: record.semantics.notAdditiveReason,
        isPersonal: record.semantics.isPersonal))
  }

  package var readColumns: Set<String>? { Set(records.map { input.fields[$0].name }) }

  package func step(in context: RunContext) -> BatchStep? {
    { batch in
      batch.replacing(
        columns: origins.map { origin in
          switch origin {
          case .column(let place): batch.columns[place]
          case .field(let column, let place): batch.columns[column].field(place)
          }
        })
    }
  }
}
