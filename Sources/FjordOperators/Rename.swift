import FjordDiagnostic
import FjordEngine
import FjordPlugin
import FjordTable

/// Gives columns other names.
///
/// Shape: n rows → n rows, columns and order kept. Identity is kept.
package struct Rename: Transform {
  package static let declaration = OperatorDeclaration(
    name: "rename", summary: "Give columns other names: `new = old`.",
    items: ItemsDeclaration(.renames, "new and old names"), identity: .keeps, isRowToRow: true,
    examples: [Example("[{a: 1, b: 2}] | rename x = a", gives: "x,b\n1,2\n")])

  package let output: Schema
  private let oldNames: [String: String]

  package init(binding call: BoundCall) throws(Diagnostics) {
    var fields = call.input.fields
    for (item, column) in zip(call.items, call.columns(call.items)) {
      fields[column] = fields[column].renamed(item.name)
    }
    var seen: Set<String> = []
    for field in fields where !seen.insert(field.name).inserted {
      let span = call.items.first { $0.name == field.name }?.span
      throw Diagnostics(
        Diagnostic(
          code: "bind.duplicate-column", "two columns would be named `\(field.name)`",
          at: span ?? call.span, fix: "choose another name, or drop the other column first",
          status: .check))
    }
    output = Schema(fields, key: call.input.key(in: fields) { $0 })
    oldNames = Dictionary(
      zip(output.names, call.input.names).filter { $0 != $1 }, uniquingKeysWith: { old, _ in old })
  }

  package var readColumns: Set<String>? { [] }

  package func nameBefore(_ column: String) -> String { oldNames[column] ?? column }

  package func step(in context: RunContext) -> BatchStep? { { $0 } }
}
