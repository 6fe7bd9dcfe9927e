import FjordDiagnostic
import FjordPattern
import FjordPlugin
import FjordTable

/// What an evaluation needs beside its rows: the clock, and where to count nulls made by faults.
package struct EvaluationContext: Sendable {
  package let run: RunContext
  /// The stage's text for messages, as `derive`.
  package let stage: String

  package init(_ run: RunContext, stage: String) {
    self.run = run
    self.stage = stage
  }

  /// Counts values that became null by overflow, division by zero or a failed conversion; an error
  /// under `--strict`.
  package func countFaults(_ count: Int, _ what: String) throws {
    guard count > 0 else { return }
    if run.isStrict {
      throw RunFault.strictNull(stage: stage, what: what, count: count).diagnostic
    }
    run.notices.count("null by \(what) in `\(stage)`", count)
  }
}

extension BoundExpression {
  /// The expression's values for the rows of a batch: one column as long as the batch.
  package func evaluate(_ batch: Batch, _ context: EvaluationContext) throws -> Column {
    let count = batch.count
    switch kind {
    case .constant(let value): return .repeating(value, type: type ?? .string, count: count)
    case .column(let index): return batch.columns[index]
    case .compare(let comparison, let a, let b):
      return try compare(comparison, a, b, batch, context)
    case .and(let a, let b):
      let first = try a.evaluate(batch, context)
      return try first.and(b.evaluate(batch, where: first.knownFalse.inverted, context))
    case .or(let a, let b):
      let first = try a.evaluate(batch, context)
      return try first.or(b.evaluate(batch, where: first.knownTrue.inverted, context))
    case .not(let a): return try a.evaluate(batch, context).not()
    case .isNull(let a, let negated):
      return try a.evaluate(batch, context).isNullColumn(negated: negated)
    case .oneOf(let a, let values, let negated):
      let hits = try a.evaluate(batch, context).isOne(of: values)
      return negated ? hits.not() : hits
    case .member(let a, let set, let negated):
      let hits = set.holds(try a.evaluate(batch, context))
      return negated ? hits.not() : hits
    case .search(let text, let needle, let position):
      return try search(text, needle, position, batch, context)
    case .arithmetic(let operation, let a, let b):
      return try arithmetic(operation, a, b, batch, context)
    case .coalesce(let parts): return try coalesced(parts, batch, context)
    case .choice(let parts): return try chosen(parts[...], batch, context)
    case .field(let record, let place): return try record.evaluate(batch, context).field(place)
    case .element(let list, let index):
      return try list.evaluate(batch, context).element(at: index.evaluate(batch, context))
    case .list(let parts):
      let columns = try parts.map { try $0.evaluate(batch, context) }
      guard case .list(let element)? = type else { return .nulls(.list(.string), count: count) }
      return .interleaving(columns, element: element, count: count)
    case .record(let parts):
      let columns = try parts.map { try $0.value.evaluate(batch, context) }
      return .record(zip(parts.map(\.name), columns).map { ($0, $1) }, count: count)
    case .call(let call):
      let columns = try call.arguments.map { try $0.evaluate(batch, context) }
      do {
        return try call.evaluate(columns, count, context)
      } catch let fault as PatternFault {
        throw RunFault.pattern(stage: context.stage, fault).diagnostic
      }
    case .lambda(let call): return try call.evaluate(batch, context)
    }
  }

  /// A constant side is not made a column.
  private func compare(
    _ comparison: Comparison, _ a: BoundExpression, _ b: BoundExpression, _ batch: Batch,
    _ context: EvaluationContext
  ) throws -> Column {
    if let value = b.constant {
      return try a.evaluate(batch, context).compared(comparison, to: value)
    }
    if let value = a.constant {
      return try b.evaluate(batch, context).compared(comparison.mirrored, to: value)
    }
    return try a.evaluate(batch, context).compared(comparison, to: b.evaluate(batch, context))
  }

  private func search(
    _ text: BoundExpression, _ needle: BoundExpression, _ position: TextPosition, _ batch: Batch,
    _ context: EvaluationContext
  ) throws -> Column {
    let texts = try text.evaluate(batch, context)
    if case .string(let needle)? = needle.constant { return texts.searched(needle, position) }
    return try texts.searched(needle.evaluate(batch, context), position)
  }

  private func arithmetic(
    _ operation: ArithmeticOperation, _ a: BoundExpression, _ b: BoundExpression, _ batch: Batch,
    _ context: EvaluationContext
  ) throws -> Column {
    let (x, y) = (try a.evaluate(batch, context), try b.evaluate(batch, context))
    let (column, faults) =
      type == .int ? x.intArithmetic(operation, y) : x.floatArithmetic(operation, y)
    let what =
      operation == .divide || operation == .remainder ? "division by zero" : "overflow"
    try context.countFaults(faults, what)
    return column
  }

  /// The value of an expression that reads no column.
  package func constantValue(_ context: EvaluationContext) throws -> Value {
    if let constant { return constant }
    return try evaluate(Batch(columns: [], count: 1), context).value(at: 0)
  }
}
