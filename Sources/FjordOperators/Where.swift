import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keeps the rows for which a condition is true.
///
/// Shape: n rows → at most n rows, same columns, order kept. Nulls: an unknown condition drops the
/// row. Identity: a dropped row becomes a retraction.
package struct Where: Transform {
  package static let declaration = OperatorDeclaration(
    name: "where", namesElsewhere: ["filter"],
    summary: "Keep the rows for which a condition is true.",
    discussion: """
      A comparison with null is unknown, and unknown drops the row: `where x != 1` also drops rows \
      whose x is null. Behind a keyed source a dropped row still counts for `save` and `latest`: what \
      no longer passes is removed by its key.
      """,
    items: ItemsDeclaration(.condition, "the condition"), identity: .keeps, keepsColumns: true,
    examples: [
      Example("[{a: 1}, {a: 2}, {a: null}] | where a > 1", gives: "a\n2\n"),
      Example(
        "[{place: \"BERGEN\"}, {place: \"OSLO\"}] | where place in [\"BERGEN\", \"BODØ\"]",
        gives: "place\nBERGEN\n"),
    ])

  package let output: Schema
  private let conjuncts: [BoundExpression]
  /// The conjuncts as they were written; empty where they can't be told apart.
  private let texts: [String]

  package init(binding call: BoundCall) throws(Diagnostics) {
    output = call.input
    conjuncts = call.expressions(call.items).flatMap(\.conjuncts)
    let written = call.items.flatMap(\.conjunctTexts)
    texts = written.count == conjuncts.count ? written : []
  }

  private init(output: Schema, conjuncts: [BoundExpression], texts: [String]) {
    self.output = output
    self.conjuncts = conjuncts
    self.texts = texts
  }

  package var readColumns: Set<String>? {
    Set(conjuncts.flatMap(\.readColumns).map { output.fields[$0].name })
  }

  package var predicates: [Predicate] { conjuncts.compactMap { $0.predicate(over: output) } }

  package func removing(_ predicates: Set<Predicate>) -> (any Transform)? {
    let left = conjuncts.indices.filter { place in
      conjuncts[place].predicate(over: output).map { !predicates.contains($0) } ?? true
    }
    guard left.count < conjuncts.count else { return self }
    guard !left.isEmpty else { return nil }
    return Where(
      output: output, conjuncts: left.map { conjuncts[$0] },
      texts: texts.isEmpty ? [] : left.map { texts[$0] })
  }

  package var textOfRest: String? {
    texts.isEmpty ? nil : "where " + texts.joined(separator: " and ")
  }

  package var isVolatile: Bool { conjuncts.contains(where: \.isVolatile) }

  package func step(in context: RunContext) -> BatchStep? {
    let evaluation = EvaluationContext(context, stage: "where")
    return { batch in
      var kept: Bitmap?
      for conjunct in conjuncts {
        let bits = try conjunct.evaluate(batch, where: kept, evaluation).knownTrue
        kept = kept?.combined(with: bits, &) ?? bits
      }
      return kept.map { batch.keeping($0.setRows) } ?? batch
    }
  }
}

extension BoundExpression {
  /// The conditions that must all be true.
  fileprivate var conjuncts: [BoundExpression] {
    guard case .and(let a, let b) = kind else { return [self] }
    return a.conjuncts + b.conjuncts
  }

  /// The condition as a column compared with constants, where it is one.
  fileprivate func predicate(over schema: Schema) -> Predicate? {
    switch kind {
    case .compare(let comparison, let a, let b):
      if let column = a.columnIndex, let value = b.constant, !value.isNull {
        return Predicate(schema.fields[column].name, comparison.test, [value])
      }
      if let column = b.columnIndex, let value = a.constant, !value.isNull {
        return Predicate(schema.fields[column].name, comparison.mirrored.test, [value])
      }
      return nil
    case .isNull(let operand, let negated):
      return operand.columnIndex.map {
        Predicate(schema.fields[$0].name, negated ? .isNotNull : .isNull, [])
      }
    case .oneOf(let operand, let values, negated: false):
      guard let column = operand.columnIndex, !values.isEmpty, !values.contains(.null) else {
        return nil
      }
      return Predicate(schema.fields[column].name, .oneOf, values)
    default: return nil
    }
  }
}

extension Comparison {
  fileprivate var test: Predicate.Test {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    }
  }
}
