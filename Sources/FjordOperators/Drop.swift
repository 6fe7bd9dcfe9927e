import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Removes columns.
///
/// Shape: n rows → n rows without the columns named, order kept. Identity is kept.
package struct Drop: Transform {
  package static let declaration = OperatorDeclaration(
    name: "drop", namesElsewhere: ["remove", "exclude", "reject"], summary: "Remove columns.",
    items: ItemsDeclaration(.columns, "the columns that go"), identity: .keeps, isRowToRow: true,
    examples: [Example("[{a: 1, b: 2, c: 3}] | drop b", gives: "a,c\n1,3\n")])

  package let output: Schema
  private let kept: [Int]

  package init(binding call: BoundCall) throws(Diagnostics) {
    let dropped = Set(call.columns(call.items))
    let kept = call.input.fields.indices.filter { !dropped.contains($0) }
    guard !kept.isEmpty else {
      throw Diagnostics(
        Diagnostic(
          code: "bind.no-column", "`drop` would leave no column", at: call.span,
          fix: "`select` names the columns to keep", status: .check))
    }
    let fields = kept.map { call.input.fields[$0] }
    self.kept = kept
    output = Schema(fields, key: call.input.key(in: fields) { kept.firstIndex(of: $0) })
  }

  package var readColumns: Set<String>? { Set(output.names) }

  package var dropsUnread: Bool { true }

  package func step(in context: RunContext) -> BatchStep? {
    { batch in batch.replacing(columns: kept.map { batch.columns[$0] }) }
  }
}
