import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps the last row of each key, if it is live.
///
/// Shape: n rows → a row a key, in order of the last appearance. Behind a keyed source the last event
/// of a key decides: a row that is gone, or that a filter before took out, does not come. With `by`
/// the last row of each key, live or not. Memory is linear in the rows.
package struct Latest: Transform {
  package static let declaration = OperatorDeclaration(
    name: "latest", summary: "Keep the last row of each key: things as they are now.",
    discussion: """
      Behind a keyed source, as `nav.feed`, the last event of each key decides: an ad that was stopped, \
      or no longer passes a `where` before, does not come. `latest by k` works on any table and gives \
      the last row of each k.
      """,
    clauses: [
      ClauseDeclaration(.by, ItemsDeclaration(.projections, "the key", isOptional: true))
    ],
    identity: .keepsUnmaintained,
    examples: [
      Example(
        "[{k: 1, v: \"a\"}, {k: 2, v: \"b\"}, {k: 1, v: \"c\"}] | latest by k",
        gives: "k,v\n2,b\n1,c\n")
    ])

  package let output: Schema
  private let keys: [BoundExpression]

  package init(binding call: BoundCall) throws(Diagnostics) {
    keys = call.expressions(call.clauses[.by] ?? [])
    guard !keys.isEmpty || call.input.key != nil else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.no-key", "`latest` needs to know what names a row", at: call.span,
          reason: "these rows come from no keyed source, or a stage before dropped their key",
          fix: "name the key: `latest by COLUMN`", status: .check))
    }
    output = keys.isEmpty ? call.input : call.input.withoutKey()
  }

  package var needsIdentity: Bool { keys.isEmpty }

  package var readColumns: Set<String>? {
    Set(keys.flatMap(\.readColumns).map { output.fields[$0].name })
  }

  package var isVolatile: Bool { keys.contains(where: \.isVolatile) }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    let evaluation = EvaluationContext(context, stage: "latest")
    let types = output.fields.map(\.type)
    return WholeCursor(input) { batches in
      keys.isEmpty
        ? Self.latestLive(batches, types)
        : try latestByKeys(batches, types, evaluation)
    }
  }

  private func latestByKeys(
    _ batches: [Batch], _ types: [DataType], _ evaluation: EvaluationContext
  ) throws -> Batch {
    let whole = Batch.concatenating(batches, types: types)
    let values = try keys.map { try $0.evaluate(whole, evaluation) }
    let (groups, _) = Grouper().assign(values, count: whole.count)
    var last: [Int32: Int32] = [:]
    for (row, group) in groups.enumerated() { last[group] = Int32(row) }
    let rows = last.values.sorted()
    return Batch(columns: whole.columns.map { $0.taking(rows) }, count: rows.count)
  }

  /// Rows and retractions by key; the one with the highest position decides.
  private static func latestLive(_ batches: [Batch], _ types: [DataType]) -> Batch {
    let grouper = Grouper()
    var last: [(position: Int64, row: Int32)] = []
    var base: Int32 = 0
    func note(_ identity: RowIdentity?, firstRow: Int32?) {
      guard let identity else { return }
      let (groups, _) = grouper.assign(identity.keys, count: identity.count)
      last.append(contentsOf: repeatElement((.min, -1), count: grouper.count - last.count))
      for (row, group) in groups.enumerated() {
        guard case .int(let position) = identity.positions.value(at: row),
          position >= last[Int(group)].position
        else { continue }
        let isShown = identity.states[row] != .gone
        last[Int(group)] = (position, isShown ? firstRow.map { $0 + Int32(row) } ?? -1 : -1)
      }
    }
    for batch in batches {
      note(batch.retractions, firstRow: nil)
      note(batch.identity, firstRow: base)
      base += Int32(batch.count)
    }
    let rows = last.map(\.row).filter { $0 >= 0 }.sorted()
    let whole = Batch.concatenating(batches, types: types)
    let identity = RowIdentity.concatenating(batches.compactMap(\.identity))
    return Batch(
      columns: whole.columns.map { $0.taking(rows) }, count: rows.count,
      identity: identity?.taking(rows))
  }
}
