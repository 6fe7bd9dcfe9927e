import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Makes columns rows: a row for each value, with the name of its column.
///
/// Shape: n rows → at most n rows for each column named; the other columns first, then name and
/// value. Rows come in the order of the input, and of one row's values in the order the columns are
/// named. Nulls: left out and counted, unless `--keep-nulls`.
package struct Unpivot: Transform {
  package static let declaration = OperatorDeclaration(
    name: "unpivot", namesElsewhere: ["melt", "gather", "pivot_longer", "stack"],
    summary: "Make columns rows: a row a value, with its column's name.",
    discussion: """
      The columns must be of one type, or int and float, which give float. Null values give no row, as \
      in DuckDB, and are counted in the footer; `--keep-nulls` gives them one. Without `into` the new \
      columns are called `name` and `value`.
      """,
    items: ItemsDeclaration(.columns, "the columns that become rows"),
    clauses: [
      ClauseDeclaration(
        .into, ItemsDeclaration(.names, "what name and value are called", isOptional: true))
    ],
    options: [OptionDeclaration("keep-nulls", nil, "a row for a null value too")],
    examples: [
      Example(
        "[{place: \"BERGEN\", may: 4, june: 5}] | unpivot may, june into month, ads",
        gives: "place,month,ads\nBERGEN,may,4\nBERGEN,june,5\n"),
      Example(
        "[{a: 2, b: 3}, {a: null, b: 4}] | unpivot a, b --keep-nulls",
        gives: "name,value\na,2\nb,3\na,\nb,4\n"),
    ])

  package let output: Schema
  private let input: Schema
  private let kept: [Int]
  private let turned: [Int]
  private let type: DataType
  private let keepsNulls: Bool

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    let places = call.columns(call.items)
    turned = places
    kept = call.input.fields.indices.filter { !places.contains($0) }
    keepsNulls = call.flag("keep-nulls")
    let fields = places.map { call.input.fields[$0] }
    type = try Self.commonType(fields, call)
    let names = try Self.names(call)
    let value = Self.valueField(names[1], type, fields, isNullable: keepsNulls)
    let all =
      kept.map { call.input.fields[$0] } + [Field(names[0], .string, isNullable: false), value]
    if let taken = all.dropLast(2).first(where: { names.contains($0.name) }) {
      throw Diagnostics(BindFault.duplicateColumn(taken.name).diagnostic(at: call.span))
    }
    output = Schema(all)
  }

  private static func commonType(_ fields: [Field], _ call: BoundCall) throws(Diagnostics)
    -> DataType
  {
    var found: DataType?
    for (field, item) in zip(fields, call.items) {
      guard let both = DataType.common(of: [found, field.type]) else {
        let other = field.type == .string ? fields[0].name : field.name
        throw Diagnostics(
          Diagnostic(
            code: "bind.type", "`unpivot` expected columns of one type, found \(field.type)",
            at: item.span,
            reason: "`\(fields[0].name)` is \(fields[0].type) and `\(field.name)` is \(field.type)",
            fix: "make them one type before: `derive \(other) = string(\(other))`",
            status: .check))
      }
      found = both
    }
    return found ?? .string
  }

  /// What the two new columns are called.
  private static func names(_ call: BoundCall) throws(Diagnostics) -> [String] {
    guard let items = call.clauses[.into] else { return ["name", "value"] }
    guard items.count == 2 else {
      throw Diagnostics(
        BindFault.itemCount(
          "into", expected: "two names", found: items.count,
          usage: "unpivot COLUMN, ... into NAME, VALUE"
        ).diagnostic(at: items.last?.span ?? call.span))
    }
    return items.map(\.name)
  }

  /// What is known of the values: what is known of each, or of any that must not be forgotten.
  private static func valueField(
    _ name: String, _ type: DataType, _ fields: [Field], isNullable: Bool
  ) -> Field {
    let units = Set(fields.map(\.unit))
    return Field(
      name, type, isNullable: isNullable && fields.contains(where: \.isNullable),
      unit: units.count == 1 ? fields[0].unit : nil,
      semantics: ColumnSemantics(
        notAdditiveReason: fields.lazy.compactMap(\.semantics.notAdditiveReason).first,
        isPersonal: fields.contains(where: \.semantics.isPersonal)))
  }

  package var readColumns: Set<String>? { Set(turned.map { input.fields[$0].name }) }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    let width = turned.count
    let zone = context.clock.zone
    let notices = context.notices
    return SpreadCursor(input, sizes: { [Int](repeating: width, count: $0.count) }) { batch in
      let values = turned.map { batch.columns[$0].widened(to: type, zone: zone) }
      let rows = rows(values, count: batch.count)
      if !keepsNulls {
        notices.count("null left out by `unpivot`", width * batch.count - rows.parents.count)
      }
      let names = Column(.string, turned.map { .string(self.input.fields[$0].name) })
      let columns =
        kept.map { batch.columns[$0].taking(rows.parents) }
        + [names.taking(rows.columns), Column.concatenating(values).taking(rows.values)]
      return Batch(columns: columns, count: rows.parents.count)
    }
  }

  /// The rows that come out: of which row, which column, and which of all values.
  private func rows(_ values: [Column], count: Int) -> (
    parents: [Int32], columns: [Int32], values: [Int32]
  ) {
    var parents: [Int32] = []
    var columns: [Int32] = []
    var places: [Int32] = []
    for row in 0..<count {
      for (place, column) in values.enumerated() where keepsNulls || !column.isNull(row) {
        parents.append(Int32(truncatingIfNeeded: row))
        columns.append(Int32(truncatingIfNeeded: place))
        places.append(Int32(truncatingIfNeeded: place * count + row))
      }
    }
    return (parents, columns, places)
  }
}
