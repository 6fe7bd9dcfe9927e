import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Fails the script where conditions on the table do not hold; else the rows pass on.
///
/// Shape: n rows → n rows, same columns, order kept. Rows stream through and are judged at their end,
/// which is reached also where a stage behind asks for no more. Errors: `run.expectation`, exit 8.
/// Memory: what the aggregates need.
package struct Expect: Transform {
  package static let declaration = OperatorDeclaration(
    name: "expect", namesElsewhere: ["assert", "verify", "check", "validate"],
    summary: "Fail the script where conditions on the table do not hold; else pass the rows on.",
    discussion: """
      A condition with aggregates is on the whole table: `count() > 0`, `unique(uuid)`, \
      `max(sistEndret) > now() - 2d`. One without is on each row: `price > 0`. Only what is true holds: \
      null does not. Rows stream through, and the end of them is judged; `save` and a file behind \
      `expect` keep nothing of rows that fail, since they replace the whole table in one transaction. \
      The script ends with status 8.
      """,
    items: ItemsDeclaration(.expectations, "the conditions"), identity: .keepsUnmaintained,
    keepsColumns: true,
    examples: [
      Example("[{a: 1}, {a: 2}] | expect count() > 1, sum(a) == 3", gives: "a\n1\n2\n"),
      Example("[{a: 1}, {a: 2}] | expect a > 0, unique(a) | count", gives: "count\n2\n"),
    ])

  package let output: Schema
  private let expectations: [BoundExpectation]
  private let spans: [Span]

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input
    spans = call.items.map(\.span)
    expectations = call.items.compactMap { item in
      if case .expectation(let expectation) = item.content { expectation } else { nil }
    }
  }

  package var readColumns: Set<String>? {
    let aggregated = expectations.flatMap(\.aggregates).flatMap(\.aggregate.arguments)
    let read = (aggregated + expectations.map(\.condition)).flatMap(\.readColumns)
    return Set(read.filter { $0 < output.fields.count }.map { output.fields[$0].name })
  }

  package var isVolatile: Bool { expectations.contains(where: \.condition.isVolatile) }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    ExpectCursor(
      input, zip(expectations, spans).map { Judge($0, at: $1, over: output) },
      EvaluationContext(context, stage: "expect"))
  }
}

/// Lets rows pass and judges them at their end.
private actor ExpectCursor: CompletingCursor {
  private let input: any Cursor
  private var judges: [Judge]
  private let evaluation: EvaluationContext
  private var isJudged = false

  init(_ input: any Cursor, _ judges: [Judge], _ evaluation: EvaluationContext) {
    (self.input, self.judges, self.evaluation) = (input, judges, evaluation)
  }

  func next() async throws -> Batch? {
    guard !isJudged else { return nil }
    if let batch = try await input.next() {
      for place in judges.indices { try judges[place].take(batch, evaluation) }
      return batch
    }
    isJudged = true
    let faults = try judges.compactMap { try $0.verdict(evaluation) }
    guard faults.isEmpty else { throw Diagnostics(faults) }
    return nil
  }

  func complete() async throws {
    while try await next() != nil { try Task.checkCancellation() }
  }

  func abandon() {}
}

/// One condition, and what it has seen so far.
private struct Judge {
  private let expectation: BoundExpectation
  private let span: Span
  private let input: Schema
  private let states: [any AggregateState]
  private var rows = 0
  private var failed = 0
  private var firstFailure: String?

  init(_ expectation: BoundExpectation, at span: Span, over input: Schema) {
    (self.expectation, self.span, self.input) = (expectation, span, input)
    states = expectation.aggregates.map { $0.aggregate.makeState() }
  }

  /// Takes rows in.
  mutating func take(_ batch: Batch, _ evaluation: EvaluationContext) throws {
    let before = rows
    rows += batch.count
    guard states.isEmpty else {
      let groups = [Int32](repeating: 0, count: batch.count)
      for (named, state) in zip(expectation.aggregates, states) {
        let arguments = try named.aggregate.arguments.map { try $0.evaluate(batch, evaluation) }
        state.update(
          arguments, groups: groups, groupCount: 1, positions: RowPositions(from: Int64(before)))
      }
      return
    }
    let passed = try expectation.condition.evaluate(batch, evaluation).knownTrue
    let missed = passed.inverted.setRows
    failed += missed.count
    if firstFailure == nil, let row = missed.first {
      firstFailure = "row \(before + Int(row) + 1)" + values(of: batch, Int(row), evaluation)
    }
  }

  /// The values that a row's condition looked at.
  private func values(of batch: Batch, _ row: Int, _ evaluation: EvaluationContext) -> String {
    let read = expectation.condition.readColumns.sorted()
    let parts = read.map { place in
      let value = batch.columns[place].slice(row..<(row + 1))
      return "`\(input.fields[place].name)` is \(value.shortText(evaluation))"
    }
    return parts.isEmpty ? "" : ", where " + parts.joined(separator: " and ")
  }

  /// What is wrong, or nil where the condition holds.
  func verdict(_ evaluation: EvaluationContext) throws -> Diagnostic? {
    guard !states.isEmpty else {
      guard failed > 0 else { return nil }
      return fault(
        "of \(rows) \(rows == 1 ? "row" : "rows") \(failed) \(failed == 1 ? "does" : "do") "
          + "not hold, first \(firstFailure ?? "")")
    }
    let results = states.map { $0.finish(groupCount: 1) }
    let columns = input.fields.map { Column.nulls($0.type, count: 1) } + results
    let passed = try expectation.condition.evaluate(Batch(columns: columns, count: 1), evaluation)
    guard passed.value(at: 0) != .bool(true) else { return nil }
    let found = zip(expectation.aggregates, results).map {
      "`\($0.text)` is \($1.shortText(evaluation))"
    }
    return fault(found.joined(separator: " and "))
  }

  private func fault(_ reason: String) -> Diagnostic {
    Diagnostic(
      code: "run.expectation", "`\(expectation.text)` does not hold", at: span, reason: reason,
      status: .expectation)
  }
}

extension Column {
  /// The one value as messages show it, cut where it is long.
  fileprivate func shortText(_ evaluation: EvaluationContext) -> String {
    guard case .string(let text) = texts(in: evaluation.run.clock.zone).value(at: 0) else {
      return "null"
    }
    return text.count <= 60 ? text : text.prefix(59) + "…"
  }
}
