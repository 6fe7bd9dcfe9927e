import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Keys and aggregates as bound: what `summarize` and `count` share.
struct Grouping: Sendable {
  let keys: [BoundExpression]
  let aggregates: [BoundAggregate]
  let stage: String

  /// The columns that come out; a name that is both key and aggregate is a fault.
  static func schema(
    call: BoundCall, keys: [BoundItem], aggregates: [(String, BoundAggregate)]
  ) throws(Diagnostics) -> Schema {
    let keyFields = zip(keys, call.expressions(keys)).map { $1.field(named: $0.name) }
    let fields = keyFields + aggregates.map { $1.field(named: $0) }
    var seen: Set<String> = []
    for field in fields where !seen.insert(field.name).inserted {
      throw Diagnostics(
        Diagnostic(
          code: "bind.duplicate-column", "two columns would be named `\(field.name)`",
          at: call.span, fix: "give one of them a name: `other = ...`", status: .check))
    }
    return Schema(fields)
  }

  func readColumns(of input: Schema) -> Set<String> {
    let read = (keys + aggregates.flatMap(\.arguments)).flatMap(\.readColumns)
    return Set(read.map { input.fields[$0].name })
  }
}
