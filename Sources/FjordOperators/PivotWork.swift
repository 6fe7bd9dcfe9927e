import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// What `pivot` does, once its arguments are bound.
struct PivotWork: Sendable {
  /// What the pivoted column is called.
  let column: String
  let pivoted: BoundExpression
  let keys: [BoundExpression]
  let keyFields: [Field]
  let aggregates: [(name: String, aggregate: BoundAggregate)]
  /// The texts of the values that become columns, where they are named beforehand.
  let values: [String?]?

  var readColumns: Set<Int> {
    let read = [pivoted] + keys + aggregates.flatMap(\.aggregate.arguments)
    return Set(read.flatMap(\.readColumns))
  }

  /// The columns for some values, whose texts name them; keys come first.
  func schema(of values: [String?], at span: Span? = nil) throws(Diagnostics) -> Schema {
    var fields: [Field] = []
    var taken: Set<String> = []
    for field in keyFields {
      guard taken.insert(field.name).inserted else {
        throw Diagnostics(
          BindFault.duplicateColumn(field.name).diagnostic(at: span ?? pivoted.span))
      }
      fields.append(field)
    }
    for value in values {
      for (name, aggregate) in aggregates {
        let text = value.map { $0.isEmpty ? "empty" : $0 } ?? "null"
        let wanted = aggregates.count == 1 ? text : "\(text)_\(name)"
        fields.append(aggregate.field(named: free(wanted, &taken)))
      }
    }
    return Schema(fields)
  }

  /// A name that is not taken: with the column's name before it, then with a number behind.
  private func free(_ wanted: String, _ taken: inout Set<String>) -> String {
    var name = wanted
    if taken.contains(name) { name = "\(column)_\(wanted)" }
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(column)_\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  /// All rows, pivoted.
  func table(of rows: any Cursor, in context: RunContext) async throws -> Table {
    let evaluation = EvaluationContext(context, stage: "pivot")
    var cells = PivotCells(aggregates.map(\.aggregate))
    while let batch = try await rows.next() {
      try Task.checkCancellation()
      try cells.take(
        batch, keys: keys.map { try $0.evaluate(batch, evaluation) },
        value: pivoted.evaluate(batch, evaluation), evaluation)
      guard values != nil || cells.valueCount * aggregates.count <= Pivot.columnLimit else {
        throw tooManyColumns
      }
    }
    let found = cells.valueTexts
    let wanted = values ?? found
    let places = wanted.map { text in found.firstIndex(of: text) }
    let schema = try schema(of: wanted)
    let count = schema.fields.isEmpty ? 0 : keys.isEmpty ? 1 : cells.keyCount
    let keyColumns = cells.keys() ?? keys.map { Column.nulls($0.type ?? .string, count: 0) }
    let columns = try keyColumns + cells.columns(places, count: count, evaluation)
    return Table(schema: schema, batches: [Batch(columns: columns, count: count)])
  }

  private var tooManyColumns: Diagnostic {
    Diagnostic(
      code: "run.pivot-columns",
      "`pivot \(column)` would make more than \(Pivot.columnLimit) columns", at: pivoted.span,
      reason:
        "each value of `\(column)` makes \(aggregates.count == 1 ? "one" : "\(aggregates.count)")",
      fix: "keep fewer values with `where`, or name them: `--values [...]`")
  }
}

/// The cells that rows fall into: one for each key and value that occur together.
private struct PivotCells {
  private let aggregates: [BoundAggregate]
  private let states: [any AggregateState]
  private let keyGroups = Grouper()
  private let valueGroups = Grouper()
  private let numbers = NumberInterner()
  /// The key and the value of each cell.
  private var cells: [(key: Int32, value: Int32)] = []
  private var rows: Int64 = 0

  init(_ aggregates: [BoundAggregate]) {
    self.aggregates = aggregates
    states = aggregates.map { $0.makeState() }
  }

  var keyCount: Int { keyGroups.count }
  var valueCount: Int { valueGroups.count }

  /// The keys that occur; nil where there was no row, or there are no keys.
  func keys() -> [Column]? { keyGroups.keys() }

  /// The texts of the values that occur, in order of first appearance.
  var valueTexts: [String?] {
    guard let column = valueGroups.keys()?.first else { return [] }
    return column.texts().values.map { if case .string(let text) = $0 { text } else { nil } }
  }

  mutating func take(
    _ batch: Batch, keys: [Column], value: Column, _ evaluation: EvaluationContext
  ) throws {
    let (keyPlaces, _) = keyGroups.assign(keys, count: batch.count)
    let (valuePlaces, _) = valueGroups.assign([value], count: batch.count)
    let pairs = zip(keyPlaces, valuePlaces).map { Int64($0) << 32 | Int64($1) }
    let codes = numbers.codes(pairs[...])
    for (row, code) in codes.enumerated() where Int(code) == cells.count {
      cells.append((keyPlaces[row], valuePlaces[row]))
    }
    for (aggregate, state) in zip(aggregates, states) {
      let arguments = try aggregate.arguments.map { try $0.evaluate(batch, evaluation) }
      state.update(
        arguments, groups: codes, groupCount: cells.count, positions: RowPositions(from: rows))
    }
    rows += Int64(batch.count)
  }

  /// The columns of some values, of each one for every aggregate; nil stands for a value that does
  /// not occur.
  func columns(
    _ values: [Int?], count: Int, _ evaluation: EvaluationContext
  ) throws -> [Column] {
    // The cell behind the last was never seen: it holds what no rows give.
    let empty = Int32(truncatingIfNeeded: cells.count)
    let results = states.map { $0.finish(groupCount: cells.count + 1) }
    for (aggregate, state) in zip(aggregates, states) {
      evaluation.run.notices.count("null skipped by `\(aggregate.name)`", state.skippedNulls)
      try evaluation.countFaults(state.faults, "overflow")
    }
    var cellsOfValue = [[Int32]](repeating: [], count: valueCount)
    for (code, cell) in cells.enumerated() {
      cellsOfValue[Int(cell.value)].append(Int32(truncatingIfNeeded: code))
    }
    return values.flatMap { value in
      var places = [Int32](repeating: empty, count: count)
      for code in value.map({ cellsOfValue[$0] }) ?? [] {
        places[Int(cells[Int(code)].key)] = code
      }
      return results.map { $0.taking(places) }
    }
  }
}
