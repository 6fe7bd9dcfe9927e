import FjordDiagnostic
import FjordEngine
import FjordLanguage
import FjordPlugin
import FjordTable

/// Puts the rows of other tables behind the rows.
///
/// Shape: n rows, and m of the other tables → n + m rows, each table's in its order; the columns that
/// come in first, then those that only other tables have. Nulls: a column that a table does not have
/// is null in its rows. Stops: a table is not opened before the one before it has ended.
package struct Union: Transform {
  package static let declaration = OperatorDeclaration(
    name: "union", namesElsewhere: ["append", "concat", "union_all", "bind_rows"],
    summary: "Put the rows of other tables behind the rows.",
    discussion: """
      Columns are matched by name. Where a table has no column of a name, its rows have null there. \
      Ints and floats in one column become floats; other types that differ are found before anything \
      runs. Equal rows all stay: `| distinct` keeps one of each. When a source breaks off, the rows \
      that came are shown and marked, and tables behind it are not asked.
      """,
    items: ItemsDeclaration(.tables, "the tables whose rows follow"),
    examples: [
      Example("range 1 to 2 | union (range 8 to 9)", gives: "value\n1\n2\n8\n9\n"),
      Example(
        "[{a: 1, b: \"x\"}] | union [{b: \"y\", c: true}], [{a: 2.5}]",
        gives: "a,b,c\n1.0,x,\n,y,true\n2.5,,\n"),
    ])

  package let output: Schema
  private let inputPlaces: [Int?]
  private let tables: [Part]
  private var used: Set<String>?

  /// A table with the place of each column of the result, nil where it has none.
  private struct Part: Sendable {
    let pipeline: BoundPipeline
    let places: [Int?]
  }

  package init(binding call: BoundCall) throws(Diagnostics) {
    var columns = UnionColumns(call.input, call.services.registry)
    for item in call.items {
      if let table = item.table { columns.add(table.output, at: item.span) }
    }
    guard columns.faults.isEmpty else { throw Diagnostics(columns.faults) }
    let fields = columns.fields
    output = Schema(fields)
    inputPlaces = fields.map { call.input.index(of: $0.name) }
    tables = call.items.compactMap(\.table).map { table in
      Part(pipeline: table, places: fields.map { table.output.index(of: $0.name) })
    }
  }

  package var readColumns: Set<String>? { [] }

  package var tablePlans: [Plan] {
    tables.map { part in
      Plan(part.pipeline, needed: used?.intersection(part.pipeline.output.names))
    }
  }

  package func narrowed(to columns: Set<String>) -> any Transform {
    var copy = self
    copy.used = columns
    return copy
  }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    let parts = zip(tablePlans, tables).map { (plan: $0, places: $1.places) }
    return UnionCursor(input, inputPlaces, parts, types: output.fields.map(\.type), context)
  }
}

/// The columns of several tables, by name.
private struct UnionColumns {
  private(set) var fields: [Field]
  private(set) var faults: [Diagnostic] = []
  private let registry: Registry

  init(_ schema: Schema, _ registry: Registry) {
    fields = schema.fields
    self.registry = registry
  }

  mutating func add(_ schema: Schema, at span: Span) {
    for place in fields.indices where schema.index(of: fields[place].name) == nil {
      fields[place].isNullable = true
    }
    for field in schema.fields {
      guard let place = fields.firstIndex(where: { $0.name == field.name }) else {
        var field = field
        field.isNullable = true
        fields.append(field)
        continue
      }
      guard let type = DataType.common(fields[place].type, field.type) else {
        faults.append(clash(fields[place], field, at: span))
        continue
      }
      fields[place].type = type
      fields[place].isNullable = fields[place].isNullable || field.isNullable
      fields[place].semantics.notAdditiveReason =
        fields[place].semantics.notAdditiveReason ?? field.semantics.notAdditiveReason
      fields[place].semantics.isPersonal =
        fields[place].semantics.isPersonal || field.semantics.isPersonal
    }
  }

  private func clash(_ field: Field, _ other: Field, at span: Span) -> Diagnostic {
    let name = columnText(field.name)
    let hasConversion = registry.functions["\(field.type)"] != nil
    return Diagnostic(
      code: "bind.type",
      "`\(field.name)` is \(field.type) before and \(other.type) in this table", at: span,
      reason: "its values stand in one column, and only int and float mix",
      fix: hasConversion
        ? "`(... | derive \(name) = \(field.type)(\(name)))` makes them one type"
        : "`(... | rename other = \(name))` gives this table's column a name of its own",
      status: .check)
  }
}

/// Gives the rows of one cursor after the other, with the columns of all.
private actor UnionCursor: Cursor {
  private let input: any Cursor
  private let parts: [(plan: Plan, places: [Int?])]
  private let types: [DataType]
  private let context: RunContext
  private var places: [Int?]
  private var current: (any Cursor)?
  private var next = 0
  private var hasRows = false

  init(
    _ input: any Cursor, _ places: [Int?], _ parts: [(plan: Plan, places: [Int?])],
    types: [DataType], _ context: RunContext
  ) {
    self.input = input
    self.places = places
    self.parts = parts
    self.types = types
    self.context = context
    current = input
  }

  func next() async throws -> Batch? {
    while let cursor = current {
      try Task.checkCancellation()
      if let batch = try await pull(cursor) {
        hasRows = true
        return arranged(batch)
      }
      current = nil
      guard !context.notices.isBroken, next < parts.count else { return nil }
      places = parts[next].places
      current = try parts[next].plan.open(in: context)
      next += 1
    }
    return nil
  }

  /// A table that can't be had after rows of others came leaves these, marked as not all.
  private func pull(_ cursor: any Cursor) async throws -> Batch? {
    do {
      return try await cursor.next()
    } catch let error
      where next > 0 && hasRows && !(error is CancellationError) && !Task.isCancelled
    {
      let cause = Diagnostics(wrapping: error)
      context.notices.markBroken(
        cause.items.first ?? Diagnostic(code: "run.incomplete", "a table broke off"))
      return nil
    }
  }

  private func arranged(_ batch: Batch) -> Batch {
    let zone = context.clock.zone
    let columns = zip(places, types).map { place, type in
      place.map { batch.columns[$0].widened(to: type, zone: zone) }
        ?? .nulls(type, count: batch.count)
    }
    return Batch(columns: columns, count: batch.count)
  }
}
