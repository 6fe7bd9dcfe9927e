import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Removes columns.
///
/// Shape: n rows → n rows without the columns named, order kept. Identity is kept.
package struct Drop: Transform {
  package static let declaration = OperatorDeclaration(
    name: "drop", summary: "Remove columns.",
    items: ItemsDeclaration(.columns, "the columns that go"), identity: .keeps, isRowToRow: true,
    examples: [Example("[{a: 1, b: 2, c: 3}] | drop b", gives: "a,c\n1,3\n")])

  package let output: Schema
  private let kept: [Int]

  package init(binding call: BoundCall) throws(Diagnostics) {
    let dropped = Set(call.columns(call.items))
    kept = call.input.fields.indices.filter { !dropped.contains($0) }
    output = call.input.selecting(kept)
  }

  package var readColumns: Set<String>? { Set(output.names) }

  package var dropsUnread: Bool { true }

  package func run(_ input: any Cursor, in context: RunContext) -> any Cursor {
    MapCursor(input) { batch in batch.replacing(columns: kept.map { batch.columns[$0] }) }
  }
}
