import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Makes a list's elements rows.
///
/// Shape: n rows → a row an element, the other columns repeated, order kept; a row whose list is empty
/// or null stays with null, unless `--only`. Identity is kept and grows by the element's place: all
/// elements of a row come and go together, so that each row first takes out what its key had before.
package struct Unnest: Transform {
  package static let declaration = OperatorDeclaration(
    name: "unnest", namesElsewhere: ["explode", "mv-expand", "unwind", "unnest_longer", "expand"],
    summary: "Make a list's elements rows.",
    discussion: """
      The other columns are repeated. A row whose list is empty or null stays, with null; `--only` drops \
      it. The element takes the list's place and name, or the name behind `as`. Behind a keyed source \
      the elements' key is that of their row and their place in the list, and they leave together; \
      `save` keeps the place as a column.
      """,
    items: ItemsDeclaration(.projections, "the list"),
    clauses: [
      ClauseDeclaration(.as, ItemsDeclaration(.names, "the element's name", isOptional: true))
    ],
    options: [OptionDeclaration("only", nil, "drop rows whose list is empty or null")],
    identity: .keeps,
    examples: [
      Example(
        "[{id: 1, tags: [\"a\", \"b\"]}, {id: 2, tags: []}] | unnest tags as tag",
        gives: "id,tag\n1,a\n1,b\n2,\n"),
      Example(
        "[{id: 1, tags: [\"a\", \"b\"]}, {id: 2, tags: []}] | unnest tags --only",
        gives: "id,tags\n1,a\n1,b\n"),
      Example(
        "[{id: 1, places: [{city: \"Bergen\"}, {city: \"Oslo\"}]}] | unnest places | flatten places",
        gives: "id,city\n1,Bergen\n1,Oslo\n"),
    ])

  package let output: Schema
  private let list: BoundExpression
  private let element: DataType
  private let input: Schema
  /// Where the element stands among the columns.
  private let place: Int
  private let isOnly: Bool

  package init(binding call: BoundCall) throws(Diagnostics) {
    input = call.input
    isOnly = call.flag("only")
    guard call.items.count == 1, let item = call.items.first, let list = item.expression else {
      throw Diagnostics(
        BindFault.itemCount(
          "unnest", expected: "one list", found: call.items.count,
          usage: Self.declaration.usage
        ).diagnostic(at: call.items.last?.span ?? call.span))
    }
    guard case .list(let element)? = list.type else {
      throw Diagnostics(Self.notAList(item, list))
    }
    let names = call.clauses[.as] ?? []
    guard names.count <= 1 else {
      throw Diagnostics(
        BindFault.itemCount(
          "as", expected: "one name", found: names.count, usage: Self.declaration.usage
        ).diagnostic(at: names[1].span))
    }
    (self.list, self.element) = (list, element)
    let name = names.first?.name ?? item.name
    var field = list.field(named: name)
    (field.type, field.isNullable) = (element, true)
    var fields = call.input.fields
    place = list.columnIndex ?? fields.count
    if place < fields.count { fields[place] = field } else { fields.append(field) }
    guard fields.filter({ $0.name == name }).count == 1 else {
      throw Diagnostics(BindFault.duplicateColumn(name).diagnostic(at: call.span))
    }
    let replaced = place
    var key = call.input.key(in: fields) { $0 == replaced ? nil : $0 }
    key?.hidden.append("\(name)_place")
    output = Schema(fields, key: key)
  }

  private static func notAList(_ item: BoundItem, _ found: BoundExpression) -> Diagnostic {
    var fix: String?
    if case .record? = found.type { fix = "`flatten \(item.name)` makes a record's fields columns" }
    return Diagnostic(
      code: "bind.type",
      "`unnest` expected a list, found \(found.type.map { "\($0)" } ?? "null")", at: item.span,
      fix: fix, status: .check)
  }

  package var readColumns: Set<String>? { Set(list.readColumns.map { input.fields[$0].name }) }

  package func nameBefore(_ column: String) -> String {
    guard place < input.fields.count, output.fields[place].name == column else { return column }
    return input.fields[place].name
  }

  package var isVolatile: Bool { list.isVolatile }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    let evaluation = EvaluationContext(context, stage: "unnest")
    return SpreadCursor(
      input,
      sizes: { batch in
        let lists = try list.evaluate(batch, evaluation)
        return lists.elements?.ranges.map(\.count) ?? []
      },
      transform: { batch in spread(batch, try list.evaluate(batch, evaluation)) })
  }

  private func spread(_ batch: Batch, _ lists: Column) -> Batch {
    guard let (child, ranges) = lists.elements else { return batch }
    var parents: [Int32] = []
    var elements: [Int32] = []
    var places: [Int64] = []
    for (row, range) in ranges.enumerated() {
      let isEmpty = range.isEmpty || lists.isNull(row)
      if isEmpty {
        guard !isOnly else { continue }
        parents.append(Int32(truncatingIfNeeded: row))
        elements.append(-1)
        places.append(0)
        continue
      }
      for element in range {
        parents.append(Int32(truncatingIfNeeded: row))
        elements.append(Int32(truncatingIfNeeded: element))
        places.append(Int64(element - range.lowerBound))
      }
    }
    let values = child.taking(elements)
    var columns = batch.columns.enumerated().map { place, column in
      place == self.place ? values : column.taking(parents)
    }
    if place == columns.count { columns.append(values) }
    let identity = identity(of: batch, parents, places)
    return Batch(
      columns: columns, count: parents.count, identity: identity.rows,
      retractions: identity.retractions, pending: pending(batch.pending),
      checkpoint: batch.checkpoint)
  }

  /// The elements' identity, and what goes before they come: all that their rows' keys had.
  private func identity(of batch: Batch, _ parents: [Int32], _ places: [Int64]) -> (
    rows: RowIdentity?, retractions: RowIdentity?
  ) {
    let gone = batch.retractions.map { grown($0, Column.nulls(.int, count: $0.count)) }
    guard let identity = batch.identity else { return (nil, gone) }
    let column = Column(.int, count: places.count, validity: nil, .int64(places[...]))
    let before = grown(identity.retracted(), Column.nulls(.int, count: identity.count))
    return (
      grown(identity.taking(parents), column),
      RowIdentity.concatenating([gone, before].compactMap { $0 })
    )
  }

  /// An identity with the place as the last part of the key.
  ///
  /// Rows that a look-up asks for again come with the place that they were kept with.
  private func grown(_ identity: RowIdentity, _ places: Column) -> RowIdentity {
    var copy = identity
    copy.keys = identity.keys.prefix(keyCount) + [places]
    return copy
  }

  private func pending(_ rows: [PendingRow]) -> [PendingRow] {
    rows.map { row in
      var copy = row
      copy.key = row.key.prefix(keyCount) + [.null]
      return copy
    }
  }

  /// How many values name a row before it is spread; a source without a key names them by none.
  private var keyCount: Int { input.key?.count ?? 0 }
}
