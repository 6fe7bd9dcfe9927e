import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps the last row of each key, if it is live.
///
/// Shape: n rows → a row a key, in order of the last appearance. Behind a keyed source the last event
/// of a key decides: a row that is gone, or that a filter before took out, does not come. With `by`
/// the last row of each key, live or not. Memory is linear in the keys.
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
    identity: .keepsUnmaintained, keepsColumns: true,
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
    guard !keys.isEmpty || call.input.key?.hidden.isEmpty ?? true else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.latest-elements", "`latest` can't stand behind `unnest`", at: call.span,
          reason: "elements of a list are not things of their own: their row is",
          fix: "put `latest` before `unnest`, or name a key: `latest by COLUMN`", status: .check))
    }
    output = keys.isEmpty ? call.input : call.input.withoutKey()
  }

  package var needsIdentity: Bool { keys.isEmpty }

  package var readColumns: Set<String>? {
    Set(keys.flatMap(\.readColumns).map { output.fields[$0].name })
  }

  package var isVolatile: Bool { keys.contains(where: \.isVolatile) }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    LatestCursor(
      input, keys: keys, types: output.fields.map(\.type),
      EvaluationContext(context, stage: "latest"))
  }
}

/// Reads all rows, then gives the last of each key.
private actor LatestCursor: Cursor {
  private let input: any Cursor
  private let keys: [BoundExpression]
  private let types: [DataType]
  private let evaluation: EvaluationContext
  private var isFinished = false

  init(
    _ input: any Cursor, keys: [BoundExpression], types: [DataType], _ evaluation: EvaluationContext
  ) {
    self.input = input
    self.keys = keys
    self.types = types
    self.evaluation = evaluation
  }

  func next() async throws -> Batch? {
    guard !isFinished else { return nil }
    var rows = LastRows(types: types)
    let grouper = Grouper(keepsKeys: false)
    while let batch = try await input.next() {
      try Task.checkCancellation()
      if keys.isEmpty {
        for (identity, areRows) in [(batch.retractions, false), (batch.identity, true)] {
          guard let identity else { continue }
          let (groups, _) = grouper.assign(identity.keys, count: identity.count)
          rows.note(identity, groups: groups, groupCount: grouper.count, areRows: areRows)
        }
        rows.hold(batch)
      } else {
        let values = try keys.map { try $0.evaluate(batch, evaluation) }
        let (groups, _) = grouper.assign(values, count: batch.count)
        rows.add(
          batch.withoutIdentity(), groups: groups, groupCount: grouper.count)
      }
    }
    isFinished = true
    return rows.finish()
  }
}
